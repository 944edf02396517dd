/** A process that dies after any single operation: whoever comes next pays the same payouts, each once, and the books balance. */
import { expect, it } from 'vitest';
import { BUCKETS, bucketOf } from '../../../shared/domain/bucket.ts';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import { partnerId } from '../../../shared/domain/ids.ts';
import { planBuckets } from '../../../shared/usecases/run/plan-buckets.ts';
import { queueBatches } from '../../../shared/usecases/settlement/queue-batches.ts';
import { settleBatch } from '../../../shared/usecases/settlement/settle-batch.ts';
import { Crash, diesAfterEachOperation } from '../../support/memory-faults.ts';
import { type MemoryProgram, receiverOf } from '../../support/memory-program.ts';
import { NEXT_FRIDAY, owe, owingProgram, paidInFull, queuedRun, WEEK } from '../../support/memory-scenes.ts';

/** The last one stays below the threshold. */
const OWED = { p1: 100, p2: 200, p3: 300, p4: 99 };
const PAID = paidInFull({ p1: 100, p2: 200, p3: 300 });

async function everythingIsPaidOnce(program: MemoryProgram): Promise<void> {
  expect(program.paypal.moved()).toEqual(PAID);
  expect(program.account('p4')).toMatchObject({ carriedCents: 99_00, reasons: ['below-threshold'] });
  const rows = await program.rows(WEEK);
  expect(rows.map(({ partnerId }) => partnerId).sort()).toEqual(['p1', 'p2', 'p3', 'p4']);
  expect(program.problems()).toEqual([]);
}

it('OpenRun, PlanBuckets and GuardRun', async () => {
  const begun = await owingProgram(OWED, { bucketGroups: 2 });
  const operations = await diesAfterEachOperation(
    () => begun.copy(),
    async (program) => program.plan(await program.open({ weekEnding: weekEnding(WEEK) }, 'arn:first')),
    async (program) => {
      expect((await program.byHand(WEEK, {}, 'arn:next')).opened.action).toMatch(/plan|queue/);
      await everythingIsPaidOnce(program);
    },
  );
  // 64 markers, a read of each bucket's week and waiting list, two manifests and their accounts.
  expect(operations).toBeGreaterThan(64 * 3);
});

it('PlanBuckets of two weeks, and news of both before it is started again: each payment is paid once', async () => {
  const begun = await owingProgram({ p1: 100 }, { bucketGroups: BUCKETS }, '2026-04-10');
  const opened = await begun.open({ weekEnding: weekEnding(WEEK) }, 'arn:first');
  const operations = await diesAfterEachOperation(
    () => begun.copy(),
    (program) => planBuckets({ ...opened, group: bucketOf(partnerId('p1')) }, program.runLedger),
    async (program) => {
      await owe(program, { p1: 30 }, '2026-04-10');
      await program.payment('second', 'client-p1', '1.00', '2026-04-17');
      await program.byHand(WEEK, {}, 'arn:next');
      await owe(program, { p1: 100 }, '2026-04-24');
      await program.friday(NEXT_FRIDAY);
      await program.friday('2026-05-08');
      expect(program.paypal.moved()).toEqual(new Map([[receiverOf('p1'), 230_25]]));
      expect(program.problems()).toEqual([]);
    },
  );
  // Two markers, three streams, standings, the manifest, the account.
  expect(operations).toBeGreaterThan(8);
});

it('SettleBatch', async () => {
  const { program: begun, message } = await queuedRun();
  const operations = await diesAfterEachOperation(
    () => begun.copy(),
    (program) => settleBatch(message, program.settlement),
    async (program) => {
      await program.byHand(WEEK);
      expect(program.paypal.moved()).toEqual(paidInFull());
      expect(new Set(program.paypal.requests.map((request) => JSON.stringify(request))).size).toBe(1);
      expect(program.problems()).toEqual([]);
    },
  );
  // Batch, run, manifest, attempt, answer.
  expect(operations).toBe(5);
});

it.each([
  { when: 'before PayPal hears of it', accepts: false },
  { when: 'after PayPal took it', accepts: true },
])('SettleBatch in its call, $when', async ({ accepts }) => {
  const run = await queuedRun();
  run.program.paypal.answers.push((batch) => {
    if (accepts) run.program.paypal.accept(batch);
    throw new Crash('in the call');
  });
  await expect(run.settle()).rejects.toThrow(Crash);
  await run.program.byHand(WEEK);
  expect(run.program.paypal.moved()).toEqual(paidInFull());
  const [first, ...again] = run.program.paypal.requests;
  expect(again).toEqual([first]);
  expect(run.program.problems()).toEqual([]);
});

it('QueueBatches, SettleBatch, ReconcileRun and CloseRun, with a payout that fails and one that is unclaimed', async () => {
  const begun = await owingProgram(OWED, { bucketGroups: 2 });
  await begun.plan(await begun.open({ weekEnding: weekEnding(WEEK) }));
  const operations = await diesAfterEachOperation(
    async () => {
      const program = await begun.copy();
      program.paypal.outcomes.set(receiverOf('p2'), 'FAILED').set(receiverOf('p3'), 'UNCLAIMED');
      return program;
    },
    (program) => program.byHand(WEEK),
    async (program) => {
      await program.byHand(WEEK);
      expect(program.paypal.moved()).toEqual(paidInFull({ p1: 100, p3: 300 }));
      expect(program.account('p2')).toMatchObject({ carriedCents: 200_00 });
      expect(await program.runOf(WEEK)).toMatchObject({
        state: 'closed',
        report: { payoutCents: 600_00, paidCents: 100_00, backCents: 200_00, openCents: 300_00 },
      });
      expect(program.problems()).toEqual([]);
    },
  );
  expect(operations).toBeGreaterThan(25);
});

it('a message that is worked on while its run is still being queued is paid once', async () => {
  const program = await owingProgram();
  const opened = await program.open({ weekEnding: weekEnding(WEEK) });
  await program.plan(opened);
  await queueBatches(opened, program.settlement);
  await queueBatches(opened, program.settlement);
  await Promise.all(program.queued.splice(0).map((message) => settleBatch(message, program.settlement)));
  expect(program.paypal.requests).toHaveLength(1);
});
