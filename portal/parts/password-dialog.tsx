/** Asks for the password anew, for what a stolen session must not do; and for a code where sign-ins ask for one. */
import { useState } from 'preact/hooks';
import { api, told } from '../api/client.ts';
import { useAction } from '../api/use-action.ts';
import { ActionForm } from './action-form.tsx';
import { Dialog } from './dialog.tsx';
import { TextField } from './field.tsx';

export interface PasswordDialogProps {
  readonly onChecked: () => void;
  readonly onClose: () => void;
}

const ASKS_FOR_CODE = new Set(['code-needed', 'wrong-code']);

export function PasswordDialog({ onChecked, onClose }: PasswordDialogProps) {
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [needsCode, setNeedsCode] = useState(false);
  const action = useAction(async (body: { password: string; code?: string }) => {
    const asked = told(api.POST('/me/password-check', { body }));
    asked.catch(({ type }) => ASKS_FOR_CODE.has(type) && setNeedsCode(true));
    return asked;
  }, onChecked);
  return (
    <Dialog title="Your password, please" onClose={onClose}>
      <p>What you want to do moves money or your log-in. Your password shows that it is you.</p>
      <ActionForm
        action={action}
        input={() => ({ password, ...(needsCode && { code: code.trim() }) })}
        submit="Go on"
        shown={['password', 'code']}
        beside={
          <button type="button" class="plain" onClick={onClose}>
            Cancel
          </button>
        }
      >
        <TextField
          label="Password"
          type="password"
          autoComplete="current-password"
          required
          problem={action.problem?.field('password')}
          value={password}
          onValue={setPassword}
        />
        {needsCode && (
          <TextField
            label="Code of your authenticator app"
            hint="A code that was used already is no good again: wait for the next one."
            inputMode="numeric"
            autoComplete="one-time-code"
            pattern="[0-9]{6}"
            title="six digits"
            required
            problem={action.problem?.field('code')}
            value={code}
            onValue={setCode}
          />
        )}
      </ActionForm>
    </Dialog>
  );
}
