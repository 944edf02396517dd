/** What operations do for a partner's log-in: invite, change the e-mail of somebody who is locked out, make a password void. */
import { localDayOf } from '../../domain/calendar/time-zone.ts';
import type { PartnerId } from '../../domain/ids.ts';
import { maskedAddress } from '../../domain/masked-address.ts';
import type { Logins } from '../../ports/logins.ts';
import type { OnceRecords } from '../../ports/once.ts';
import type { PartnerRecord } from '../../ports/partner-ledger.ts';
import type { UserPoolAdmin } from '../../ports/user-pool.ts';
import { type LinkMaker, newFreezeLink } from '../links/new-link.ts';
import { type OnceCall, type OnceOutcome, once } from '../once.ts';
import type { ProfileDependencies } from '../partner/change-profile.ts';
import { type MailOccasion, mailboxes, newMail } from '../partner/new-mail.ts';
import { takingUpEmail } from '../partner/taking-up-email.ts';
import { changePartner, noSuchPartner, type StaffChangeOutcome, type StaffWord } from './change-partner.ts';
import { LOGIN_GONE, unlessGone } from './gone-login.ts';

export interface LoginHelp extends ProfileDependencies, LinkMaker {
  readonly logins: Logins;
  readonly pool: UserPoolAdmin;
  readonly records: OnceRecords;
}

const TAKEN = { status: 409, title: 'The e-mail is the log-in of somebody else' } as const;

/** The pool first, then whose log-in it is, then the word about it: each can be done again when the next one fails. */
export function invitePartner(
  partnerId: PartnerId,
  word: StaffWord,
  call: OnceCall,
  help: LoginHelp,
): Promise<OnceOutcome<{ readonly partnerId: PartnerId }>> {
  return once<{ readonly partnerId: PartnerId }>(help.records, call, async (recordOf) => {
    const before = await help.ledger.find(partnerId);
    if (!before) return { kind: 'refused', why: noSuchPartner(partnerId) };
    const { email } = before.partner;
    const login = await loginFor(before, help);
    if (login === undefined) return { kind: 'refused', why: TAKEN };
    const answer = { partnerId };
    const mail = newMail('invitation', email, { loginEmail: email }, mailOccasion(before, word, help));
    const change = { after: before.partner, action: 'partner.invite', ...login, mails: [mail] };
    const target = { id: partnerId, version: before.version };
    const outcome = await changePartner(target, word, help, () => change, recordOf(answer));
    return outcome.kind === 'done' ? { kind: 'done', answer } : outcome;
  });
}

/** As the audit trail has it: `from` a log-in that is gone from the pool. Undefined when the e-mail is the log-in of somebody else. */
async function loginFor(
  { partner: { id, email } }: PartnerRecord,
  { logins, pool }: LoginHelp,
): Promise<{ readonly from?: { readonly sub: string }; readonly to: { readonly sub: string } } | undefined> {
  const known = await logins.ofPartner(id);
  // A second user of the pool would be nobody's; what is asked of one who has a log-in is that its e-mail is theirs.
  const isSet = known && (await unlessGone(pool.setEmail(known.sub, email)));
  if (known && isSet !== 'gone') return isSet === 'done' ? { to: { sub: known.sub } } : undefined;
  const invited = await pool.invite(email);
  if (invited.kind !== 'invited') return undefined;
  const { sub } = invited;
  if (!known) return (await logins.connect(sub, id)) ? { to: { sub } } : undefined;
  return (await logins.replace(id, known.sub, sub)) ? { from: { sub: known.sub }, to: { sub } } : undefined;
}

/** Of whoever can read neither mail: operations have made sure who asks. Every session ends. */
export async function changeLoginEmail(
  target: { readonly id: PartnerId; readonly version: number },
  email: string,
  wallTime: number,
  word: StaffWord,
  help: LoginHelp,
): Promise<StaffChangeOutcome> {
  const [before, login] = await Promise.all([help.ledger.find(target.id), help.logins.ofPartner(target.id)]);
  if (!before) return { kind: 'refused', why: noSuchPartner(target.id) };
  if (before.version !== target.version) return { kind: 'moved' };
  if (login) {
    const isSet = await unlessGone(help.pool.setEmail(login.sub, email));
    if (isSet !== 'done') return { kind: 'refused', why: isSet === 'taken' ? TAKEN : LOGIN_GONE };
    await help.logins.endSessions(login.sub, wallTime);
    await help.pool.signOutEverywhere(login.sub);
  }
  const outcome = await changePartner(target, word, help, async (partner, today) => {
    const change = await takingUpEmail(partner, email, 'operations', { today, now: word.now }, help);
    const data = { changedOn: today, newEmail: maskedAddress(email), by: 'operations' } as const;
    // The new mailbox, too: nobody there has asked for anything by a link. Mistyped it is a stranger's, who must freeze nothing.
    const others = mailboxes([partner.email, email]).slice(1);
    const told = others.map((to) => newMail('login-email-changed', to, data, mailOccasion(before, word, help)));
    return { ...change, mails: [...(change.mails ?? []), ...told] };
  });
  // Somebody else was faster: the pool goes back to what the ledger says.
  if (login && outcome.kind === 'moved') {
    const current = await help.ledger.find(target.id);
    if (current && current.partner.email !== email) await help.pool.setEmail(login.sub, current.partner.email);
  }
  return outcome;
}

export function resetPassword(
  partnerId: PartnerId,
  wallTime: number,
  word: StaffWord,
  call: OnceCall,
  help: LoginHelp,
): Promise<OnceOutcome<{ readonly partnerId: PartnerId }>> {
  return once<{ readonly partnerId: PartnerId }>(help.records, call, async (recordOf) => {
    const [before, login, settings] = await Promise.all([
      help.ledger.find(partnerId),
      help.logins.ofPartner(partnerId),
      help.ledger.settings(),
    ]);
    if (!before || !login) {
      return { kind: 'refused', why: { status: 404, title: 'There is no such partner, or they have no log-in' } };
    }
    if ((await unlessGone(help.pool.resetPassword(login.sub))) === 'gone') return { kind: 'refused', why: LOGIN_GONE };
    await help.logins.endSessions(login.sub, wallTime);
    const answer = { partnerId };
    const resetOn = localDayOf(word.now, settings.timeZone);
    const { link, url } = await newFreezeLink(before.partner, word.now, help);
    const data = { resetOn, freezeLink: url };
    const mail = newMail('password-reset-by-operations', before.partner.email, data, mailOccasion(before, word, help));
    const after = { ...before.partner, loginChangedOn: resetOn };
    const change = { after, action: 'partner.password-reset', mails: [mail], newLinks: [link] };
    const target = { id: partnerId, version: before.version };
    const outcome = await changePartner(target, word, help, () => change, recordOf(answer));
    return outcome.kind === 'done' ? { kind: 'done', answer } : outcome;
  });
}

const mailOccasion = ({ partner }: PartnerRecord, { now }: StaffWord, { ids }: ProfileDependencies): MailOccasion => ({
  partnerId: partner.id,
  now,
  ids,
});
