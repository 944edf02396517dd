/** The control surface: other processes can see what was moved, set how things end, and order faults. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalPayPal, startLocalPayPal } from '../../../local/paypal/local-paypal.ts';
import { batchOf, CREDENTIALS, call, PayoutsClient, payout } from './payouts-client.ts';

const NOW = Date.parse('2026-11-20T17:00:00Z');
let paypal: LocalPayPal;
let client: PayoutsClient;

beforeEach(async () => {
  paypal = await startLocalPayPal({ ...CREDENTIALS, clock: () => NOW, balanceCents: 300_00 });
  client = await PayoutsClient.at(paypal.url);
});

afterEach(() => paypal.close());

const get = async (path: string) => (await call(paypal.url, `/_local/${path}`)).body;
const post = (path: string, body: unknown) => call(paypal.url, `/_local/${path}`, 'POST', body);
const send = (senderBatchId: string) => client.create(batchOf(senderBatchId, payout('ada@mail.example')));

it('lists what was moved', async () => {
  await send('S1');
  expect(await get('transfers')).toEqual([
    {
      payoutBatchId: 'BATCH00000001',
      senderBatchId: 'S1',
      payoutItemId: 'ITEM000000001',
      senderItemId: 'item-ada@mail.example',
      receiver: 'ada@mail.example',
      cents: 118_50,
      status: 'SUCCESS',
      at: NOW,
      settledAt: NOW,
    },
  ]);
  expect(await get('batches')).toEqual([
    { payoutBatchId: 'BATCH00000001', senderBatchId: 'S1', status: 'SUCCESS', items: 1, cents: 118_50, at: NOW },
  ]);
  expect(await get('calls')).toEqual({ token: 1, create: 1, batch: 0, item: 0, cancel: 0 });
  expect(await get('deviations')).toEqual([]);
});

it('sets how items, batches and balances end', async () => {
  await post('outcomes', { receiver: 'ada@mail.example', status: 'FAILED', error: 'RECEIVER_ACCOUNT_LOCKED' });
  await post('batches', { senderBatchId: 'S2', status: 'DENIED' });
  await send('S1');
  await send('S2');
  expect(await get('transfers')).toMatchObject([
    { status: 'FAILED', error: 'RECEIVER_ACCOUNT_LOCKED' },
    { status: 'DENIED' },
  ]);
  await post('items', { payoutItemId: 'ITEM000000001', status: 'SUCCESS' });
  expect(await get('transfers')).toMatchObject([{ status: 'SUCCESS' }, { status: 'DENIED' }]);
  expect((await post('balance', { addCents: 5_00 })).body).toEqual({ cents: 305_00 - 118_50 });
  expect((await post('balance', { cents: 7 })).body).toEqual({ cents: 7 });
  expect(await get('balance')).toEqual({ cents: 7 });
});

it('chooses the form of the duplicate answer', async () => {
  await send('S1');
  await post('duplicates', { form: 'older' });
  expect((await send('S1')).body.details).toEqual([{ field: 'SENDER_BATCH_ID', issue: 'Duplicate batch request' }]);
});

describe('faults', () => {
  it('strike as often as ordered, then no more', async () => {
    await post('faults', { effect: 'unavailable', stage: 'before', times: 2 });
    expect([(await send('S1')).status, (await send('S1')).status, (await send('S1')).status]).toEqual([503, 503, 201]);
  });

  it('strike only the batch and the call they were ordered for', async () => {
    await post('faults', { effect: 'internal-error', stage: 'after', senderBatchId: 'S2' });
    await post('faults', { effect: 'rate-limited', stage: 'before', on: 'item' });
    expect([(await send('S1')).status, (await send('S2')).status, (await send('S3')).status]).toEqual([201, 500, 422]);
    expect((await client.item('none')).status).toBe(429);
    expect(paypal.batches().map(({ senderBatchId }) => senderBatchId)).toEqual(['S1', 'S2']);
  });

  it('strike what a predicate picks', async () => {
    paypal.orderFault({
      effect: 'internal-error',
      stage: 'before',
      times: 9,
      when: ({ senderBatchId }) => senderBatchId === 'S2',
    });
    expect([(await send('S1')).status, (await send('S2')).status]).toEqual([201, 500]);
  });

  it('can be taken back', async () => {
    await post('faults', { effect: 'internal-error', stage: 'before', times: 9 });
    await call(paypal.url, '/_local/faults', 'DELETE');
    expect((await send('S1')).status).toBe(201);
  });
});

it.each([
  { path: 'outcomes', body: { receiver: 'ada@mail.example' }, says: 'status' },
  { path: 'outcomes', body: 'not json', says: 'expected object' },
  { path: 'faults', body: { effect: 'earthquake', stage: 'before' }, says: 'effect' },
  { path: 'faults', body: { effect: 'hang', stage: 'before', batch: 'S1' }, says: 'batch' },
  { path: 'balance', body: { cents: 1.5 }, says: 'Invalid input' },
  { path: 'items', body: { payoutItemId: 'none', status: 'FAILED' }, says: 'there is no item none' },
])('says what is wrong with $path $body', async ({ path, body, says }) => {
  const answer = await post(path, body);
  expect(answer.status).toBe(400);
  expect(answer.body.error).toContain(says);
});

it('says which routes there are', async () => {
  const { status, body } = await call(paypal.url, '/_local/nowhere');
  expect([status, body.routes]).toEqual([404, expect.arrayContaining(['GET /_local/transfers'])]);
});
