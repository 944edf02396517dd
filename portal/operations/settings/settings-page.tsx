/** The program's settings: shown to operations, changed by finance. */
import { useState } from 'preact/hooks';
import { api, told } from '../../api/client.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { Money } from '../../parts/money.tsx';
import { Page } from '../../parts/page.tsx';
import { Pairs } from '../../parts/pairs.tsx';
import { Rate } from '../../parts/rate.tsx';
import { Saved } from '../../parts/saved.tsx';
import { Section } from '../../parts/section.tsx';
import type { Role } from '../../session/identity.ts';
import { AUDIT } from '../parts/places.ts';
import { GROUPS, type SettingField, type Settings, settingOf } from './setting-fields.ts';
import { SettingsForm } from './settings-form.tsx';

export default function SettingsPage({ role }: { readonly role: Role }) {
  const answer = useAnswer(() => told(api.GET('/ops/settings')), []);
  const [said, setSaid] = useState<string>();
  return (
    <Page
      title="Program settings"
      lead={
        <>
          A run keeps the settings it was opened with. Who changed what stands in the <a href={AUDIT}>audit trail</a>.
        </>
      }
    >
      <Saved when={said !== undefined}>{said}</Saved>
      <Loaded of={answer} what="the settings">
        {(settings) => (
          <>
            <Fixed of={settings} />
            {role === 'finance' ? (
              <SettingsForm settings={settings} answer={answer} onDone={setSaid} />
            ) : (
              <Shown of={settings} />
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Fixed({ of: { rateBasisPoints, maturityDays, timeZone, currency } }: { readonly of: Settings }) {
  return (
    <Section
      title="Fixed since the program began"
      lead="A later change would reach into the past of clients. A partner’s own rate is changed on their page, from a day on."
    >
      <Pairs
        of={[
          ['Rate', <Rate key="rate" basisPoints={rateBasisPoints} />],
          ['A client matures after', `${maturityDays} days`],
          ['Time zone', timeZone],
          ['Currency', currency],
        ]}
      />
    </Section>
  );
}

function Shown({ of }: { readonly of: Settings }) {
  return (
    <>
      <p class="muted">Finance changes these.</p>
      {GROUPS.map(({ title, fields }) => (
        <Section key={title} title={title}>
          <Pairs of={fields.map((field) => [field.title, <Value key={field.name} field={field} of={of} />])} />
        </Section>
      ))}
    </>
  );
}

function Value({ field: { name, unit }, of }: { readonly field: SettingField; readonly of: Settings }) {
  const value = settingOf(of, name);
  if (unit === '$') return <Money cents={value} />;
  return <>{unit === 'count' ? value : `${value} ${unit}`}</>;
}
