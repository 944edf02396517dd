/** A claim that operations make for a partner who asked for it. */
import { useState } from 'preact/hooks';
import { api, told } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { TextField } from '../../parts/field.tsx';
import { type Noted, OrderDialog } from '../parts/order-dialog.tsx';
import type { PartnerOrderProps } from './orders.ts';

export function MakeClaim({ partner: { partnerId, name }, onClose, onDone }: PartnerOrderProps) {
  const [clientId, setClientId] = useState('');
  const action = useAction(
    (body: Noted & { readonly clientId: string }, key) =>
      told(
        api.POST('/ops/partners/{partnerId}/claims', {
          params: { path: { partnerId }, header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    ({ value: { state } }) =>
      onDone(
        state === 'open'
          ? `The claim to ${clientId} is made, and the client is asked by mail.`
          : `The claim to ${clientId} is made, and is ${state}.`,
      ),
  );
  return (
    <OrderDialog
      title={`Make a claim for ${name}`}
      action={action}
      order={() => ({ clientId: clientId.trim() })}
      submit="Make the claim"
      shown={['clientId']}
      onClose={onClose}
    >
      <p>
        The client is asked by mail and says yes or no. No money moves before. A claim to the partner’s own account is
        refused at once.
      </p>
      <TextField
        label="Client id"
        required
        maxLength={64}
        value={clientId}
        onValue={setClientId}
        problem={action.problem?.field('clientId')}
      />
    </OrderDialog>
  );
}
