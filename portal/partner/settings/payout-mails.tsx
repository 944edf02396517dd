/** Which mails a partner wants. Those about the account's safety are always sent. */
import { useState } from 'preact/hooks';
import { ActionForm } from '../../parts/action-form.tsx';
import { Check } from '../../parts/field.tsx';
import { Saved } from '../../parts/saved.tsx';
import { Section } from '../../parts/section.tsx';
import { type OwnSettings, useSettingsChange } from './own-settings.ts';

export function PayoutMails(own: OwnSettings) {
  const { payouts } = own.settings.mailPreferences;
  const [ticked, setTicked] = useState<boolean>();
  const [isSaved, setIsSaved] = useState(false);
  const change = useSettingsChange(own, () => {
    setTicked(undefined);
    setIsSaved(true);
  });
  const wanted = ticked ?? payouts;
  return (
    <Section
      title="Mails"
      lead="Mails about the safety of your account, and what you have to do, always come. A change counts from the next run that is planned."
    >
      <ActionForm
        action={change}
        input={() => ({ mailPreferences: { payouts: wanted } })}
        submit="Save the mails"
        shown={[]}
      >
        <Check
          label="Mail me when a payout is paid"
          checked={wanted}
          onValue={(checked) => {
            setTicked(checked);
            setIsSaved(false);
          }}
        />
        <Saved when={isSaved} />
      </ActionForm>
    </Section>
  );
}
