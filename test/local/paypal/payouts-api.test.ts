/** The local PayPal's side of the API: what it takes, refuses, remembers, and what becomes of items. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalPayPal, startLocalPayPal } from '../../../local/paypal/local-paypal.ts';
import { OPEN_API_FILE } from '../../adapters/paypal/payout-batches.ts';
import { batchOf, CREDENTIALS, login, PayoutsClient, payout } from './payouts-client.ts';

const DAY_MS = 86_400_000;
const START = Date.parse('2026-11-20T17:00:00Z');

let now: number;
let wall: number;
let paypal: LocalPayPal;
let client: PayoutsClient;

async function start(options: Partial<Parameters<typeof startLocalPayPal>[0]> = {}): Promise<void> {
  await paypal?.close();
  const clocks = { clock: () => now, wallClock: () => wall };
  paypal = await startLocalPayPal({ ...CREDENTIALS, ...clocks, openApiFile: OPEN_API_FILE, ...options });
  client = await PayoutsClient.at(paypal.url);
}

beforeEach(async () => {
  now = START;
  wall = 0;
  await start();
});

afterEach(async () => {
  expect(paypal.deviations()).toEqual([]);
  await paypal.close();
});

const accept = async (senderBatchId: string, ...items: object[]): Promise<string> =>
  (await client.create(batchOf(senderBatchId, ...items))).body.batch_header.payout_batch_id;

const statuses = () => paypal.transfers().map(({ status }) => status);

describe('logging in', () => {
  it.each([
    { why: 'another secret', authorization: `Basic ${btoa('program:wrong')}`, status: 401, error: 'invalid_client' },
    { why: 'another grant', form: 'grant_type=password', status: 400, error: 'unsupported_grant_type' },
  ])('is refused with $why', async ({ authorization, form, status, error }) => {
    expect(await login(paypal.url, authorization, form)).toMatchObject({ status, body: { error } });
  });

  it('lasts nine hours on the wall clock, whatever the program’s clock does', async () => {
    now += 365 * DAY_MS;
    wall += 32_400_000 - 1;
    expect((await client.item('none')).status).toBe(404);
    wall += 1;
    expect(await client.item('none')).toMatchObject({ status: 401, body: { error: 'invalid_token' } });
  });
});

describe('a batch', () => {
  it('is PENDING in the answer that accepts it, and processed at the first look', async () => {
    const created = await client.create(batchOf('S1', payout('ada@mail.example'), payout('bo@mail.example')));
    expect(created).toMatchObject({
      status: 201,
      body: {
        batch_header: {
          batch_status: 'PENDING',
          sender_batch_header: { sender_batch_id: 'S1', email_subject: 'Your payout' },
        },
      },
    });
    const id = created.body.batch_header.payout_batch_id;
    expect(created.body.links).toEqual([
      { href: `${paypal.url}/v1/payments/payouts/${id}`, rel: 'self', method: 'GET' },
    ]);
    const { status, body } = await client.batch(id);
    expect([status, body.batch_header.batch_status, body.batch_header.amount.value]).toEqual([
      200,
      'SUCCESS',
      '237.00',
    ]);
    expect(body.items).toMatchObject([
      { transaction_status: 'SUCCESS', payout_batch_id: id, payout_item: payout('ada@mail.example') },
      { transaction_status: 'SUCCESS', payout_batch_id: id, payout_item: payout('bo@mail.example') },
    ]);
  });

  it('is processed when its time has come on the program’s clock', async () => {
    await start({ processingMs: 60_000 });
    const id = await accept('S1', payout('ada@mail.example'));
    now += 59_999;
    expect((await client.batch(id)).body).toMatchObject({
      batch_header: { batch_status: 'PENDING' },
      items: [{ transaction_status: 'PENDING' }],
    });
    now += 1;
    expect((await client.batch(id)).body).toMatchObject({
      batch_header: {
        batch_status: 'SUCCESS',
        time_created: '2026-11-20T17:00:00Z',
        time_completed: '2026-11-20T17:01:00Z',
      },
      items: [{ transaction_status: 'SUCCESS', time_processed: '2026-11-20T17:01:00Z' }],
    });
  });

  it.each(['DENIED', 'CANCELED'] as const)('can be %s as a whole: the money stays with the sender', async (end) => {
    const before = paypal.balanceCents();
    paypal.setBatchOutcome('S1', end);
    const id = await accept('S1', payout('ada@mail.example'), payout('bo@mail.example'));
    expect((await client.batch(id)).body.batch_header.batch_status).toBe(end);
    expect(statuses()).toEqual([end, end]);
    expect(paypal.balanceCents()).toBe(before);
  });

  it('is remembered for 30 days of the program’s clock', async () => {
    const id = await accept('S1', payout('ada@mail.example'));
    now += 30 * DAY_MS - 1;
    const again = await client.create(batchOf('S1', payout('bo@mail.example')));
    expect(again).toMatchObject({
      status: 400,
      body: {
        name: 'USER_BUSINESS_ERROR',
        debug_id: expect.any(String),
        details: [
          {
            field: 'SENDER_BATCH_ID',
            link: [{ href: `${paypal.url}/v1/payments/payouts/${id}`, rel: 'self', method: 'GET' }],
          },
        ],
      },
    });
    now += 1;
    const second = await accept('S1', payout('bo@mail.example'));
    expect(second).not.toBe(id);
    now += 29 * DAY_MS;
    expect((await client.create(batchOf('S1', payout('bo@mail.example')))).body.details[0].link[0].href).toContain(
      second,
    );
  });

  it('that was refused is not remembered', async () => {
    expect((await client.create(batchOf('S1', payout('nobody')))).status).toBe(400);
    expect((await client.create(batchOf('S1', payout('ada@mail.example')))).status).toBe(201);
  });
});

describe('pages', () => {
  it.each([
    { query: 'page=1&page_size=2&total_required=true', items: ['a', 'b'], totals: [5, 3], rels: ['self', 'next'] },
    {
      query: 'page=2&page_size=2&total_required=true',
      items: ['c', 'd'],
      totals: [5, 3],
      rels: ['self', 'next', 'prev'],
    },
    { query: 'page=3&page_size=2', items: ['e'], totals: [undefined, undefined], rels: ['self', 'prev'] },
    { query: 'page=4&page_size=2&total_required=true', items: [], totals: [5, 3], rels: ['self', 'prev'] },
    { query: '', items: ['a', 'b', 'c', 'd', 'e'], totals: [undefined, undefined], rels: ['self'] },
    {
      query: 'page=1&page_size=5&total_required=false',
      items: ['a', 'b', 'c', 'd', 'e'],
      totals: [undefined, undefined],
      rels: ['self'],
    },
  ])('$query', async ({ query, items, totals, rels }) => {
    const id = await accept('S1', ...['a', 'b', 'c', 'd', 'e'].map((name) => payout(`${name}@mail.example`)));
    const { body } = await client.batch(id, query);
    expect(body.items.map((item: { payout_item: { receiver: string } }) => item.payout_item.receiver[0])).toEqual(
      items,
    );
    expect([body.total_items, body.total_pages]).toEqual(totals);
    expect(body.links.map(({ rel }: { rel: string }) => rel)).toEqual(rels);
  });

  it.each(['page=0', 'page=-1', 'page=x', 'page=1.5', 'page_size=0', 'page_size=1001'])('refuses %s', async (query) => {
    const id = await accept('S1', payout('ada@mail.example'));
    expect(await client.batch(id, query)).toMatchObject({ status: 400, body: { name: 'VALIDATION_ERROR' } });
  });
});

describe('a request is refused whole, with every invalid item named:', () => {
  const ada = payout('ada@mail.example');
  const longest = `${'a'.repeat(127 - '@mail.example'.length)}@mail.example`;
  it.each([
    {
      why: 'receiver',
      items: [ada, payout('nobody'), ada, payout('a b@mail.example')],
      fields: ['items[1].receiver', 'items[3].receiver'],
    },
    {
      why: 'receiver too long',
      items: [payout(`a${longest}`, { sender_item_id: 'x' })],
      fields: ['items[0].receiver'],
    },
    { why: 'receiver missing', items: [{ amount: ada.amount }], fields: ['items[0].receiver'] },
    {
      why: 'receiver of another type',
      items: [payout('ada@mail.example', { recipient_type: 'PHONE' })],
      fields: ['items[0].receiver'],
    },
    {
      why: 'item id too long',
      items: [payout('ada@mail.example', { sender_item_id: 'x'.repeat(64) })],
      fields: ['items[0].sender_item_id'],
    },
    {
      why: 'note too long',
      items: [payout('ada@mail.example', { note: 'x'.repeat(4_001) })],
      fields: ['items[0].note'],
    },
    { why: 'note not ASCII', items: [payout('ada@mail.example', { note: 'Grüße' })], fields: ['items[0].note'] },
    ...['118.5', '118', '118.505', '0.00', '-1.00', '1e2', '', ' 1.00'].map((value) => ({
      why: `amount '${value}'`,
      items: [ada, payout('bo@mail.example', { amount: { currency: 'USD', value } })],
      fields: ['items[1].amount.value'],
    })),
    {
      why: 'amount as a number',
      items: [payout('ada@mail.example', { amount: { currency: 'USD', value: 118.5 } })],
      fields: ['items[0].amount.value'],
    },
    {
      why: 'currency',
      items: [payout('ada@mail.example', { amount: { currency: 'dollars', value: '1.00' } })],
      fields: ['items[0].amount.currency'],
    },
    { why: 'no items', items: [], fields: ['items'] },
    { why: 'too many items', items: Array.from({ length: 15_001 }, () => ada), fields: ['items'] },
  ])('$why', async ({ items, fields }) => {
    const { status, body } = await client.create(batchOf('S1', ...items));
    expect([status, body.name]).toEqual([400, 'VALIDATION_ERROR']);
    expect([...new Set(body.details.map(({ field }: { field: string }) => field))]).toEqual(fields);
    expect(paypal.transfers()).toEqual([]);
  });

  it.each([
    { why: 'batch id missing', header: { email_subject: 'x' }, field: 'sender_batch_header.sender_batch_id' },
    {
      why: 'batch id too long',
      header: { sender_batch_id: 'x'.repeat(257) },
      field: 'sender_batch_header.sender_batch_id',
    },
    {
      why: 'subject too long',
      header: { sender_batch_id: 'S1', email_subject: 'x'.repeat(256) },
      field: 'sender_batch_header.email_subject',
    },
  ])('$why', async ({ header, field }) => {
    const { status, body } = await client.create({ sender_batch_header: header, items: [ada] });
    expect([status, body.details[0].field]).toEqual([400, field]);
  });

  it.each(['not json', '[]', 'null'])('%s', async (text) => {
    expect(await client.create(text)).toMatchObject({ status: 400, body: { name: 'VALIDATION_ERROR' } });
  });

  it('but what just fits is taken', async () => {
    const fitting = payout(longest, {
      sender_item_id: 'x'.repeat(63),
      note: 'x'.repeat(4_000),
      amount: { currency: 'USD', value: '0.01' },
    });
    const header = { sender_batch_id: 'x'.repeat(256), email_subject: 'x'.repeat(255) };
    expect((await client.create({ sender_batch_header: header, items: [fitting] })).status).toBe(201);
  });

  it('a currency that is not held', async () => {
    const euros = payout('ada@mail.example', { amount: { currency: 'EUR', value: '1.00' } });
    expect(await client.create(batchOf('S1', euros))).toMatchObject({
      status: 400,
      body: { name: 'NON_HOLDING_CURRENCY' },
    });
  });
});

describe('the balance', () => {
  it('must hold the total plus fees, to the cent', async () => {
    await start({ balanceCents: 240_70, feeRule: (cents) => Math.min(Math.floor((cents * 2) / 100), 1_85) });
    expect(
      await client.create(
        batchOf('S1', payout('ada@mail.example'), payout('bo@mail.example'), payout('cy@mail.example')),
      ),
    ).toMatchObject({
      status: 422,
      body: { name: 'INSUFFICIENT_FUNDS' },
    });
    const id = await accept('S1', payout('ada@mail.example'), payout('bo@mail.example'));
    expect(paypal.balanceCents()).toBe(0);
    expect((await client.batch(id)).body).toMatchObject({
      batch_header: { fees: { currency: 'USD', value: '3.70' } },
      items: [{ payout_item_fee: { value: '1.85' } }, { payout_item_fee: { value: '1.85' } }],
    });
    expect(
      (await client.create(batchOf('S2', payout('ada@mail.example', { amount: { currency: 'USD', value: '0.01' } }))))
        .status,
    ).toBe(422);
  });

  it('gets back what comes back', async () => {
    await start({ balanceCents: 500_00 });
    for (const [receiver, status] of [
      ['ada', 'FAILED'],
      ['bo', 'UNCLAIMED'],
      ['cy', 'BLOCKED'],
    ] as const) {
      paypal.setOutcome(`${receiver}@mail.example`, status);
    }
    await accept(
      'S1',
      payout('ada@mail.example'),
      payout('bo@mail.example'),
      payout('cy@mail.example'),
      payout('di@mail.example'),
    );
    expect(paypal.balanceCents()).toBe(500_00 - 3 * 118_50);
    now += 30 * DAY_MS;
    expect(paypal.balanceCents()).toBe(500_00 - 2 * 118_50);
  });
});

describe('an item', () => {
  it.each([
    'SUCCESS',
    'FAILED',
    'UNCLAIMED',
    'RETURNED',
    'BLOCKED',
    'ONHOLD',
    'REFUNDED',
    'REVERSED',
    'DENIED',
    'ON_HOLD',
    'PENDING',
  ])('ends as %s where its receiver’s items are to', async (status) => {
    paypal.setOutcome('Ada@Mail.Example', status, 'SOME_REASON');
    const id = await accept('S1', payout('ada@mail.example'), payout('bo@mail.example'));
    const { items } = (await client.batch(id)).body;
    expect(items[0].transaction_status).toBe(status);
    expect(items[0].errors?.name).toBe(status === 'SUCCESS' ? undefined : 'SOME_REASON');
    expect(items[1].transaction_status).toBe('SUCCESS');
    expect((await client.item(items[0].payout_item_id)).body).toEqual({ ...items[0], sender_batch_id: 'S1' });
  });

  it('keeps its end when another is set later', async () => {
    paypal.setOutcome('ada@mail.example', 'FAILED');
    await accept('S1', payout('ada@mail.example'));
    expect(statuses()).toEqual(['FAILED']);
    paypal.setOutcome('ada@mail.example', 'SUCCESS');
    await accept('S2', payout('ada@mail.example'));
    expect(statuses()).toEqual(['FAILED', 'SUCCESS']);
  });

  it('nobody claims is returned after 30 days, counted from when it was processed', async () => {
    await start({ processingMs: DAY_MS });
    paypal.setOutcome('ada@mail.example', 'UNCLAIMED');
    await accept('S1', payout('ada@mail.example'));
    now += 31 * DAY_MS - 1;
    expect(statuses()).toEqual(['UNCLAIMED']);
    now += 1;
    expect(paypal.transfers()).toMatchObject([
      { status: 'RETURNED', error: 'RECEIVER_UNREGISTERED', at: START, settledAt: START + 31 * DAY_MS },
    ]);
  });

  it('is returned even when nobody looked in between', async () => {
    paypal.setOutcome('ada@mail.example', 'UNCLAIMED');
    await accept('S1', payout('ada@mail.example'));
    now += 400 * DAY_MS;
    expect(paypal.transfers()).toMatchObject([{ status: 'RETURNED', settledAt: START + 30 * DAY_MS }]);
  });

  it('that was cancelled or claimed is not returned again', async () => {
    for (const receiver of ['ada@mail.example', 'bo@mail.example']) paypal.setOutcome(receiver, 'UNCLAIMED');
    await accept('S1', payout('ada@mail.example'), payout('bo@mail.example'));
    const [first, second] = paypal.transfers().map(({ payoutItemId }) => payoutItemId);
    expect((await client.cancel(first ?? '')).body.transaction_status).toBe('RETURNED');
    paypal.moveItem(second ?? '', 'SUCCESS');
    now += 30 * DAY_MS;
    expect(paypal.transfers().map(({ status, settledAt }) => [status, settledAt])).toEqual([
      ['RETURNED', START],
      ['SUCCESS', START],
    ]);
  });

  it.each([
    { end: 'UNCLAIMED', again: true, status: 200 },
    { end: 'SUCCESS', again: false, status: 400, name: 'ITEM_INCORRECT_STATUS' },
    { end: 'BLOCKED', again: false, status: 400, name: 'ITEM_INCORRECT_STATUS' },
    { end: 'RETURNED', again: false, status: 400, name: 'ITEM_ALREADY_CANCELLED' },
  ])('that is $end can be cancelled: $again', async ({ end, status, name }) => {
    paypal.setOutcome('ada@mail.example', end);
    await accept('S1', payout('ada@mail.example'));
    const answer = await client.cancel(paypal.transfers()[0]?.payoutItemId ?? '');
    expect([answer.status, answer.body.name]).toEqual([status, name]);
  });
});

it.each([
  ['batch', () => client.batch('none')],
  ['item', () => client.item('none')],
  ['cancel', () => client.cancel('none')],
] as const)('knows no %s it never made', async (_, ask) => {
  expect(await ask()).toMatchObject({ status: 404, body: { name: 'INVALID_RESOURCE_ID' } });
});

describe('the rate', () => {
  it('is 400 batches in any minute of the wall clock, while the program’s stands still', async () => {
    const send = (count: number, name: string) =>
      Promise.all(
        Array.from({ length: count }, (_, index) =>
          client.create(batchOf(`${name}-${index}`, payout('ada@mail.example'))),
        ),
      );
    const count = (answers: { status: number }[], status: number) =>
      answers.filter((answer) => answer.status === status).length;

    expect(count(await send(200, 'a'), 201)).toBe(200);
    wall = 30_000;
    expect(count(await send(201, 'b'), 201)).toBe(200);
    wall = 59_999;
    expect(await client.create(batchOf('c', payout('ada@mail.example')))).toMatchObject({
      status: 429,
      body: { name: 'RATE_LIMIT_REACHED' },
    });
    wall = 60_000;
    expect(count(await send(201, 'd'), 201)).toBe(200);
    expect(paypal.transfers()).toHaveLength(600);
  });
});
