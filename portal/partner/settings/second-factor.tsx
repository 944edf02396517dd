/** A code of an authenticator app beside the password: set up, confirmed by its first code, removed. */
import { useState } from 'preact/hooks';
import { api, told } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { ActionForm } from '../../parts/action-form.tsx';
import { TextField } from '../../parts/field.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { QrCode } from '../../parts/qr-code.tsx';
import { Saved } from '../../parts/saved.tsx';
import { Section } from '../../parts/section.tsx';
import { type CheckedAction, useCheckedAction } from '../../parts/use-checked-action.tsx';

interface Secret {
  readonly secret: string;
  readonly uri: string;
}

export function SecondFactor() {
  const state = useAnswer(() => told(api.GET('/me/second-factor')), []);
  const [secret, setSecret] = useState<Secret>();
  const [said, setSaid] = useState<string>();
  const begin = useCheckedAction(
    () => told(api.POST('/me/second-factor')),
    ({ value }) => {
      setSecret(value);
      setSaid(undefined);
    },
  );
  const remove = useCheckedAction(
    () => told(api.DELETE('/me/second-factor')),
    () => {
      setSaid('From now on the password alone signs you in.');
      state.reload();
    },
  );
  return (
    <Section
      title="Second factor"
      lead="With a second factor a sign-in needs your password and a code of an authenticator app: who finds out your password still does not get in."
    >
      {begin.dialog}
      {remove.dialog}
      <Saved when={said !== undefined}>{said}</Saved>
      <Loaded of={state} what="your second factor">
        {({ active }) => {
          if (active) return <Order action={remove} label="Remove the second factor" />;
          if (!secret) return <Order action={begin} label="Set up a second factor" />;
          return (
            <FirstCode
              of={secret}
              onDone={() => {
                setSecret(undefined);
                setSaid('It is set up: from now on a sign-in asks for a code.');
                state.reload();
              }}
            />
          );
        }}
      </Loaded>
    </Section>
  );
}

function Order({ action, label }: { readonly action: CheckedAction<undefined>; readonly label: string }) {
  return (
    <>
      <ProblemNotice problem={action.problem} />
      <button
        type="button"
        aria-busy={action.pending}
        disabled={action.pending}
        onClick={() => void action.act(undefined)}
      >
        {label}
      </button>
    </>
  );
}

function FirstCode({ of: { secret, uri }, onDone }: { readonly of: Secret; readonly onDone: () => void }) {
  const [code, setCode] = useState('');
  const action = useAction(
    (body: { code: string }) => told(api.POST('/me/second-factor/confirmation', { body })),
    onDone,
  );
  return (
    <>
      <p>
        Add an account in your authenticator app: scan this code with it, <a href={uri}>open the app on this device</a>,
        or type the key into it. Both are shown this once.
      </p>
      <QrCode text={uri} label="The key as a QR code" />
      <p>
        <code class="key">{secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      <ActionForm
        action={action}
        input={() => ({ code: code.trim() })}
        submit="Confirm the first code"
        shown={['code']}
      >
        <TextField
          label="Code that the app shows"
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="[0-9]{6}"
          title="six digits"
          required
          problem={action.problem?.field('code')}
          value={code}
          onValue={setCode}
        />
      </ActionForm>
    </>
  );
}
