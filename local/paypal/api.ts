/** The five calls of the Payouts API that the local PayPal offers, without HTTP: a request in, an answer out. */
import { type Answer, type ApiError, batchAnswer, batchUrl, createdAnswer, itemAnswer } from './answers.ts';
import type { Book } from './book.ts';
import type { BookItem } from './book-events.ts';
import { type CreateRequest, checkCreateRequest } from './create-request.ts';
import { simulatedBy } from './negative-testing.ts';
import { letTimePass, THIRTY_DAYS_MS } from './passing-time.ts';

/** `older` is the duplicate answer without a link to the batch. */
export const DUPLICATE_FORMS = ['link', 'older'] as const;
export type DuplicateForm = (typeof DUPLICATE_FORMS)[number];

export interface ApiOptions {
  readonly book: Book;
  readonly clock: () => number;
  readonly processingMs: number;
  /** Cents that one payout costs the sender. */
  readonly feeOf: (cents: number) => number;
  readonly admitsPost: () => boolean;
  readonly origin: () => string;
}

export class Api {
  duplicateForm: DuplicateForm = 'link';
  readonly #options: ApiOptions;

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  /** @returns 'no-answer' where PayPal is to keep silent. */
  create(body: unknown): Answer | 'no-answer' {
    if (!this.#options.admitsPost()) return error(429, { name: 'RATE_LIMIT_REACHED', message: 'Too many requests.' });
    const simulated = simulatedBy(firstNote(body));
    if (simulated) return simulated.kind === 'answer' ? simulated.answer : 'no-answer';
    const checked = checkCreateRequest(body);
    if (checked.kind === 'invalid') {
      return error(400, {
        name: 'VALIDATION_ERROR',
        message: 'Invalid request - see details',
        details: checked.details,
      });
    }
    return this.#accept(checked.request);
  }

  batch(payoutBatchId: string, query: URLSearchParams): Answer {
    const page = Number(query.get('page') ?? 1);
    const pageSize = Number(query.get('page_size') ?? 1_000);
    if (!isBetween(page, 1, 1_000_000) || !isBetween(pageSize, 1, 1_000)) {
      const details = [
        { field: 'page, page_size', location: 'query', issue: 'page is from 1, page_size from 1 to 1000' },
      ];
      return error(400, { name: 'VALIDATION_ERROR', message: 'Invalid request - see details', details });
    }
    const batch = this.look().batches.get(payoutBatchId);
    if (!batch) return notFound();
    return batchAnswer(
      batch,
      { page, pageSize, totalRequired: query.get('total_required') === 'true' },
      this.#options.origin(),
    );
  }

  item(payoutItemId: string): Answer {
    const item = this.look().items.get(payoutItemId);
    return item ? itemAnswer(item, this.#options.origin()) : notFound();
  }

  /** Only what is UNCLAIMED can be cancelled; it becomes RETURNED, not CANCELED. */
  cancel(payoutItemId: string): Answer {
    const book = this.look();
    const item = book.items.get(payoutItemId);
    if (!item) return notFound();
    if (item.status === 'RETURNED')
      return error(400, { name: 'ITEM_ALREADY_CANCELLED', message: 'Item has already been cancelled.' });
    if (item.status !== 'UNCLAIMED')
      return error(400, { name: 'ITEM_INCORRECT_STATUS', message: 'Item is not unclaimed.' });
    book.record({
      kind: 'item-moved',
      payoutItemId,
      at: this.#options.clock(),
      end: { status: 'RETURNED', error: item.error },
    });
    return itemAnswer(item, this.#options.origin());
  }

  /** The book as it stands at this moment of the program's clock. */
  look(): Book {
    const { book, clock, processingMs } = this.#options;
    letTimePass(book, clock(), processingMs);
    return book;
  }

  #accept(request: CreateRequest): Answer {
    const { clock, feeOf, origin } = this.#options;
    const book = this.look();
    const now = clock();
    const { sender_batch_id, email_subject, email_message } = request.sender_batch_header;

    // The only de-duplication there is: after 30 days the same id makes a second batch, as at PayPal.
    const earlier = book.latestOf(sender_batch_id);
    if (earlier && now - earlier.createdAt < THIRTY_DAYS_MS) return this.#duplicate(earlier.payoutBatchId);
    if (request.items.some(({ amount }) => amount.currency !== 'USD')) {
      return error(400, { name: 'NON_HOLDING_CURRENCY', message: 'Your balance is not held in this currency.' });
    }

    const items: BookItem[] = request.items.map((item, index) => ({
      payoutItemId: numbered('ITEM', book.items.size + index + 1),
      senderItemId: item.sender_item_id,
      recipientType: item.recipient_type ?? 'EMAIL',
      receiver: item.receiver,
      cents: item.amount.value,
      feeCents: feeOf(item.amount.value),
      note: item.note,
    }));
    const needed = items.reduce((total, { cents, feeCents }) => total + cents + feeCents, 0);
    if (needed > book.balanceCents) {
      return error(422, {
        name: 'INSUFFICIENT_FUNDS',
        message: 'Sender does not have sufficient funds. Please add funds and retry.',
      });
    }

    const payoutBatchId = numbered('BATCH', book.batches.size + 1);
    const batch = {
      payoutBatchId,
      senderBatchId: sender_batch_id,
      emailSubject: email_subject,
      emailMessage: email_message,
    };
    book.record({ kind: 'accepted', batch: { ...batch, createdAt: now, items } });
    const accepted = book.batches.get(payoutBatchId);
    if (!accepted) throw new Error(`batch ${payoutBatchId} was accepted but is not in the book`);
    return createdAnswer(accepted, origin());
  }

  #duplicate(payoutBatchId: string): Answer {
    const field = 'SENDER_BATCH_ID';
    const link = [{ href: batchUrl(this.#options.origin(), payoutBatchId), rel: 'self', method: 'GET' }];
    const detail =
      this.duplicateForm === 'link'
        ? { field, location: 'body', issue: 'Batch with given sender_batch_id already exists', link }
        : { field, issue: 'Duplicate batch request' };
    return error(400, { name: 'USER_BUSINESS_ERROR', message: 'User business error.', details: [detail] });
  }
}

const error = (status: number, body: ApiError): Answer => ({ status, body: { details: [], ...body } });
const notFound = () => error(404, { name: 'INVALID_RESOURCE_ID', message: 'Requested resource ID was not found.' });
const isBetween = (value: number, least: number, most: number) =>
  Number.isInteger(value) && value >= least && value <= most;

/** Ids that a test can foretell: `BATCH0000000A`, 13 characters like PayPal's. */
function numbered(prefix: string, number: number): string {
  return `${prefix}${number
    .toString(36)
    .toUpperCase()
    .padStart(13 - prefix.length, '0')}`;
}

function firstNote(body: unknown): string | undefined {
  const items = (body as { items?: unknown } | null)?.items;
  const note: unknown = Array.isArray(items) ? items[0]?.note : undefined;
  return typeof note === 'string' ? note : undefined;
}
