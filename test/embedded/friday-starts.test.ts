import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectClosed, transfersOf } from '../support/embedded-audit.ts';
import { endOf, fireFriday, runByHand, startByHand } from '../support/embedded-executions.ts';
import { type EmbeddedProgram, startProgram } from '../support/embedded-program.ts';
import { Saboteur } from '../support/embedded-saboteur.ts';
import { setProgram } from '../support/embedded-settings.ts';
import { addressOf, BEGIN, earners, fridayOf, ruleTimeOf, weeklyCents, weekOf } from '../support/embedded-weeks.ts';

/** Tests go from Friday to Friday of one program, in this order. */
const PARTNERS = ['p1', 'p2', 'p3'];
const DAY = 86_400_000;
const saboteur = new Saboteur();
let program: EmbeddedProgram;

beforeAll(async () => {
  program = await startProgram(BEGIN, { faults: saboteur.hooks });
  await setProgram(program.table, { bucketGroups: 1 });
  await program.tell(...earners(PARTNERS, 7));
});
afterEach(() => saboteur.rest());
afterAll(() => program?.stop());

const paid = (weeks = 1): string[] => PARTNERS.map((id) => `${addressOf(id)} ${weeks * weeklyCents(id)} SUCCESS`);
/** Lets time pass without the rule. */
const passUntil = (at: number) => program.cloud.advanceTo(at, { only: () => false });

/** Keeps whoever plans waiting until the gate opens: so long the run is alive and not finished. */
function holdPlanning(): () => void {
  const gate = Promise.withResolvers<void>();
  saboteur.before = ({ from }) => (from === 'plan-buckets' ? gate.promise.then(() => undefined) : undefined);
  return gate.resolve;
}

describe('the rule fires twice', () => {
  it('at the same moment: one execution works, the other ends as already running', async () => {
    await passUntil(ruleTimeOf(1));
    const letPlan = holdPlanning();
    const arns = await Promise.all([1, 2].map(() => fireFriday(program.cloud, ruleTimeOf(1))));
    await Promise.race(arns.map((arn) => program.cloud.waitForExecution(arn)));
    letPlan();
    const ends = await Promise.all(arns.map((arn) => endOf(program.cloud, arn)));
    expect(ends.map(({ status, lastState }) => [status, lastState]).sort()).toEqual([
      ['SUCCEEDED', 'AlreadyRunning'],
      ['SUCCEEDED', 'RunClosed'],
    ]);
    expect(transfersOf(program, 1)).toEqual(paid());
    await expectClosed(program, 1);
  });

  it('one after the other, and a day late: nothing is left to do', async () => {
    for (const delay of [0, DAY]) {
      await passUntil(Math.max(program.clock.now(), ruleTimeOf(1) + delay));
      const end = await endOf(program.cloud, await fireFriday(program.cloud, ruleTimeOf(1)));
      expect(end).toMatchObject({ status: 'SUCCEEDED', lastState: 'NothingToDo', output: { attempt: 1 } });
    }
    expect(transfersOf(program, 1)).toEqual(paid());
    expect(program.paypal.calls().create).toBe(program.paypal.batches().length);
    await expectClosed(program, 1);
  });
});

it('by hand while it is running: ends as already running, and takes nothing over', async () => {
  await passUntil(ruleTimeOf(2));
  const letPlan = holdPlanning();
  const byRule = await fireFriday(program.cloud, ruleTimeOf(2));
  const byHand = await startByHand(program.cloud, weekOf(2));
  await Promise.race([byRule, byHand].map((arn) => program.cloud.waitForExecution(arn)));
  letPlan();
  const ends = [await endOf(program.cloud, byRule), await endOf(program.cloud, byHand)];
  // Which of the two opens the run is a race; that one of them does is not.
  expect(ends.map(({ lastState }) => lastState).sort()).toEqual(['AlreadyRunning', 'RunClosed']);
  expect(transfersOf(program, 2)).toEqual(paid());
  await expectClosed(program, 2);
});

it('a Friday is missed: the next one pays everything', async () => {
  await passUntil(ruleTimeOf(3) + DAY);
  await program.friday(fridayOf(4));
  expect(await program.results(weekOf(3))).toBeUndefined();
  expect(transfersOf(program, 3)).toEqual([]);
  expect(transfersOf(program, 4)).toEqual(paid(2));
  await expectClosed(program, 4);
});

describe('started late', () => {
  it('by hand for its week ending: the same run, and the rule that comes later finds it done', async () => {
    await passUntil(ruleTimeOf(5) + 4 * DAY);
    expect(await runByHand(program.cloud, weekOf(5))).toMatchObject({ status: 'SUCCEEDED', lastState: 'RunClosed' });
    const late = await endOf(program.cloud, await fireFriday(program.cloud, ruleTimeOf(5)));
    expect(late.lastState).toBe('NothingToDo');
    expect((await runByHand(program.cloud, weekOf(5))).lastState).toBe('NothingToDo');
    expect(transfersOf(program, 5)).toEqual(paid());
    await expectClosed(program, 5);
  });

  it('by its own rule, hours after its time: pays the week of its scheduled time', async () => {
    await passUntil(ruleTimeOf(6) + 20 * 3_600_000);
    await endOf(program.cloud, await fireFriday(program.cloud, ruleTimeOf(6)));
    expect(transfersOf(program, 6)).toEqual(paid());
    await expectClosed(program, 6);
  });
});

it.each([
  { why: 'whose Friday has not come', week: 7 },
  { why: 'before the last one planned', week: 5 },
  { why: 'that was missed and made up for', week: 3 },
])('a week $why is refused, and nothing moves', async ({ week }) => {
  const before = program.paypal.transfers().length;
  const end = await runByHand(program.cloud, weekOf(week));
  expect(end).toMatchObject({ status: 'FAILED', error: 'WeekNotRunnable' });
  expect(program.paypal.transfers()).toHaveLength(before);
  await expectClosed(program, 6);
});
