/** Held runs released or refused by hand: once a call whatever dies in between, and on the record. */
import { describe, expect, it } from 'vitest';
import type { StoredSettings } from '../../../shared/contracts/program-settings.ts';
import { instant } from '../../../shared/domain/calendar/time-zone.ts';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import { DEFAULT_SETTINGS } from '../../../shared/domain/program-settings.ts';
import { decideHeldRun } from '../../../shared/usecases/operations/decide-held-run.ts';
import { changeSettings } from '../../../shared/usecases/staff/change-settings.ts';
import { diesAfterEachOperation } from '../../support/memory-faults.ts';
import { MemoryOperations } from '../../support/memory-operations.ts';
import { FRIDAY, owe, owingProgram, paidInFull, THREE, WEEK } from '../../support/memory-scenes.ts';

const TOO_MUCH = { caps: { ...DEFAULT_SETTINGS.caps, maxRunCents: cents(599_99) } };
const begin = async (settings = {}) => new MemoryOperations(await owingProgram(THREE, settings));

async function held(): Promise<MemoryOperations> {
  const operations = await begin(TOO_MUCH);
  await operations.workflow.friday(FRIDAY);
  return operations;
}

const decide = (
  operations: MemoryOperations,
  decision: 'release' | 'refuse',
  key = 'a-key-of-this-call-1',
  note = 'checked with billing',
) => decideHeldRun({ weekEnding: weekEnding(WEEK), decision, note }, { caller: 'finance-1', key }, operations);

describe('a held run', () => {
  it('that is released is paid, with who and why in run and trail', async () => {
    const operations = await held();
    expect(await decide(operations, 'release')).toMatchObject({ kind: 'done' });
    await operations.workflow.work();
    expect(operations.program.paypal.moved()).toEqual(paidInFull());
    expect(await operations.program.runOf(WEEK)).toMatchObject({
      state: 'closed',
      release: { by: 'finance-1', note: 'checked with billing' },
    });
    expect(await operations.trail()).toMatchObject([{ action: 'run.release', why: 'checked with billing' }]);
  });

  it('that is refused gives everything back', async () => {
    const operations = await held();
    await decide(operations, 'refuse');
    await operations.workflow.work();
    expect(operations.program.paypal.moved()).toEqual(new Map());
    expect(await operations.program.runOf(WEEK)).toMatchObject({
      state: 'refused',
      refusal: { by: 'finance-1', note: 'checked with billing' },
    });
    expect(await operations.trail()).toMatchObject([{ action: 'run.refuse', why: 'checked with billing' }]);
  });

  it('has its note in the ledger alone: the execution names the place', async () => {
    const operations = await held();
    await decide(operations, 'release');
    const [execution] = operations.workflow.executions;
    const release = { by: 'finance-1', noteKeptAs: execution?.name };
    expect(JSON.parse(execution?.input ?? '')).toEqual({ weekEnding: WEEK, release });
  });

  it('is not released by an execution that names a note which nobody kept', async () => {
    const operations = await held();
    const release = { by: 'ops-7', noteKeptAs: 'by-hand-of-nobody' };
    await expect(operations.program.byHand(WEEK, { release })).rejects.toThrow('has no note by-hand-of-nobody');
    expect((await operations.program.runOf(WEEK)).state).toBe('held');
  });

  it('that somebody released and somebody refused at the same moment does what came first', async () => {
    const operations = await held();
    await decide(operations, 'release', 'a-key-of-this-call-1');
    await decide(operations, 'refuse', 'a-key-of-this-call-2');
    await operations.workflow.work();
    expect((await operations.program.runOf(WEEK)).state).toBe('closed');
    expect(operations.program.paypal.moved()).toEqual(paidInFull());
  });

  it.each(['release', 'refuse'] as const)('alone is asked for a %s', async (decision) => {
    const none = await begin();
    expect(await decide(none, decision)).toMatchObject({ kind: 'refused', why: { status: 404 } });
    await none.workflow.friday(FRIDAY);
    expect(await decide(none, decision)).toMatchObject({
      why: { status: 409, detail: expect.stringMatching(/closed/) },
    });
    expect(await none.trail()).toEqual([]);
  });
});

describe('whoever changed the caps last', () => {
  const capsBy = (operations: MemoryOperations, by: string, change: StoredSettings) =>
    operations.settings
      .read()
      .then(({ version }) =>
        changeSettings(
          change,
          version,
          { by, now: instant(operations.program.time), note: 'a larger quarter' },
          { settings: operations.settings, ids: { next: () => `id-${by}-${version}` } },
        ),
      );
  const LARGER = { caps: { maxRunCents: 1_000_000_00 } };

  it('does not release a held run, and another one does', async () => {
    const operations = await held();
    expect(await capsBy(operations, 'finance-1', LARGER)).toMatchObject({ kind: 'done' });
    expect(await decide(operations, 'release')).toMatchObject({
      kind: 'refused',
      why: { status: 409, title: 'You changed the caps last' },
    });
    await operations.workflow.work();
    expect(operations.program.paypal.moved()).toEqual(new Map());
    expect((await operations.program.runOf(WEEK)).state).toBe('held');

    await capsBy(operations, 'finance-2', { caps: { maxRunCents: 1 } });
    expect(await decide(operations, 'release')).toMatchObject({ kind: 'done' });
    await operations.workflow.work();
    expect(operations.program.paypal.moved()).toEqual(paidInFull());
  });

  it('stays who they are when somebody else changes another setting', async () => {
    const operations = await held();
    await capsBy(operations, 'finance-1', LARGER);
    await capsBy(operations, 'finance-2', { settleWithinHours: 48 });
    expect(await decide(operations, 'release')).toMatchObject({ kind: 'refused', why: { status: 409 } });
  });

  it('may refuse it: that pays nobody', async () => {
    const operations = await held();
    await capsBy(operations, 'finance-1', LARGER);
    expect(await decide(operations, 'refuse')).toMatchObject({ kind: 'done' });
    await operations.workflow.work();
    expect((await operations.program.runOf(WEEK)).state).toBe('refused');
  });
});

describe('a call that dies', () => {
  it('after any operation on the ledger starts once when it is sent again, with one record', async () => {
    const operations = await diesAfterEachOperation(
      held,
      (scene) => decide(scene, 'release'),
      async (scene) => {
        scene.program.time += 60_000;
        expect(await decide(scene, 'release')).toMatchObject({ kind: 'done' });
        expect(scene.workflow.executions.filter(({ name }) => name.startsWith('by-hand'))).toHaveLength(1);
        expect(await scene.trail()).toHaveLength(1);
      },
    );
    expect(operations).toBeGreaterThan(2);
  });

  it('right after the start, and is sent again with another note, is refused', async () => {
    const operations = await held();
    operations.workflow.diesAfterStart = true;
    await expect(decide(operations, 'release')).rejects.toThrow(/died/);
    expect(await decide(operations, 'release', undefined, 'another note')).toEqual({ kind: 'key-reused' });
    await operations.workflow.work();
    expect(await operations.program.runOf(WEEK)).toMatchObject({ release: { note: 'checked with billing' } });
  });

  it('right after the start, and is sent again when the run is paid, is answered as if it had not', async () => {
    const operations = await held();
    operations.workflow.diesAfterStart = true;
    await expect(decide(operations, 'release')).rejects.toThrow(/died/);
    operations.workflow.diesAfterStart = false;
    await operations.workflow.work();
    await owe(operations.program, { p1: 1 }, '2026-04-20');
    expect(await decide(operations, 'release')).toMatchObject({ kind: 'done', answer: { weekEnding: WEEK } });
    expect(operations.program.paypal.moved()).toEqual(paidInFull());
    expect(await operations.trail()).toHaveLength(1);
  });
});
