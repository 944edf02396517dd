/** The gateway against the local PayPal: every row of the outcome table, and what PayPal moved at each. */
import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Effect } from '../../../local/paypal/faults.ts';
import { type LocalPayPal, startLocalPayPal } from '../../../local/paypal/local-paypal.ts';
import { payPalGateway } from '../../../shared/adapters/paypal/paypal-gateway.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import type { PayoutGateway } from '../../../shared/ports/payout-gateway.ts';
import { CREDENTIALS, OPEN_API_FILE, payoutBatch } from './payout-batches.ts';

const DAY_MS = 86_400_000;
const RECEIVERS = ['ada@mail.example', 'bo@mail.example', 'cy@mail.example'];

let now: number;
let wall: number;
let paypal: LocalPayPal;
let gateway: PayoutGateway;

async function start(options: Partial<Parameters<typeof startLocalPayPal>[0]> = {}): Promise<void> {
  await paypal?.close();
  const clocks = { clock: () => now, wallClock: () => wall };
  paypal = await startLocalPayPal({ ...CREDENTIALS, ...clocks, openApiFile: OPEN_API_FILE, ...options });
  gateway = payPalGateway({
    baseUrl: paypal.url,
    credentials: async () => CREDENTIALS,
    deadlineMs: 20_000,
    now: () => wall,
  });
}

beforeEach(async () => {
  now = Date.parse('2026-11-20T17:00:00Z');
  wall = 1_000_000;
  await start();
});

afterEach(async () => {
  // Each request and answer of these tests was held against PayPal's own OpenAPI file, where that is there.
  expect(paypal.deviations()).toEqual([]);
  await paypal.close();
});

/** Gives up soon, but not before it is logged in: however busy the machine is, only the call that hangs runs out of time. */
async function impatientGateway(): Promise<PayoutGateway> {
  const options = { baseUrl: paypal.url, credentials: async () => CREDENTIALS, now: () => wall };
  const impatient = payPalGateway({ ...options, deadlineMs: 300 });
  while ((await impatient.findItem('none')).kind !== 'not-found');
  return impatient;
}

const idOf = (outcome: Awaited<ReturnType<PayoutGateway['send']>>): string => {
  if (outcome.kind === 'accepted' || outcome.kind === 'duplicate') return outcome.payoutBatchId ?? 'no link';
  throw new Error(`there is no batch: ${JSON.stringify(outcome)}`);
};

describe('a batch that is accepted', () => {
  it('is paid, item by item, to the cent', async () => {
    const outcome = await gateway.send(payoutBatch('S1', RECEIVERS));
    expect(outcome).toEqual({ kind: 'accepted', payoutBatchId: paypal.batches()[0]?.payoutBatchId });
    const found = await gateway.findBatch(idOf(outcome));
    expect(found).toMatchObject({ kind: 'found', value: { senderBatchId: 'S1', status: 'SUCCESS' } });
    expect(found.kind === 'found' && found.value.items).toMatchObject(
      RECEIVERS.map((receiver, index) => ({
        senderItemId: `S1-${index}`,
        receiver,
        amount: 118_50 + index,
        currency: 'USD',
        status: 'SUCCESS',
      })),
    );
    expect(paypal.transfers().map(({ receiver, cents: moved, status }) => [receiver, moved, status])).toEqual(
      RECEIVERS.map((receiver, index) => [receiver, 118_50 + index, 'SUCCESS']),
    );
  });

  it('is read page by page', async () => {
    const receivers = Array.from({ length: 2_001 }, (_, index) => `partner-${index}@mail.example`);
    const found = await gateway.findBatch(idOf(await gateway.send(payoutBatch('S1', receivers))));
    expect(found.kind === 'found' && found.value.items.map(({ receiver }) => receiver)).toEqual(receivers);
    expect(paypal.calls().batch).toBe(3);
  });

  it('shows how each item ended', async () => {
    paypal.setOutcome('ada@mail.example', 'UNCLAIMED');
    paypal.setOutcome('BO@mail.example', 'FAILED', 'RECEIVER_ACCOUNT_LOCKED');
    const found = await gateway.findBatch(idOf(await gateway.send(payoutBatch('S1', RECEIVERS))));
    expect(found.kind === 'found' && found.value.items.map(({ status, error }) => [status, error])).toEqual([
      ['UNCLAIMED', 'RECEIVER_UNREGISTERED'],
      ['FAILED', 'RECEIVER_ACCOUNT_LOCKED'],
      ['SUCCESS', undefined],
    ]);
  });

  it('has unclaimed items that can be cancelled, once', async () => {
    paypal.setOutcome('ada@mail.example', 'UNCLAIMED');
    await gateway.send(payoutBatch('S1', RECEIVERS));
    const [unclaimed, paid] = paypal.transfers().map(({ payoutItemId }) => payoutItemId);
    expect(await gateway.cancelItem(unclaimed ?? '')).toEqual({ kind: 'asked' });
    expect(await gateway.findItem(unclaimed ?? '')).toMatchObject({ kind: 'found', value: { status: 'RETURNED' } });
    expect(await gateway.cancelItem(unclaimed ?? '')).toEqual({ kind: 'refused', error: 'ITEM_ALREADY_CANCELLED' });
    expect(await gateway.cancelItem(paid ?? '')).toEqual({ kind: 'refused', error: 'ITEM_INCORRECT_STATUS' });
  });
});

describe('a batch that was sent before', () => {
  it('is a duplicate with PayPal’s id, and nothing is paid again', async () => {
    const first = idOf(await gateway.send(payoutBatch('S1', RECEIVERS)));
    expect(await gateway.send(payoutBatch('S1', RECEIVERS))).toEqual({ kind: 'duplicate', payoutBatchId: first });
    expect(paypal.transfers()).toHaveLength(3);
  });

  it('is a duplicate without id in the older form', async () => {
    paypal.answerDuplicates('older');
    await gateway.send(payoutBatch('S1', RECEIVERS));
    expect(await gateway.send(payoutBatch('S1', RECEIVERS))).toEqual({ kind: 'duplicate', payoutBatchId: undefined });
  });

  it('is a duplicate for 30 days, and paid twice after them: hence the limit of 25', async () => {
    await gateway.send(payoutBatch('S1', ['ada@mail.example']));
    now += 30 * DAY_MS - 1;
    expect((await gateway.send(payoutBatch('S1', ['ada@mail.example']))).kind).toBe('duplicate');
    now += 1;
    expect((await gateway.send(payoutBatch('S1', ['ada@mail.example']))).kind).toBe('accepted');
    expect(paypal.transfers()).toHaveLength(2);
  });

  it('is a duplicate even when the balance would not pay it again', async () => {
    await gateway.send(payoutBatch('S1', RECEIVERS));
    paypal.setBalance(0);
    expect((await gateway.send(payoutBatch('S1', RECEIVERS))).kind).toBe('duplicate');
  });
});

describe('a batch whose answer is lost', () => {
  const LOST: readonly { effect: Effect; cause: RegExp }[] = [
    { effect: 'hang', cause: /no whole answer within 300 ms/ },
    { effect: 'reset', cause: /ECONNRESET/ },
    { effect: 'truncated', cause: /UND_ERR_SOCKET/ },
    { effect: 'malformed-json', cause: /HTTP 201 without a payout_batch_id/ },
    { effect: 'empty', cause: /HTTP 201 without a payout_batch_id/ },
    { effect: 'html', cause: /HTTP 200 without a payout_batch_id/ },
    { effect: 'internal-error', cause: /HTTP 500 INTERNAL_ERROR/ },
    { effect: 'unavailable', cause: /HTTP 503 SERVICE_UNAVAILABLE/ },
    { effect: 'rate-limited', cause: /HTTP 429 RATE_LIMIT_REACHED/ },
  ];

  it.each(LOST)('$effect after acceptance: unknown, then the duplicate leads to it', async ({ effect, cause }) => {
    const sender = effect === 'hang' ? await impatientGateway() : gateway;
    paypal.orderFault({ effect, stage: 'after' });
    expect(await sender.send(payoutBatch('S1', RECEIVERS))).toMatchObject({
      kind: 'unknown',
      cause: expect.stringMatching(cause),
    });
    expect(await gateway.send(payoutBatch('S1', RECEIVERS))).toEqual({
      kind: 'duplicate',
      payoutBatchId: paypal.batches()[0]?.payoutBatchId,
    });
    expect(paypal.transfers()).toHaveLength(3);
  });

  it.each(LOST)('$effect before PayPal heard of it: unknown, then accepted', async ({ effect }) => {
    const sender = effect === 'hang' ? await impatientGateway() : gateway;
    paypal.orderFault({ effect, stage: 'before' });
    expect((await sender.send(payoutBatch('S1', RECEIVERS))).kind).toBe('unknown');
    expect(paypal.transfers()).toEqual([]);
    expect((await gateway.send(payoutBatch('S1', RECEIVERS))).kind).toBe('accepted');
    expect(paypal.transfers()).toHaveLength(3);
  });

  it('without content type is accepted all the same', async () => {
    paypal.orderFault({ effect: 'no-content-type', stage: 'after' });
    expect((await gateway.send(payoutBatch('S1', RECEIVERS))).kind).toBe('accepted');
  });
});

describe('a batch that is refused', () => {
  it('for its items, which are named', async () => {
    const receivers = ['ada@mail.example', 'not-an-address', 'cy@mail.example', 'neither@this'];
    const outcome = await gateway.send(payoutBatch('S1', receivers));
    const issue = 'receiver: Receiver is invalid or does not match with type';
    expect(outcome).toMatchObject({
      kind: 'items-refused',
      items: [
        { index: 1, issue },
        { index: 3, issue },
      ],
    });
    expect(JSON.stringify(outcome)).not.toContain('neither');
    expect(paypal.transfers()).toEqual([]);
  });

  it('for its amounts', async () => {
    const batch = payoutBatch('S1', RECEIVERS);
    const items = batch.items.map((item, index) => (index === 2 ? { ...item, amount: cents(0) } : item));
    expect(await gateway.send({ ...batch, items })).toMatchObject({ kind: 'items-refused', items: [{ index: 2 }] });
  });

  it('for itself', async () => {
    expect(await gateway.send({ ...payoutBatch('S1', RECEIVERS), emailSubject: 'x'.repeat(256) })).toMatchObject({
      kind: 'refused',
      status: 400,
      error: 'VALIDATION_ERROR',
      debugId: expect.any(String),
    });
  });

  it('for want of funds, until there are some', async () => {
    await start({ balanceCents: 355_53 - 1 });
    expect(await gateway.send(payoutBatch('S1', RECEIVERS))).toMatchObject({ kind: 'insufficient-funds' });
    paypal.setBalance(355_53);
    expect((await gateway.send(payoutBatch('S1', RECEIVERS))).kind).toBe('accepted');
    expect(paypal.balanceCents()).toBe(0);
  });

  it('for the rate, which proves nothing', async () => {
    await start({ postsPerMinute: 1 });
    await gateway.send(payoutBatch('S1', RECEIVERS));
    expect(await gateway.send(payoutBatch('S2', RECEIVERS))).toMatchObject({
      kind: 'unknown',
      cause: 'HTTP 429 RATE_LIMIT_REACHED',
    });
    wall += 60_000;
    expect((await gateway.send(payoutBatch('S2', RECEIVERS))).kind).toBe('accepted');
  });

  it('for its login', async () => {
    const credentials = async () => ({ ...CREDENTIALS, clientSecret: 'wrong' });
    const stranger = payPalGateway({ baseUrl: paypal.url, credentials, now: () => wall });
    expect(await stranger.send(payoutBatch('S1', RECEIVERS))).toMatchObject({
      kind: 'refused',
      status: 401,
      error: 'invalid_client',
    });
    expect(paypal.calls().create).toBe(0);
  });
});

describe('PayPal’s negative testing', () => {
  it.each([
    { note: 'ERRPYO001', outcome: { kind: 'refused', status: 403, error: 'SENDER_RESTRICTED' } },
    { note: 'ERRPYO002', outcome: { kind: 'refused', status: 403, error: 'SENDER_EMAIL_UNCONFIRMED' } },
    { note: 'ERRPYO003', outcome: { kind: 'refused', status: 403, error: 'AUTHORIZATION_ERROR' } },
    { note: 'ERRPYO005', outcome: { kind: 'insufficient-funds' } },
    { note: 'ERRPYO006', outcome: { kind: 'unknown', cause: 'HTTP 500 INTERNAL_ERROR' } },
    { note: 'ERRPYO010', outcome: { kind: 'refused', status: 400, error: 'VALIDATION_ERROR' } },
    { note: 'ERRPYO014', outcome: { kind: 'duplicate', payoutBatchId: undefined } },
    { note: 'ERRPYO035', outcome: { kind: 'unknown', cause: 'HTTP 429 RATE_LIMIT_REACHED' } },
    { note: 'ERRPYO036', outcome: { kind: 'unknown', cause: 'no whole answer within 300 ms' } },
    { note: 'ERRPYO039', outcome: { kind: 'unknown', cause: 'HTTP 400 PREVIOUS_REQUEST_IN_PROGRESS' } },
  ])('$note', async ({ note, outcome }) => {
    const sender = note === 'ERRPYO036' ? await impatientGateway() : gateway;
    expect(await sender.send(payoutBatch('S1', RECEIVERS, note))).toMatchObject(outcome);
    expect(paypal.transfers()).toEqual([]);
  });
});

describe('the token', () => {
  it('is renewed on a 401', async () => {
    await gateway.findItem('none');
    paypal.orderFault({ effect: 'unauthorized', stage: 'before' });
    expect((await gateway.send(payoutBatch('S1', RECEIVERS))).kind).toBe('accepted');
    expect(paypal.calls()).toMatchObject({ token: 2, create: 2 });
  });

  it('is not trusted beyond its life', async () => {
    await gateway.send(payoutBatch('S1', RECEIVERS));
    wall += 32_400_000;
    expect((await gateway.send(payoutBatch('S2', RECEIVERS))).kind).toBe('accepted');
    expect(paypal.calls()).toMatchObject({ token: 2, create: 2 });
  });
});

it('says so when PayPal knows no such batch or item', async () => {
  expect(await gateway.findBatch('none')).toEqual({ kind: 'not-found' });
  expect(await gateway.findItem('none')).toEqual({ kind: 'not-found' });
});

it('keeps ids with odd characters in their place', async () => {
  expect(await gateway.findBatch('../payouts-item/x?y#z')).toEqual({ kind: 'not-found' });
});

describe.skipIf(!existsSync(OPEN_API_FILE))(
  'with PayPal’s OpenAPI file (skipped where ../shared/paypal is missing)',
  () => {
    it('was really checked: a status that the file does not know is noticed', async () => {
      paypal.setOutcome('ada@mail.example', 'COMPLETED');
      await gateway.findBatch(idOf(await gateway.send(payoutBatch('S1', ['ada@mail.example']))));
      const [deviation] = paypal.deviations();
      expect(deviation).toContain('batch answer 200/items/0/transaction_status');
      await start();
    });
  },
);
