/** Changes what partners may change of themselves in one call: what is left out stays, null goes back to the program's way. */
import type { MailedSetting } from '../../contracts/mail.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { Cents } from '../../domain/money/cents.ts';
import type { MailPreferences, Partner } from '../../domain/partner.ts';
import type { AuditTrail } from '../../ports/audit-trail.ts';
import type { Review, Reviews } from '../../ports/reviews.ts';
import {
  changeProfile,
  type Decision,
  type Occasion,
  type ProfileDependencies,
  type ProfileOutcome,
} from './change-profile.ts';
import { mailedAbout, mayChangeSettings, SETTINGS_CHANGED, type TooManyChanges } from './settings-limits.ts';

export interface OwnSettings {
  readonly displayName?: string | null | undefined;
  readonly country?: string | undefined;
  readonly thresholdCents?: Cents | null | undefined;
  readonly mailPreferences?: MailPreferences | undefined;
}

export interface BelowProgram {
  readonly kind: 'below-program-threshold';
  readonly programCents: Cents;
}

export type OwnSettingsRefusal = BelowProgram | TooManyChanges;

export interface OwnSettingsDependencies extends ProfileDependencies {
  readonly reviews: Reviews;
  readonly audit: Pick<AuditTrail, 'read'>;
}

export function changeOwnSettings(
  { id, version }: { readonly id: PartnerId; readonly version: number },
  asked: OwnSettings,
  occasion: Occasion,
  dependencies: OwnSettingsDependencies,
): Promise<ProfileOutcome<OwnSettingsRefusal>> {
  const { now } = occasion;
  return changeProfile<OwnSettingsRefusal>(
    { id, version },
    occasion,
    dependencies,
    async ({ partner }, { settings, today }) => {
      const { thresholdCents } = asked;
      if (thresholdCents != null && thresholdCents < settings.thresholdCents)
        return refusedBelow(settings.thresholdCents);
      const wished = withSettings(partner, asked);
      const { from, to, mailed } = differences(partner, wished);
      if (mailed.length === 0) return { kind: 'unchanged' };
      if (!(await mayChangeSettings(id, now, dependencies))) return { kind: 'refused', why: 'too-many-changes' };
      const data = { changedOn: today, settings: mailed };
      const decided = mailedAbout(wished, partner.email, data, { now, ids: dependencies.ids });
      const reviewed = await reviewOfMove(partner, wished, dependencies.reviews);
      return { kind: 'change', change: { ...decided, action: SETTINGS_CHANGED, from, to, ...reviewed } };
    },
  );
}

const refusedBelow = (programCents: Cents): Decision<BelowProgram> => ({
  kind: 'refused',
  why: { kind: 'below-program-threshold', programCents },
});

function withSettings(partner: Partner, asked: OwnSettings): Partner {
  const { displayName, thresholdCents, countryUnderReview, ...rest } = partner;
  const name = asked.displayName === undefined ? displayName : (asked.displayName ?? undefined);
  const threshold = asked.thresholdCents === undefined ? thresholdCents : (asked.thresholdCents ?? undefined);
  const country = asked.country ?? partner.country;
  const preferences = asked.mailPreferences ?? partner.mailPreferences;
  return {
    ...rest,
    country,
    ...(isUnderReview(partner, country) ? { countryUnderReview: true } : {}),
    // One's full name is nobody's choice: it follows when operations correct it.
    ...(name === undefined || name === partner.name ? {} : { displayName: name }),
    ...(threshold === undefined ? {} : { thresholdCents: threshold }),
    ...(preferences ? { mailPreferences: preferences } : {}),
  };
}

/** Only the move from abroad to the United States lifts something; abroad, the questions are asked at once. */
const isUnderReview = (before: Partner, country: string): boolean =>
  country === 'US' && (before.country !== 'US' || before.countryUnderReview === true);

const MAILED = {
  displayName: 'display-name',
  country: 'country',
  thresholdCents: 'minimum-payout',
  mailPreferences: 'mail-preferences',
} as const satisfies Partial<Record<keyof Partner, MailedSetting>>;

function differences(before: Partner, after: Partner) {
  const names = (Object.keys(MAILED) as (keyof typeof MAILED)[]).filter((name) => !isSame(before, after, name));
  const of = (partner: Partner) => Object.fromEntries(names.map((name) => [name, partner[name] ?? null]));
  return { from: of(before), to: of(after), mailed: names.map((name) => MAILED[name]) };
}

function isSame(before: Partner, after: Partner, name: keyof typeof MAILED): boolean {
  if (name === 'mailPreferences')
    return (before.mailPreferences?.payouts ?? false) === (after.mailPreferences?.payouts ?? false);
  return before[name] === after[name];
}

async function reviewOfMove(
  before: Partner,
  after: Partner,
  reviews: Reviews,
): Promise<{ opensReviews?: readonly Review[]; closesReview?: Review }> {
  if (after.countryUnderReview && !before.countryUnderReview)
    return { opensReviews: [{ kind: 'moved-to-us', partnerId: after.id, from: before.country }] };
  if (!before.countryUnderReview || after.countryUnderReview) return {};
  const open = await reviews.find('moved-to-us', after.id);
  return open ? { closesReview: open } : {};
}
