/** The dry run: says what the run then does, to the cent and for each partner, and writes nothing. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localDay } from '../../../shared/domain/calendar/local-day.ts';
import { instant } from '../../../shared/domain/calendar/time-zone.ts';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import { HOLD_REASONS } from '../../../shared/domain/hold-reason.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import { DEFAULT_SETTINGS } from '../../../shared/domain/program-settings.ts';
import { previewRun, weekOfNextRun } from '../../../shared/usecases/operations/preview-run.ts';
import { anyHistory, dayText, FRIDAYS, newsOf } from '../../support/memory-histories.ts';
import { MemoryOperations } from '../../support/memory-operations.ts';
import { MemoryProgram, receiverOf } from '../../support/memory-program.ts';
import { FRIDAY, NEXT_FRIDAY, NEXT_WEEK, owe, owingProgram, THREE, WEEK } from '../../support/memory-scenes.ts';

const preview = (program: MemoryProgram) => previewRun(instant(program.time), new MemoryOperations(program).history);

/** What the run decided, in the form of the preview. */
async function decided(program: MemoryProgram, week: string) {
  const rows = await program.rows(week);
  const paid = rows.filter(({ payoutCents }) => payoutCents > 0);
  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
  const payoutCents = sum(paid.map((row) => row.payoutCents));
  const balance = (some: typeof rows) => sum(some.map((row) => row.carriedCents + row.entriesCents));
  return {
    weekEnding: week,
    partners: rows.length,
    payouts: paid.length,
    payoutCents,
    carriedCents: balance(rows) - payoutCents,
    carried: HOLD_REASONS.flatMap((reason) => {
      const held = rows.filter(({ reasons }) => reasons.includes(reason));
      return held.length === 0 ? [] : [{ reason, partners: held.length, cents: balance(held) }];
    }),
  };
}

it('says on any Friday what the run then does, whatever was missed, came back or is held, and writes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(anyHistory, fc.constantFrom(150_00, 100_000_00), async (history, maxRunCents) => {
      const program = new MemoryProgram().moveTo(dayText(54));
      const caps = { ...DEFAULT_SETTINGS.caps, maxRunCents: cents(maxRunCents) };
      const thresholdCents = cents(history.thresholdCents);
      await program.configure({ maturityDays: history.maturityDays, thresholdCents, bucketGroups: 1, caps });
      for (const friday of FRIDAYS) {
        const news = newsOf(history, friday);
        if (news.length > 0) await program.tell(...news.map(({ event }) => event));
        if (history.missed.has(friday)) continue;
        for (const partner of history.partners)
          program.paypal.outcomes.set(receiverOf(partner), history.failing.has(friday) ? 'FAILED' : 'SUCCESS');
        program.moveTo(dayText(friday));
        const before = program.items();
        const said = await preview(program);
        expect(program.items()).toEqual(before);
        const { guard } = await program.friday(dayText(friday));
        expect(said).toMatchObject({ ...(await decided(program, dayText(friday - 6))), breaches: guard?.breaches });
      }
    }),
    { numRuns: 12 },
  );
});

it('counts a held run as refused, which the next one does to it: also for partners who have nothing else coming', async () => {
  const program = await owingProgram({ p1: 100, p2: 200, p3: 300, p4: 40 });
  await program.configure({ bucketGroups: 1, caps: { ...DEFAULT_SETTINGS.caps, maxRunCents: cents(1) } });
  await program.friday(FRIDAY);
  await owe(program, { p1: 30 }, '2026-04-20');
  program.moveTo(NEXT_FRIDAY);
  const said = await preview(program);
  expect(said).toMatchObject({
    weekEnding: NEXT_WEEK,
    payouts: 3,
    payoutCents: 630_00,
    carriedCents: 40_00,
    carried: [{ reason: 'below-threshold', partners: 1, cents: 40_00 }],
    unfinished: { weekEnding: WEEK, state: 'held' },
    comparison: { newReceivers: { count: 3 } },
  });
  await program.friday(NEXT_FRIDAY);
  expect(said).toMatchObject(await decided(program, NEXT_WEEK));
});

describe('next Friday', () => {
  it.each([
    { why: 'from a Saturday on', today: '2026-04-18', lastRun: '2026-04-11', week: '2026-04-18' },
    { why: 'is today when its run has not been', today: '2026-04-24', lastRun: '2026-04-11', week: '2026-04-18' },
    { why: 'is a week away when it has', today: '2026-04-24', lastRun: '2026-04-18', week: '2026-04-25' },
    { why: 'comes after one that was missed', today: '2026-04-22', lastRun: '2026-03-28', week: '2026-04-18' },
    { why: 'of a program that has had no run', today: '2026-04-22', lastRun: undefined, week: '2026-04-18' },
  ])('$why', ({ today, lastRun, week }) => {
    expect(weekOfNextRun(localDay(today), lastRun === undefined ? undefined : weekEnding(lastRun))).toBe(week);
  });
});

it('of a program that has not begun is empty', async () => {
  expect(await preview(new MemoryProgram())).toMatchObject({ partners: 0, payouts: 0, carried: [], breaches: [] });
});

describe('against the last run', () => {
  it('tells new receivers, other addresses, changed amounts and large shares', async () => {
    const program = await owingProgram({ p1: 100, p2: 200, p3: 300 });
    await program.friday(FRIDAY);
    await owe(program, { p1: 150, p2: 200 }, '2026-04-20');
    await owe(program, { p4: 2_000 });
    const address = { address: 'new-p2@payee.example', version: 2, confirmedOn: localDay('2026-01-01'), changed: true };
    await program.changePartner('p2', { paypal: address });
    program.moveTo(NEXT_FRIDAY);
    const { comparison } = await preview(program);
    expect(comparison).toEqual({
      lastRun: { weekEnding: WEEK, payouts: 3, payoutCents: 600_00 },
      newReceivers: {
        count: 1,
        cents: 2_000_00,
        largest: [{ partnerId: 'p4', payoutCents: 2_000_00, receiver: receiverOf('p4') }],
      },
      changedAddresses: {
        count: 1,
        cents: 200_00,
        largest: [{ partnerId: 'p2', payoutCents: 200_00, receiver: 'new-p2@payee.example', before: receiverOf('p2') }],
      },
      changes: {
        count: 3,
        cents: 2_350_00,
        largest: [
          { partnerId: 'p4', beforeCents: 0, nowCents: 2_000_00 },
          { partnerId: 'p3', beforeCents: 300_00, nowCents: 0 },
          { partnerId: 'p1', beforeCents: 100_00, nowCents: 150_00 },
        ],
      },
      largeShares: {
        count: 1,
        cents: 2_000_00,
        largest: [{ partnerId: 'p4', payoutCents: 2_000_00, receiver: receiverOf('p4') }],
      },
    });
  });

  it('takes whom only a refused or failed payout was planned for as new', async () => {
    const program = await owingProgram(THREE);
    for (const partner of ['p1', 'p2']) program.paypal.outcomes.set(receiverOf(partner), 'FAILED');
    await program.friday(FRIDAY);
    program.moveTo(NEXT_FRIDAY);
    const { comparison } = await preview(program);
    expect(comparison.newReceivers.largest.map(({ partnerId }) => partnerId)).toEqual(['p2', 'p1']);
  });

  it('compares with the last run that paid, not with one that was refused', async () => {
    const program = await owingProgram(THREE);
    await program.friday(FRIDAY);
    await program.configure({ bucketGroups: 1, caps: { ...DEFAULT_SETTINGS.caps, maxRunCents: cents(1) } });
    await owe(program, { p1: 500 }, '2026-04-20');
    await program.friday(NEXT_FRIDAY);
    await program.byHand(NEXT_WEEK, { refuse: { by: 'ops-7', note: 'a mistake' } });
    program.moveTo('2026-05-08');
    expect((await preview(program)).comparison).toMatchObject({
      lastRun: { weekEnding: WEEK },
      changes: { count: 3, largest: [{ partnerId: 'p1', beforeCents: 100_00, nowCents: 500_00 }, {}, {}] },
    });
  });

  it('lists fifty at most, the largest, and counts all', async () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, place) => [`q${place}`, 100 + place]));
    const program = await owingProgram(many);
    const { newReceivers, changes } = (await preview(program)).comparison;
    expect(newReceivers.count).toBe(60);
    expect(newReceivers.largest).toHaveLength(50);
    expect(newReceivers.largest.map(({ payoutCents }) => payoutCents).at(-1)).toBe(110_00);
    expect([changes.count, changes.largest.length]).toEqual([60, 20]);
  });
});
