/** Random programs as screens find them: payouts that failed, came back late or were reversed, adjustments by operations, any weekday. */
import * as fc from 'fast-check';
import { adjustmentWrites } from '../../../shared/adapters/ledger/adjustment-writes.ts';
import { firstOpenWeekOf } from '../../../shared/adapters/ledger/program.ts';
import { later, localDay } from '../../../shared/domain/calendar/local-day.ts';
import { weekEnding, weekEndingOf } from '../../../shared/domain/calendar/week.ts';
import { type PartnerId, partnerId } from '../../../shared/domain/ids.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import type { PayoutState } from '../../../shared/domain/payout-state.ts';
import { anyHistory, dayText, FRIDAYS, type History } from '../../support/memory-histories.ts';
import { MemoryProgram, receiverOf } from '../../support/memory-program.ts';

export interface Life {
  readonly history: History;
  /** Days as in histories. */
  readonly day: number;
  /** Fridays on which nobody claims a payout, with what becomes of it before the next one. */
  readonly unclaimed: ReadonlyMap<number, PayoutState>;
  /** Fridays after which what was paid is sent back or reversed. */
  readonly reversed: ReadonlyMap<number, PayoutState>;
  readonly adjustments: readonly Adjusted[];
}

interface Adjusted {
  readonly day: number;
  readonly partner: number;
  readonly amount: number;
}

const anyFriday = fc.constantFrom(...FRIDAYS);
const onFridays = (...states: readonly PayoutState[]) =>
  fc.array(fc.tuple(anyFriday, fc.constantFrom(...states)), { maxLength: 8 }).map((pairs) => new Map(pairs));

export const anyLife: fc.Arbitrary<Life> = fc.record({
  history: anyHistory,
  day: fc.noBias(fc.integer({ min: 61, max: 280 })),
  unclaimed: onFridays('unclaimed', 'paid', 'returned', 'canceled'),
  reversed: onFridays('refunded', 'reversed'),
  adjustments: fc.array(
    fc.record({
      day: fc.noBias(fc.integer({ min: 55, max: 280 })),
      partner: fc.nat(2),
      amount: fc.noBias(fc.integer({ min: -300_00, max: 300_00 })).filter((amount) => amount !== 0),
    }),
    { maxLength: 8 },
  ),
});

export const partnersOf = ({ history: { partners } }: Life): PartnerId[] => partners.map((id) => partnerId(id));

/** The program as it stands on the day, everything known that is known by then. */
export async function lived(life: Life): Promise<MemoryProgram> {
  const { history, day } = life;
  const program = new MemoryProgram().moveTo(dayText(54));
  const thresholdCents = cents(history.thresholdCents);
  await program.configure({ maturityDays: history.maturityDays, thresholdCents, bucketGroups: 1 });
  await program.partner('nobody');
  let until = -1;
  for (const next of [...FRIDAYS.filter((friday) => friday <= day), day]) {
    program.moveTo(dayText(next));
    await tellUntil(program, life, until, next);
    until = next;
    if (!FRIDAYS.includes(next)) continue;
    await settleLate(program, life, next - 7);
    if (!history.missed.has(next)) await runFriday(program, life, next);
  }
  return program;
}

async function tellUntil(program: MemoryProgram, life: Life, after: number, until: number): Promise<void> {
  const news = life.history.news.filter(({ known }) => known > after && known <= until);
  if (news.length > 0) await program.tell(...news.map(({ event }) => event));
  const due = life.adjustments.filter(({ day }) => day > after && day <= until);
  for (const [place, { day, partner, amount }] of due.entries()) {
    const id = partnersOf(life)[partner % life.history.partners.length] as PartnerId;
    const earnedOn = localDay(dayText(day));
    const week = later(weekEndingOf(earnedOn), await firstOpenWeekOf(program.table, id));
    const adjustment = { adjustmentId: `a${until}-${place}`, partnerId: id, earnedOn, weekEnding: week, note: '=1+1' };
    await program.table.write(adjustmentWrites({ ...adjustment, cents: cents(amount) }));
  }
}

/** What waited since the Friday before is claimed or comes back, what was paid is reversed, before the next run decides. */
async function settleLate(program: MemoryProgram, { unclaimed, reversed, history }: Life, friday: number) {
  const week = weekEnding(dayText(friday - 6));
  for (const to of [unclaimed.get(friday), reversed.get(friday)]) {
    if (to === undefined || to === 'unclaimed') continue;
    for (const id of history.partners) {
      const isPlanned = program.item(`PARTNER#${id}`, `PAYOUT#${week}`) !== undefined;
      if (isPlanned) await program.settlementLedger.movePayout({ partnerId: partnerId(id), weekEnding: week, to });
    }
  }
}

async function runFriday(program: MemoryProgram, { history, unclaimed }: Life, friday: number): Promise<void> {
  for (const partner of history.partners) {
    const waits = unclaimed.has(friday) ? 'UNCLAIMED' : 'SUCCESS';
    program.paypal.outcomes.set(receiverOf(partner), history.failing.has(friday) ? 'FAILED' : waits);
  }
  await program.friday(dayText(friday));
  program.moveTo(dayText(friday));
}
