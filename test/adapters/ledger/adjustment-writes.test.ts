/** An adjustment by operations is an entry like any other: runs fold it, totals know it, a closed week refuses it. */
import { expect, it } from 'vitest';
import { type AdjustmentEntry, adjustmentWrites } from '../../../shared/adapters/ledger/adjustment-writes.ts';
import { earningsLedger } from '../../../shared/adapters/ledger/earnings-ledger.ts';
import { firstOpenWeekOf } from '../../../shared/adapters/ledger/program.ts';
import { later, localDay } from '../../../shared/domain/calendar/local-day.ts';
import { weekEnding, weekEndingOf } from '../../../shared/domain/calendar/week.ts';
import { partnerId } from '../../../shared/domain/ids.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import { MemoryProgram } from '../../support/memory-program.ts';

const P1 = partnerId('p1');

async function program(): Promise<MemoryProgram> {
  const made = new MemoryProgram().moveTo('2026-04-03');
  await made.configure({ bucketGroups: 1, thresholdCents: cents(1) });
  await made.partner('p1');
  return made;
}

async function approved(made: MemoryProgram, day: string, amount: number): Promise<AdjustmentEntry> {
  const earnedOn = localDay(day);
  const week = later(weekEndingOf(earnedOn), await firstOpenWeekOf(made.table, P1));
  return { adjustmentId: 'adj1', partnerId: P1, earnedOn, weekEnding: week, cents: cents(amount), note: 'Goodwill' };
}

it('is an entry of the week of its day, and in its totals', async () => {
  const made = await program();
  expect(await made.table.write(adjustmentWrites(await approved(made, '2026-04-07', 25_00)))).toEqual({ done: true });
  const ledger = earningsLedger(made.table);
  expect(await ledger.weeks(P1)).toEqual([
    {
      ...{ weekEnding: '2026-04-11', cents: 25_00, entries: 1, voidCents: 0, heldCents: 0 },
      ...{ centsByWeekday: [0, 0, 25_00, 0, 0, 0, 0], lateEntries: 0 },
    },
  ]);
  expect(await ledger.clients(P1, { limit: 9 })).toEqual([]);
  for await (const entry of ledger.entriesOfWeek(P1, weekEnding('2026-04-11')))
    expect(entry).toEqual({
      place: '!adjustment#adj1',
      ...{ lineId: 'adj1', partnerId: 'p1', kind: 'adjustment', weekEnding: '2026-04-11', earnedOn: '2026-04-07' },
      ...{ cents: 25_00, statedCents: 25_00, standing: 'counts', reason: 'operations' },
      ...{ adjustmentId: 'adj1', note: 'Goodwill' },
    });
  expect(made.problems()).toEqual([]);
});

it.each([
  { why: 'one that gives is paid', amount: 25_00, paid: 25_00, carried: 0 },
  { why: 'one that takes is carried', amount: -25_00, paid: undefined, carried: -25_00 },
])('$why by the run of its week', async ({ amount, paid, carried }) => {
  const made = await program();
  await made.table.write(adjustmentWrites(await approved(made, '2026-04-07', amount)));
  await made.friday('2026-04-10');
  expect(made.account('p1')).toBeUndefined();
  await made.friday('2026-04-17');
  expect(made.paypal.moved().get('pay-p1@payee.example')).toBe(paid);
  expect(made.account('p1')).toMatchObject({ carriedCents: carried, foldedCents: amount });
  expect(made.problems()).toEqual([]);
});

it('in a week that has closed goes into the first open one, and counts with its Sunday there', async () => {
  const made = await program();
  expect(await firstOpenWeekOf(made.table, P1)).toBe('2026-03-28');
  await made.friday('2026-04-17');
  expect(await firstOpenWeekOf(made.table, P1)).toBe('2026-04-18');
  await made.table.write(adjustmentWrites(await approved(made, '2026-04-07', 25_00)));
  expect(await earningsLedger(made.table).weeks(P1)).toMatchObject([
    { weekEnding: '2026-04-18', centsByWeekday: [25_00, 0, 0, 0, 0, 0, 0], lateEntries: 1 },
  ]);
  expect(made.problems()).toEqual([]);
});

it('is refused whole when its week closes meanwhile, and when it is there already', async () => {
  const made = await program();
  const entry = await approved(made, '2026-04-07', 25_00);
  await made.friday('2026-04-17');
  const closed = made.items();
  expect(await made.table.write(adjustmentWrites(entry))).toEqual({ done: false, refused: [2] });
  expect(made.items()).toEqual(closed);
  const again = await approved(made, '2026-04-07', 25_00);
  await made.table.write(adjustmentWrites(again));
  expect(await made.table.write(adjustmentWrites(again))).toEqual({ done: false, refused: [0] });
  expect(made.problems()).toEqual([]);
});

it('has no first open week before the program has begun', async () => {
  const made = new MemoryProgram();
  await expect(firstOpenWeekOf(made.table, P1)).rejects.toThrow(/no first week/);
});
