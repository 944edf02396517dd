/** Webhooks become looks: once an event, for batches of ours only, and nothing of what they say goes further than an id. */
import { beforeEach, describe, expect, it } from 'vitest';
import { takenWebhooks } from '../../../shared/adapters/ledger/taken-webhooks.ts';
import { memoryTable } from '../../../shared/adapters/memory/memory-table.ts';
import { type WebhookEvent, webhookEventSchema } from '../../../shared/contracts/paypal-webhook.ts';
import { type LookMessage, lookMessageSchema } from '../../../shared/contracts/settlement.ts';
import { instant } from '../../../shared/domain/calendar/time-zone.ts';
import { takeWebhook } from '../../../shared/usecases/settlement/take-webhook.ts';

const UNTIL = instant(Date.parse('2026-11-27T00:00:00Z'));
const CREATED = '2026-11-20T17:03:11Z';
const OURS = 'payout-2026-11-14-g00-0001-1';

const webhook = (resource: object, more: object = {}): WebhookEvent =>
  webhookEventSchema.parse({
    id: 'WH-1',
    event_type: 'PAYMENT.PAYOUTS-ITEM.RETURNED',
    create_time: CREATED,
    resource,
    ...more,
  });
const item = { sender_batch_id: OURS, payout_batch_id: 'BATCH1', transaction_status: 'RETURNED', payout_item: {} };
const LOOK: LookMessage = lookMessageSchema.parse({
  kind: 'look',
  weekEnding: '2026-11-14',
  manifest: 'g00-0001',
  generation: 1,
  payoutBatchId: 'BATCH1',
  changedAt: Date.parse(CREATED),
});

let queued: LookMessage[];
let fails: boolean;
let table = memoryTable();
beforeEach(() => {
  [queued, fails, table] = [[], false, memoryTable()];
});

const take = (event: WebhookEvent) =>
  takeWebhook(event, UNTIL, {
    taken: takenWebhooks(table),
    queue: {
      send: async (messages) => {
        if (fails) throw new Error('the queue is not there');
        queued.push(...messages);
      },
    },
  });

describe('a webhook about a batch of ours', () => {
  it.each([
    { what: 'an item', event: webhook(item) },
    {
      what: 'the batch',
      event: webhook(
        { batch_header: { payout_batch_id: 'BATCH1', sender_batch_header: { sender_batch_id: OURS } } },
        { event_type: 'PAYMENT.PAYOUTSBATCH.SUCCESS' },
      ),
    },
  ])('is a look at it: $what', async ({ event }) => {
    expect(await take(event)).toBe('taken');
    expect(queued).toEqual([LOOK]);
  });

  it('is a look once, however often it is sent', async () => {
    expect([await take(webhook(item)), await take(webhook(item)), await take(webhook(item, { id: 'WH-2' }))]).toEqual([
      'taken',
      'duplicate',
      'taken',
    ]);
    expect(queued).toEqual([LOOK, LOOK]);
    expect(table.items()).toContainEqual({ pk: 'WEBHOOK#WH-1', sk: '!', ttl: UNTIL / 1_000 });
  });

  it('that could not be queued is not marked: PayPal sends it again', async () => {
    fails = true;
    await expect(take(webhook(item))).rejects.toThrow('the queue is not there');
    fails = false;
    expect(await take(webhook(item))).toBe('taken');
  });
});

describe('a webhook about nothing of ours', () => {
  it.each([
    { what: 'of a batch that somebody else sent', event: webhook({ ...item, sender_batch_id: 'PAYROLL-7' }) },
    { what: 'of no batch', event: webhook({}) },
    {
      what: 'of a week that does not exist',
      event: webhook({ ...item, sender_batch_id: OURS.replace('11-14', '11-15') }),
    },
    { what: 'about a sale', event: webhook(item, { event_type: 'PAYMENT.SALE.COMPLETED' }) },
    { what: 'whose ids are of another kind', event: webhook({ ...item, sender_batch_id: 7 }) },
  ])('is ignored: $what', async ({ event }) => {
    expect(await take(event)).toBe('ignored');
    expect([queued, table.items()]).toEqual([[], []]);
  });
});
