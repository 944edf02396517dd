import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectClosed, transfersOf } from '../support/embedded-audit.ts';
import { lastEnd, runByHand } from '../support/embedded-executions.ts';
import { Owed } from '../support/embedded-owed.ts';
import { type EmbeddedProgram, startProgram } from '../support/embedded-program.ts';
import { type Caps, setProgram } from '../support/embedded-settings.ts';
import { BEGIN, earners, fridayOf, weekOf } from '../support/embedded-weeks.ts';

/** Caps under what a week pays hold it; nobody is paid until operations say so. Tests go from Friday to Friday. */
const partners = ['p1', 'p2', 'p3'];
const OPERATIONS = { by: 'ops-7', note: 'checked with billing' };
const LOW = { maxRunCents: 300_00 };
const owed = new Owed(partners);
let program: EmbeddedProgram;

beforeAll(async () => {
  program = await startProgram(BEGIN);
  await setCaps();
  await program.tell(...earners(partners, 7));
});
afterAll(() => program?.stop());

const setCaps = (caps: Caps = {}) => setProgram(program.table, { bucketGroups: 1, caps });

async function friday(week: number): Promise<void> {
  owed.earn();
  await program.friday(fridayOf(week));
}

/** The execution that planned a week ended with the run held, and PayPal has heard nothing of it. */
async function expectHeld(week: number, cap: string): Promise<void> {
  const end = await lastEnd(program.cloud);
  expect(end).toMatchObject({
    status: 'SUCCEEDED',
    lastState: 'HeldForRelease',
    output: { weekEnding: weekOf(week), guard: { verdict: 'over-caps', breaches: [{ cap }] } },
  });
  expect(end.states).not.toContain('QueueBatches');
  expect(transfersOf(program, week)).toEqual([]);
  await expectClosed(program, week, 'held');
}

it.each([
  ['the whole run', 'max-run', LOW],
  ['one partner', 'max-partner', { maxPartnerCents: 110_02 }],
])('a cap on %s holds the run, and a release pays it', async (_, cap, caps) => {
  const week = cap === 'max-run' ? 1 : 2;
  await setCaps(caps);
  await friday(week);
  await expectHeld(week, cap);

  const again = await runByHand(program.cloud, weekOf(week));
  expect(again.lastState).toBe('NothingToDo');
  expect(transfersOf(program, week)).toEqual([]);

  const released = await runByHand(program.cloud, weekOf(week), { release: OPERATIONS });
  expect(released).toMatchObject({ status: 'SUCCEEDED', lastState: 'RunClosed', output: { attempt: 2 } });
  expect(transfersOf(program, week)).toEqual(owed.pay(partners));
  expect((await program.results(weekOf(week)))?.run.release).toEqual(OPERATIONS);
  await expectClosed(program, week);

  const twice = await runByHand(program.cloud, weekOf(week), { release: OPERATIONS });
  expect(twice.lastState).toBe('NothingToDo');
  expect(transfersOf(program, week)).toHaveLength(partners.length);
});

describe('refused by operations', () => {
  it('puts everything back on the balances, and no release brings the run back', async () => {
    await setCaps(LOW);
    await friday(3);
    await expectHeld(3, 'max-run');
    const refused = await runByHand(program.cloud, weekOf(3), { refuse: OPERATIONS });
    expect(refused).toMatchObject({
      status: 'SUCCEEDED',
      lastState: 'RunClosed',
      output: { closed: { state: 'refused', paidCents: 0, openCents: 0 } },
    });
    expect((await runByHand(program.cloud, weekOf(3), { release: OPERATIONS })).lastState).toBe('NothingToDo');
    expect(transfersOf(program, 3)).toEqual([]);
    expect((await program.results(weekOf(3)))?.payouts.map(({ state }) => state)).toEqual([
      'refused',
      'refused',
      'refused',
    ]);
    await expectClosed(program, 3, 'refused');
  });

  it('and the next Friday pays both weeks', async () => {
    await setCaps();
    await friday(4);
    expect(transfersOf(program, 4)).toEqual(owed.pay(partners));
    await expectClosed(program, 4);
  });
});

describe('neither released nor refused', () => {
  it('a jump against the recent runs holds the run', async () => {
    await setCaps({ jumpFloorCents: 1_00, jumpFactor: 0.4 });
    await friday(5);
    await expectHeld(5, 'jump');
  });

  it('is refused by the next Friday, which pays both weeks when the caps were raised', async () => {
    await setCaps();
    await friday(6);
    expect(transfersOf(program, 5)).toEqual([]);
    expect(transfersOf(program, 6)).toEqual(owed.pay(partners));
    expect((await program.results(weekOf(5)))?.run.refusal).toMatchObject({ by: 'program' });
    const end = await lastEnd(program.cloud);
    expect(
      end.states.filter((state) => /^(RefusePayouts|StartRequestedRun|PlanAllBuckets|RunClosed)$/.test(state)),
    ).toEqual(['RefusePayouts', 'StartRequestedRun', 'PlanAllBuckets', 'RunClosed']);
    await expectClosed(program, 5, 'refused');
    await expectClosed(program, 6);
  });
});

it('a Friday that was missed does not release what is held: refused a week later, paid by that run', async () => {
  await setCaps(LOW);
  await friday(7);
  await expectHeld(7, 'max-run');
  await setCaps();
  await program.cloud.advanceTo(Date.parse(`${fridayOf(8)}T20:00:00Z`), {
    only: ({ logicalId }) => logicalId.startsWith('Daily'),
  });
  expect(transfersOf(program, 7)).toEqual([]);
  await program.friday(fridayOf(9));
  expect(transfersOf(program, 9)).toEqual(owed.pay(partners));
  await expectClosed(program, 7, 'refused');
  await expectClosed(program, 9);
});
