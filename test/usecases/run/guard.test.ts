/** The guard: over a cap not a cent moves until somebody decides, and whatever is decided, everybody gets what is theirs once. */
import { describe, expect, it } from 'vitest';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import { DEFAULT_SETTINGS, type RunCaps } from '../../../shared/domain/program-settings.ts';
import { guardRun } from '../../../shared/usecases/run/guard-run.ts';
import { planBuckets } from '../../../shared/usecases/run/plan-buckets.ts';
import { diesAfterEachOperation, writesTo } from '../../support/memory-faults.ts';
import { type MemoryProgram, receiverOf } from '../../support/memory-program.ts';
import { NEXT_FRIDAY, NEXT_WEEK, owe, owingProgram, paidInFull, THREE, WEEK } from '../../support/memory-scenes.ts';

const DECISION = { by: 'ops-7', note: 'checked' };
const caps = (change: Partial<RunCaps>) => ({ caps: { ...DEFAULT_SETTINGS.caps, ...change } });
/** Three partners are owed $600 together. */
const TOO_MUCH = caps({ maxRunCents: cents(599_99) });

async function heldRun(): Promise<MemoryProgram> {
  const program = await owingProgram(THREE, TOO_MUCH);
  await program.friday('2026-04-24');
  expect((await program.runOf(WEEK)).state).toBe('held');
  return program;
}

describe('a run', () => {
  it.each([
    { why: 'at the cap of a run', settings: caps({ maxRunCents: cents(600_00) }), breaches: [] },
    {
      why: 'a cent over it',
      settings: TOO_MUCH,
      breaches: [{ cap: 'max-run', limitCents: 599_99, actualCents: 600_00 }],
    },
    { why: 'at the cap of a partner', settings: caps({ maxPartnerCents: cents(300_00) }), breaches: [] },
    {
      why: 'a cent over that',
      settings: caps({ maxPartnerCents: cents(299_99) }),
      breaches: [{ cap: 'max-partner', limitCents: 299_99, actualCents: 300_00 }],
    },
    {
      why: 'over both',
      settings: caps({ maxRunCents: cents(1), maxPartnerCents: cents(2) }),
      breaches: [
        { cap: 'max-run', limitCents: 1, actualCents: 600_00 },
        { cap: 'max-partner', limitCents: 2, actualCents: 300_00 },
      ],
    },
  ])('$why', async ({ settings, breaches }) => {
    const program = await owingProgram(THREE, settings);
    const { guard, closed } = await program.friday('2026-04-24');
    const held = breaches.length > 0;
    expect(guard).toEqual({
      verdict: held ? 'over-caps' : 'within-caps',
      payouts: 3,
      payoutCents: 600_00,
      carriedCents: 0,
      failedGroups: [],
      breaches,
    });
    expect(closed?.state).toBe(held ? undefined : 'closed');
    expect(program.paypal.moved()).toEqual(held ? new Map() : paidInFull());
    expect(program.problems()).toEqual([]);
  });

  it.each([
    { why: 'five times the largest of the recent runs', next: 500, held: false },
    { why: 'a dollar more than that', next: 501, held: true },
  ])('$why', async ({ next, held }) => {
    const program = await owingProgram({ p1: 100 }, caps({ jumpFloorCents: cents(0) }));
    await program.friday('2026-04-24');
    await owe(program, { p2: next });
    const { guard } = await program.friday(NEXT_FRIDAY);
    expect(guard?.breaches).toEqual(held ? [{ cap: 'jump', limitCents: 500_00, actualCents: 501_00 }] : []);
  });

  it('that paid nothing since it was refused makes no jump look small', async () => {
    const program = await owingProgram({ p1: 100 }, caps({ jumpFloorCents: cents(0) }));
    await program.friday('2026-04-24');
    await owe(program, { p2: 5_000 });
    expect((await program.friday(NEXT_FRIDAY)).guard?.verdict).toBe('over-caps');
    // Nobody decides: the next run refuses that one and comes to the same total.
    const { guard } = await program.friday('2026-05-08');
    expect(guard).toMatchObject({ verdict: 'over-caps', breaches: [{ cap: 'jump', limitCents: 500_00 }] });
    expect(program.paypal.moved()).toEqual(paidInFull({ p1: 100 }));
  });
});

describe('a held run', () => {
  it('is held however often it is started without a decision, and nothing of it is sent', async () => {
    const program = await heldRun();
    const before = program.items();
    expect((await program.byHand(WEEK)).opened).toMatchObject({ action: 'nothing-to-do', attempt: 1 });
    expect((await program.friday('2026-04-24')).opened).toMatchObject({ action: 'nothing-to-do' });
    await program.daily('2026-04-25');
    expect(program.items()).toEqual(before);
    expect(program.queued).toEqual([]);
  });

  it('that is released is paid, and keeps who released it', async () => {
    const program = await heldRun();
    const { opened, closed } = await program.byHand(WEEK, { release: DECISION });
    expect(opened).toMatchObject({ action: 'queue', attempt: 2 });
    expect(closed).toMatchObject({ state: 'closed', paidCents: 600_00 });
    expect(program.paypal.moved()).toEqual(paidInFull());
    expect(await program.runOf(WEEK)).toMatchObject({ release: DECISION });
    expect(program.problems()).toEqual([]);
  });

  it('that is released twice is paid once', async () => {
    const program = await heldRun();
    await program.byHand(WEEK, { release: DECISION }, 'arn:release');
    expect((await program.byHand(WEEK, { release: DECISION })).opened.action).toBe('nothing-to-do');
    expect((await program.byHand(WEEK, { refuse: DECISION })).opened.action).toBe('nothing-to-do');
    expect(program.paypal.moved()).toEqual(paidInFull());
  });

  it('that is refused gives everything back, and the next run pays it', async () => {
    const program = await heldRun();
    const { opened, closed } = await program.byHand(WEEK, { refuse: DECISION });
    expect(opened).toMatchObject({ action: 'refuse', attempt: 2 });
    expect(closed).toMatchObject({
      state: 'refused',
      payoutCents: 600_00,
      paidCents: 0,
      backCents: 600_00,
      openCents: 0,
    });
    expect(await program.runOf(WEEK)).toMatchObject({ state: 'refused', refusal: DECISION });
    expect(Object.keys(THREE).map((partner) => program.account(partner)?.carriedCents)).toEqual([
      100_00, 200_00, 300_00,
    ]);
    expect(program.problems()).toEqual([]);
    expect((await program.byHand(WEEK, { release: DECISION })).opened.action).toBe('nothing-to-do');

    await program.configure({ bucketGroups: 1 });
    await program.friday(NEXT_FRIDAY);
    expect(program.paypal.moved()).toEqual(paidInFull());
    expect(program.payouts('p1')).toMatchObject([{ state: 'refused' }, { weekEnding: NEXT_WEEK, state: 'paid' }]);
    expect(program.problems()).toEqual([]);
  });

  it('that nobody decided on is refused when the next one opens, which pays it', async () => {
    const program = await heldRun();
    await program.configure({ bucketGroups: 1 });
    const { opened, closed } = await program.friday(NEXT_FRIDAY);
    expect(opened).toMatchObject({ action: 'plan', weekEnding: NEXT_WEEK });
    expect(closed).toMatchObject({ state: 'closed', paidCents: 600_00 });
    expect(await program.runOf(WEEK)).toMatchObject({ state: 'refused', refusal: { by: 'program' } });
    expect(program.paypal.moved()).toEqual(paidInFull());
    expect(program.problems()).toEqual([]);
  });

  it('that nobody decided on leaves the next one held as well, while the caps are what they are', async () => {
    const program = await heldRun();
    expect((await program.friday(NEXT_FRIDAY)).guard).toMatchObject({ verdict: 'over-caps', payoutCents: 600_00 });
    expect(program.paypal.moved()).toEqual(new Map());
    expect(program.problems()).toEqual([]);
  });

  it('is not paid by a message that somebody makes up', async () => {
    const program = await heldRun();
    const [batch] = await program.batches(WEEK);
    if (batch) program.queued.push(batch);
    await program.work();
    expect(program.paypal.requests).toEqual([]);
  });
});

describe('a refusal that is interrupted', () => {
  const refuse = (program: MemoryProgram) => program.byHand(WEEK, { refuse: DECISION });

  it('goes on where it was, after any single operation: everything is back once, nothing is ever sent', async () => {
    const held = await heldRun();
    const operations = await diesAfterEachOperation(
      () => held.copy(),
      refuse,
      async (program) => {
        await program.daily('2026-04-25');
        await program.work();
        expect((await refuse(program)).opened.action).toMatch(/refuse|nothing-to-do/);
        expect(program.paypal.requests).toEqual([]);
        expect(await program.runOf(WEEK)).toMatchObject({
          state: 'refused',
          report: { backCents: 600_00, openCents: 0 },
        });
        expect(program.problems()).toEqual([]);
      },
    );
    expect(operations).toBeGreaterThan(10);
  });

  it('by somebody who touches a batch refuses the batch all the same', async () => {
    const program = await heldRun();
    program.table.interrupt(
      (operation) =>
        operation.kind === 'write' &&
        operation.writes.some((write) => write.kind === 'put' && write.item.state === 'refused'),
      async () => {
        const [batch] = await program.batches(WEEK);
        if (batch) await program.settlementLedger.changeBatch(batch, { lastOutcome: 'somebody looked' });
      },
    );
    await refuse(program);
    expect(program.table.interrupted).toBe(true);
    expect(await program.batches(WEEK)).toMatchObject([{ state: 'refused' }]);
    expect(program.account('p1')).toMatchObject({ carriedCents: 100_00 });
    expect(program.problems()).toEqual([]);
  });
});

it('the guard says the same when it is asked again', async () => {
  const program = await owingProgram(THREE, TOO_MUCH);
  const opened = await program.open({ weekEnding: weekEnding(WEEK) });
  const verdict = await program.plan(opened);
  await program.configure(caps({}));
  expect(await guardRun({ ...opened, planned: [] }, program.runLedger)).toEqual(verdict);
});

it('what an invocation that was given up freezes right before the guard, and does not write, is written before it is paid', async () => {
  const program = await owingProgram({ p1: 100, p2: 160 });
  program.paypal.outcomes.set(receiverOf('p2'), 'UNCLAIMED');
  await program.friday('2026-04-24');
  program.paypal.outcomes.clear();
  await owe(program, { p1: 100 }, '2026-04-22');
  program.moveTo(NEXT_FRIDAY);
  const opened = await program.open({ weekEnding: weekEnding(NEXT_WEEK) });
  const planned = [await planBuckets({ ...opened, group: 0 }, program.runLedger)];
  // p2's payout comes back: the other invocation of the same step finds p2 due, freezes a second manifest and dies.
  program.paypal.turn(receiverOf('p2'), 'CANCELED');
  await program.daily(NEXT_FRIDAY);
  program.table.interrupt(writesTo('PARTNER#'), async () => {
    throw new Error('the invocation dies');
  });
  await expect(planBuckets({ ...opened, group: 0 }, program.runLedger)).rejects.toThrow(/dies/);
  await guardRun({ ...opened, planned }, program.runLedger);
  await program.byHand(NEXT_WEEK);
  expect(program.payouts('p2')).toMatchObject([{ state: 'canceled' }, { weekEnding: NEXT_WEEK, state: 'paid' }]);
  expect(program.account('p2')).toMatchObject({ carriedCents: 0, lastPayout: NEXT_WEEK });
  expect(program.paypal.moved()).toEqual(paidInFull({ p1: 200, p2: 160 }));
  expect(program.problems()).toEqual([]);
});
