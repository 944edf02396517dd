import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { expectClosed, transfersOf } from '../support/embedded-audit.ts';
import { lastEnd, runByHand } from '../support/embedded-executions.ts';
import { Owed } from '../support/embedded-owed.ts';
import { type EmbeddedProgram, startProgram } from '../support/embedded-program.ts';
import { type AnsweredRequest, Saboteur } from '../support/embedded-saboteur.ts';
import { setProgram } from '../support/embedded-settings.ts';
import { BEGIN, earners, fridayOf, ruleTimeOf, weekOf } from '../support/embedded-weeks.ts';

/** Everything stops in the middle of a run, and starts again on what was kept. Tests go from Friday to Friday. */
const stateDir = mkdtempSync(join(tmpdir(), 'owner-killed-'));
const partners = ['p1', 'p2', 'p3', 'p4'];
const saboteur = new Saboteur();
const owed = new Owed(partners);
let running: EmbeddedProgram;

/** On what was kept, the clock among it. */
async function start(): Promise<EmbeddedProgram> {
  running = await startProgram(BEGIN, { stateDir, faults: saboteur.hooks });
  saboteur.payPalUrl = running.paypal.url;
  return running;
}

beforeAll(async () => {
  await start();
  await setProgram(running.table, { bucketGroups: 1 });
  await running.tell(...earners(partners, 4));
});
beforeEach(() => owed.earn());
afterEach(() => saboteur.rest());
afterAll(async () => {
  await running?.stop();
  rmSync(stateDir, { recursive: true, force: true });
});

/** Lets a Friday come, stops the cloud and PayPal when a request has been answered, and starts them again. */
async function stopInTheMiddle(week: number, moment: (request: AnsweredRequest) => boolean): Promise<EmbeddedProgram> {
  const stopped = Promise.withResolvers<void>();
  const { stop } = running;
  saboteur.after = (request) => {
    if (!moment(request)) return undefined;
    saboteur.rest();
    stopped.resolve(stop());
    return 'kill';
  };
  await Promise.allSettled([running.friday(fridayOf(week)), stopped.promise]);
  await stopped.promise;
  return start();
}

it('while a group has frozen its decisions: the rule fires again and takes over', async () => {
  const program = await stopInTheMiddle(
    1,
    ({ operation, body }) => operation === 'TransactWriteItems' && body.includes('MANIFEST#'),
  );
  const [owner] = program.cloud.executions();
  expect(owner?.end).toMatchObject({ status: 'ABORTED' });
  expect((await program.results(weekOf(1)))?.run).toMatchObject({
    state: 'planning',
    attempt: 1,
    owner: owner?.executionArn,
  });
  expect(transfersOf(program, 1)).toEqual([]);
  await program.friday(fridayOf(1));
  expect(program.cloud.executions()).toHaveLength(2);
  expect((await program.results(weekOf(1)))?.run.attempt).toBe(2);
  expect(transfersOf(program, 1)).toEqual(owed.pay(partners));
  await expectClosed(program, 1);
});

it('after PayPal took a batch and before anybody knew: a start by hand takes over', async () => {
  const program = await stopInTheMiddle(
    2,
    ({ service, operation }) => service === 'paypal' && operation === 'POST /v1/payments/payouts',
  );
  expect(program.cloud.executions()[0]?.end).toMatchObject({ status: 'ABORTED' });
  expect(
    program.paypal.batches().filter(({ senderBatchId }) => senderBatchId.includes(weekOf(2))).length,
  ).toBeGreaterThan(0);
  const end = await runByHand(program.cloud, weekOf(2));
  expect(end).toMatchObject({ lastState: 'RunClosed', output: { action: 'queue', attempt: 2 } });
  expect(transfersOf(program, 2)).toEqual(owed.pay(partners));
  await expectClosed(program, 2);
});

it('after Reconcile has written the first payouts: the next Friday finishes the run before its own', async () => {
  const program = await stopInTheMiddle(
    3,
    ({ from, operation, body }) => from === 'reconcile-run' && operation === 'UpdateItem' && body.includes('PAYOUT#'),
  );
  await program.cloud.advanceTo(ruleTimeOf(3) + 86_400_000, { only: () => false });
  const week3 = owed.pay(partners);
  owed.earn();
  await program.friday(fridayOf(4));
  expect((await lastEnd(program.cloud)).states).toContain('StartRequestedRun');
  expect([transfersOf(program, 3), transfersOf(program, 4)]).toEqual([week3, owed.pay(partners)]);
  await expectClosed(program, 3);
  await expectClosed(program, 4);
});
