/** Mails a confirmation to the address that a partner wants to sign in with. Until it is used nothing changes. */
import { MAX_LOGIN_EMAIL_MAILS } from '../../contracts/api/account.ts';
import { localDayOf } from '../../domain/calendar/time-zone.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { AuditTrail } from '../../ports/audit-trail.ts';
import { CONFIRMATION_HOURS, type LinkMaker, newLink } from '../links/new-link.ts';
import {
  changeProfile,
  type Decision,
  type Occasion,
  type ProfileDependencies,
  type ProfileOutcome,
} from './change-profile.ts';
import { countRecent } from './count-recent.ts';
import { newMail } from './new-mail.ts';
import { isPasswordFresh, type SessionOfCall } from './password-freshness.ts';

export type LoginEmailRefusal = 'password-check-needed' | 'too-many-mails' | 'same';

export interface LoginEmailDependencies extends ProfileDependencies, LinkMaker {
  readonly audit: Pick<AuditTrail, 'read'>;
}

const ASKED = 'partner.login-email-asked';
const refused = (why: LoginEmailRefusal): Decision<LoginEmailRefusal> => ({ kind: 'refused', why });

/**
 * The user pool is not asked whether somebody else signs in with the address: whoever asks here would learn it of anybody.
 * @param wallTime of the call, in ms, by which sessions live.
 */
export async function askForLoginEmail(
  { id, email, wallTime }: { readonly id: PartnerId; readonly email: string; readonly wallTime: number },
  session: SessionOfCall,
  occasion: Occasion,
  dependencies: LoginEmailDependencies,
): Promise<ProfileOutcome<LoginEmailRefusal>> {
  const { now } = occasion;
  if (!isPasswordFresh(session, now)) return { kind: 'refused', why: 'password-check-needed' };
  return changeProfile<LoginEmailRefusal>({ id }, occasion, dependencies, async ({ partner }, { settings }) => {
    if (partner.email === email) return refused('same');
    const asked = await countRecent(id, new Set([ASKED]), now, MAX_LOGIN_EMAIL_MAILS, dependencies.audit);
    if (asked >= MAX_LOGIN_EMAIL_MAILS) return refused('too-many-mails');
    const purpose = {
      kind: 'confirm-login-email',
      partnerId: id,
      email,
      from: partner.email,
      askedAt: wallTime,
    } as const;
    const { link, url } = await newLink(purpose, now, CONFIRMATION_HOURS, dependencies);
    const data = { link: url, expiresOn: localDayOf(link.expiresAt, settings.timeZone) };
    const mail = newMail('login-email-confirmation', email, data, { partnerId: id, now, ids: dependencies.ids });
    return {
      kind: 'change',
      change: { after: partner, action: ASKED, to: { email }, mails: [mail], newLinks: [link] },
    };
  });
}
