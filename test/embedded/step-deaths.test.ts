import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { FunctionName } from '../../infra/functions.ts';
import { expectClosed, transfersOf } from '../support/embedded-audit.ts';
import { lastEnd, runByHand } from '../support/embedded-executions.ts';
import { Owed } from '../support/embedded-owed.ts';
import { type EmbeddedProgram, startProgram } from '../support/embedded-program.ts';
import { Saboteur } from '../support/embedded-saboteur.ts';
import { setProgram } from '../support/embedded-settings.ts';
import { BEGIN, earners, fridayOf, partnersOfGroup, weekOf } from '../support/embedded-weeks.ts';

/** The steps beside PlanBuckets and SettlePayouts: each dies after each of its writes, one a try. */
const WRITES = new Set(['TransactWriteItems', 'UpdateItem', 'PutItem', 'SendMessageBatch']);
const ELSEWHERE: readonly FunctionName[] = ['plan-buckets', 'settle-payouts', 'billing-events'];
// One a group: a step is tried nine times, and reconciliation writes something for each payout and batch.
const partners = [0, 1].flatMap((group) => partnersOfGroup(group, 2, 1));
const saboteur = new Saboteur();
const owed = new Owed(partners);
let program: EmbeddedProgram;

beforeAll(async () => {
  program = await startProgram(BEGIN, { faults: saboteur.hooks });
  await setProgram(program.table, { bucketGroups: 2 });
  await program.tell(...earners(partners, 3));
});
afterEach(() => saboteur.rest());
afterAll(() => program?.stop());

/** Each step dies after each item that it writes for the first time; says how often it did. */
function killSteps(): Map<FunctionName, number> {
  const deaths = new Map<FunctionName, number>();
  const seen = new Set<string>();
  const dead = new Set<string>();
  saboteur.after = ({ from, requestId = '', operation, body }) => {
    if (ELSEWHERE.includes(from) || !WRITES.has(operation) || dead.has(requestId)) return undefined;
    const write = `${from} ${operation} ${body.match(/"[ps]k":\{"S":"[^"]+/g)?.slice(0, 2)}`;
    if (seen.has(write)) return undefined;
    seen.add(write);
    dead.add(requestId);
    deaths.set(from, (deaths.get(from) ?? 0) + 1);
    return 'kill';
  };
  return deaths;
}

it('a Friday on which every step dies after each of its writes', async () => {
  const deaths = killSteps();
  await program.friday(fridayOf(1));
  // OpenRun opens the run and finds its own. Two batches are marked and one call sends them; of two payouts and two batches some are written side by side.
  expect(Object.fromEntries(deaths)).toMatchObject({
    'open-run': 2,
    'guard-run': 1,
    'queue-batches': 3,
    'close-run': 1,
  });
  expect(deaths.get('reconcile-run')).toBeGreaterThan(2);
  // A retry is the same attempt.
  expect((await program.results(weekOf(1)))?.run.attempt).toBe(1);
  owed.earn();
  expect(transfersOf(program, 1)).toEqual(owed.pay(partners));
  await expectClosed(program, 1);
});

it('a refusal that dies after each of its writes', async () => {
  await setProgram(program.table, { bucketGroups: 2, caps: { maxRunCents: 1_00 } });
  await program.friday(fridayOf(2));
  expect((await lastEnd(program.cloud)).lastState).toBe('HeldForRelease');
  const deaths = killSteps();
  const end = await runByHand(program.cloud, weekOf(2), { refuse: { by: 'ops-7', note: 'checked' } });
  expect(end).toMatchObject({ status: 'SUCCEEDED', lastState: 'RunClosed' });
  expect(deaths.get('refuse-run')).toBeGreaterThan(3);
  expect(transfersOf(program, 2)).toEqual([]);
  await expectClosed(program, 2, 'refused');

  saboteur.rest();
  await setProgram(program.table, { bucketGroups: 2 });
  await program.friday(fridayOf(3));
  owed.earn();
  owed.earn();
  expect(transfersOf(program, 3)).toEqual(owed.pay(partners));
  await expectClosed(program, 3);
});
