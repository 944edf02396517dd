/** The identities of a batch and its items: pure functions of what was planned, so that a retry can never invent a new one. */
import type { WeekEnding } from './calendar/week.ts';
import type { PartnerId } from './ids.ts';

/** PayPal takes 15,000 items; a thousand keep a manifest under DynamoDB's 400 KB and one page per look-up. */
export const MAX_BATCH_ITEMS = 1_000;

/** PayPal forgets a sender batch id after 30 days; five days of margin for clocks and queues. */
export const NEVER_SEND_AFTER_DAYS = 25;

export const senderBatchIdOf = (week: WeekEnding, manifest: string, generation: number): string =>
  `payout-${week}-${manifest}-${generation}`;

/** At most 10 + 1 + 3 + 1 + 40 = 55 of PayPal's 63 characters. */
export const senderItemIdOf = (week: WeekEnding, partner: PartnerId, generation: number): string =>
  `${week}.${generation}.${partner}`;

const SENDER_BATCH_ID =
  /^payout-(?<weekEnding>\d{4}-\d{2}-\d{2})-(?<manifest>g\d{2}-\d{4})-(?<generation>[1-9]\d{0,2})$/;

/** `payout-2026-11-14-g00-0001-1`: what the batch was made of. Undefined for an id that is none of ours. */
export function senderBatchParts(
  senderBatchId: string,
): { readonly weekEnding: string; readonly manifest: string; readonly generation: number } | undefined {
  // A match has every group: none of them is optional.
  const parts = SENDER_BATCH_ID.exec(senderBatchId)?.groups as
    | { readonly weekEnding: string; readonly manifest: string; readonly generation: string }
    | undefined;
  return parts && { ...parts, generation: Number(parts.generation) };
}
