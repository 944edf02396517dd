/** Takes a webhook of PayPal's as what it is: a hint that a batch of ours should be looked at now. */
import { PAYOUT_EVENTS, type WebhookEvent, type WebhookOutcome } from '../../contracts/paypal-webhook.ts';
import { type BatchRef, batchRefSchema } from '../../contracts/settlement.ts';
import { type Instant, instant } from '../../domain/calendar/time-zone.ts';
import { senderBatchParts } from '../../domain/payout-batch.ts';
import type { LookQueue } from '../../ports/look-queue.ts';
import type { TakenWebhooks } from '../../ports/taken-webhooks.ts';

export interface WebhookDependencies {
  readonly taken: TakenWebhooks;
  readonly queue: LookQueue;
}

/** @param until when PayPal may send it for the last time. */
export async function takeWebhook(
  event: WebhookEvent,
  until: Instant,
  { taken, queue }: WebhookDependencies,
): Promise<WebhookOutcome> {
  const batch = PAYOUT_EVENTS.test(event.event_type) ? batchOf(event) : undefined;
  if (!batch) return 'ignored';
  if (await taken.isTaken(event.id)) return 'duplicate';
  const payoutBatchId = event.resource.payout_batch_id ?? event.resource.batch_header?.payout_batch_id;
  await queue.send([
    {
      kind: 'look',
      ...batch,
      changedAt: instant(Date.parse(event.create_time)),
      ...(payoutBatchId === undefined ? {} : { payoutBatchId }),
    },
  ]);
  // Only now: a hint that was marked and never queued would be lost, and one that is queued twice does no harm.
  await taken.take(event.id, until);
  return 'taken';
}

/** From the id that we gave it. Undefined for a batch that somebody else sent from the same PayPal account. */
function batchOf({ resource }: WebhookEvent): BatchRef | undefined {
  const senderBatchId = resource.sender_batch_id ?? resource.batch_header?.sender_batch_header?.sender_batch_id;
  const parts = senderBatchId === undefined ? undefined : senderBatchParts(senderBatchId);
  return parts && batchRefSchema.safeParse(parts).data;
}
