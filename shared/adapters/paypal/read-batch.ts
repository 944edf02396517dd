/** Reads a batch page by page, and believes it only when the pages add up to the batch's own total. */
import { batchPageSchema, type PayoutItemAnswer, payoutItemSchema } from '../../contracts/paypal.ts';
import type { Lookup, PayPalBatch, PayPalItem, PayPalItemStatus } from '../../ports/payout-gateway.ts';
import { type Answer, jsonOf } from './payouts-client.ts';
import { readError, wordsOf } from './read-error.ts';

/** PayPal's largest. */
export const PAGE_SIZE = 1_000;
/** 15,000 items in pages of any size that makes sense; a server that counts wrongly must not keep us for ever. */
const MAX_PAGES = 1_000;

const STATUSES: ReadonlySet<string> = new Set<PayPalItemStatus>([
  ...(['PENDING', 'ONHOLD', 'UNCLAIMED', 'SUCCESS', 'FAILED', 'RETURNED'] as const),
  ...(['CANCELED', 'DENIED', 'REFUNDED', 'REVERSED', 'BLOCKED'] as const),
]);

const unavailable = (cause: string): { kind: 'unavailable'; cause: string } => ({ kind: 'unavailable', cause });

export async function readBatch(
  payoutBatchId: string,
  getPage: (page: number) => Promise<Answer>,
): Promise<Lookup<PayPalBatch>> {
  const items: PayPalItem[] = [];
  const seen = new Set<string>();
  for (let number = 1; number <= MAX_PAGES; number += 1) {
    const answer = await getPage(number);
    if (answer.statusCode !== 200) return failedLookup(answer);
    const parsed = batchPageSchema.safeParse(jsonOf(answer));
    if (!parsed.success) return unavailable(`page ${number} cannot be read: ${fieldsOf(parsed.error)}`);
    const { total_items, batch_header, items: found } = parsed.data;
    if (batch_header.payout_batch_id !== payoutBatchId) return unavailable(`page ${number} is about another batch`);

    for (const item of found.map(toItem)) {
      for (const id of [`item ${item.payoutItemId}`, `sender item ${item.senderItemId}`]) {
        if (seen.has(id)) return unavailable(`${id} stands in the batch twice`);
        seen.add(id);
      }
      items.push(item);
    }
    if (items.length > total_items) return unavailable(`${items.length} items of ${total_items}`);
    if (items.length === total_items) {
      const senderBatchId = batch_header.sender_batch_header.sender_batch_id;
      return { kind: 'found', value: { payoutBatchId, senderBatchId, status: batch_header.batch_status, items } };
    }
    if (found.length === 0) return unavailable(`${items.length} items of ${total_items} after ${number} pages`);
  }
  return unavailable(`more than ${MAX_PAGES} pages`);
}

export function readItem(payoutItemId: string, answer: Answer): Lookup<PayPalItem> {
  if (answer.statusCode !== 200) return failedLookup(answer);
  const parsed = payoutItemSchema.safeParse(jsonOf(answer));
  if (!parsed.success) return unavailable(`the item cannot be read: ${fieldsOf(parsed.error)}`);
  if (parsed.data.payout_item_id !== payoutItemId) return unavailable('the answer is about another item');
  return { kind: 'found', value: toItem(parsed.data) };
}

function toItem({ payout_item_id, transaction_status, payout_item, errors }: PayoutItemAnswer): PayPalItem {
  return {
    payoutItemId: payout_item_id,
    senderItemId: payout_item.sender_item_id,
    receiver: payout_item.receiver,
    amount: payout_item.amount.cents,
    currency: payout_item.amount.currency,
    status: toStatus(transaction_status ?? ''),
    error: errors?.name,
  };
}

function toStatus(text: string): PayPalItemStatus {
  if (text === 'ON_HOLD') return 'ONHOLD';
  return STATUSES.has(text) ? (text as PayPalItemStatus) : 'UNRECOGNIZED';
}

/** A 404 counts as "there is none" only when PayPal says it by name: a wrong base URL answers 404 too. */
function failedLookup(answer: Answer): { kind: 'not-found' } | { kind: 'unavailable'; cause: string } {
  const error = readError(answer);
  return answer.statusCode === 404 && error ? { kind: 'not-found' } : unavailable(wordsOf(answer, error));
}

/** Where an answer differs from its contract; never what stands there. */
function fieldsOf({ issues }: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] }): string {
  const fields = issues.map(({ path }) => path.map(String).join('.') || 'body');
  return [...new Set(fields)].slice(0, 5).join(', ');
}
