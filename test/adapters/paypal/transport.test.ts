/** The transport against servers that misbehave: it always settles, never crashes, and never takes a mess for an answer. */
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { payPalGateway } from '../../../shared/adapters/paypal/paypal-gateway.ts';
import { CREDENTIALS, payoutBatch } from './payout-batches.ts';
import { json, rawServer } from './raw-server.ts';

const batch = payoutBatch('2026-11-14-g00-0001-1', ['ada@mail.example', 'bo@mail.example']);
const created = { batch_header: { payout_batch_id: 'B1', batch_status: 'PENDING', sender_batch_header: {} } };
const JSON_TYPE = { 'content-type': 'application/json' };

const gatewayAt = (baseUrl: string, deadlineMs = 5_000) =>
  payPalGateway({ baseUrl, credentials: async () => CREDENTIALS, deadlineMs, now: () => 0 });

const HORRORS: readonly { why: string; answer: (response: ServerResponse) => void; cause?: RegExp }[] = [
  {
    why: 'a 201 with malformed JSON',
    answer: (response) => response.writeHead(201, JSON_TYPE).end('{"batch_header":'),
  },
  { why: 'a 201 without a body', answer: (response) => response.writeHead(201, JSON_TYPE).end() },
  { why: 'a 201 without content type, unreadable', answer: (response) => response.writeHead(201).end('accepted') },
  {
    why: 'a 200 of html',
    answer: (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html/>'),
  },
  {
    why: 'a 201 that is not the gzip it says',
    answer: (response) => response.writeHead(201, { ...JSON_TYPE, 'content-encoding': 'gzip' }).end('not gzip at all'),
    cause: /connection failed/,
  },
  {
    why: 'a 201 shorter than promised',
    answer: (response) => {
      response.writeHead(201, { ...JSON_TYPE, 'content-length': 1_000 });
      response.write('{"batch_header":', () => response.socket?.destroy());
    },
    cause: /connection failed: UND_ERR_SOCKET/,
  },
  {
    why: 'a reset',
    answer: (response) => void response.socket?.resetAndDestroy(),
    cause: /connection failed: ECONNRESET/,
  },
  {
    why: 'bytes that are not HTTP',
    answer: (response) => void response.socket?.end('SSH-2.0-hello\r\n'),
    cause: /connection failed/,
  },
  {
    why: 'a redirect',
    answer: (response) => response.writeHead(307, { location: '/elsewhere' }).end(),
    cause: /HTTP 307/,
  },
];

describe('what PayPal may have accepted is unknown after', () => {
  it.each(HORRORS)('$why', async ({ answer, cause }) => {
    const server = await rawServer((_, response) => answer(response));
    const outcome = await gatewayAt(server.url).send(batch);
    expect(outcome).toMatchObject({
      kind: 'unknown',
      cause: expect.stringMatching(cause ?? /HTTP 20[01] without a payout_batch_id/),
    });
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    { why: 'a silent server', answer: () => undefined },
    {
      why: 'a body that never ends',
      answer: (response: ServerResponse) => void response.writeHead(201, JSON_TYPE).write('{"batch'),
    },
  ])('the deadline: $why', async ({ answer }) => {
    const server = await rawServer((_, response) => answer(response));
    const outcome = await gatewayAt(server.url, 100).send(batch);
    expect(outcome).toEqual({ kind: 'unknown', cause: 'no whole answer within 100 ms', debugId: undefined });
  });
});

it('accepts a batch id that comes without a content type: the id is what counts', async () => {
  const server = await rawServer((_, response) => response.writeHead(201).end(JSON.stringify(created)));
  expect(await gatewayAt(server.url).send(batch)).toEqual({ kind: 'accepted', payoutBatchId: 'B1' });
});

it('reads an answer that is really gzip', async () => {
  const { gzipSync } = await import('node:zlib');
  const server = await rawServer((_, response) =>
    response.writeHead(201, { ...JSON_TYPE, 'content-encoding': 'gzip' }).end(gzipSync(JSON.stringify(created))),
  );
  expect(await gatewayAt(server.url).send(batch)).toEqual({ kind: 'accepted', payoutBatchId: 'B1' });
});

it('sends the same bytes for the same batch, whoever sends them', async () => {
  const server = await rawServer((_, response) => json(response, 500, { name: 'INTERNAL_ERROR' }));
  const copy = JSON.parse(JSON.stringify(batch)) as typeof batch;
  await gatewayAt(server.url).send(batch);
  await gatewayAt(server.url).send({
    items: copy.items,
    note: copy.note,
    emailSubject: copy.emailSubject,
    senderBatchId: copy.senderBatchId,
  });
  expect(server.requests[1]?.body).toBe(server.requests[0]?.body);
  expect(server.requests[0]).toMatchObject({
    method: 'POST',
    path: '/v1/payments/payouts?',
    requestId: batch.senderBatchId,
  });
  expect(server.requests[0]?.body).toBe(
    '{"sender_batch_header":{"sender_batch_id":"2026-11-14-g00-0001-1","email_subject":"Your partner payout"},"items":[' +
      '{"recipient_type":"EMAIL","amount":{"currency":"USD","value":"118.50"},"receiver":"ada@mail.example","note":"Thank you.","sender_item_id":"2026-11-14-g00-0001-1-0"},' +
      '{"recipient_type":"EMAIL","amount":{"currency":"USD","value":"118.51"},"receiver":"bo@mail.example","note":"Thank you.","sender_item_id":"2026-11-14-g00-0001-1-1"}]}',
  );
});

describe('the token', () => {
  it('is fetched with Basic authentication, once for a client', async () => {
    const server = await rawServer((_, response) => json(response, 201, created));
    const gateway = gatewayAt(server.url);
    await Promise.all([gateway.send(batch), gateway.send(batch)]);
    await gateway.send(batch);
    expect(server.tokenRequests).toHaveLength(1);
    expect(server.tokenRequests[0]).toMatchObject({
      method: 'POST',
      authorization: `Basic ${Buffer.from('program:not-a-secret').toString('base64')}`,
      body: 'grant_type=client_credentials',
    });
    expect(server.requests.map(({ authorization }) => authorization)).toEqual(Array(3).fill('Bearer token-1'));
  });

  it('is not shared between clients, even of one client id', async () => {
    const server = await rawServer((_, response) => json(response, 201, created));
    await gatewayAt(server.url).send(batch);
    await gatewayAt(server.url).send(batch);
    expect(server.requests.map(({ authorization }) => authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  it('ages by the clock that was given', async () => {
    const server = await rawServer((_, response) => json(response, 201, created));
    let now = 0;
    const gateway = payPalGateway({ baseUrl: server.url, credentials: async () => CREDENTIALS, now: () => now });
    await gateway.send(batch);
    now = 3_600_000;
    await gateway.send(batch);
    expect(server.tokenRequests).toHaveLength(2);
  });

  it('is fetched anew when the secret was rotated', async () => {
    const server = await rawServer((_, response) => json(response, 201, created));
    let clientSecret = 'old';
    const gateway = payPalGateway({
      baseUrl: server.url,
      credentials: async () => ({ clientId: 'program', clientSecret }),
      now: () => 0,
    });
    await gateway.send(batch);
    clientSecret = 'new';
    await gateway.send(batch);
    expect(server.tokenRequests.map(({ authorization }) => atob(authorization.slice(6)))).toEqual([
      'program:old',
      'program:new',
    ]);
  });

  it('is renewed once on a 401, and the same bytes are sent again', async () => {
    const server = await rawServer((_, response, { authorization }) =>
      authorization === 'Bearer token-1'
        ? json(response, 401, { error: 'invalid_token' })
        : json(response, 201, created),
    );
    expect(await gatewayAt(server.url).send(batch)).toEqual({ kind: 'accepted', payoutBatchId: 'B1' });
    expect(server.requests.map(({ authorization }) => authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
    expect(server.requests[1]?.body).toBe(server.requests[0]?.body);
  });

  it('is renewed only once: a second 401 is a refusal', async () => {
    const server = await rawServer((_, response) => json(response, 401, { error: 'invalid_token' }));
    expect(await gatewayAt(server.url).send(batch)).toMatchObject({
      kind: 'refused',
      status: 401,
      error: 'invalid_token',
    });
    expect([server.requests.length, server.tokenRequests.length]).toEqual([2, 2]);
  });

  it('refused is a definite answer: the batch was never posted', async () => {
    const server = await rawServer(
      (_, response) => json(response, 201, created),
      (_, response) => json(response, 401, { error: 'invalid_client', error_description: 'x' }),
    );
    expect(await gatewayAt(server.url).send(batch)).toMatchObject({
      kind: 'refused',
      status: 401,
      error: 'invalid_client',
    });
    expect(server.requests).toEqual([]);
  });

  it.each([
    { why: 'a broken token endpoint', status: 503, body: {} },
    { why: 'a token answer without a token', status: 200, body: { expires_in: 5 } },
    { why: 'a rate limit on tokens', status: 429, body: { name: 'RATE_LIMIT_REACHED' } },
  ])('missing proves that nothing was sent: $why', async ({ status, body }) => {
    const server = await rawServer(
      (_, response) => json(response, 201, created),
      (_, response) => json(response, status, body),
    );
    expect(await gatewayAt(server.url).send(batch)).toMatchObject({
      kind: 'not-sent',
      cause: `PayPal was not asked: no token: HTTP ${status}`,
    });
    expect(server.requests).toEqual([]);
  });
});

it('sends nothing without credentials, and says why', async () => {
  const server = await rawServer((_, response) => json(response, 201, created));
  const credentials = () => Promise.reject(new Error('secret paypal: is not JSON'));
  const gateway = payPalGateway({ baseUrl: server.url, credentials, now: () => 0 });
  const cause = 'PayPal was not asked: secret paypal: is not JSON';
  expect(await gateway.send(batch)).toEqual({ kind: 'not-sent', cause, debugId: undefined });
  expect(await gateway.findBatch('B1')).toEqual({ kind: 'unavailable', cause });
  expect(server.requests).toEqual([]);
});

it.each(['http://api.paypal.example', 'ftp://127.0.0.1', 'http://127.0.0.1.example'])(
  'refuses the base URL %s',
  (baseUrl) => {
    expect(() => gatewayAt(baseUrl)).toThrow(RangeError);
  },
);
