/** PayPal says that it knows the batch id: the batch is ours only if it holds the whole set that was frozen. */
import { describe, expect, it } from 'vitest';
import { cents } from '../../../shared/domain/money/cents.ts';
import type { Lookup, PayPalBatch, PayPalItem, SendOutcome } from '../../../shared/ports/payout-gateway.ts';
import { paidInFull, type QueuedRun, queuedRun } from '../../support/memory-scenes.ts';

const PARKED = 'a batch is parked for operations';

/** PayPal takes the batch, and nobody hears of it. */
async function timedOutAfterAcceptance(): Promise<QueuedRun> {
  const run = await queuedRun();
  run.program.paypal.answers.push((batch): SendOutcome => {
    run.program.paypal.accept(batch);
    return { kind: 'unknown', cause: 'time-out', debugId: undefined };
  });
  await run.settle().catch(() => {});
  return run;
}

const found = (value: PayPalBatch): Lookup<PayPalBatch> => ({ kind: 'found', value });
const withFirst = (batch: PayPalBatch, change: Partial<PayPalItem>): Lookup<PayPalBatch> =>
  found({ ...batch, items: batch.items.map((item, place) => (place === 0 ? { ...item, ...change } : item)) });

it('a batch whose acceptance was never heard of is adopted, and nobody is paid twice', async () => {
  const run = await timedOutAfterAcceptance();
  await run.settle();
  expect(await run.batch()).toMatchObject({ state: 'accepted', payoutBatchId: 'PP-payout-2026-04-18-g00-0001-1' });
  expect(run.program.paypal.moved()).toEqual(paidInFull());
  expect(run.program.alarms).toEqual([]);
});

it('is adopted whatever case PayPal writes the addresses in', async () => {
  const run = await timedOutAfterAcceptance();
  run.program.paypal.shows = (batch) => withFirst(batch, { receiver: batch.items[0]?.receiver.toUpperCase() ?? '' });
  await run.settle();
  expect(await run.batch()).toMatchObject({ state: 'accepted' });
});

describe('a batch that is not what was frozen is parked for operations, not adopted and not sent again', () => {
  it.each<{ why: string; shows: (batch: PayPalBatch) => Lookup<PayPalBatch> }>([
    { why: 'another amount', shows: (batch) => withFirst(batch, { amount: cents(1) }) },
    { why: 'another currency', shows: (batch) => withFirst(batch, { currency: 'EUR' }) },
    { why: 'another receiver', shows: (batch) => withFirst(batch, { receiver: 'mallory@payee.example' }) },
    { why: 'an item that was not sent', shows: (batch) => withFirst(batch, { senderItemId: '2026-04-18.1.p9' }) },
    { why: 'an item of another generation', shows: (batch) => withFirst(batch, { senderItemId: '2026-04-18.2.p1' }) },
    {
      why: 'an item too many',
      shows: (batch) => found({ ...batch, items: [...batch.items, { ...item(batch), senderItemId: 'x' }] }),
    },
    { why: 'an item twice', shows: (batch) => found({ ...batch, items: [...batch.items, item(batch)] }) },
    { why: 'a missing item', shows: (batch) => found({ ...batch, items: batch.items.slice(1) }) },
    {
      why: 'another sender batch id',
      shows: (batch) => found({ ...batch, senderBatchId: 'payout-2026-04-11-g00-0001-1' }),
    },
  ])('$why', async ({ shows }) => {
    const run = await timedOutAfterAcceptance();
    run.program.paypal.shows = shows;
    await run.settle();
    expect(await run.batch()).toMatchObject({ state: 'parked' });
    expect((await run.batch()).payoutBatchId).toBeUndefined();
    expect(run.program.alarms).toEqual([PARKED]);
    await run.settle();
    expect(run.program.paypal.requests).toHaveLength(2);
  });

  it('not found proves nothing within the hour, and parks after it', async () => {
    const run = await timedOutAfterAcceptance();
    run.program.paypal.shows = () => ({ kind: 'not-found' });
    await expect(run.settle()).rejects.toMatchObject({ name: 'BatchOutcomeUnknown' });
    expect(await run.batch()).toMatchObject({ state: 'sending' });
    run.program.time += 60 * 60_000;
    await run.settle();
    expect(await run.batch()).toMatchObject({ state: 'parked' });
    expect(run.program.alarms).toEqual([PARKED]);
  });

  const item = ({ items }: PayPalBatch): PayPalItem => items[0] as PayPalItem;
});

it.each<SendOutcome>([{ kind: 'duplicate', payoutBatchId: undefined }])(
  'a duplicate without a link exists somewhere: parked, never taken for refused',
  async (answer) => {
    const run = await queuedRun();
    run.program.paypal.answers.push(() => answer);
    await run.settle();
    expect(await run.batch()).toMatchObject({
      state: 'parked',
      lastOutcome: expect.stringContaining('under which id'),
    });
    expect(run.program.alarms).toEqual([PARKED]);
  },
);

describe('a batch that cannot be looked up yet stays what it was', () => {
  it.each<{ why: string; shows: (batch: PayPalBatch) => Lookup<PayPalBatch> }>([
    { why: 'PayPal does not answer', shows: () => ({ kind: 'unavailable', cause: '503' }) },
    { why: 'PayPal is still reading it in', shows: (batch) => found({ ...batch, status: 'PENDING', items: [] }) },
    {
      why: 'PayPal has read the half of it',
      shows: (batch) => found({ ...batch, status: 'PROCESSING', items: batch.items.slice(1) }),
    },
  ])('$why', async ({ shows }) => {
    const run = await timedOutAfterAcceptance();
    run.program.paypal.shows = shows;
    await expect(run.settle()).rejects.toMatchObject({ name: 'BatchOutcomeUnknown' });
    expect(await run.batch()).toMatchObject({ state: 'sending' });
    run.program.paypal.shows = found;
    await run.settle();
    expect(await run.batch()).toMatchObject({ state: 'accepted' });
    expect(run.program.paypal.moved()).toEqual(paidInFull());
  });
});
