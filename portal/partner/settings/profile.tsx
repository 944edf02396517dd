/** How the partner is called and where they live. */
import { useState } from 'preact/hooks';
import { ActionForm } from '../../parts/action-form.tsx';
import { Choice, TextField } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Saved } from '../../parts/saved.tsx';
import { Section } from '../../parts/section.tsx';
import { countries } from './countries.ts';
import { type OwnSettings, useSettingsChange } from './own-settings.ts';

export function Profile(own: OwnSettings) {
  const { partnerId, fullName, displayName, country, countryUnderReview } = own.settings;
  const [typed, setTyped] = useState<{ readonly displayName?: string; readonly country?: string }>({});
  const [isSaved, setIsSaved] = useState(false);
  const change = useSettingsChange(own, () => {
    setTyped({});
    setIsSaved(true);
  });
  const type = (part: typeof typed): void => {
    setTyped((before) => ({ ...before, ...part }));
    setIsSaved(false);
  };
  const name = typed.displayName ?? displayName;
  return (
    <Section title="You">
      <dl class="pairs">
        <div>
          <dt>Partner id</dt>
          <dd>{partnerId}</dd>
        </div>
        <div>
          <dt>Full name</dt>
          <dd>
            {fullName} <span class="muted">(only operations change it)</span>
          </dd>
        </div>
      </dl>
      {countryUnderReview && (
        <Notice tone="waiting">
          Operations have not looked at your move to the United States yet. Until then you are asked the tax questions
          as before.
        </Notice>
      )}
      <ActionForm
        action={change}
        input={() => ({
          // What was not touched is not sent: it stays as it is.
          ...(typed.displayName !== undefined && { displayName: name.trim() === '' ? null : name.trim() }),
          ...(typed.country !== undefined && { country: typed.country }),
        })}
        submit="Save name and country"
        shown={['displayName', 'country']}
      >
        <TextField
          label="Display name"
          hint="What the Partner Center calls you. Leave it empty for your full name."
          autoComplete="nickname"
          maxLength={200}
          problem={change.problem?.field('displayName')}
          value={name}
          onValue={(value) => type({ displayName: value })}
        />
        <Choice
          label="Country"
          hint="Where you live. Outside the United States four tax questions are asked; a move to the United States is looked at by operations before it ends them."
          options={countries(country)}
          problem={change.problem?.field('country')}
          value={typed.country ?? country}
          onValue={(value) => type({ country: value })}
        />
        <Saved when={isSaved} />
      </ActionForm>
    </Section>
  );
}
