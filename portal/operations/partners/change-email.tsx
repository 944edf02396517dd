/** The log-in e-mail of a partner who is locked out. */
import { useState } from 'preact/hooks';
import { api, told } from '../../api/client.ts';
import { useChange } from '../../api/use-change.ts';
import { TextField } from '../../parts/field.tsx';
import { type Noted, OrderDialog } from '../parts/order-dialog.tsx';
import type { PartnerOrderProps } from './orders.ts';

export function ChangeEmail({
  partner: { partnerId, name, email: before },
  answer,
  onClose,
  onDone,
}: PartnerOrderProps) {
  const [email, setEmail] = useState('');
  const action = useChange(
    answer,
    (body: Noted & { readonly email: string }, etag) =>
      told(
        api.PUT('/ops/partners/{partnerId}/login-email', {
          params: { path: { partnerId }, header: { 'If-Match': etag } },
          body,
        }),
      ),
    () => onDone(`The log-in e-mail is ${email} now. Both addresses are told.`),
  );
  return (
    <OrderDialog
      title={`Change the log-in e-mail of ${name}`}
      action={action}
      order={() => ({ email: email.trim() })}
      submit="Change the e-mail"
      tone="danger"
      shown={['email']}
      noteHint="How you made sure who asked. It stands in the audit trail."
      onClose={onClose}
    >
      <p>
        For a partner who is locked out. It takes the place of <strong>{before}</strong> at once; both addresses are
        told, and every session ends. Whoever reads the new mailbox can choose the password: make sure first who asks.
      </p>
      <TextField
        label="New log-in e-mail"
        type="email"
        required
        value={email}
        onValue={setEmail}
        problem={action.problem?.field('email')}
      />
    </OrderDialog>
  );
}
