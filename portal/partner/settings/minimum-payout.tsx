/** The balance from which on payouts are made: the program's, or a higher one of the partner's own. */
import { useState } from 'preact/hooks';
import { ActionForm } from '../../parts/action-form.tsx';
import { AmountField } from '../../parts/amount-field.tsx';
import { hundredths, typedHundredths } from '../../parts/hundredths.ts';
import { Money } from '../../parts/money.tsx';
import { Saved } from '../../parts/saved.tsx';
import { Section } from '../../parts/section.tsx';
import { type OwnSettings, useSettingsChange } from './own-settings.ts';

export function MinimumPayout(own: OwnSettings) {
  const { thresholdCents, programThresholdCents, paidAtCents } = own.settings;
  const [typed, setTyped] = useState<string>();
  const [isSaved, setIsSaved] = useState(false);
  const change = useSettingsChange(own, () => {
    setTyped(undefined);
    setIsSaved(true);
  });
  const text = typed ?? (thresholdCents === null ? '' : typedHundredths(thresholdCents));
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
        action={change}
        input={() => ({ thresholdCents: text.trim() === '' ? null : hundredths(text) })}
        submit="Save the minimum"
        shown={['thresholdCents']}
      >
        <AmountField
          label="Your own minimum"
          unit="$"
          hint={
            <>
              At least the program’s <Money cents={programThresholdCents} />. Leave it empty to go by the program’s.
            </>
          }
          problem={change.problem?.field('thresholdCents')}
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
