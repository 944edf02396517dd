/** Signing in: e-mail and password, what the pool asks beside them, and the way to a new password. */
import { useRef, useState } from 'preact/hooks';
import { TextField } from '../parts/field.tsx';
import { ForgottenPassword } from './forgotten-password.tsx';
import { PASSWORD_RULES } from './password-rules.ts';
import { beginSession } from './session.ts';
import { answerChallenge, type Challenge, PoolRefusal, type SignInStep, signIn } from './user-pool.ts';
import { takeWord } from './word-at-sign-in.ts';

const NO_ANSWER = 'There was no answer. Check your connection, then try again.';

export function SignInForm() {
  const [step, setStep] = useState<Challenge | 'password' | 'forgotten'>('password');
  const [email, setEmail] = useState('');
  const [secret, setSecret] = useState('');
  const [refusal, setRefusal] = useState<string>();
  const [said, setSaid] = useState(takeWord);
  const [pending, setPending] = useState(false);
  const secretField = useRef<HTMLDivElement>(null);

  const go = async (asked: () => Promise<SignInStep>): Promise<void> => {
    setPending(true);
    setRefusal(undefined);
    try {
      const answer = await asked();
      setSecret('');
      if (answer.kind === 'signed-in') return beginSession(answer.tokens);
      setStep(answer);
      queueMicrotask(() => secretField.current?.querySelector('input')?.focus());
    } catch (error) {
      setRefusal(error instanceof PoolRefusal ? error.message : NO_ANSWER);
      // A challenge is good for one answer to a wrong code: begin again, with the e-mail kept.
      if (typeof step === 'object' && step.asks === 'code') setStep('password');
    } finally {
      setPending(false);
    }
  };

  if (step === 'forgotten')
    return (
      <ForgottenPassword
        email={email}
        onEmail={setEmail}
        onDone={(words) => {
          setSaid(words);
          setStep('password');
        }}
      />
    );

  const challenge = typeof step === 'object' ? step : undefined;
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void go(() => (challenge ? answerChallenge(challenge, secret) : signIn(email.trim(), secret)));
      }}
    >
      {said && (
        <p class="notice good" role="status">
          {said}
        </p>
      )}
      <TextField
        label="E-mail"
        type="email"
        autoComplete="username"
        required
        readOnly={challenge !== undefined}
        value={email}
        onValue={setEmail}
      />
      <div ref={secretField} key={challenge?.asks ?? 'password'}>
        {!challenge && (
          <TextField
            label="Password"
            type="password"
            autoComplete="current-password"
            required
            value={secret}
            onValue={setSecret}
          />
        )}
        {challenge?.asks === 'new-password' && (
          <TextField
            label="Choose a password of your own"
            hint={PASSWORD_RULES}
            type="password"
            autoComplete="new-password"
            minLength={12}
            required
            value={secret}
            onValue={setSecret}
          />
        )}
        {challenge?.asks === 'code' && (
          <TextField
            label="Code of your authenticator app"
            inputMode="numeric"
            autoComplete="one-time-code"
            pattern="[0-9]{6}"
            title="six digits"
            required
            value={secret}
            onValue={setSecret}
          />
        )}
      </div>
      {refusal && (
        <p class="notice bad" role="alert">
          {refusal}
        </p>
      )}
      <div class="buttons">
        <button type="submit" class="primary" disabled={pending} aria-busy={pending}>
          Sign in
        </button>
        {!challenge && (
          <button type="button" class="plain" onClick={() => setStep('forgotten')}>
            Forgotten your password?
          </button>
        )}
      </div>
    </form>
  );
}
