/** Looking up batches and items: a batch is believed only when its pages add up. */
import { describe, expect, it } from 'vitest';
import { payPalGateway } from '../../../shared/adapters/paypal/paypal-gateway.ts';
import { CREDENTIALS } from './payout-batches.ts';
import { json, rawServer } from './raw-server.ts';

const item = (id: string, change: object = {}, payoutItem: object = {}) => ({
  payout_item_id: `I${id}`,
  transaction_status: 'SUCCESS',
  payout_batch_id: 'B1',
  payout_item: {
    receiver: `${id}@mail.example`,
    sender_item_id: id,
    amount: { currency: 'USD', value: '118.50' },
    ...payoutItem,
  },
  ...change,
});
const header = { payout_batch_id: 'B1', batch_status: 'SUCCESS', sender_batch_header: { sender_batch_id: 'S1' } };
const page = (total: number, items: unknown[], change: object = {}) => ({
  total_items: total,
  batch_header: header,
  items,
  ...change,
});

async function gatewayWithPages(...pages: unknown[]) {
  const server = await rawServer((_, response, { path }) => {
    const number = Number(new URL(path, 'http://x').searchParams.get('page'));
    json(response, 200, pages[number - 1] ?? page(0, []));
  });
  return {
    server,
    gateway: payPalGateway({ baseUrl: server.url, credentials: async () => CREDENTIALS, now: () => 0 }),
  };
}

it('reads all pages', async () => {
  const { server, gateway } = await gatewayWithPages(page(3, [item('a'), item('b')]), page(3, [item('c')]));
  const found = await gateway.findBatch('B1');
  expect(found).toMatchObject({
    kind: 'found',
    value: { payoutBatchId: 'B1', senderBatchId: 'S1', status: 'SUCCESS' },
  });
  expect(found.kind === 'found' && found.value.items.map(({ senderItemId, amount }) => [senderItemId, amount])).toEqual(
    [
      ['a', 118_50],
      ['b', 118_50],
      ['c', 118_50],
    ],
  );
  expect(server.requests.map(({ path }) => path)).toEqual([
    '/v1/payments/payouts/B1?page=1&page_size=1000&total_required=true&',
    '/v1/payments/payouts/B1?page=2&page_size=1000&total_required=true&',
  ]);
});

it('finds a batch that is not itemised yet', async () => {
  const pending = { ...header, batch_status: 'PENDING' };
  const { gateway } = await gatewayWithPages({ total_items: 0, batch_header: pending });
  expect(await gateway.findBatch('B1')).toMatchObject({ kind: 'found', value: { status: 'PENDING', items: [] } });
});

describe('a batch is not believed when', () => {
  it.each([
    {
      why: 'an item is missing',
      pages: [page(3, [item('a'), item('b')]), page(3, [])],
      cause: '2 items of 3 after 2 pages',
    },
    { why: 'there is one item too many', pages: [page(1, [item('a'), item('b')])], cause: '2 items of 1' },
    {
      why: 'a page comes twice',
      pages: [page(3, [item('a'), item('b')]), page(3, [item('b')])],
      cause: 'item Ib stands in the batch twice',
    },
    {
      why: 'a sender item id comes twice',
      pages: [page(2, [item('a'), item('a', { payout_item_id: 'other' })])],
      cause: 'sender item a stands in the batch twice',
    },
    {
      why: 'the total is missing',
      pages: [{ batch_header: header, items: [item('a')] }],
      cause: 'page 1 cannot be read: total_items',
    },
    {
      why: 'the answer is about another batch',
      pages: [page(1, [item('a')], { batch_header: { ...header, payout_batch_id: 'B2' } })],
      cause: 'page 1 is about another batch',
    },
    {
      why: 'an item has no id of ours',
      pages: [page(1, [item('a', {}, { sender_item_id: undefined })])],
      cause: 'page 1 cannot be read: items.0.payout_item.sender_item_id',
    },
    ...['118.5', '118', '1e2', '118.505', '-1.00', '1,000.00', ' 1.00', '', '.50'].map((value) => ({
      why: `an amount is '${value}'`,
      pages: [page(1, [item('a', {}, { amount: { currency: 'USD', value } })])],
      cause: 'page 1 cannot be read: items.0.payout_item.amount',
    })),
  ])('$why', async ({ pages, cause }) => {
    const { gateway } = await gatewayWithPages(...pages);
    expect(await gateway.findBatch('B1')).toEqual({ kind: 'unavailable', cause });
  });
});

describe('an item’s status', () => {
  it.each([
    ...['PENDING', 'ONHOLD', 'UNCLAIMED', 'SUCCESS', 'FAILED', 'RETURNED'].map((status) => [status, status]),
    ...['CANCELED', 'DENIED', 'REFUNDED', 'REVERSED', 'BLOCKED'].map((status) => [status, status]),
    ['ON_HOLD', 'ONHOLD'],
    ['COMPLETED', 'UNRECOGNIZED'],
    ['success', 'UNRECOGNIZED'],
    ['UNRECOGNIZED', 'UNRECOGNIZED'],
    [undefined, 'UNRECOGNIZED'],
  ] as [string | undefined, string][])('%s is read as %s', async (transaction_status, status) => {
    const { gateway } = await gatewayWithPages(page(1, [item('a', { transaction_status })]));
    expect(await gateway.findBatch('B1')).toMatchObject({ value: { items: [{ status }] } });
  });

  it.each([
    { why: 'an object', errors: { name: 'RECEIVER_UNREGISTERED', message: 'x' }, error: 'RECEIVER_UNREGISTERED' },
    { why: 'a list', errors: [{ name: 'RECEIVER_UNREGISTERED' }], error: 'RECEIVER_UNREGISTERED' },
    { why: 'an empty list', errors: [], error: undefined },
    { why: 'something else', errors: 'oops', error: undefined },
  ])('its error is read from $why', async ({ errors, error }) => {
    const { gateway } = await gatewayWithPages(page(1, [item('a', { errors })]));
    expect(await gateway.findBatch('B1')).toMatchObject({ kind: 'found', value: { items: [{ error }] } });
  });
});

describe('nothing was learnt from', () => {
  it.each([
    { why: 'a 404 of something else than PayPal', status: 404, body: 'Not found', found: { kind: 'unavailable' } },
    { why: 'a 404 of PayPal', status: 404, body: { name: 'INVALID_RESOURCE_ID' }, found: { kind: 'not-found' } },
    {
      why: 'a 500',
      status: 500,
      body: { name: 'INTERNAL_ERROR' },
      found: { kind: 'unavailable', cause: 'HTTP 500 INTERNAL_ERROR' },
    },
    {
      why: 'a 401',
      status: 401,
      body: { error: 'invalid_token' },
      found: { kind: 'unavailable', cause: 'HTTP 401 invalid_token' },
    },
    { why: 'another item', status: 200, body: item('z'), found: { kind: 'unavailable' } },
  ])('$why', async ({ status, body, found }) => {
    const server = await rawServer((_, response) => json(response, status, body));
    const gateway = payPalGateway({ baseUrl: server.url, credentials: async () => CREDENTIALS, now: () => 0 });
    expect(await gateway.findItem('Ia')).toMatchObject(found);
    if (status !== 200) expect(await gateway.findBatch('B1')).toMatchObject(found);
  });

  it('a silent server', async () => {
    const server = await rawServer(() => undefined);
    const gateway = payPalGateway({
      baseUrl: server.url,
      credentials: async () => CREDENTIALS,
      deadlineMs: 100,
      now: () => 0,
    });
    const nothing = { kind: 'unavailable', cause: 'no whole answer within 100 ms' };
    expect(await Promise.all([gateway.findBatch('B1'), gateway.findItem('I1'), gateway.cancelItem('I1')])).toEqual([
      nothing,
      nothing,
      nothing,
    ]);
  });
});

describe('cancelling', () => {
  it.each([
    { status: 200, body: item('a'), answer: { kind: 'asked' } },
    {
      status: 400,
      body: { name: 'ITEM_ALREADY_CANCELLED' },
      answer: { kind: 'refused', error: 'ITEM_ALREADY_CANCELLED' },
    },
    {
      status: 400,
      body: { name: 'ITEM_INCORRECT_STATUS' },
      answer: { kind: 'refused', error: 'ITEM_INCORRECT_STATUS' },
    },
    { status: 404, body: { name: 'INVALID_RESOURCE_ID' }, answer: { kind: 'refused', error: 'INVALID_RESOURCE_ID' } },
    {
      status: 429,
      body: { name: 'RATE_LIMIT_REACHED' },
      answer: { kind: 'unavailable', cause: 'HTTP 429 RATE_LIMIT_REACHED' },
    },
    { status: 500, body: 'oops', answer: { kind: 'unavailable', cause: 'HTTP 500, which names no error' } },
  ])('$status: $answer.kind', async ({ status, body, answer }) => {
    const server = await rawServer((_, response) => json(response, status, body));
    const gateway = payPalGateway({ baseUrl: server.url, credentials: async () => CREDENTIALS, now: () => 0 });
    expect(await gateway.cancelItem('Ia')).toEqual(answer);
    expect(server.requests[0]).toMatchObject({
      method: 'POST',
      path: '/v1/payments/payouts-item/Ia/cancel?',
      body: '',
    });
  });
});
