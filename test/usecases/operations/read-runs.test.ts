/** What operations read of runs: the list, one in full, its payouts and its executions. */
import { describe, expect, it } from 'vitest';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import { partnerId } from '../../../shared/domain/ids.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import { DEFAULT_SETTINGS } from '../../../shared/domain/program-settings.ts';
import {
  findRunItem,
  type ItemPlace,
  type ItemQuery,
  listRunItems,
  type RunItem,
} from '../../../shared/usecases/operations/list-run-items.ts';
import { listRuns } from '../../../shared/usecases/operations/list-runs.ts';
import { showRun } from '../../../shared/usecases/operations/show-run.ts';
import { MemoryOperations } from '../../support/memory-operations.ts';
import { MemoryProgram, receiverOf } from '../../support/memory-program.ts';
import { FRIDAY, NEXT_FRIDAY, NEXT_WEEK, owe, owingProgram, THREE, WEEK } from '../../support/memory-scenes.ts';

const week = weekEnding(WEEK);
const TOO_MUCH = { caps: { ...DEFAULT_SETTINGS.caps, maxRunCents: cents(599_99) } };
const begin = async (owed = THREE, settings = {}) => new MemoryOperations(await owingProgram(owed, settings));

describe('the list of runs', () => {
  const weeks = async (operations: MemoryOperations, page: Parameters<typeof listRuns>[0]) =>
    (await listRuns(page, operations)).map(({ run }) => run.weekEnding);

  it('is empty before there is a run, and before there is a program', async () => {
    expect(await weeks(new MemoryOperations(new MemoryProgram()), { limit: 10 })).toEqual([]);
    expect(await weeks(await begin(), { limit: 10 })).toEqual([]);
  });

  it('goes back over weeks without a run, page by page, the latest first', async () => {
    const operations = await begin();
    const fridays = ['2026-04-24', '2026-05-08', '2026-05-15', '2028-06-02', '2028-06-09'];
    for (const friday of fridays) await operations.workflow.friday(friday);
    const all = ['2028-06-03', '2028-05-27', '2026-05-09', '2026-05-02', '2026-04-18'];
    expect(await weeks(operations, { limit: 10 })).toEqual(all);
    expect(await weeks(operations, { limit: 2 })).toEqual(all.slice(0, 2));
    expect(await weeks(operations, { limit: 2, before: weekEnding('2028-05-27') })).toEqual(all.slice(2, 4));
    expect(await weeks(operations, { limit: 2, before: weekEnding('2026-05-02') })).toEqual(all.slice(4));
    expect(await weeks(operations, { limit: 2, before: weekEnding('2030-01-05') })).toEqual(all.slice(0, 2));
  });

  it('says since when a run is held, and only of that one', async () => {
    const operations = await begin(THREE, TOO_MUCH);
    await operations.workflow.friday(FRIDAY);
    expect(await listRuns({ limit: 10 }, operations)).toMatchObject([
      { run: { state: 'held' }, heldSince: Date.parse(`${FRIDAY}T17:00:00Z`) },
    ]);
    const input = JSON.stringify({ weekEnding: WEEK, release: { by: 'ops-7', note: 'checked' } });
    await operations.workflow.start({ name: 'released', input });
    await operations.workflow.work();
    expect((await listRuns({ limit: 10 }, operations))[0]).not.toHaveProperty('heldSince');
  });
});

describe('one run in full', () => {
  it('there is none', async () => expect(await showRun(week, await begin())).toBeUndefined());

  it('has a line a group, every batch, and what its executions were started for', async () => {
    const operations = await begin({ ...THREE, p4: 40, p5: 50 }, { bucketGroups: 2, ...TOO_MUCH });
    await operations.workflow.friday(FRIDAY);
    const input = JSON.stringify({ weekEnding: WEEK, release: { by: 'ops-7', note: 'checked' } });
    await operations.workflow.start({ name: 'released', input });
    await operations.workflow.start({ name: 'of-another-week', input: JSON.stringify({ weekEnding: NEXT_WEEK }) });
    await operations.workflow.start({ name: 'of-no-week', input: '{}' });
    await operations.workflow.work();
    const shown = await showRun(week, operations);
    const rows = await operations.program.rows(WEEK);
    expect(shown?.groups.map(({ group }) => group)).toEqual([0, 1]);
    expect(shown?.groups.reduce((sum, { partners }) => sum + partners, 0)).toBe(rows.length);
    const totals = shown?.groups.map(({ payoutCents, carriedCents }) => [payoutCents, carriedCents]) ?? [];
    expect(totals.reduce(([a = 0, b = 0], [c = 0, d = 0]) => [a + c, b + d], [0, 0])).toEqual([600_00, 90_00]);
    expect(shown?.batches.map(({ state }) => state)).toEqual(shown?.batches.map(() => 'settled'));
    expect(shown?.run).toMatchObject({ state: 'closed', attempt: 2, release: { by: 'ops-7' } });
    expect(shown?.executions.map(({ name, status, decision }) => [name, status, decision])).toEqual([
      ['released', 'succeeded', 'release'],
      [`friday-${FRIDAY}`, 'succeeded', undefined],
    ]);
  });

  it('names the execution that finished it for a later week, too', async () => {
    const operations = await begin(THREE, { bucketGroups: 2 });
    operations.program.failingGroups.add(1);
    await operations.workflow.friday(FRIDAY);
    operations.program.failingGroups.clear();
    await operations.workflow.friday(NEXT_FRIDAY);
    const names = (await showRun(week, operations))?.executions.map(({ name }) => name);
    expect(names).toEqual([`friday-${NEXT_FRIDAY}`, `friday-${FRIDAY}`]);
  });
});

describe('the payouts of a run', () => {
  /** Fifteen partners in two groups, every fifth of whom is below the threshold. */
  const many = Object.fromEntries(Array.from({ length: 15 }, (_, place) => [`q${place}`, place % 5 === 0 ? 50 : 200]));

  async function paid(): Promise<MemoryOperations> {
    const operations = await begin(many, { bucketGroups: 2 });
    for (const partner of ['q1', 'q7', 'q13']) operations.program.paypal.outcomes.set(receiverOf(partner), 'FAILED');
    await operations.workflow.friday(FRIDAY);
    return operations;
  }

  async function pages(operations: MemoryOperations, query: ItemQuery): Promise<RunItem[][]> {
    const found: RunItem[][] = [];
    let from: ItemPlace | undefined;
    do {
      const { items, next } = await listRunItems(week, { ...query, ...(from && { from }) }, operations.history);
      found.push([...items]);
      from = next;
    } while (from);
    return found;
  }

  it.each([1, 2, 3, 5, 12, 13, 100])('come each once in pages of %i, in the order of manifests', async (limit) => {
    const operations = await paid();
    const expected = (await operations.program.rows(WEEK))
      .filter(({ payoutCents }) => payoutCents > 0)
      .map(({ partnerId: id }) => id);
    const found = await pages(operations, { limit });
    expect(found.flat().map(({ partnerId: id }) => id)).toEqual(expected);
    expect(Math.max(...found.map(({ length }) => length))).toBeLessThanOrEqual(limit);
  });

  it.each([1, 2, 100])('in one state come each once in pages of %i', async (limit) => {
    const operations = await paid();
    const failed = (await pages(operations, { limit, state: 'failed' })).flat();
    expect(failed.map(({ partnerId: id, amountCents }) => [id, amountCents]).sort()).toEqual([
      ['q1', 200_00],
      ['q13', 200_00],
      ['q7', 200_00],
    ]);
    expect(failed[0]).toMatchObject({ state: 'failed', receiver: expect.stringMatching(/^pay-q/) });
    expect((await pages(operations, { limit, state: 'paid' })).flat()).toHaveLength(9);
  });

  it('of one manifest are its own, and of one that is not there none', async () => {
    const operations = await paid();
    const [first = [], second = []] = await Promise.all(
      ['g00-0001', 'g01-0001'].map(async (manifest) => (await pages(operations, { limit: 3, manifest })).flat()),
    );
    expect(first.length + second.length).toBe(12);
    expect(new Set(first.map(({ manifest }) => manifest))).toEqual(new Set(['g00-0001']));
    expect(await pages(operations, { limit: 3, manifest: 'g07-0001' })).toEqual([[]]);
  });

  it('to one partner are one or none', async () => {
    const operations = await paid();
    expect(await findRunItem(week, partnerId('q7'), operations.history)).toMatchObject({
      partnerId: 'q7',
      amountCents: 200_00,
      state: 'failed',
    });
    expect(await findRunItem(week, partnerId('q5'), operations.history)).toBeUndefined();
  });

  it('are planned while only the manifest is written', async () => {
    const operations = await begin();
    const opened = await operations.program.open({ weekEnding: week });
    await operations.program.plan(opened);
    const { items } = await listRunItems(week, { limit: 10 }, operations.history);
    expect(items.map(({ state }) => state)).toEqual(['planned', 'planned', 'planned']);
    await owe(operations.program, { p9: 100 });
    expect(await findRunItem(week, partnerId('p9'), operations.history)).toBeUndefined();
  });
});
