/** The local PayPal's webhooks: of what, signed so that whoever fetches the certificate believes them, and in every disorder that is ordered. */
import { verify, X509Certificate } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalPayPal, startLocalPayPal } from '../../../local/paypal/local-paypal.ts';
import { FORGERIES } from '../../../local/paypal/webhooks.ts';
import { batchOf, CREDENTIALS, call, PayoutsClient, payout } from './payouts-client.ts';

const NOW = Date.parse('2026-11-20T17:00:00Z');

interface Arrived {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
let arrived: Arrived[];
let status: number;
let receiver: Server;
let time: number;
let paypal: LocalPayPal;
let client: PayoutsClient;

beforeEach(async () => {
  [arrived, status, time] = [[], 200, NOW];
  receiver = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    arrived.push({ headers: request.headers as Record<string, string>, body });
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  paypal = await startLocalPayPal({ ...CREDENTIALS, clock: () => time });
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/paypal/webhook`;
  paypal.registerWebhook({ url, webhookId: 'WEBHOOK-1' });
  client = await PayoutsClient.at(paypal.url);
});
afterEach(async () => {
  await paypal.close();
  await new Promise((resolve) => receiver.close(resolve));
});

const types = () => arrived.map(({ body }) => JSON.parse(body).event_type.replace('PAYMENT.', ''));
/** As a program checks it that knows PayPal only by its URL. */
async function isGenuine({ headers, body }: Arrived): Promise<boolean> {
  const certificateUrl = headers['paypal-cert-url'] ?? '';
  if (!certificateUrl.startsWith(`${paypal.url}/v1/notifications/certs/`)) return false;
  const { publicKey } = new X509Certificate(await (await fetch(certificateUrl)).text());
  const [id, at] = [headers['paypal-transmission-id'], headers['paypal-transmission-time']];
  const signed = Buffer.from(`${id}|${at}|WEBHOOK-1|${crc32(body)}`);
  return verify('sha256', signed, publicKey, Buffer.from(headers['paypal-transmission-sig'] ?? '', 'base64'));
}
const send = () => client.create(batchOf('S1', payout('ada@mail.example'), payout('bob@mail.example')));

it('are sent of batches and items as they change, signed, with the ids that a look-up needs', async () => {
  paypal.setOutcome('bob@mail.example', 'UNCLAIMED');
  await send();
  const [, unclaimed] = paypal.transfers();
  time += 30 * 86_400_000;
  paypal.transfers();
  await paypal.webhooksSettled();
  expect(types()).toEqual([
    'PAYOUTSBATCH.PROCESSING',
    'PAYOUTSBATCH.SUCCESS',
    'PAYOUTS-ITEM.SUCCEEDED',
    'PAYOUTS-ITEM.UNCLAIMED',
    'PAYOUTS-ITEM.RETURNED',
  ]);
  expect(JSON.parse(arrived[1]?.body ?? '')).toMatchObject({
    id: expect.stringMatching(/^WH-/),
    create_time: '2026-11-20T17:00:00.000Z',
    resource_type: 'payouts',
    resource: { batch_header: { payout_batch_id: 'BATCH00000001', sender_batch_header: { sender_batch_id: 'S1' } } },
  });
  expect(JSON.parse(arrived[4]?.body ?? '')).toMatchObject({
    resource_type: 'payouts_item',
    resource: {
      payout_item_id: unclaimed?.payoutItemId,
      payout_batch_id: 'BATCH00000001',
      sender_batch_id: 'S1',
      transaction_status: 'RETURNED',
    },
  });
  for (const each of arrived) expect(await isGenuine(each)).toBe(true);
  expect(paypal.webhooks().map(({ answers }) => answers)).toEqual(arrived.map(() => [200]));
});

it('are sent of a denied batch, and not of a reversal, of which PayPal sends none', async () => {
  paypal.setBatchOutcome('S1', 'DENIED');
  await send();
  const [item] = paypal.transfers();
  paypal.moveItem(item?.payoutItemId ?? '', 'REVERSED');
  await paypal.webhooksSettled();
  expect(types().slice(1)).toEqual(['PAYOUTSBATCH.DENIED', 'PAYOUTS-ITEM.DENIED', 'PAYOUTS-ITEM.DENIED']);
});

describe('held', () => {
  beforeEach(async () => {
    paypal.setWebhookMode('held');
    await send();
    paypal.transfers();
  });
  const ids = () => paypal.webhooks().map(({ id }) => id);

  it('they arrive when they are delivered: twice, the last first, those only that were not taken', async () => {
    await paypal.webhooksSettled();
    expect(arrived).toEqual([]);
    expect(await paypal.deliverWebhooks({ ids: ids().toReversed(), times: 2 })).toEqual(Array(8).fill(200));
    expect(types().slice(0, 4)).toEqual(
      Array(2).fill('PAYOUTS-ITEM.SUCCEEDED').concat(Array(2).fill('PAYOUTS-ITEM.SUCCEEDED')),
    );
    expect(types().slice(6)).toEqual(Array(2).fill('PAYOUTSBATCH.PROCESSING'));
    expect(await paypal.deliverWebhooks()).toEqual([]);
  });

  it('and refused, they are there to be delivered again', async () => {
    status = 500;
    expect(await paypal.deliverWebhooks({ ids: ids().slice(0, 1) })).toEqual([500]);
    status = 200;
    expect(await paypal.deliverWebhooks({ ids: ids().slice(0, 1) })).toEqual([200]);
    expect(paypal.webhooks()[0]?.answers).toEqual([500, 200]);
  });

  it.each(FORGERIES)('and forged, %s, they are none of PayPal to whoever looks', async (forged) => {
    await paypal.deliverWebhooks({ ids: ids().slice(0, 1), forged });
    const [forgery] = arrived;
    if (!forgery) throw new Error('nothing arrived');
    // That one is PayPal's own signature, four days late.
    expect(await isGenuine(forgery)).toBe(forged === 'too-old');
    if (forged === 'too-old') expect(forgery.headers['paypal-transmission-time']).toMatch(/Z$/);
  });

  it('another process can do all that', async () => {
    const [first] = ids();
    expect((await call(paypal.url, '/_local/webhooks')).body).toMatchObject([{ id: first, answers: [] }, {}, {}, {}]);
    const delivery = { ids: [first], times: 2, forged: 'altered-body' };
    expect((await call(paypal.url, '/_local/webhooks/deliveries', 'POST', delivery)).body).toEqual([200, 200]);
    await call(paypal.url, '/_local/webhooks', 'POST', { mode: 'at-once' });
    paypal.moveItem(paypal.transfers()[0]?.payoutItemId ?? '', 'REFUNDED');
    await paypal.webhooksSettled();
    expect(types().at(-1)).toBe('PAYOUTS-ITEM.REFUNDED');
    expect((await call(paypal.url, '/_local/webhooks/deliveries', 'POST', { ids: ['x'] })).status).toBe(400);
  });
});

it('are lost when that is ordered, and none is made where none is registered', async () => {
  paypal.setWebhookMode('lost');
  await send();
  paypal.transfers();
  await paypal.webhooksSettled();
  expect([arrived.length, paypal.webhooks().length]).toEqual([0, 4]);
  const silent = await startLocalPayPal({ ...CREDENTIALS, clock: () => NOW });
  await (await PayoutsClient.at(silent.url)).create(batchOf('S1', payout('ada@mail.example')));
  silent.transfers();
  expect(silent.webhooks()).toEqual([]);
  await silent.close();
});
