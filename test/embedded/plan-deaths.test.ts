import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectClosed, transfersOf } from '../support/embedded-audit.ts';
import { lastEnd, runByHand } from '../support/embedded-executions.ts';
import {
  changeSettings,
  endHolds,
  everybody,
  GROUPS,
  type Group,
  groupNamedIn,
  groups,
  movedAddress,
} from '../support/embedded-groups.ts';
import { Owed } from '../support/embedded-owed.ts';
import { type EmbeddedProgram, startProgram } from '../support/embedded-program.ts';
import { ACCESS_DENIED, type AnsweredRequest, Saboteur } from '../support/embedded-saboteur.ts';
import { setProgram } from '../support/embedded-settings.ts';
import { BEGIN, earners, fridayOf, weekOf } from '../support/embedded-weeks.ts';

/**
 * Sixteen groups are planned in each run, and each dies at another place of its first try: one Friday sees every place
 * where PlanBuckets can die. Before the second try settings change. What was frozen stands; what was not is decided by
 * the settings as they are then.
 */
const WEEKS = 7;
const saboteur = new Saboteur();
const owed = new Owed(everybody);
let program: EmbeddedProgram;

beforeAll(async () => {
  program = await startProgram(BEGIN, { faults: saboteur.hooks });
  await setProgram(program.table, { bucketGroups: GROUPS });
  await program.tell(...earners(everybody, WEEKS));
});
afterEach(() => saboteur.rest());
afterAll(() => program?.stop());

/** Groups that died, and whether their decisions were frozen by then. */
type Deaths = Map<number, { readonly frozen: boolean }>;

const isOdd = (number: number): boolean => number % 2 === 1;
const freezes = ({ operation, body, reply }: AnsweredRequest): boolean =>
  operation === 'TransactWriteItems' && body.includes('MANIFEST#') && reply.status === 200;

/** Group 1 dies after its second request, group 2 after its third …; group 0 lives. Requests name a group from the second on. */
function killGroups(week: number, mayDie: (group: Group) => boolean = ({ number }) => number > 0): Deaths {
  const deaths: Deaths = new Map();
  const groupOf = new Map<string, number>();
  const frozen = new Set<number>();
  saboteur.after = async (request) => {
    if (request.from !== 'plan-buckets') return undefined;
    const { requestId = '', place, body } = request;
    const group = groups[groupOf.get(requestId) ?? groupNamedIn(body) ?? -1];
    if (!group) return undefined;
    groupOf.set(requestId, group.number);
    if (freezes(request)) frozen.add(group.number);
    if (!mayDie(group) || deaths.has(group.number) || place !== group.number + 1) return undefined;
    deaths.set(group.number, { frozen: frozen.has(group.number) });
    await changeSettings(program, group, week);
    return 'kill';
  };
  return deaths;
}

/** Every place of a first try, of those that are asked for, until there is no such request any more. */
function expectEveryPlace(deaths: Deaths, isMeant: (place: number) => boolean = () => true): void {
  const places = [...deaths.keys()].map((number) => number + 1).sort((a, b) => a - b);
  const last = Math.max(...places);
  expect(last).toBeGreaterThan(12);
  expect(last).toBeLessThan(GROUPS);
  expect(places).toEqual(Array.from({ length: last - 1 }, (_, index) => index + 2).filter(isMeant));
  // Before the freeze and after it.
  expect(new Set([...deaths.values()].map(({ frozen }) => frozen))).toEqual(new Set([true, false]));
}

/** Every try after a group's death fails, too, until the step's retries are used up. */
function keepFailing(deaths: Deaths): void {
  saboteur.before = ({ from, operation, body }) => {
    const again = from === 'plan-buckets' && operation === 'BatchWriteItem' && deaths.has(groupNamedIn(body) ?? -1);
    return again ? ACCESS_DENIED : undefined;
  };
}

const isDecided = (deaths: Deaths, { number }: Group): boolean => deaths.get(number)?.frozen !== false;

/** Payouts of groups that are decided with the settings of before or, for those that were not frozen, with the changed ones. */
function payoutsOf(some: readonly Group[], deaths: Deaths, week: number): string[] {
  const lines = some.flatMap((group) => {
    if (isDecided(deaths, group)) return owed.pay(group.all);
    owed.moves(group.moves, movedAddress(group.moves, week));
    return owed.pay([group.stays, group.moves]);
  });
  // A frozen payout goes to the old address; later ones follow the partner.
  for (const { number, moves } of some) if (deaths.has(number)) owed.moves(moves, movedAddress(moves, week));
  return lines.sort();
}

function carriedOf(some: readonly Group[], deaths: Deaths): object[] {
  return some
    .filter((group) => !isDecided(deaths, group))
    .flatMap((group) => [
      { partnerId: group.goesOnHold, balanceCents: owed.balance(group.goesOnHold), reasons: ['on-hold'] },
      {
        partnerId: group.raisesThreshold,
        balanceCents: owed.balance(group.raisesThreshold),
        reasons: ['below-threshold'],
      },
    ])
    .sort((a, b) => (a.partnerId < b.partnerId ? -1 : 1));
}

async function expectPaid(week: number, payouts: readonly string[], carried: readonly object[] = []): Promise<void> {
  expect(transfersOf(program, week)).toEqual(payouts);
  expect((await program.results(weekOf(week)))?.carried).toEqual(carried);
  await expectClosed(program, week);
}

it('pays everybody when nothing happens', async () => {
  owed.earn();
  await program.friday(fridayOf(1));
  await expectPaid(1, owed.pay(everybody));
});

describe('PlanBuckets dies after each of its requests in turn, settings change, and', () => {
  it('Step Functions tries again: what was frozen stands, the rest follows the settings', async () => {
    owed.earn();
    const deaths = killGroups(2);
    await program.friday(fridayOf(2));
    expectEveryPlace(deaths);
    expect(await lastEnd(program.cloud)).toMatchObject({ status: 'SUCCEEDED', lastState: 'RunClosed' });
    await expectPaid(2, payoutsOf(groups, deaths, 2), carriedOf(groups, deaths));
    await endHolds(program);
  });

  it('no try succeeds: the other groups are paid, and a start by hand finishes the run', async () => {
    owed.earn();
    const deaths = killGroups(3, ({ number }) => isOdd(number));
    keepFailing(deaths);
    await program.friday(fridayOf(3));
    expectEveryPlace(deaths, (place) => !isOdd(place));
    const [lucky, failed] = [
      groups.filter(({ number }) => !deaths.has(number)),
      groups.filter(({ number }) => deaths.has(number)),
    ];
    const first = await lastEnd(program.cloud);
    expect(first).toMatchObject({ status: 'FAILED', error: 'PlanningIncomplete' });
    expect(first.states.filter((state) => state === 'GroupFailed')).toHaveLength(failed.length);
    const paidAtOnce = payoutsOf(lucky, deaths, 3);
    expect(transfersOf(program, 3)).toEqual(paidAtOnce);
    expect((await program.results(weekOf(3)))?.run).toMatchObject({ state: 'planning', attempt: 1 });

    saboteur.rest();
    expect(await runByHand(program.cloud, weekOf(3))).toMatchObject({ status: 'SUCCEEDED', lastState: 'RunClosed' });
    expect((await program.results(weekOf(3)))?.run.attempt).toBe(2);
    await expectPaid(3, [...paidAtOnce, ...payoutsOf(failed, deaths, 3)].sort(), carriedOf(failed, deaths));
    await endHolds(program);
  });

  it('no try succeeds: the next Friday finishes the run before its own', async () => {
    owed.earn();
    const deaths = killGroups(4, ({ number }) => number > 0 && !isOdd(number));
    keepFailing(deaths);
    await program.friday(fridayOf(4));
    expectEveryPlace(deaths, isOdd);
    saboteur.rest();
    await program.friday(fridayOf(5));
    const end = await lastEnd(program.cloud);
    expect(end.states.filter((state) => /^(OpenRun|StartRequestedRun|RunClosed)$/.test(state))).toEqual([
      'OpenRun',
      'StartRequestedRun',
      'OpenRun',
      'RunClosed',
    ]);
    await expectPaid(4, payoutsOf(groups, deaths, 4), carriedOf(groups, deaths));

    // By the next run the changed settings count for all who changed them, frozen before or not.
    owed.earn();
    const changed: Deaths = new Map([...deaths.keys()].map((number) => [number, { frozen: false }]));
    await expectPaid(5, payoutsOf(groups, changed, 4), carriedOf(groups, changed));
    await endHolds(program);
  });

  it('dies nine times in a row after the freeze, all tries that there are: still frozen, still paid once', async () => {
    owed.earn();
    const [victim] = groups;
    let deaths = 0;
    saboteur.after = (request) => {
      if (request.from !== 'plan-buckets' || groupNamedIn(request.body) !== victim?.number) return undefined;
      // The first try dies when it has frozen, the others when they have found that out.
      const found = request.operation === 'Query' && request.body.includes('MANIFEST#') && deaths > 0;
      if (!freezes(request) && !found) return undefined;
      deaths += 1;
      return 'kill';
    };
    await program.friday(fridayOf(6));
    expect(deaths).toBe(9);
    const rest = groups.filter((group) => group !== victim);
    const paidAtOnce = payoutsOf(rest, new Map(), 6);
    expect(transfersOf(program, 6)).toEqual(paidAtOnce);
    saboteur.rest();
    await runByHand(program.cloud, weekOf(6));
    await expectPaid(6, [...paidAtOnce, ...payoutsOf(groups.slice(0, 1), new Map(), 6)].sort());
  });

  it('dies after its very first request, before anything is known of the group', async () => {
    owed.earn();
    // Requests do not name a group yet: the first four tries die, and everybody changes settings before any group is decided.
    let changed: Promise<void> | undefined;
    let tries = 0;
    saboteur.after = async ({ from, place }) => {
      if (from !== 'plan-buckets' || place !== 1) return undefined;
      tries += 1;
      const dies = tries <= 4;
      changed ??= changeAllSettings();
      await changed;
      return dies ? 'kill' : undefined;
    };
    const changeAllSettings = async () => {
      for (const group of groups) await changeSettings(program, group, 7);
    };
    await program.friday(fridayOf(7));
    const all = new Map(groups.map(({ number }) => [number, { frozen: false }]));
    await expectPaid(7, payoutsOf(groups, all, 7), carriedOf(groups, all));
  });
});
