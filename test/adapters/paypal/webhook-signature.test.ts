/** Whose webhooks are believed: every part of a transmission changed by a byte, every clock, every certificate. */
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signingKey } from '../../../local/paypal/certificate.ts';
import { type Transmission, WebhookDesk } from '../../../local/paypal/webhooks.ts';
import { checkSignature, type Headers } from '../../../shared/adapters/paypal/webhook-signature.ts';
import { WEBHOOK_HEADERS, type WebhookHeader } from '../../../shared/contracts/paypal-webhook.ts';

const NOW = Date.parse('2026-11-20T17:00:00Z');
const HOUR_MS = 3_600_000;
const CERTIFICATE_URL = 'https://api.sandbox.paypal.com/v1/notifications/certs/CERT-LOCAL';

const desk = new WebhookDesk({
  clock: () => NOW,
  wallClock: () => NOW,
  origin: () => 'https://api.sandbox.paypal.com',
});
desk.register({ url: 'https://program.example/paypal/webhook', webhookId: 'WEBHOOK-1' });
desk.mode = 'held';
desk.tell({ eventType: 'PAYMENT.PAYOUTSBATCH.SUCCESS', resourceType: 'payouts', resource: { batch_header: {} } });
const [webhook] = desk.webhooks();
const sent: Transmission = desk.transmission(webhook?.id ?? '');
const certificate = new X509Certificate(desk.certificateAt('/v1/notifications/certs/CERT-LOCAL') ?? '');

interface Changed {
  readonly headers?: Headers;
  readonly body?: Uint8Array;
  readonly at?: number;
  readonly webhookId?: string;
  readonly certificate?: X509Certificate;
}

const judged = ({
  headers = {},
  body,
  at = NOW,
  webhookId = 'WEBHOOK-1',
  certificate: own = certificate,
}: Changed = {}) =>
  checkSignature({ ...sent.headers, ...headers }, body ?? Buffer.from(sent.body), at, {
    webhookId,
    certificates: { at: async (url) => (url === CERTIFICATE_URL ? own : undefined) },
  });
const refusal = async (changed: Changed) => {
  const verdict = await judged(changed);
  return verdict.genuine ? 'genuine' : verdict.why;
};

it('a webhook as PayPal sent it is genuine', async () => expect(await judged()).toEqual({ genuine: true }));

describe('one byte', () => {
  it('of the body makes it a forgery, whichever it is and whatever it becomes', async () => {
    const body = Buffer.from(sent.body);
    await fc.assert(
      fc.asyncProperty(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 }), async (place, change) => {
        const altered = Buffer.from(body);
        altered[place] = (altered[place] ?? 0) ^ change;
        expect(await refusal({ body: altered })).toBe('the signature does not match');
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    { what: 'more', body: Buffer.from(`${sent.body} `) },
    { what: 'less', body: Buffer.from(sent.body.slice(0, -1)) },
    { what: 'and no other: nothing at all', body: Buffer.alloc(0) },
  ])('$what makes it one, too', async ({ body }) =>
    expect(await refusal({ body })).toBe('the signature does not match'),
  );

  it.each(Object.entries(WEBHOOK_HEADERS) as [WebhookHeader, string][])(
    'of the header %s makes it one, at every place',
    async (_, header) => {
      const value = sent.headers[header] ?? '';
      for (let place = 0; place < value.length; place += 1) {
        const other = value[place] === 'A' ? 'B' : 'A';
        const altered = `${value.slice(0, place)}${other}${value.slice(place + 1)}`;
        expect([place, (await judged({ headers: { [header]: altered } })).genuine]).toEqual([place, false]);
      }
    },
  );
});

describe('a header', () => {
  it.each(Object.values(WEBHOOK_HEADERS))('%s that is not there', async (header) =>
    expect((await judged({ headers: { [header]: undefined } })).genuine).toBe(false),
  );

  it.each([
    { header: 'signature', value: `${sent.headers[WEBHOOK_HEADERS.signature]} ` },
    { header: 'signature', value: `${sent.headers[WEBHOOK_HEADERS.signature]?.replaceAll('=', '')}` },
    { header: 'algorithm', value: 'SHA1withRSA' },
    { header: 'algorithm', value: 'none' },
    { header: 'transmissionTime', value: 'now' },
    { header: 'transmissionTime', value: '2026-13-45T99:00:00Z' },
    { header: 'transmissionId', value: 'a|b' },
  ] as const)('$header as $value', async ({ header, value }) =>
    expect((await judged({ headers: { [WEBHOOK_HEADERS[header]]: value } })).genuine).toBe(false),
  );
});

describe('the time', () => {
  it.each([
    { why: 'three days of tries and an hour', at: NOW + 73 * HOUR_MS, genuine: true },
    { why: 'a second more', at: NOW + 73 * HOUR_MS + 1_000, genuine: false },
    { why: 'five minutes before it was sent, by our clock', at: NOW - 300_000, genuine: true },
    { why: 'a second more than that', at: NOW - 301_000, genuine: false },
  ])('$why: $genuine', async ({ at, genuine }) => expect((await judged({ at })).genuine).toBe(genuine));
});

describe('a certificate', () => {
  it('of another key is no proof', async () => {
    const other = new X509Certificate(signingKey(NOW).certificate);
    expect(await refusal({ certificate: other })).toBe('the signature does not match');
  });

  it.each([
    { why: 'that is over', at: NOW - 5_000 * 86_400_000 },
    { why: 'that has not begun', at: NOW + 5_000 * 86_400_000 },
  ])('$why is none', async ({ at }) => {
    const own = new X509Certificate(signingKey(at, 1).certificate);
    expect(await refusal({ certificate: own })).toBe('its certificate is not valid now');
  });

  it('is read as it was written: Node finds it sound', () => {
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.subject).toBe('CN=local PayPal');
    expect(certificate.verify(generateKeyPairSync('rsa', { modulusLength: 2_048 }).publicKey)).toBe(false);
  });
});

it("another program's webhook is not ours", async () =>
  expect(await refusal({ webhookId: 'WEBHOOK-2' })).toBe('the signature does not match'));
