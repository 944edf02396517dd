/** Looking at batches until they are over: denied, half listed, strange and lost ones, and runs that end before PayPal does. */
import { describe, expect, it } from 'vitest';
import { cents } from '../../../shared/domain/money/cents.ts';
import type { PayPalBatch, SendOutcome } from '../../../shared/ports/payout-gateway.ts';
import { reconcileRun } from '../../../shared/usecases/settlement/reconcile-run.ts';
import { receiverOf } from '../../support/memory-program.ts';
import { NEXT_FRIDAY, paidInFull, type QueuedRun, queuedRun, THREE, WEEK } from '../../support/memory-scenes.ts';

const PARKED = 'a batch is parked for operations';
const NO_FUNDS: SendOutcome = { kind: 'insufficient-funds', debugId: 'd-1' };
const MINUTE = 60_000;
const START = { outcome: 'open', round: 0, waitSeconds: 60, batches: 1, openBatches: 1, parkedBatches: 0 } as const;

const look = ({ program, opened }: QueuedRun) => reconcileRun(opened.weekEnding, START, program.settlement);

async function sent(): Promise<QueuedRun> {
  const run = await queuedRun();
  await run.settle();
  return run;
}

describe('a batch that PayPal denied', () => {
  const denied = (batch: PayPalBatch): PayPalBatch => ({
    ...batch,
    status: 'DENIED',
    items: batch.items.map((item) => ({ ...item, status: 'PENDING' })),
  });

  it.each<{ why: string; shows: (batch: PayPalBatch) => PayPalBatch }>([
    { why: 'with its items', shows: denied },
    { why: 'with none of them', shows: (batch) => ({ ...denied(batch), items: [] }) },
    { why: 'with some of them', shows: (batch) => ({ ...denied(batch), items: denied(batch).items.slice(1) }) },
  ])('is back on all balances, once: listed $why', async ({ shows }) => {
    const run = await sent();
    run.program.paypal.shows = (batch) => ({ kind: 'found', value: shows(batch) });
    expect(await look(run)).toMatchObject({ outcome: 'settled', openBatches: 0 });
    await run.program.daily('2026-04-25');
    expect(Object.keys(THREE).map((partner) => run.program.account(partner)?.carriedCents)).toEqual([
      100_00, 200_00, 300_00,
    ]);
    expect(run.program.problems()).toEqual([]);
  });

  it('is paid by the next run, under another id', async () => {
    const run = await sent();
    run.program.paypal.shows = (batch) => ({ kind: 'found', value: denied(batch) });
    await look(run);
    for (const partner of Object.keys(THREE)) run.program.paypal.turn(receiverOf(partner), 'DENIED');
    run.program.paypal.shows = (value) => ({ kind: 'found', value });
    await run.program.friday(NEXT_FRIDAY);
    expect(run.program.paypal.moved()).toEqual(paidInFull());
    expect(new Set(run.program.paypal.requests.map(({ senderBatchId }) => senderBatchId)).size).toBe(2);
    expect(run.program.problems()).toEqual([]);
  });
});

describe('a batch that stays open', () => {
  it.each<{ why: string; shows: QueuedRun['program']['paypal']['shows'] }>([
    { why: 'PayPal cannot be asked', shows: () => ({ kind: 'unavailable', cause: '503' }) },
    { why: 'its pages do not add up', shows: () => ({ kind: 'unavailable', cause: '2 items of 3 after 1 pages' }) },
    {
      why: 'PayPal is still reading it in',
      shows: (batch) => ({ kind: 'found', value: { ...batch, status: 'PENDING', items: batch.items.slice(1) } }),
    },
  ])('because $why: nothing moves, and it is looked at again', async ({ shows }) => {
    const run = await sent();
    const before = run.program.items();
    run.program.paypal.shows = shows;
    expect(await look(run)).toMatchObject({ outcome: 'open', openBatches: 1, round: 1 });
    expect(run.program.items()).toEqual(before);
    run.program.paypal.shows = (value) => ({ kind: 'found', value });
    expect(await look(run)).toMatchObject({ outcome: 'settled' });
    expect(run.program.paypal.moved()).toEqual(paidInFull());
  });
});

describe('a batch that is not what was sent', () => {
  it.each<{ why: string; shows: QueuedRun['program']['paypal']['shows'] }>([
    {
      why: 'a foreign item',
      shows: (batch) => found({ ...batch, items: [...batch.items, { ...first(batch), senderItemId: 'x' }] }),
    },
    {
      why: 'a missing item, though PayPal is through with it',
      shows: (batch) => found({ ...batch, items: batch.items.slice(1) }),
    },
    { why: 'another sender batch id', shows: (batch) => found({ ...batch, senderBatchId: 'x' }) },
    {
      why: 'another amount in a denied batch',
      shows: (batch) => found({ ...batch, status: 'DENIED', items: [{ ...first(batch), amount: cents(1) }] }),
    },
  ])('is parked with an alarm, and nothing moves: $why', async ({ shows }) => {
    const run = await sent();
    run.program.paypal.shows = shows;
    expect(await look(run)).toMatchObject({ outcome: 'settled', openBatches: 0, parkedBatches: 1 });
    expect(await run.batch()).toMatchObject({ state: 'parked' });
    expect(run.program.alarms).toEqual([PARKED]);
    for (const partner of Object.keys(THREE))
      expect(run.program.payouts(partner)).toMatchObject([{ state: 'planned' }]);
    expect(await run.program.daily('2026-04-25')).toMatchObject({ parked: 1 });
    const { closed } = await run.program.byHand(WEEK);
    expect(closed).toMatchObject({ openCents: 600_00, paidCents: 0 });
  });

  it('is looked for again when it is not found within the hour, and parked after it', async () => {
    const run = await sent();
    run.program.paypal.shows = () => ({ kind: 'not-found' });
    expect(await look(run)).toMatchObject({ outcome: 'open', parkedBatches: 0 });
    run.program.time += 60 * MINUTE;
    expect(await look(run)).toMatchObject({ outcome: 'settled', parkedBatches: 1 });
    expect(run.program.alarms).toEqual([PARKED]);
  });

  const found = (value: PayPalBatch) => ({ kind: 'found' as const, value });
  const first = ({ items }: PayPalBatch) => items[0] as PayPalBatch['items'][number];
});

describe('a message that was lost', () => {
  it('counts that hour from the last try, since any of them may be the one that PayPal took', async () => {
    const run = await queuedRun();
    run.program.paypal.answers.push(() => ({ kind: 'unknown', cause: 'time-out', debugId: undefined }));
    await run.settle().catch(() => {});
    run.program.time += 58 * MINUTE;
    await run.settle();
    run.program.paypal.shows = () => ({ kind: 'not-found' });
    run.program.time += 20 * MINUTE;
    expect(await look(run)).toMatchObject({ openBatches: 1, parkedBatches: 0 });
    run.program.time += 41 * MINUTE;
    expect(await look(run)).toMatchObject({ parkedBatches: 1 });
  });

  it('is queued again a quarter of an hour later, not before', async () => {
    const run = await queuedRun();
    await look(run);
    run.program.time += 15 * MINUTE - 1;
    await look(run);
    expect(run.program.queued).toEqual([]);
    run.program.time += 1;
    await look(run);
    expect(run.program.queued).toEqual([run.message]);
    await look(run);
    expect(run.program.queued).toHaveLength(1);
  });

  it('is not queued again while a worker may be sending', async () => {
    const run = await queuedRun();
    run.program.time += 14 * MINUTE;
    run.program.paypal.answers.push(() => {
      throw new Error('the worker dies');
    });
    await expect(run.settle()).rejects.toThrow(/dies/);
    run.program.time += 2 * MINUTE;
    await look(run);
    expect(run.program.queued).toEqual([]);
    run.program.time += MINUTE;
    await look(run);
    await run.program.work();
    expect(run.program.paypal.moved()).toEqual(paidInFull());
  });
});

it('a batch without funds waits, and is paid by itself, the same one, once they are there', async () => {
  const run = await queuedRun();
  run.program.paypal.answers.push(
    () => NO_FUNDS,
    () => NO_FUNDS,
  );
  await run.settle();
  for (let quarter = 0; quarter < 4; quarter += 1) {
    run.program.time += 15 * MINUTE;
    await look(run);
    await run.program.work();
  }
  expect(await look(run)).toMatchObject({ outcome: 'settled' });
  const [request, ...again] = run.program.paypal.requests;
  expect(again).toEqual([request, request]);
  expect(run.program.paypal.moved()).toEqual(paidInFull());
  expect(run.program.alarms).toEqual(['PayPal refused a batch', 'PayPal refused a batch']);
});

describe('a run whose deadline comes first', () => {
  it('closes with what is open, and its report follows when PayPal has decided', async () => {
    const run = await sent();
    const { program } = run;
    program.paypal.turn(receiverOf('p3'), 'PENDING');
    const { closed } = await program.byHand(WEEK);
    expect(closed).toMatchObject({ state: 'closed', paidCents: 300_00, openCents: 300_00 });
    expect(program.time).toBeGreaterThanOrEqual((await program.runOf(WEEK)).deadlineAt);

    program.paypal.turn(receiverOf('p3'), 'FAILED');
    expect(await program.daily('2026-04-28')).toMatchObject({ over: 1 });
    expect((await program.runOf(WEEK)).report).toMatchObject({
      payoutCents: 600_00,
      paidCents: 300_00,
      backCents: 300_00,
      openCents: 0,
    });
    expect(program.problems()).toEqual([]);
  });

  it('writes nothing on a day on which PayPal decides nothing', async () => {
    const { program } = await sent();
    program.paypal.turn(receiverOf('p3'), 'PENDING');
    await program.byHand(WEEK);
    program.table.interrupt(
      ({ kind }) => kind === 'write',
      async () => {},
    );
    expect(await program.daily('2026-04-28')).toMatchObject({ open: 1 });
    expect(program.table.interrupted).toBe(false);
  });

  it('leaves an unsent batch to the daily look, which has it sent', async () => {
    const run = await queuedRun();
    const { program } = run;
    program.paypal.answers.push(...Array.from({ length: 400 }, () => () => NO_FUNDS));
    const { closed } = await program.byHand(WEEK);
    expect(closed).toMatchObject({ state: 'closed', openCents: 600_00 });
    program.paypal.answers.splice(0);
    await program.daily('2026-04-28');
    await program.work();
    await program.daily('2026-04-29');
    expect(program.paypal.moved()).toEqual(paidInFull());
    expect((await program.runOf(WEEK)).report).toMatchObject({ paidCents: 600_00, openCents: 0 });
  });
});

it('waits longer with each look, half an hour at most', async () => {
  const run = await sent();
  for (const partner of Object.keys(THREE)) run.program.paypal.turn(receiverOf(partner), 'PENDING');
  const waits: number[] = [];
  let state = await look(run);
  for (let round = 0; round < 8; round += 1) {
    waits.push(state.waitSeconds);
    state = await reconcileRun(run.opened.weekEnding, state, run.program.settlement);
  }
  expect(waits).toEqual([120, 240, 480, 960, 1_800, 1_800, 1_800, 1_800]);
});

it('one batch that cannot be read loses none of the others', async () => {
  const run = await sent();
  const { program } = run;
  const [batch] = program.items().filter(({ pk, sk }) => pk === `RUN#${WEEK}` && sk.startsWith('BATCH#'));
  const broken = { weekEnding: WEEK, manifest: 'g00-0000', generation: 1 };
  await program.table.putAll([
    { ...batch, ...broken, pk: `RUN#${WEEK}`, sk: 'BATCH#g00-0000#001', state: 'accepted', payoutBatchId: 'PP-1' },
    { pk: 'OPEN-BATCHES', sk: `${WEEK}#g00-0000#001`, ...broken },
  ]);
  await expect(program.daily('2026-04-25')).rejects.toThrow(/manifest g00-0000 .* is missing/);
  for (const partner of Object.keys(THREE)) expect(program.payouts(partner)).toMatchObject([{ state: 'paid' }]);
});
