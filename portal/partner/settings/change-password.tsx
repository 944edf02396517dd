/** A new password: it ends every session, this one too. */
import { useState } from 'preact/hooks';
import { api, told } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { ActionForm } from '../../parts/action-form.tsx';
import { TextField } from '../../parts/field.tsx';
import { Section } from '../../parts/section.tsx';
import { PASSWORD_RULES } from '../../session/password-rules.ts';
import { endSession } from '../../session/session.ts';

export function ChangePassword() {
  const [current, setCurrent] = useState('');
  const [chosen, setChosen] = useState('');
  const action = useAction(
    (body: { current: string; new: string }) => told(api.POST('/me/password', { body })),
    () => void endSession('Your password is changed, and every session has ended. Sign in with the new one.'),
  );
  return (
    <Section title="Password">
      <details>
        <summary>Change the password</summary>
        <ActionForm
          action={action}
          input={() => ({ current, new: chosen })}
          submit="Change it and sign out everywhere"
          shown={['current', 'new']}
        >
          <TextField
            label="Current password"
            type="password"
            autoComplete="current-password"
            required
            problem={action.problem?.field('current')}
            value={current}
            onValue={setCurrent}
          />
          <TextField
            label="New password"
            hint={`${PASSWORD_RULES} Every session ends with the change, this one too.`}
            type="password"
            autoComplete="new-password"
            minLength={12}
            required
            problem={action.problem?.field('new')}
            value={chosen}
            onValue={setChosen}
          />
        </ActionForm>
      </details>
    </Section>
  );
}
