/**
 * Reminds partners of payouts that nobody has claimed, on the third, 14th and 25th day; PayPal returns them after 30. Runs
 * every day, may run twice or late: a step is mailed once, and a step that was missed is not made up for once the next is due.
 */
import type { MailOf } from '../../contracts/mail.ts';
import { SETTINGS_PAGE } from '../../contracts/partner-center.ts';
import { addDays, daysBetween, type LocalDay } from '../../domain/calendar/local-day.ts';
import { localDayOf } from '../../domain/calendar/time-zone.ts';
import { runFridayOf } from '../../domain/calendar/week.ts';
import { maskedAddress } from '../../domain/masked-address.ts';
import type { ProgramSettings } from '../../domain/program-settings.ts';
import type { LookQueue } from '../../ports/look-queue.ts';
import type { Payout } from '../../ports/payout.ts';
import type { PayoutExceptions } from '../../ports/payout-exceptions.ts';
import { contentHash } from '../content-hash.ts';
import { eachInTurn } from '../each-in-turn.ts';
import type { ReconcileDependencies } from './dependencies.ts';

export const REMINDER_DAYS = [3, 14, 25] as const;
/** PayPal's own. */
const RETURNED_AFTER_DAYS = 30;

export interface ReminderDependencies extends Pick<ReconcileDependencies, 'ledger' | 'clock' | 'post'> {
  readonly exceptions: Pick<PayoutExceptions, 'waitingPayouts' | 'remind'>;
  readonly settings: () => Promise<ProgramSettings>;
  /** For cancellations that operations asked for and PayPal has not carried out. */
  readonly queue: LookQueue;
  /** What links in mails begin with, without a slash at its end. */
  readonly linkBase: string;
}

/** @returns how many were reminded. */
export async function remindUnclaimed(dependencies: ReminderDependencies): Promise<number> {
  const { exceptions, clock, settings, queue } = dependencies;
  const { timeZone } = await settings();
  const today = localDayOf(clock.now(), timeZone);
  const waiting: { readonly payout: Payout; readonly remindedAtDay?: number }[] = [];
  for await (const each of exceptions.waitingPayouts()) if (each.payout.state === 'unclaimed') waiting.push(each);
  let reminded = 0;
  await eachInTurn(waiting, async ({ payout, remindedAtDay = 0 }) => {
    const { partnerId, weekEnding, waitingSince, cancelAskedBy } = payout;
    if (cancelAskedBy !== undefined) return queue.send([{ kind: 'cancel', partnerId, weekEnding }]);
    const since = waitingSince === undefined ? runFridayOf(weekEnding) : localDayOf(waitingSince, timeZone);
    const due = REMINDER_DAYS.findLast((day) => day <= daysBetween(since, today));
    if (due !== undefined && due > remindedAtDay && (await remind(payout, since, due, dependencies))) reminded += 1;
  });
  return reminded;
}

async function remind(
  payout: Payout,
  since: LocalDay,
  atDay: number,
  { ledger, exceptions, clock, post, linkBase }: ReminderDependencies,
): Promise<boolean> {
  const { partnerId, weekEnding, amountCents, receiver } = payout;
  const to = (await ledger.loginEmails([partnerId])).get(partnerId);
  if (to === undefined) return false;
  const mail: MailOf<'payout-unclaimed'> = {
    // The same for ever: the step of a payout is mailed once, whatever else is written twice.
    id: `unclaimed-${atDay}-${weekEnding}-${contentHash(partnerId).slice(0, 32)}`,
    kind: 'payout-unclaimed',
    to,
    partnerId,
    createdAt: clock.now(),
    data: {
      settingsLink: `${linkBase}${SETTINGS_PAGE}`,
      weekEnding,
      amountCents,
      receiver: maskedAddress(receiver),
      returnsOn: addDays(since, RETURNED_AFTER_DAYS),
    },
  };
  const written = await exceptions.remind(payout, atDay, mail);
  if (written) await post([mail]);
  return written;
}
