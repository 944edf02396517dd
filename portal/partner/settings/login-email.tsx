/** The e-mail that the partner signs in with, and its change: nothing moves before the link in the mail is used. */
import { useState } from 'preact/hooks';
import { api, told } from '../../api/client.ts';
import { ActionForm } from '../../parts/action-form.tsx';
import { TextField } from '../../parts/field.tsx';
import { Saved } from '../../parts/saved.tsx';
import { Section } from '../../parts/section.tsx';
import { useCheckedAction } from '../../parts/use-checked-action.tsx';
import type { OwnSettings } from './own-settings.ts';

export function LoginEmail({ settings }: OwnSettings) {
  const [email, setEmail] = useState('');
  const [mailed, setMailed] = useState<string>();
  const action = useCheckedAction(
    async (body: { email: string }) => {
      await told(api.PUT('/me/login-email', { body }));
      return body.email;
    },
    (to) => {
      setMailed(to);
      setEmail('');
    },
  );
  return (
    <Section title="Log-in e-mail">
      {action.dialog}
      <p>
        You sign in with <strong>{settings.email}</strong>.
      </p>
      <details>
        <summary>Change the log-in e-mail</summary>
        <ActionForm
          action={action}
          input={() => ({ email: email.trim() })}
          submit="Mail a confirmation"
          shown={['email']}
        >
          <TextField
            label="New log-in e-mail"
            hint="It gets a mail with a link. Until the link is used you sign in as before; then the old address is told."
            type="email"
            autoComplete="email"
            required
            problem={action.problem?.field('email')}
            value={email}
            onValue={setEmail}
          />
        </ActionForm>
      </details>
      <Saved when={mailed !== undefined}>
        A mail is on its way to <strong>{mailed}</strong>. Nothing changes until the link in it is used.
      </Saved>
    </Section>
  );
}
