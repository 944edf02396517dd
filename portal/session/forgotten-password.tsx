/** A new password by a code that is mailed. What is said is the same whether there is such a log-in or not. */
import { useState } from 'preact/hooks';
import { TextField } from '../parts/field.tsx';
import { PASSWORD_RULES } from './password-rules.ts';
import { askForPasswordCode, choosePassword, PoolRefusal } from './user-pool.ts';

export interface ForgottenPasswordProps {
  readonly email: string;
  readonly onEmail: (email: string) => void;
  /** Back to signing in, with what to say there. */
  readonly onDone: (said: string | undefined) => void;
}

export function ForgottenPassword({ email, onEmail, onDone }: ForgottenPasswordProps) {
  const [asked, setAsked] = useState(false);
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const [refusal, setRefusal] = useState<string>();
  const [pending, setPending] = useState(false);

  const submit = async (): Promise<void> => {
    setPending(true);
    setRefusal(undefined);
    try {
      if (asked) {
        await choosePassword(email.trim(), code.trim(), password);
        onDone('Your new password stands, and every session that was open has ended. Sign in with it.');
      } else {
        await askForPasswordCode(email.trim());
        setAsked(true);
      }
    } catch (error) {
      setRefusal(
        error instanceof PoolRefusal ? error.message : 'There was no answer. Check your connection, then try again.',
      );
    } finally {
      setPending(false);
    }
  };

  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextField
        label="E-mail"
        type="email"
        autoComplete="username"
        required
        readOnly={asked}
        value={email}
        onValue={onEmail}
      />
      {asked && (
        <>
          <p class="notice quiet" role="status">
            If there is a log-in with this e-mail, a code is on its way to it. It is good for an hour.
          </p>
          <TextField
            label="Code from the mail"
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            value={code}
            onValue={setCode}
          />
          <TextField
            label="New password"
            hint={PASSWORD_RULES}
            type="password"
            autoComplete="new-password"
            minLength={12}
            required
            value={password}
            onValue={setPassword}
          />
        </>
      )}
      {refusal && (
        <p class="notice bad" role="alert">
          {refusal}
        </p>
      )}
      <div class="buttons">
        <button type="submit" class="primary" disabled={pending} aria-busy={pending}>
          {asked ? 'Choose this password' : 'Mail me a code'}
        </button>
        <button type="button" class="plain" onClick={() => onDone(undefined)}>
          Back to signing in
        </button>
      </div>
    </form>
  );
}
