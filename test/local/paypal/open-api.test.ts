/** The check against PayPal's own OpenAPI file notices what deviates, a field that does not exist included. */
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type OpenApiCheck, openApiCheck } from '../../../local/paypal/open-api.ts';
import { OPEN_API_FILE } from '../../adapters/paypal/payout-batches.ts';
import { batchOf, payout } from './payouts-client.ts';

const header = { payout_batch_id: 'B1', batch_status: 'PENDING', sender_batch_header: { sender_batch_id: 'S1' } };
const item = {
  payout_item_id: 'I1',
  payout_batch_id: 'B1',
  payout_item: payout('ada@mail.example'),
  transaction_status: 'SUCCESS',
};
const links = [{ href: 'https://api.example/v1', rel: 'self', method: 'GET' }];

describe.skipIf(!existsSync(OPEN_API_FILE))('PayPal’s OpenAPI file (skipped where ../shared/paypal is missing)', () => {
  const check = (): OpenApiCheck => openApiCheck(OPEN_API_FILE);

  it.each([
    {
      why: 'a good request',
      found: (c: OpenApiCheck) => c.ofRequest('create', batchOf('S1', payout('ada@mail.example'))),
    },
    { why: 'a good answer', found: (c: OpenApiCheck) => c.ofAnswer('create', 201, { batch_header: header, links }) },
    {
      why: 'an undefined field',
      found: (c: OpenApiCheck) => c.ofAnswer('item', 200, { ...item, transaction_id: undefined }),
    },
    {
      why: 'a status that only PayPal’s pages name',
      found: (c: OpenApiCheck) => c.ofAnswer('item', 200, { ...item, transaction_status: 'DENIED' }),
    },
    { why: 'an OAuth error', found: (c: OpenApiCheck) => c.ofAnswer('create', 401, { error: 'invalid_token' }) },
    { why: 'a call that it does not describe', found: (c: OpenApiCheck) => c.ofAnswer('token', 200, {}) },
  ])('finds nothing in $why', ({ found }) => {
    expect(found(check())).toEqual([]);
  });

  it.each([
    {
      why: 'a missing field',
      found: (c: OpenApiCheck) => c.ofRequest('create', { items: [payout('ada@mail.example')] }),
      says: 'sender_batch_header',
    },
    {
      why: 'a field that does not exist',
      found: (c: OpenApiCheck) => c.ofRequest('create', batchOf('S1', payout('ada@mail.example', { reciever: 'x' }))),
      says: 'reciever',
    },
    {
      why: 'text that is too long',
      found: (c: OpenApiCheck) => c.ofRequest('create', batchOf('S1', payout('a'.repeat(128)))),
      says: '/items/0/receiver',
    },
    {
      why: 'an unknown batch status',
      found: (c: OpenApiCheck) =>
        c.ofAnswer('create', 201, { batch_header: { ...header, batch_status: 'NEW' }, links }),
      says: 'batch_status',
    },
    {
      why: 'an unknown item status',
      found: (c: OpenApiCheck) => c.ofAnswer('item', 200, { ...item, transaction_status: 'NEW' }),
      says: 'transaction_status',
    },
    {
      why: 'a day for a moment',
      found: (c: OpenApiCheck) => c.ofAnswer('cancel', 200, { ...item, time_processed: '2026-11-20' }),
      says: 'time_processed',
    },
    {
      why: 'an error without its name',
      found: (c: OpenApiCheck) => c.ofAnswer('batch', 404, { message: 'x', debug_id: 'x' }),
      says: 'name',
    },
    {
      why: 'an error of a status it does not list',
      found: (c: OpenApiCheck) => c.ofAnswer('create', 422, { name: 'X', message: 'x' }),
      says: 'debug_id',
    },
  ])('notices $why', ({ found, says }) => {
    expect(found(check()).join('\n')).toContain(says);
  });
});
