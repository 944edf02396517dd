/**
 * Asks PayPal to pay. Every answer is sorted by what it proves, since unknown is never failed: only a definite answer
 * moves money in the ledger. Facts: PayPal's Payouts API v1.
 */
import type { Cents } from '../domain/money/cents.ts';

export interface PayoutItemRequest {
  /** At most 63 characters; unique over all batches. */
  readonly senderItemId: string;
  /** An e-mail address, at most 127 characters. */
  readonly receiver: string;
  readonly amount: Cents;
}

/** A frozen batch: the same id is sent with the same bytes for ever. 1 to 15,000 items. */
export interface PayoutBatchRequest {
  /** At most 256 characters; PayPal remembers it for 30 days. */
  readonly senderBatchId: string;
  readonly emailSubject: string;
  readonly note: string;
  readonly items: readonly PayoutItemRequest[];
}

export type SendOutcome =
  /** PayPal has the batch: it answered with its own batch id. */
  | { readonly kind: 'accepted'; readonly payoutBatchId: string }
  /** PayPal had this sender batch id before. Without a link the batch exists somewhere. */
  | { readonly kind: 'duplicate'; readonly payoutBatchId: string | undefined }
  /** A definite 400 that names items: the whole request was rejected because of them. `index` counts from 0 in the request. */
  | {
      readonly kind: 'items-refused';
      readonly items: readonly { readonly index: number; readonly issue: string }[];
      readonly error: string;
      readonly debugId: string | undefined;
    }
  | { readonly kind: 'insufficient-funds'; readonly debugId: string | undefined }
  /** Any other definite 4xx, by PayPal's error name. */
  | { readonly kind: 'refused'; readonly status: number; readonly error: string; readonly debugId: string | undefined }
  /** The request was never made: no token, no credentials. It proves nothing about earlier attempts. */
  | { readonly kind: 'not-sent'; readonly cause: string; readonly debugId: string | undefined }
  /** Time-out, reset, 5xx, 429, PREVIOUS_REQUEST_IN_PROGRESS, unreadable 2xx: it may have been accepted. */
  | { readonly kind: 'unknown'; readonly cause: string; readonly debugId: string | undefined };

/** PayPal's item statuses as documented; `UNRECOGNIZED` is anything else. ON_HOLD is read as ONHOLD. */
export type PayPalItemStatus =
  | 'PENDING'
  | 'ONHOLD'
  | 'UNCLAIMED'
  | 'SUCCESS'
  | 'FAILED'
  | 'RETURNED'
  | 'CANCELED'
  | 'DENIED'
  | 'REFUNDED'
  | 'REVERSED'
  | 'BLOCKED'
  | 'UNRECOGNIZED';

export interface PayPalItem {
  readonly payoutItemId: string;
  readonly senderItemId: string;
  readonly receiver: string;
  readonly amount: Cents;
  readonly currency: string;
  readonly status: PayPalItemStatus;
  /** PayPal's error name, such as RECEIVER_UNREGISTERED. */
  readonly error: string | undefined;
}

export interface PayPalBatch {
  readonly payoutBatchId: string;
  readonly senderBatchId: string;
  /** PENDING, PROCESSING, SUCCESS, DENIED, CANCELED, or what PayPal says tomorrow. */
  readonly status: string;
  readonly items: readonly PayPalItem[];
}

/** `unavailable`: nothing was learnt. `not-found`: PayPal denies that there is such a batch or item. */
export type Lookup<T> =
  | { readonly kind: 'found'; readonly value: T }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'unavailable'; readonly cause: string };

export interface PayoutGateway {
  send(batch: PayoutBatchRequest): Promise<SendOutcome>;
  /** All pages. A batch whose pages do not add up to its own total is `unavailable`: look again later. */
  findBatch(payoutBatchId: string): Promise<Lookup<PayPalBatch>>;
  findItem(payoutItemId: string): Promise<Lookup<PayPalItem>>;
  /** Cancels an UNCLAIMED item, which then becomes RETURNED: a look-up proves it, this answer does not. */
  cancelItem(
    payoutItemId: string,
  ): Promise<
    | { readonly kind: 'asked' }
    | { readonly kind: 'refused'; readonly error: string }
    | { readonly kind: 'unavailable'; readonly cause: string }
  >;
}
