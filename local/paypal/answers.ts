/** The API's answers, in the shapes of PayPal's OpenAPI file and of what it was seen to send. */
import { cents, toDecimal } from '../../shared/domain/money/cents.ts';
import type { BatchState, ItemState } from './book.ts';

export interface ErrorDetail {
  readonly field?: string;
  readonly value?: string;
  readonly location?: string;
  readonly issue: string;
  readonly link?: readonly { readonly href: string; readonly rel: string; readonly method: string }[];
}

export interface ApiError {
  readonly name: string;
  readonly message: string;
  readonly details?: readonly ErrorDetail[];
}

/** Undefined fields are left out when it is written as JSON. */
export interface Answer {
  readonly status: number;
  readonly body: object;
}

const usd = (amount: number) => ({ currency: 'USD', value: toDecimal(cents(amount)) });
const time = (ms: number | undefined) => (ms === undefined ? undefined : `${new Date(ms).toISOString().slice(0, 19)}Z`);
const sum = (amounts: readonly number[]) => amounts.reduce((total, next) => total + next, 0);

export const batchUrl = (origin: string, payoutBatchId: string) => `${origin}/v1/payments/payouts/${payoutBatchId}`;
const itemUrl = (origin: string, payoutItemId: string) => `${origin}/v1/payments/payouts-item/${payoutItemId}`;

function headerOf({ payoutBatchId, senderBatchId, emailSubject, emailMessage }: BatchState, status: string) {
  return {
    payout_batch_id: payoutBatchId,
    batch_status: status,
    sender_batch_header: { sender_batch_id: senderBatchId, email_subject: emailSubject, email_message: emailMessage },
  };
}

/** Always PENDING, even where processing takes no time: the first look finds it processed. */
export function createdAnswer(batch: BatchState, origin: string): Answer {
  const links = [{ href: batchUrl(origin, batch.payoutBatchId), rel: 'self', method: 'GET' }];
  return { status: 201, body: { batch_header: headerOf(batch, 'PENDING'), links } };
}

export interface PageWanted {
  readonly page: number;
  readonly pageSize: number;
  readonly totalRequired: boolean;
}

export function batchAnswer(batch: BatchState, { page, pageSize, totalRequired }: PageWanted, origin: string): Answer {
  const pages = Math.ceil(batch.items.length / pageSize);
  const url = (number: number) => `${batchUrl(origin, batch.payoutBatchId)}?page=${number}&page_size=${pageSize}`;
  const link = (rel: string, number: number) => ({ href: url(number), rel, method: 'GET' });
  const body = {
    ...(totalRequired ? { total_items: batch.items.length, total_pages: pages } : {}),
    batch_header: {
      ...headerOf(batch, batch.status),
      time_created: time(batch.createdAt),
      time_completed: time(batch.completedAt),
      funding_source: 'BALANCE',
      amount: usd(sum(batch.items.map((item) => item.cents))),
      fees: usd(sum(batch.items.map((item) => item.feeCents))),
    },
    items: batch.items.slice((page - 1) * pageSize, page * pageSize).map((item) => itemBody(item, origin)),
    links: [
      link('self', page),
      ...(page < pages ? [link('next', page + 1)] : []),
      ...(page > 1 ? [link('prev', page - 1)] : []),
    ],
  };
  return { status: 200, body };
}

export function itemAnswer(item: ItemState, origin: string): Answer {
  return { status: 200, body: { ...itemBody(item, origin), sender_batch_id: item.batch.senderBatchId } };
}

/** What a webhook carries of a batch: its header, without items. */
export const batchResource = (batch: BatchState, origin: string): object => ({
  batch_header: {
    ...headerOf(batch, batch.status),
    time_created: time(batch.createdAt),
    time_completed: time(batch.completedAt),
  },
  links: [{ href: batchUrl(origin, batch.payoutBatchId), rel: 'self', method: 'GET' }],
});

function itemBody(item: ItemState, origin: string) {
  return {
    payout_item_id: item.payoutItemId,
    transaction_id: item.settledAt === undefined ? undefined : `T${item.payoutItemId}`,
    transaction_status: item.status,
    payout_item_fee: usd(item.feeCents),
    payout_batch_id: item.batch.payoutBatchId,
    payout_item: {
      recipient_type: item.recipientType,
      amount: usd(item.cents),
      note: item.note,
      receiver: item.receiver,
      sender_item_id: item.senderItemId,
      recipient_wallet: 'PAYPAL',
    },
    time_processed: time(item.settledAt),
    errors:
      item.error === undefined
        ? undefined
        : {
            name: item.error,
            message: 'Why this item was not simply paid.',
            debug_id: item.payoutItemId,
            details: [],
            links: [],
          },
    links: [{ href: itemUrl(origin, item.payoutItemId), rel: 'item', method: 'GET' }],
  };
}
