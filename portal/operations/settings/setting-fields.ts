/** The program's settings that operations may change: how each is named, typed and sent. */
import type { components, operations } from '../../api/schema.made.ts';
import { hundredths, typedHundredths } from '../../parts/hundredths.ts';

export type Settings = components['schemas']['ProgramSettings'];
export type Change = operations['changeProgramSettings']['requestBody']['content']['application/json'];

type Cap = keyof Settings['caps'];
export type SettingName = Exclude<keyof Change, 'note' | 'caps'> | `caps.${Cap}`;

export interface SettingField {
  readonly name: SettingName;
  readonly title: string;
  readonly hint: string;
  readonly unit: '$' | 'days' | 'hours' | 'times' | 'count';
}

export interface SettingGroup {
  readonly title: string;
  readonly fields: readonly SettingField[];
}

export const GROUPS: readonly SettingGroup[] = [
  {
    title: 'Paying',
    fields: [
      {
        name: 'thresholdCents',
        title: 'Threshold',
        hint: 'A smaller balance is carried. A partner may have a higher one.',
        unit: '$',
      },
      {
        name: 'coolingDownDays',
        title: 'Cooling-down of a changed PayPal address',
        hint: 'It can only be made longer.',
        unit: 'days',
      },
      {
        name: 'settleWithinHours',
        title: 'A run waits for PayPal at most',
        hint: 'What is open then, the daily reconciliation takes over.',
        unit: 'hours',
      },
    ],
  },
  {
    title: 'Caps that hold a run',
    fields: [
      { name: 'caps.maxRunCents', title: 'A run pays at most', hint: 'Above it the run is held.', unit: '$' },
      {
        name: 'caps.maxPartnerCents',
        title: 'One partner is paid at most',
        hint: 'Above it the run is held.',
        unit: '$',
      },
      {
        name: 'caps.jumpFactor',
        title: 'A run is at most so many times the largest of the recent ones',
        hint: 'Above it the run is held.',
        unit: 'times',
      },
      {
        name: 'caps.jumpFloorCents',
        title: 'No jump is looked at below',
        hint: 'A young program grows fast.',
        unit: '$',
      },
    ],
  },
  {
    title: 'Second person',
    fields: [
      {
        name: 'adjustmentLimitCents',
        title: 'One person alone adjusts and writes off on a day',
        hint: 'Whoever changed it last needs a second person for each of theirs.',
        unit: '$',
      },
    ],
  },
  {
    title: 'Claims and lists',
    fields: [
      { name: 'claimOpenDays', title: 'A claim is open for', hint: 'Then it expires.', unit: 'days' },
      { name: 'claimReachDays', title: 'A claim reaches back', hint: 'From the day it was made.', unit: 'days' },
      {
        name: 'maxClaims',
        title: 'Claims of a partner at once',
        hint: 'Those that were denied or refused in the last 30 days count, too.',
        unit: 'count',
      },
      {
        name: 'deniedClaimsForReview',
        title: 'Denied claims that make a review',
        hint: 'In 90 days.',
        unit: 'count',
      },
      {
        name: 'referralListDays',
        title: 'A referral list counts for',
        hint: 'Who signs up later is not credited to it.',
        unit: 'days',
      },
    ],
  },
  {
    title: 'Size',
    fields: [
      {
        name: 'bucketGroups',
        title: 'Groups of buckets planned side by side',
        hint: 'From 1 to 64. More make a large run quicker.',
        unit: 'count',
      },
    ],
  },
];

/** As it would be typed. */
export function typedValue(settings: Settings, { name, unit }: SettingField): string {
  const value = settingOf(settings, name);
  return unit === '$' ? typedHundredths(value) : String(value);
}

export function settingOf(settings: Settings, name: SettingName): number {
  const cap = capOf(name);
  return cap ? settings.caps[cap] : settings[name as Exclude<SettingName, `caps.${Cap}`>];
}

const capOf = (name: SettingName): Cap | undefined =>
  name.startsWith('caps.') ? (name.slice('caps.'.length) as Cap) : undefined;

/** Only what differs from what is: what is left out stays as it is. */
export function changeOf(settings: Settings, typed: ReadonlyMap<SettingName, string>): Omit<Change, 'note'> {
  const values: Record<string, number> = {};
  const caps: Record<string, number> = {};
  for (const field of GROUPS.flatMap(({ fields }) => fields)) {
    const text = typed.get(field.name);
    if (text === undefined || text.trim() === typedValue(settings, field)) continue;
    const value = field.unit === '$' ? hundredths(text) : Number(text);
    const cap = capOf(field.name);
    if (cap) caps[cap] = value;
    else values[field.name] = value;
  }
  return { ...values, ...(Object.keys(caps).length > 0 && { caps }) };
}
