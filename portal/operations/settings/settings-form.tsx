/** The settings as a form. What was typed lies over what is: when somebody else changes them meanwhile, both stay visible. */
import { useState } from 'preact/hooks';
import { ApiProblem } from '../../api/api-problem.ts';
import { api, told } from '../../api/client.ts';
import type { Answer } from '../../api/use-answer.ts';
import { useChange } from '../../api/use-change.ts';
import { ActionForm } from '../../parts/action-form.tsx';
import { AmountField } from '../../parts/amount-field.tsx';
import { TextArea, TextField } from '../../parts/field.tsx';
import { Section } from '../../parts/section.tsx';
import {
  type Change,
  changeOf,
  GROUPS,
  type SettingField,
  type SettingName,
  type Settings,
  typedValue,
} from './setting-fields.ts';

export interface SettingsFormProps {
  readonly settings: Settings;
  readonly answer: Answer<Settings>;
  readonly onDone: (words: string | undefined) => void;
}

const NOTHING: ReadonlyMap<SettingName, string> = new Map();
const NOTHING_CHANGED = new ApiProblem({
  type: 'nothing-changed',
  status: 400,
  title: 'Every setting is as it was',
  detail: 'Change one first.',
});
const NAMES = GROUPS.flatMap(({ fields }) => fields.map(({ name }) => name));

export function SettingsForm({ settings, answer, onDone }: SettingsFormProps) {
  const [typed, setTyped] = useState(NOTHING);
  const [note, setNote] = useState('');
  const action = useChange(
    answer,
    (body: Change, etag) => {
      if (Object.keys(body).every((name) => name === 'note')) throw NOTHING_CHANGED;
      return told(api.PATCH('/ops/settings', { params: { header: { 'If-Match': etag } }, body }));
    },
    () => {
      setTyped(NOTHING);
      setNote('');
      onDone('The settings are changed. Runs that are open keep theirs.');
    },
  );
  const type = (name: SettingName, text: string): void => {
    onDone(undefined);
    setTyped((before) => new Map(before).set(name, text));
  };
  return (
    <div class="wide">
      <ActionForm
        action={action}
        input={() => ({ ...changeOf(settings, typed), note: note.trim() })}
        submit="Change the settings"
        shown={[...NAMES, 'note']}
      >
        {GROUPS.map(({ title, fields }) => (
          <Section key={title} title={title}>
            <div class="fields">
              {fields.map((field) => (
                <SettingInput
                  key={field.name}
                  field={field}
                  value={typed.get(field.name) ?? typedValue(settings, field)}
                  onValue={(text) => type(field.name, text)}
                  problem={action.problem?.field(field.name)}
                />
              ))}
            </div>
          </Section>
        ))}
        <TextArea
          label="Why"
          hint="It stands in the audit trail."
          required
          maxLength={500}
          value={note}
          onValue={setNote}
          problem={action.problem?.field('note')}
        />
      </ActionForm>
    </div>
  );
}

interface SettingInputProps {
  readonly field: SettingField;
  readonly value: string;
  readonly onValue: (text: string) => void;
  readonly problem: string | undefined;
}

function SettingInput({ field: { title, hint, unit }, value, onValue, problem }: SettingInputProps) {
  const shared = { hint, value, onValue, problem, required: true };
  if (unit === '$') return <AmountField {...shared} label={title} unit="$" />;
  return (
    <TextField
      {...shared}
      label={unit === 'count' ? title : `${title} (${unit})`}
      inputMode={unit === 'times' ? 'decimal' : 'numeric'}
      pattern={unit === 'times' ? String.raw`\d+(\.\d+)?` : String.raw`\d+`}
      title={unit === 'times' ? 'a number, such as 5 or 2.5' : 'a whole number'}
      autoComplete="off"
    />
  );
}
