/** A deployment in the middle of a run: functions are replaced under it, and the next stack takes up what the last one began. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { expectClosed, transfersOf } from '../support/embedded-audit.ts';
import { Deployment, NEW_CODE, NEW_STATE } from '../support/embedded-deployment.ts';
import { lastEnd } from '../support/embedded-executions.ts';
import { Owed } from '../support/embedded-owed.ts';
import { type EmbeddedProgram, startProgram } from '../support/embedded-program.ts';
import { type AnsweredRequest, Saboteur } from '../support/embedded-saboteur.ts';
import { setProgram } from '../support/embedded-settings.ts';
import { BEGIN, earners, fridayOf, partnersOfGroup, weekOf } from '../support/embedded-weeks.ts';

const stateDir = mkdtempSync(join(tmpdir(), 'deployed-'));
const partners = [0, 1].flatMap((group) => partnersOfGroup(group, 2, 2));
const saboteur = new Saboteur();
const owed = new Owed(partners);
const newCodeIn = new Set<string>();
let deployment: Deployment;
let program: EmbeddedProgram;

async function start(): Promise<void> {
  program = await startProgram(BEGIN, {
    stateDir,
    synthesized: deployment.synthesized,
    faults: saboteur.hooks,
    onLog: ({ functionName, line }) => {
      if (line.includes(NEW_CODE)) newCodeIn.add(functionName.replace(/^.*Functions(.*)Function.*$/, '$1'));
    },
  });
  saboteur.payPalUrl = program.paypal.url;
}

beforeAll(async () => {
  deployment = new Deployment(inject('synthesized'));
  await start();
  await setProgram(program.table, { bucketGroups: 2 });
  await program.tell(...earners(partners, 2));
});
beforeEach(() => owed.earn());
afterEach(() => saboteur.rest());
afterAll(async () => {
  await program?.stop();
  deployment?.remove();
  rmSync(stateDir, { recursive: true, force: true });
});

const freezes = ({ from, operation, body }: AnsweredRequest): boolean =>
  from === 'plan-buckets' && operation === 'TransactWriteItems' && body.includes('MANIFEST#');

it('of code, when a group has frozen its decisions: the same execution goes on with the new functions, and pays once', async () => {
  let deployed = false;
  saboteur.after = (request) => {
    if (deployed || !freezes(request)) return undefined;
    deployed = true;
    deployment.deployCode();
    // Its environment goes as well, and with it all that the old code had in mind.
    return 'kill';
  };
  await program.friday(fridayOf(1));
  expect(newCodeIn).toEqual(
    new Set(['PlanBuckets', 'GuardRun', 'QueueBatches', 'SettlePayouts', 'ReconcileRun', 'CloseRun']),
  );
  expect(program.cloud.executions()).toHaveLength(1);
  expect((await program.results(weekOf(1)))?.run.attempt).toBe(1);
  expect(transfersOf(program, 1)).toEqual(owed.pay(partners));
  await expectClosed(program, 1);
});

it('of the workflow, after PayPal was asked: the new definition takes up the run that the old one began, and pays once', async () => {
  const stopped = Promise.withResolvers<void>();
  const { stop } = program;
  saboteur.after = ({ service, operation }) => {
    if (service !== 'paypal' || operation !== 'POST /v1/payments/payouts') return undefined;
    saboteur.rest();
    stopped.resolve(stop());
    return 'kill';
  };
  await Promise.allSettled([program.friday(fridayOf(2)), stopped.promise]);
  await stopped.promise;
  deployment.deployDefinition();
  await start();
  expect(program.cloud.executions()[0]?.end).toMatchObject({ status: 'ABORTED' });
  await program.friday(fridayOf(2));
  const end = await lastEnd(program.cloud);
  expect(end).toMatchObject({ lastState: 'RunClosed', output: { attempt: 2 } });
  expect(end.states).toContain(NEW_STATE);
  expect(transfersOf(program, 2)).toEqual(owed.pay(partners));
  await expectClosed(program, 2);
});
