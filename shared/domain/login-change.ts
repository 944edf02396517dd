/** What a new log-in casts doubt on for a while: whoever got hold of an account by another e-mail or password is no first-comer. */
import { daysBetween, type LocalDay } from './calendar/local-day.ts';
import { comparableEmail } from './email-address.ts';
import type { FormerEmail, Partner } from './partner.ts';

/** As long as a freeze link is good. */
const TOLD_DAYS = 30;
/** A change of the PayPal address is one transaction, mails and links and all. */
const MAX_TOLD = 5;

/** Whether the log-in e-mail was changed, or operations reset the password, so lately that an address must cool down. */
export const isLoginNew = (
  { loginChangedOn }: Pick<Partner, 'loginChangedOn'>,
  today: LocalDay,
  coolingDownDays: number,
): boolean => loginChangedOn !== undefined && daysBetween(loginChangedOn, today) < coolingDownDays;

/** Log-in e-mails given up so lately that they are still told of what happens to the money. */
export const formerEmailsToTell = (partner: Pick<Partner, 'formerEmails'>, today: LocalDay): readonly FormerEmail[] =>
  (partner.formerEmails ?? []).filter(({ until }) => daysBetween(until, today) <= TOLD_DAYS);

/** The oldest are kept: a thief who changes the e-mail again and again does not push the owner's out. */
export function withFormerEmail(
  partner: Pick<Partner, 'email' | 'formerEmails'>,
  today: LocalDay,
): readonly FormerEmail[] {
  const given = { address: partner.email, until: today };
  const mailbox = comparableEmail(partner.email);
  const told = formerEmailsToTell(partner, today);
  const isSame = ({ address }: FormerEmail) => comparableEmail(address) === mailbox;
  const all = told.some(isSame) ? told.map((each) => (isSame(each) ? given : each)) : [...told, given];
  return all.slice(0, MAX_TOLD);
}
