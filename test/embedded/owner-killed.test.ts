import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { expectClosed, transfersOf } from '../support/embedded-audit.ts';
import { lastEnd, runByHand } from '../support/embedded-executions.ts';
import { Owed } from '../support/embedded-owed.ts';
import { type EmbeddedProgram, startProgram } from '../support/embedded-program.ts';
import { type AnsweredRequest, Saboteur } from '../support/embedded-saboteur.ts';
import { BEGIN, earners, fridayOf, partnersOfGroup, ruleTimeOf, weekOf } from '../support/embedded-weeks.ts';

/** Everything stops in the middle of a run, and starts again on what was kept. Tests go from Friday to Friday. */
const stateDir = mkdtempSync(join(tmpdir(), 'owner-killed-'));
const partners = [0, 1, 2, 3].flatMap((group) => partnersOfGroup(group, 4, 2));
const saboteur = new Saboteur();
const owed = new Owed(partners);
let program: EmbeddedProgram | undefined;

/** The clock is the kept one: it goes on where it was. */
async function start(): Promise<EmbeddedProgram> {
  const started = await startProgram(BEGIN, { stateDir, faults: saboteur.hooks });
  saboteur.payPalUrl = started.paypal.url;
  program = started;
  return started;
}

beforeEach(() => owed.earn());
afterEach(async () => {
  saboteur.rest();
  await program?.stop();
});
afterAll(() => rmSync(stateDir, { recursive: true, force: true }));

/** Lets a Friday come and stops the cloud and PayPal when a request has been answered. */
async function stopInTheMiddle(
  running: EmbeddedProgram,
  week: number,
  moment: (request: AnsweredRequest) => boolean,
): Promise<void> {
  const stopped = Promise.withResolvers<void>();
  saboteur.after = (request) => {
    if (!moment(request)) return undefined;
    saboteur.rest();
    stopped.resolve(running.stop());
    return 'kill';
  };
  await Promise.allSettled([running.friday(fridayOf(week)), stopped.promise]);
  await stopped.promise;
}

it('while a group has frozen its decisions: the rule fires again and takes over', async () => {
  const first = await start();
  await first.tell(...earners(partners, 4));
  await stopInTheMiddle(
    first,
    1,
    ({ operation, body }) => operation === 'TransactWriteItems' && body.includes('MANIFEST#'),
  );

  const second = await start();
  const [owner] = second.cloud.executions();
  expect(owner?.end).toMatchObject({ status: 'ABORTED' });
  expect((await second.results(weekOf(1)))?.run).toMatchObject({
    state: 'planning',
    attempt: 1,
    owner: owner?.executionArn,
  });
  expect(transfersOf(second, 1)).toEqual([]);
  await second.friday(fridayOf(1));
  expect(second.cloud.executions()).toHaveLength(2);
  expect((await second.results(weekOf(1)))?.run.attempt).toBe(2);
  expect(transfersOf(second, 1)).toEqual(owed.pay(partners));
  await expectClosed(second, 1);
});

it('after PayPal took a batch and before anybody knew: a start by hand takes over', async () => {
  const first = await start();
  await stopInTheMiddle(
    first,
    2,
    ({ service, operation }) => service === 'paypal' && operation === 'POST /v1/payments/payouts',
  );

  const second = await start();
  expect(second.cloud.executions()[0]?.end).toMatchObject({ status: 'ABORTED' });
  expect(
    second.paypal.batches().filter(({ senderBatchId }) => senderBatchId.includes(weekOf(2))).length,
  ).toBeGreaterThan(0);
  const end = await runByHand(second.cloud, weekOf(2));
  expect(end).toMatchObject({ lastState: 'RunClosed', output: { action: 'queue', attempt: 2 } });
  expect(transfersOf(second, 2)).toEqual(owed.pay(partners));
  await expectClosed(second, 2);
});

it('after Reconcile has written the first payouts: the next Friday finishes the run before its own', async () => {
  const first = await start();
  await stopInTheMiddle(
    first,
    3,
    ({ from, operation, body }) => from === 'reconcile-run' && operation === 'UpdateItem' && body.includes('PAYOUT#'),
  );

  const second = await start();
  await second.cloud.advanceTo(ruleTimeOf(3) + 86_400_000, { only: () => false });
  const week3 = owed.pay(partners);
  owed.earn();
  await second.friday(fridayOf(4));
  expect((await lastEnd(second.cloud)).states).toContain('StartRequestedRun');
  expect([transfersOf(second, 3), transfersOf(second, 4)]).toEqual([week3, owed.pay(partners)]);
  await expectClosed(second, 3);
  await expectClosed(second, 4);
});
