/** An invitation, a void password, a second factor taken off: the partner is told of each by mail. */
import { api, told } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { type Noted, OrderDialog } from '../parts/order-dialog.tsx';
import type { PartnerOrderProps } from './orders.ts';

export function InvitePartner({
  partner: { partnerId, name, email, invited },
  answer,
  onClose,
  onDone,
}: PartnerOrderProps) {
  const action = useAction(
    (body: Noted, key) =>
      told(
        api.POST('/ops/partners/{partnerId}/invitation', {
          params: { path: { partnerId }, header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    () => {
      answer.reload();
      onDone(`The invitation is on its way to ${email}.`);
    },
  );
  return (
    <OrderDialog
      title={`Invite ${name}`}
      action={action}
      order={() => ({})}
      submit={invited ? 'Invite again' : 'Invite'}
      onClose={onClose}
    >
      <p>
        {invited ? 'They have a log-in, and are mailed again at ' : 'They are given a log-in, and told by mail at '}
        <strong>{email}</strong>. They choose a password by “forgotten password”.
      </p>
    </OrderDialog>
  );
}

export function ResetPassword({ partner: { partnerId, name, email }, answer, onClose, onDone }: PartnerOrderProps) {
  const action = useAction(
    (body: Noted, key) =>
      told(
        api.POST('/ops/partners/{partnerId}/password-reset', {
          params: { path: { partnerId }, header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    () => {
      answer.reload();
      onDone(`The password is void, and every session has ended. ${email} is told by mail.`);
    },
  );
  return (
    <OrderDialog
      title={`Reset the password of ${name}`}
      action={action}
      order={() => ({})}
      submit="Make the password void"
      tone="danger"
      onClose={onClose}
    >
      <p>
        The password is void at once and every session ends. They are told at <strong>{email}</strong>, and choose a new
        one by “forgotten password”.
      </p>
    </OrderDialog>
  );
}

export function RemoveSecondFactor({
  partner: { partnerId, name, email },
  answer,
  onClose,
  onDone,
}: PartnerOrderProps) {
  const action = useAction(
    (body: Noted, key) =>
      told(
        api.DELETE('/ops/partners/{partnerId}/second-factor', {
          params: { path: { partnerId }, header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    () => {
      answer.reload();
      onDone(`The second factor is off, and every session has ended. ${email} is told by mail.`);
    },
  );
  return (
    <OrderDialog
      title={`Remove the second factor of ${name}`}
      action={action}
      order={() => ({})}
      submit="Remove the second factor"
      tone="danger"
      noteHint="How you made sure who asked. It stands in the audit trail."
      onClose={onClose}
    >
      <p>
        For a partner whose authenticator app is lost. Sign-ins ask for the password alone then, and every session ends.
        Make sure first that it is they who ask. They are told at <strong>{email}</strong>.
      </p>
    </OrderDialog>
  );
}
