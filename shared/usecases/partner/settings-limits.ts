/** What partners change of themselves in a hurry: how often they may, and that they are mailed about it once an hour. */
import { MAX_SETTINGS_CHANGES } from '../../contracts/api/settings.ts';
import type { Mail, MailOf } from '../../contracts/mail.ts';
import type { Instant } from '../../domain/calendar/time-zone.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { Partner } from '../../domain/partner.ts';
import type { AuditTrail } from '../../ports/audit-trail.ts';
import type { Ids } from '../../ports/ids.ts';
import { countRecent } from './count-recent.ts';
import { newMail } from './new-mail.ts';

export const SETTINGS_CHANGED = 'partner.settings';
export const TAX_ANSWERED = 'partner.tax-answers';
const OWN_CHANGES: ReadonlySet<string> = new Set([SETTINGS_CHANGED, TAX_ANSWERED]);
const HOUR_MS = 3_600_000;

export type TooManyChanges = 'too-many-changes';

/** A flood of changes would fill the audit trail, which is kept for ever. */
export async function mayChangeSettings(
  id: PartnerId,
  now: Instant,
  { audit }: { readonly audit: Pick<AuditTrail, 'read'> },
): Promise<boolean> {
  return (await countRecent(id, OWN_CHANGES, now, MAX_SETTINGS_CHANGES, audit)) < MAX_SETTINGS_CHANGES;
}

/**
 * The profile as it will be, and the mail about it where one is due. A flood of such mails would bury the ones that guard
 * the money; what is not mailed stands in the audit trail all the same.
 */
export function mailedAbout(
  after: Partner,
  to: string,
  data: MailOf<'settings-changed'>['data'],
  { now, ids }: { readonly now: Instant; readonly ids: Ids },
): { readonly after: Partner; readonly mails: readonly Mail[] } {
  if (isMailedLately(after, now)) return { after, mails: [] };
  const mail = newMail('settings-changed', to, data, { partnerId: after.id, now, ids });
  return { after: { ...after, settingsMailedAt: now }, mails: [mail] };
}

/** The program's clock can be moved back: a mail of the future is none. */
const isMailedLately = ({ settingsMailedAt: at }: Partner, now: Instant): boolean =>
  at !== undefined && at <= now && now < at + HOUR_MS;
