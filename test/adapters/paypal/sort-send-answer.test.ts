/** The outcome table: what each answer to the creation of a batch proves. */
import { describe, expect, it } from 'vitest';
import { sortSendAnswer } from '../../../shared/adapters/paypal/sort-send-answer.ts';
import type { SendOutcome } from '../../../shared/ports/payout-gateway.ts';
import { payoutBatch } from './payout-batches.ts';

const batch = payoutBatch('2026-11-14-g00-0001-1', [
  'ada@mail.example',
  'bo@mail.example',
  'cy@mail.example',
  'di@mail.example',
]);

const sort = (statusCode: number, body: unknown, headers: Record<string, string> = {}): SendOutcome =>
  sortSendAnswer({ statusCode, headers, message: typeof body === 'string' ? body : JSON.stringify(body) }, batch);

const error = (name: string, details: unknown = []) => ({ name, message: 'Words.', debug_id: 'f10ca1', details });
const duplicate = (...link: unknown[]) =>
  error('USER_BUSINESS_ERROR', [
    { field: 'SENDER_BATCH_ID', issue: 'Batch with given sender_batch_id already exists', link },
  ]);
const href = (url: string) => ({ href: url, rel: 'self', method: 'GET' });
const invalid = (...fields: string[]) =>
  error(
    'VALIDATION_ERROR',
    fields.map((field) => ({ field, location: 'body', issue: `${field} is wrong` })),
  );

describe('accepted', () => {
  it.each([
    { why: 'the usual 201', status: 201, header: { payout_batch_id: 'B1', batch_status: 'PENDING' } },
    { why: 'another 2xx with an id', status: 200, header: { payout_batch_id: 'B1' } },
    {
      why: 'our id echoed',
      status: 201,
      header: { payout_batch_id: 'B1', sender_batch_header: { sender_batch_id: batch.senderBatchId } },
    },
  ])('$why', ({ status, header }) => {
    expect(sort(status, { batch_header: header })).toEqual({ kind: 'accepted', payoutBatchId: 'B1' });
  });
});

describe('unknown: it may have been accepted', () => {
  it.each([
    { why: '201 without a batch id', status: 201, body: { batch_header: { batch_status: 'PENDING' } } },
    { why: '201 with an empty batch id', status: 201, body: { batch_header: { payout_batch_id: '' } } },
    { why: '201 with a number for a batch id', status: 201, body: { batch_header: { payout_batch_id: 7 } } },
    {
      why: '201 about another batch',
      status: 201,
      body: { batch_header: { payout_batch_id: 'B1', sender_batch_header: { sender_batch_id: 'else' } } },
    },
    { why: '201 with half a document', status: 201, body: '{"batch_header":{"payout_ba' },
    { why: '200 with html', status: 200, body: '<html></html>' },
    { why: '204 with nothing', status: 204, body: '' },
    { why: '302', status: 302, body: '' },
    { why: '400 with html, which may hide a duplicate', status: 400, body: '<html></html>' },
    { why: '400 cut off, which may hide a duplicate', status: 400, body: '{"name":"USER_BUSINESS_ERR' },
    { why: '400 that names nothing', status: 400, body: { message: 'no' } },
    { why: '403 of a firewall', status: 403, body: 'Access denied' },
    { why: '408', status: 408, body: error('REQUEST_TIMEOUT') },
    { why: '409', status: 409, body: error('RESOURCE_CONFLICT') },
    { why: '425', status: 425, body: error('TOO_EARLY') },
    { why: '429', status: 429, body: error('RATE_LIMIT_REACHED') },
    { why: '429 without a body', status: 429, body: '' },
    { why: 'a rate limit under another status', status: 403, body: error('RATE_LIMIT_REACHED') },
    { why: '500', status: 500, body: error('INTERNAL_ERROR') },
    { why: '500 that speaks of funds', status: 500, body: error('INSUFFICIENT_FUNDS') },
    { why: '503 html', status: 503, body: '<html></html>' },
    { why: 'a previous request in progress, 400', status: 400, body: error('PREVIOUS_REQUEST_IN_PROGRESS') },
    { why: 'a previous request in progress, 422', status: 422, body: error('PREVIOUS_REQUEST_IN_PROGRESS') },
    {
      why: 'a previous request in progress, as an issue',
      status: 400,
      body: error('UNPROCESSABLE_ENTITY', [{ issue: 'PREVIOUS_REQUEST_IN_PROGRESS' }]),
    },
  ])('$why', ({ status, body }) => {
    expect(sort(status, body)).toMatchObject({ kind: 'unknown', cause: expect.stringContaining(`HTTP ${status}`) });
  });
});

describe('duplicate', () => {
  it.each([
    { why: 'a link', body: duplicate(href('https://api.example/v1/payments/payouts/Q6K2')), id: 'Q6K2' },
    {
      why: 'a link with a query',
      body: duplicate(href('https://api.example/v1/payments/payouts/Q6K2?page=1')),
      id: 'Q6K2',
    },
    { why: 'a relative link', body: duplicate(href('/v1/payments/payouts/Q6K2')), id: 'Q6K2' },
    {
      why: 'a link of its own, not in a list',
      body: error('USER_BUSINESS_ERROR', [
        { field: 'SENDER_BATCH_ID', issue: 'x', link: href('/v1/payments/payouts/Q6K2') },
      ]),
      id: 'Q6K2',
    },
    {
      why: 'a second link that leads to the batch',
      body: duplicate(href('https://developer.example/docs/#errors'), href('/v1/payments/payouts/Q6K2')),
      id: 'Q6K2',
    },
    { why: 'a link to anything else', body: duplicate(href('https://developer.example/docs/#errors')), id: undefined },
    { why: 'no link', body: duplicate(), id: undefined },
    {
      why: 'the older form',
      body: error('USER_BUSINESS_ERROR', [{ field: 'SENDER_BATCH_ID', issue: 'Duplicate batch request' }]),
      id: undefined,
    },
    {
      why: 'the sentence alone',
      body: error('USER_BUSINESS_ERROR', [{ issue: 'Batch with given sender_batch_id already exists' }]),
      id: undefined,
    },
    {
      why: 'the sentence under another name',
      body: error('VALIDATION_ERROR', [{ issue: 'Batch with given sender_batch_id already exists' }]),
      id: undefined,
    },
    { why: 'no details at all', body: error('USER_BUSINESS_ERROR'), id: undefined },
    { why: 'details of another shape', body: error('USER_BUSINESS_ERROR', {}), id: undefined },
  ])('$why', ({ body, id }) => {
    expect(sort(400, body)).toEqual({ kind: 'duplicate', payoutBatchId: id });
  });

  it('is known under a 409 too: there the batch exists for certain', () => {
    expect(sort(409, duplicate(href('/v1/payments/payouts/Q6K2'))).kind).toBe('duplicate');
  });
});

describe('items refused', () => {
  it.each([
    { fields: ['items[3].receiver'], indexes: [3] },
    { fields: ['items/3/receiver'], indexes: [3] },
    { fields: ['/items/3/receiver'], indexes: [3] },
    { fields: ['/items/3'], indexes: [3] },
    { fields: ['items[2].amount.value', 'items[0].receiver'], indexes: [0, 2] },
    { fields: ['items[1].receiver', 'sender_batch_header.email_subject'], indexes: [1] },
  ])('$fields', ({ fields, indexes }) => {
    const outcome = sort(400, invalid(...fields));
    expect(outcome).toMatchObject({ kind: 'items-refused', error: 'VALIDATION_ERROR', debugId: 'f10ca1' });
    expect(outcome.kind === 'items-refused' && outcome.items.map(({ index }) => index)).toEqual(indexes);
  });

  it('names an item once, with all that is wrong with it', () => {
    const items = [
      { index: 1, issue: 'receiver: items[1].receiver is wrong; amount.value: items[1].amount.value is wrong' },
    ];
    expect(sort(400, invalid('items[1].receiver', 'items[1].amount.value'))).toMatchObject({ items });
  });

  it.each([
    { why: 'an item that was not sent', status: 400, body: invalid('items[0].receiver', 'items[4].receiver') },
    { why: 'no item, but the batch', status: 400, body: invalid('sender_batch_header.sender_batch_id') },
    { why: 'something that only looks like it', status: 400, body: invalid('myitems[3].receiver') },
    { why: 'another status', status: 422, body: invalid('items[0].receiver') },
    {
      why: 'another error',
      status: 400,
      body: error('NON_HOLDING_CURRENCY', [{ field: 'items[0].amount.currency', issue: 'x' }]),
    },
  ])('is not read from $why', ({ status, body }) => {
    expect(sort(status, body)).toMatchObject({ kind: 'refused', status, debugId: 'f10ca1' });
  });

  it('passes no address on', () => {
    const body = error('VALIDATION_ERROR', [
      {
        field: 'items[0].receiver',
        value: 'ada@mail.example',
        issue: 'Receiver "ada@mail.example" (ada+x@mail.example) is invalid',
      },
    ]);
    expect(JSON.stringify(sort(400, body))).not.toContain('mail.example');
  });
});

describe('insufficient funds', () => {
  it.each([400, 403, 422])('under %i', (status) => {
    expect(sort(status, error('INSUFFICIENT_FUNDS'))).toEqual({ kind: 'insufficient-funds', debugId: 'f10ca1' });
  });
});

describe('refused', () => {
  it.each([
    [403, 'SENDER_RESTRICTED'],
    [403, 'SENDER_EMAIL_UNCONFIRMED'],
    [403, 'AUTHORIZATION_ERROR'],
    [403, 'REQUIRED_SCOPE_MISSING'],
    [400, 'NON_HOLDING_CURRENCY'],
    [400, 'VALIDATION_ERROR'],
    [415, 'UNSUPPORTED_MEDIA_TYPE'],
  ])('%i %s', (status, name) => {
    expect(sort(status, error(name))).toEqual({ kind: 'refused', status, error: name, debugId: 'f10ca1' });
  });

  it('a business error about something else than the batch id', () => {
    const body = error('USER_BUSINESS_ERROR', [{ field: 'RECIPIENT_TYPE', issue: 'Try another one' }]);
    expect(sort(400, body)).toMatchObject({ kind: 'refused', error: 'USER_BUSINESS_ERROR' });
  });

  it('OAuth’s own form, with the debug id from the header', () => {
    const outcome = sort(401, { error: 'invalid_token', error_description: 'x' }, { 'paypal-debug-id': 'abc123' });
    expect(outcome).toEqual({ kind: 'refused', status: 401, error: 'invalid_token', debugId: 'abc123' });
  });

  it('takes nothing for a name or a debug id that is none', () => {
    expect(sort(403, { name: 'Sorry, ada@mail.example' }).kind).toBe('unknown');
    expect(sort(403, { name: 'NOPE', debug_id: 'ada@mail.example' })).toMatchObject({
      kind: 'refused',
      debugId: undefined,
    });
  });
});
