/** A run that changes hands: the old owner's writes fail, what was decided stays decided, and settings stay those of the start. */
import { describe, expect, it } from 'vitest';
import { localDay } from '../../../shared/domain/calendar/local-day.ts';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import { closeRun } from '../../../shared/usecases/run/close-run.ts';
import { guardRun } from '../../../shared/usecases/run/guard-run.ts';
import { planBuckets } from '../../../shared/usecases/run/plan-buckets.ts';
import { refuseRun } from '../../../shared/usecases/run/refuse-run.ts';
import { queueBatches } from '../../../shared/usecases/settlement/queue-batches.ts';
import { type Operation, writesTo } from '../../support/memory-faults.ts';
import { type MemoryProgram, receiverOf } from '../../support/memory-program.ts';
import { owe, owingProgram, paidInFull, THREE, WEEK } from '../../support/memory-scenes.ts';

const RUN = { weekEnding: weekEnding(WEEK) };
const writesManifest = (operation: Operation): boolean =>
  operation.kind === 'write' &&
  operation.writes.some((write) => write.kind === 'put' && write.item.sk.startsWith('MANIFEST#'));

/** Opened by an execution that dies: whoever comes next takes the run over. */
async function opened(settings = {}) {
  const program = await owingProgram(THREE, settings);
  return { program, first: await program.open(RUN) };
}

/** Planning dies after the manifest is frozen, before any account is written. */
async function diesAfterFreezing(
  program: MemoryProgram,
  first: Awaited<ReturnType<typeof opened>>['first'],
): Promise<void> {
  program.table.interrupt(writesTo('PARTNER#'), async () => {
    throw new Error('the process dies');
  });
  await expect(planBuckets({ ...first, group: 0 }, program.runLedger)).rejects.toThrow(/dies/);
}

describe('an owner that was overtaken', () => {
  it('freezes nothing', async () => {
    const { program, first } = await opened();
    program.table.interrupt(writesManifest, () => program.open(RUN));
    await expect(planBuckets({ ...first, group: 0 }, program.runLedger)).rejects.toMatchObject({
      name: 'StaleAttempt',
    });
    expect(await program.rows(WEEK)).toEqual([]);
    expect(program.payouts('p1')).toEqual([]);
  });

  it('freezes nothing either when the new owner is through with the run', async () => {
    const { program, first } = await opened();
    program.table.interrupt(writesManifest, () => program.byHand(WEEK));
    await expect(planBuckets({ ...first, group: 0 }, program.runLedger)).rejects.toMatchObject({
      name: 'StaleAttempt',
    });
    expect(program.paypal.moved()).toEqual(paidInFull());
    expect(program.problems()).toEqual([]);
  });

  it('that only writes accounts writes what is decided, and no more', async () => {
    const { program, first } = await opened();
    program.table.interrupt(writesTo('PARTNER#'), () => program.byHand(WEEK));
    await planBuckets({ ...first, group: 0 }, program.runLedger);
    expect(program.paypal.moved()).toEqual(paidInFull());
    expect(program.problems()).toEqual([]);
  });

  it.each<{
    step: string;
    does: (program: MemoryProgram, first: Awaited<ReturnType<typeof opened>>['first']) => Promise<unknown>;
  }>([
    { step: 'PlanBuckets', does: (program, first) => planBuckets({ ...first, group: 0 }, program.runLedger) },
    { step: 'GuardRun', does: (program, first) => guardRun({ ...first, planned: [] }, program.runLedger) },
    { step: 'QueueBatches', does: (program, first) => queueBatches(first, program.settlement) },
    { step: 'CloseRun', does: (program, first) => closeRun(first, program.closing) },
    { step: 'RefuseRun', does: (program, first) => refuseRun(first, program.closing) },
  ])('does nothing in $step', async ({ does }) => {
    const { program, first } = await opened();
    await program.open(RUN);
    const before = program.items();
    await expect(does(program, first)).rejects.toMatchObject({ name: 'StaleAttempt' });
    expect(program.items()).toEqual(before);
    expect(program.queued).toEqual([]);
  });

  it('at the guard gives no verdict', async () => {
    const { program, first } = await opened();
    program.table.interrupt(writesTo('RUN#'), () => program.open(RUN));
    await expect(guardRun({ ...first, planned: [] }, program.runLedger)).rejects.toMatchObject({
      name: 'StaleAttempt',
    });
    expect(await program.runOf(WEEK)).toMatchObject({ state: 'planning', attempt: 2 });
  });
});

describe('two executions that open at the same moment', () => {
  it('one has the run, the other one is told to try again', async () => {
    const program = await owingProgram();
    program.table.interrupt(writesTo('RUN#'), () => program.open(RUN, 'arn:faster'));
    await expect(program.open(RUN, 'arn:slower')).rejects.toMatchObject({ name: 'RunMoved' });
    expect(await program.runOf(WEEK)).toMatchObject({ owner: 'arn:faster', attempt: 1 });
  });

  it('so too when they take it over', async () => {
    const { program } = await opened();
    program.table.interrupt(writesTo('RUN#'), () => program.open(RUN, 'arn:faster'));
    await expect(program.open(RUN, 'arn:slower')).rejects.toMatchObject({ name: 'RunMoved' });
    expect(await program.runOf(WEEK)).toMatchObject({ owner: 'arn:faster', attempt: 2 });
  });

  it('an execution whose answer was lost has its run still', async () => {
    const { program } = await opened();
    await program.open(RUN, 'arn:second');
    expect(await program.open(RUN, 'arn:second')).toMatchObject({ action: 'plan', attempt: 2 });
  });
});

describe('what was frozen before a crash', () => {
  it.each([
    { why: 'another address', change: { paypal: { address: 'new@payee.example', version: 2, changed: true } } },
    { why: 'a hold', change: { hold: 'asked to wait' } },
    { why: 'a higher threshold', change: { thresholdCents: cents(500_00) } },
    { why: 'no address any more', change: { paypal: undefined } },
    { why: 'another country', change: { country: 'DE' } },
  ])('stays decided, whatever the partner has become: $why', async ({ change }) => {
    const { program, first } = await opened();
    await diesAfterFreezing(program, first);
    const frozen = await program.rows(WEEK);
    for (const partner of Object.keys(THREE)) await program.changePartner(partner, change);
    await program.configure({ bucketGroups: 1, thresholdCents: cents(1_000_00) });
    await program.byHand(WEEK);
    expect(await program.rows(WEEK)).toEqual(frozen);
    expect(program.paypal.moved()).toEqual(paidInFull());
    expect(program.payouts('p1')).toMatchObject([{ receiver: receiverOf('p1'), receiverVersion: 1 }]);
    expect(program.problems()).toEqual([]);
  });

  it('is no bar to what becomes known in between, which the next run pays', async () => {
    const { program, first } = await opened();
    await diesAfterFreezing(program, first);
    await owe(program, { p1: 150 }, '2026-04-16');
    await program.byHand(WEEK);
    expect(program.paypal.moved()).toEqual(paidInFull());
    await program.friday('2026-05-01');
    expect(program.payouts('p1')).toMatchObject([{ amountCents: 100_00 }, { amountCents: 150_00 }]);
    expect(program.problems()).toEqual([]);
  });

  it('does not bind those who are not decided yet: they are taken as they are when the run decides', async () => {
    const { program } = await opened();
    await program.changePartner('p1', { hold: 'asked to wait' });
    await program.byHand(WEEK);
    expect(program.account('p1')).toMatchObject({ carriedCents: 100_00, reasons: ['on-hold'] });
    expect(program.paypal.moved().size).toBe(2);
  });
});

describe('the program’s settings', () => {
  it('are those with which the run was opened', async () => {
    const { program } = await opened();
    await program.configure({ bucketGroups: 1, thresholdCents: cents(1_000_00) });
    await program.byHand(WEEK);
    expect(program.paypal.moved()).toEqual(paidInFull());
  });

  it.each([
    { before: 1, after: 64 },
    { before: 4, after: 1 },
    { before: 3, after: 5 },
  ])('cut the buckets into $before groups to the end, though $after are wanted by then', async ({ before, after }) => {
    const { program, first } = await opened({ bucketGroups: before });
    await planBuckets({ ...first, group: 0 }, program.runLedger);
    await program.configure({ bucketGroups: after });
    const { opened: second } = await program.byHand(WEEK);
    expect(second.groups).toHaveLength(before);
    expect(program.paypal.moved()).toEqual(paidInFull());
    expect(await program.rows(WEEK)).toHaveLength(3);
    expect(program.problems()).toEqual([]);

    await owe(program, { p1: 100 }, '2026-04-22');
    expect((await program.friday('2026-05-01')).opened.groups).toHaveLength(after);
    expect(program.paypal.moved().get(receiverOf('p1'))).toBe(200_00);
  });
});

it('a partner who cools down, waits as named, and is paid whole by the first run after that', async () => {
  const { program } = await opened();
  const paypal = { address: 'new@payee.example', version: 2, changed: true, confirmedOn: localDay('2026-04-21') };
  await program.changePartner('p1', { paypal });
  await program.byHand(WEEK);
  expect(program.account('p1')).toMatchObject({ reasons: ['paypal-address-cooling-down'], carriedCents: 100_00 });
  await program.friday('2026-05-01');
  expect(program.paypal.moved().get('new@payee.example')).toBe(100_00);
});
