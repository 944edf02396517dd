/** Runs started by hand: once a call, on the record, and only where there is something to do. */
import { describe, expect, it } from 'vitest';
import { instant } from '../../../shared/domain/calendar/time-zone.ts';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import { DEFAULT_SETTINGS } from '../../../shared/domain/program-settings.ts';
import { retryRun, startRun } from '../../../shared/usecases/operations/start-run.ts';
import { MemoryOperations } from '../../support/memory-operations.ts';
import { FRIDAY, NEXT_FRIDAY, NEXT_WEEK, owingProgram, paidInFull, THREE, WEEK } from '../../support/memory-scenes.ts';

const KEY = 'a-key-of-this-call-1';
const call = { caller: 'finance-1', key: KEY };
const TOO_MUCH = { caps: { ...DEFAULT_SETTINGS.caps, maxRunCents: cents(599_99) } };

const begin = async (settings = {}) => new MemoryOperations(await owingProgram(THREE, settings));
const start = (operations: MemoryOperations, week = WEEK, key = KEY) =>
  startRun(weekEnding(week), { ...call, key, now: instant(operations.program.time) }, operations);
const retry = (operations: MemoryOperations, week = WEEK) => retryRun(weekEnding(week), call, operations);

async function held(): Promise<MemoryOperations> {
  const operations = await begin(TOO_MUCH);
  await operations.workflow.friday(FRIDAY);
  return operations;
}

/** A run whose group failed: the execution ended, the run did not. */
async function interrupted(): Promise<MemoryOperations> {
  const operations = await begin({ bucketGroups: 2 });
  operations.program.failingGroups.add(1);
  await operations.workflow.friday(FRIDAY);
  operations.program.failingGroups.clear();
  return operations;
}

describe('a start by hand', () => {
  it('starts the week, on the record of who did, and the run pays', async () => {
    const operations = await begin();
    const outcome = await start(operations);
    expect(outcome).toMatchObject({ kind: 'done', answer: { weekEnding: WEEK } });
    const [execution] = operations.workflow.executions;
    expect(outcome).toMatchObject({ answer: { executionName: execution?.name } });
    expect(execution?.name).toMatch(/^by-hand-[0-9a-f]{40}$/);
    expect(execution?.input).toBe(`{"weekEnding":"${WEEK}"}`);
    expect(await operations.trail()).toEqual([
      {
        id: execution?.name,
        at: execution?.startedAt,
        by: { kind: 'staff', id: 'finance-1' },
        action: 'run.start',
        subject: `run:${WEEK}`,
        to: { executionName: execution?.name },
      },
    ]);
    await operations.workflow.work();
    expect(operations.program.paypal.moved()).toEqual(paidInFull());
  });

  it('sent again is answered the same, while it runs and when it is over, and starts nothing', async () => {
    const operations = await begin();
    const first = await start(operations);
    expect(await start(operations)).toEqual(first);
    await operations.workflow.work();
    expect(await start(operations)).toEqual(first);
    expect(operations.workflow.executions).toHaveLength(1);
    expect(await operations.trail()).toHaveLength(1);
  });

  it('with a key that was used for another week is refused', async () => {
    const operations = await begin();
    await start(operations);
    operations.program.moveTo(NEXT_FRIDAY);
    expect(await start(operations, NEXT_WEEK)).toMatchObject({ kind: 'key-reused' });
  });

  it('with a key whose first call died before it was remembered is refused for another week, too', async () => {
    const operations = await begin();
    operations.workflow.diesAfterStart = true;
    await expect(start(operations)).rejects.toThrow(/died/);
    operations.program.moveTo(NEXT_FRIDAY);
    expect(await start(operations, NEXT_WEEK)).toEqual({ kind: 'key-reused' });
    expect(operations.workflow.executions).toHaveLength(1);
  });

  it.each([
    {
      why: 'whose Friday has not come',
      prepare: async () => begin(),
      week: NEXT_WEEK,
      says: /paid on Friday 2026-05-01; today is 2026-04-24/,
    },
    {
      why: 'from before the program began',
      prepare: async () => begin(),
      week: '2026-01-03',
      says: /first week ended/,
    },
    {
      why: 'that is over',
      prepare: async () => {
        const operations = await begin();
        await operations.workflow.friday(FRIDAY);
        await operations.workflow.friday(NEXT_FRIDAY);
        return operations;
      },
      week: WEEK,
      says: /planned after it and paid what was left/,
    },
    {
      why: 'that has a run',
      prepare: async () => {
        const operations = await begin();
        await operations.workflow.friday(FRIDAY);
        return operations;
      },
      week: WEEK,
      says: /it is closed: retry takes it up/,
    },
    { why: 'that is held', prepare: held, week: WEEK, says: /release or refuse it first/ },
    {
      why: 'after one that is held',
      prepare: async () => {
        const operations = await held();
        operations.program.moveTo(NEXT_FRIDAY);
        return operations;
      },
      week: NEXT_WEEK,
      says: /release or refuse it first/,
    },
  ])('of a week $why is refused', async ({ prepare, week, says }) => {
    const operations = await prepare();
    const executions = operations.workflow.executions.length;
    const before = operations.program.items();
    const outcome = await start(operations, week);
    expect(outcome).toMatchObject({ kind: 'refused', why: { status: 409, detail: expect.stringMatching(says) } });
    expect(operations.workflow.executions).toHaveLength(executions);
    expect(operations.program.items()).toEqual(before);
  });

  it('of the next week finishes an interrupted one first', async () => {
    const operations = await interrupted();
    operations.program.moveTo(NEXT_FRIDAY);
    expect(await start(operations, NEXT_WEEK)).toMatchObject({ kind: 'done' });
    await operations.workflow.work();
    expect(operations.program.paypal.moved()).toEqual(paidInFull());
    expect((await operations.program.runOf(NEXT_WEEK)).state).toBe('closed');
  });
});

describe('a retry', () => {
  it('takes an interrupted run up', async () => {
    const operations = await interrupted();
    expect((await operations.program.runOf(WEEK)).state).toBe('planning');
    expect(await retry(operations)).toMatchObject({ kind: 'done' });
    await operations.workflow.work();
    expect((await operations.program.runOf(WEEK)).state).toBe('closed');
    expect(operations.program.paypal.moved()).toEqual(paidInFull());
    expect(await operations.trail()).toMatchObject([{ action: 'run.retry' }]);
  });

  it.each([
    { why: 'there is none', prepare: () => begin(), status: 404, title: 'There is no run of this week' },
    { why: 'it is held', prepare: held, status: 409, title: `The run of ${WEEK} is held` },
    {
      why: 'it is over',
      prepare: async () => {
        const operations = await begin();
        await operations.workflow.friday(FRIDAY);
        return operations;
      },
      status: 409,
      title: 'The run is over',
    },
    {
      why: 'it is running',
      prepare: async () => {
        const operations = await interrupted();
        for (const execution of operations.workflow.executions) execution.status = 'running';
        return operations;
      },
      status: 409,
      title: 'The run is running',
    },
  ])('is refused when $why', async ({ prepare, status, title }) => {
    const operations = await prepare();
    const executions = operations.workflow.executions.length;
    expect(await retry(operations)).toMatchObject({ kind: 'refused', why: { status, title } });
    expect(operations.workflow.executions).toHaveLength(executions);
    expect(await operations.trail()).toEqual([]);
  });
});
