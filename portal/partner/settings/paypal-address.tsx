/** Where payouts go: the address, how it stands, what happens next, and its change. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { api, told } from '../../api/client.ts';
import { unlessChanged } from '../../api/unless-changed.ts';
import { useAction } from '../../api/use-action.ts';
import { ActionForm } from '../../parts/action-form.tsx';
import { Day } from '../../parts/days.tsx';
import { TextField } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Section } from '../../parts/section.tsx';
import { Tag, type Tone } from '../../parts/tag.tsx';
import { useCheckedAction } from '../../parts/use-checked-action.tsx';
import { ifMatch, type OwnSettings, type Settings } from './own-settings.ts';

type Address = Settings['payPalAddress'];

const STATES: Readonly<Record<Address['state'], readonly [word: string, tone: Tone]>> = {
  none: ['not given', 'bad'],
  unconfirmed: ['not confirmed yet', 'waiting'],
  'cooling-down': ['cooling down', 'waiting'],
  confirmed: ['confirmed', 'good'],
  refused: ['refused by PayPal', 'bad'],
};

export function PayPalAddress(own: OwnSettings) {
  const { payPalAddress: current } = own.settings;
  const [isChanging, setIsChanging] = useState(false);
  const [said, setSaid] = useState<ComponentChildren>();
  const [word, tone] = STATES[current.state];
  const isOpen = isChanging || current.state === 'none';
  return (
    <Section title="PayPal address" beside={<Tag tone={tone}>{word}</Tag>}>
      {current.address && (
        <p class="strong-line">
          <strong>{current.address}</strong>
        </p>
      )}
      <p>
        <WhatNext of={current} />
      </p>
      <div role="status">{said && <Notice tone="good">{said}</Notice>}</div>
      {(current.state === 'unconfirmed' || current.state === 'refused') && (
        <Resend address={current.address ?? ''} onDone={setSaid} />
      )}
      {isOpen ? (
        <ChangeForm
          {...own}
          onClose={current.state === 'none' ? undefined : () => setIsChanging(false)}
          onDone={(address) => {
            setIsChanging(false);
            setSaid(
              <>
                A mail is on its way to <strong>{address}</strong>. Confirm the address with the link in it.
              </>,
            );
          }}
        />
      ) : (
        <button
          type="button"
          onClick={() => {
            setSaid(undefined);
            setIsChanging(true);
          }}
        >
          Change the address
        </button>
      )}
    </Section>
  );
}

function WhatNext({ of: { state, confirmedOn, coolingDownUntil, paidFrom } }: { readonly of: Address }) {
  switch (state) {
    case 'none':
      return <>Payouts need an address. Until you give one your balance waits, and nothing is lost.</>;
    case 'unconfirmed':
      return (
        <>
          A mail with a link went to this address. Until the link is used no payout goes out: your balance waits, and
          nothing is lost.
        </>
      );
    case 'cooling-down':
      return (
        <>
          {confirmedOn && (
            <>
              Confirmed on <Day day={confirmedOn} />.{' '}
            </>
          )}
          Since it was changed it cools down, so that a thief gains nothing by changing it.
          {coolingDownUntil && (
            <>
              {' '}
              That ends on <Day day={coolingDownUntil} />.
            </>
          )}
          {paidFrom && (
            <>
              {' '}
              It is paid from <Day day={paidFrom} /> on; until then your balance waits.
            </>
          )}
        </>
      );
    case 'refused':
      return (
        <>
          PayPal takes no payout for this address. Look at PayPal whether the account is open and the address is its
          own, then confirm it again, or change it. Until then your balance waits, and nothing is lost.
        </>
      );
    case 'confirmed':
      return (
        <>
          Your payouts go here.
          {confirmedOn && (
            <>
              {' '}
              Confirmed on <Day day={confirmedOn} />.
            </>
          )}
        </>
      );
  }
}

interface ResendProps {
  readonly address: string;
  readonly onDone: (said: ComponentChildren) => void;
}

function Resend({ address, onDone }: ResendProps) {
  const action = useAction(
    () => told(api.POST('/me/paypal-address/confirmation')),
    () =>
      onDone(
        <>
          The confirmation is on its way to <strong>{address}</strong> again.
        </>,
      ),
  );
  return (
    <>
      <p>
        <button
          type="button"
          aria-busy={action.pending}
          disabled={action.pending}
          onClick={() => void action.act(undefined)}
        >
          Mail the confirmation again
        </button>
      </p>
      <ProblemNotice problem={action.problem} />
    </>
  );
}

interface ChangeFormProps extends OwnSettings {
  readonly onClose: (() => void) | undefined;
  readonly onDone: (address: string) => void;
}

function ChangeForm({ onClose, onDone, ...own }: ChangeFormProps) {
  const [address, setAddress] = useState('');
  const { answer } = own;
  const isFirst = own.settings.payPalAddress.state === 'none';
  const action = useCheckedAction(
    (body: { address: string }) =>
      unlessChanged(told(api.PUT('/me/paypal-address', { body, params: { header: ifMatch(own) } })), answer.reload),
    (now) => {
      answer.replace(now);
      onDone(now.value.payPalAddress.address ?? '');
    },
  );
  return (
    <>
      {action.dialog}
      <ActionForm
        action={action}
        input={() => ({ address: address.trim() })}
        submit={isFirst ? 'Set this address' : 'Change to this address'}
        shown={['address']}
        beside={
          onClose && (
            <button type="button" class="plain" onClick={onClose}>
              Cancel
            </button>
          )
        }
      >
        <TextField
          label={isFirst ? 'PayPal address' : 'New PayPal address'}
          hint={
            isFirst
              ? 'The e-mail of your PayPal account. It gets a mail with a link to confirm it.'
              : 'The new address gets a mail with a link to confirm it, and the old one a mail with a link that freezes your payouts, in case it was not you. Then the new address cools down for some days; neither is paid meanwhile.'
          }
          type="email"
          autoComplete="email"
          required
          problem={action.problem?.field('address')}
          value={address}
          onValue={setAddress}
        />
      </ActionForm>
    </>
  );
}
