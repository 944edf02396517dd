/** Operations switch a partner's second factor off: of somebody whose authenticator app is lost, and whom they have made sure of. */
import { localDayOf } from '../../domain/calendar/time-zone.ts';
import type { PartnerId } from '../../domain/ids.ts';
import { type OnceCall, type OnceOutcome, once } from '../once.ts';
import { newMail } from '../partner/new-mail.ts';
import { changePartner, type StaffWord } from './change-partner.ts';
import { LOGIN_GONE, unlessGone } from './gone-login.ts';
import type { LoginHelp } from './help-with-login.ts';

/** First the sessions, so that nobody who is signed in has the account without the factor; each step can be done again. */
export function removeSecondFactor(
  partnerId: PartnerId,
  wallTime: number,
  word: StaffWord,
  call: OnceCall,
  help: LoginHelp,
): Promise<OnceOutcome<{ readonly partnerId: PartnerId }>> {
  const { ledger, logins, pool, records, ids } = help;
  return once<{ readonly partnerId: PartnerId }>(records, call, async (recordOf) => {
    const [before, login, settings] = await Promise.all([
      ledger.find(partnerId),
      logins.ofPartner(partnerId),
      ledger.settings(),
    ]);
    if (!before || !login) {
      return { kind: 'refused', why: { status: 404, title: 'There is no such partner, or they have no log-in' } };
    }
    if ((await unlessGone(pool.signOutEverywhere(login.sub))) === 'gone') return { kind: 'refused', why: LOGIN_GONE };
    await logins.endSessions(login.sub, wallTime);
    await pool.dropSecondFactor(login.sub);
    const answer = { partnerId };
    const data = { removedOn: localDayOf(word.now, settings.timeZone) };
    const mail = newMail('second-factor-removed', before.partner.email, data, { partnerId, now: word.now, ids });
    // A password alone signs in from now on: what it changes cools down, as after a change of the log-in itself.
    const after = { ...before.partner, loginChangedOn: data.removedOn };
    const change = { after, action: 'partner.second-factor-removed', mails: [mail] };
    const target = { id: partnerId, version: before.version };
    const outcome = await changePartner(target, word, help, () => change, recordOf(answer));
    return outcome.kind === 'done' ? { kind: 'done', answer } : outcome;
  });
}
