/** The payouts that weeks went into are found in one read, or in a few where payouts kept coming back. */
import { expect, it } from 'vitest';
import { addDays } from '../../../shared/domain/calendar/local-day.ts';
import { type WeekEnding, weekEnding } from '../../../shared/domain/calendar/week.ts';
import { partnerId } from '../../../shared/domain/ids.ts';
import type { PayoutState } from '../../../shared/domain/payout-state.ts';
import type { EarningsLedger } from '../../../shared/ports/earnings-ledger.ts';
import type { Payout } from '../../../shared/ports/payout.ts';
import { coveringPayouts } from '../../../shared/usecases/earnings/covering-payouts.ts';

const P1 = partnerId('p1');
const FIRST = weekEnding('2020-01-04');
const week = (number: number): WeekEnding => addDays(FIRST, 7 * number) as WeekEnding;

/** A payout a week, in the states given, week by week; undefined for a week without one. */
function ledgerOf(states: readonly (PayoutState | undefined)[]) {
  const asked: { from: WeekEnding; limit: number }[] = [];
  const payouts = states.flatMap((state, number) =>
    state ? [{ partnerId: P1, weekEnding: week(number), state } as Payout] : [],
  );
  const ledger: Pick<EarningsLedger, 'payoutsFrom'> = {
    async payoutsFrom(_, from, limit) {
      asked.push({ from, limit });
      return payouts.filter(({ weekEnding: of }) => of >= from).slice(0, limit);
    },
  };
  return { ledger, asked };
}
const weeksOf = (payouts: readonly Payout[]): WeekEnding[] => payouts.map((payout) => payout.weekEnding);
const times = <Value>(count: number, value: Value): Value[] => Array.from({ length: count }, () => value);

it('of no weeks are none, and nothing is read', async () => {
  const { ledger, asked } = ledgerOf(['paid']);
  expect(await coveringPayouts(P1, [], ledger)).toEqual([]);
  expect(asked).toEqual([]);
});

it('are read once, however many came after', async () => {
  const { ledger, asked } = ledgerOf(times(520, 'paid'));
  const found = await coveringPayouts(P1, [week(12), week(10), week(11)], ledger);
  expect(weeksOf(found).slice(0, 3)).toEqual([week(10), week(11), week(12)]);
  expect(asked).toHaveLength(1);
  expect(found.length).toBeLessThan(15);
});

it('go on until one did not come back', async () => {
  const { ledger, asked } = ledgerOf([...times(30, 'failed' as const), 'unclaimed', ...times(30, 'paid' as const)]);
  const found = await coveringPayouts(P1, [week(0), week(2)], ledger);
  expect(weeksOf(found)).toContain(week(30));
  expect(weeksOf(found)).toEqual([...new Set(weeksOf(found))].sort());
  expect(asked.length).toBeLessThan(6);
});

it('may end before the last week, or be none at all', async () => {
  const one = ledgerOf(['paid', undefined]);
  expect(weeksOf(await coveringPayouts(P1, [week(0), week(60)], one.ledger))).toEqual([week(0)]);
  expect(one.asked).toHaveLength(1);
  expect(await coveringPayouts(P1, [week(1)], ledgerOf(['paid']).ledger)).toEqual([]);
});
