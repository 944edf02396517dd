/** The balance from which on payouts are made: the program's, or a higher one of the partner's own. */
import { useState } from 'preact/hooks';
import { ActionForm } from '../../parts/action-form.tsx';
import { TextField } from '../../parts/field.tsx';
import { Money } from '../../parts/money.tsx';
import { Saved } from '../../parts/saved.tsx';
import { Section } from '../../parts/section.tsx';
import { typedCents, typedDollars } from './dollars-text.ts';
import { type OwnSettings, useSettingsChange } from './own-settings.ts';

export function MinimumPayout(own: OwnSettings) {
  const { thresholdCents, programThresholdCents, paidAtCents } = own.settings;
  const [typed, setTyped] = useState<string>();
  const [isSaved, setIsSaved] = useState(false);
  const change = useSettingsChange(own, () => {
    setTyped(undefined);
    setIsSaved(true);
  });
  const text = typed ?? (thresholdCents === null ? '' : typedDollars(thresholdCents));
  const cents = text.trim() === '' ? null : typedCents(text);
  const notAnAmount = cents === undefined ? 'must be dollars and cents, such as 250.00' : undefined;
  return (
    <Section
      title="Minimum payout"
      lead={
        <>
          You are paid as soon as your balance reaches <Money cents={paidAtCents} />. Less is carried to the next
          Friday, in full, for as long as it takes.
        </>
      }
    >
      <ActionForm
        action={{ ...change, act: async (input) => (notAnAmount === undefined ? change.act(input) : false) }}
        input={() => ({ thresholdCents: cents ?? null })}
        submit="Save the minimum"
        shown={['thresholdCents']}
      >
        <TextField
          label="Your own minimum, in US dollars"
          hint={
            <>
              At least the program’s <Money cents={programThresholdCents} />. Leave it empty to go by the program’s.
            </>
          }
          inputMode="decimal"
          problem={(isSaved ? undefined : notAnAmount) ?? change.problem?.field('thresholdCents')}
          value={text}
          onValue={(value) => {
            setTyped(value);
            setIsSaved(false);
            change.forget();
          }}
        />
        <Saved when={isSaved} />
      </ActionForm>
    </Section>
  );
}
