/** A partner on hold, and released. */
import { api, told } from '../../api/client.ts';
import { useChange } from '../../api/use-change.ts';
import { type Noted, OrderDialog } from '../parts/order-dialog.tsx';
import type { PartnerOrderProps } from './orders.ts';

export function HoldPartner({ partner: { partnerId, name, hold }, answer, onClose, onDone }: PartnerOrderProps) {
  const action = useChange(
    answer,
    (body: Noted, etag) =>
      told(
        api.PUT('/ops/partners/{partnerId}/hold', {
          params: { path: { partnerId }, header: { 'If-Match': etag } },
          body,
        }),
      ),
    () => onDone(`${name} is on hold: nothing is paid until finance releases it.`),
  );
  return (
    <OrderDialog
      title={`Put ${name} on hold`}
      action={action}
      order={() => ({})}
      submit={hold === undefined ? 'Put on hold' : 'Change the reason'}
      tone="danger"
      noteLabel="Reason"
      noteHint="The partner sees it, word for word."
      onClose={onClose}
    >
      <p>
        Runs pay nothing to this partner until finance releases it. What they earn is carried. A payout that is on its
        way goes on.
      </p>
    </OrderDialog>
  );
}

export function ReleasePartner({ partner: { partnerId, name, hold, frozen }, ...props }: PartnerOrderProps) {
  const { answer, onClose, onDone } = props;
  const action = useChange(
    answer,
    (body: Noted, etag) =>
      told(
        api.POST('/ops/partners/{partnerId}/release', {
          params: { path: { partnerId }, header: { 'If-Match': etag } },
          body,
        }),
      ),
    () => onDone(`${name} is released: the next run pays what was carried, unless something else holds it.`),
  );
  return (
    <OrderDialog title={`Release ${name}`} action={action} order={() => ({})} submit="Release" onClose={onClose}>
      {hold !== undefined && (
        <p>
          This ends the hold “{hold}”.{frozen && ' It ends the freeze by the partner, too.'}
        </p>
      )}
      {hold === undefined && <p>This ends the freeze by the partner. Make sure that it was they who asked for it.</p>}
      <p>The next run pays what was carried, unless something else holds it back.</p>
    </OrderDialog>
  );
}
