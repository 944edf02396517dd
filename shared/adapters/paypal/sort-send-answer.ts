/**
 * What an answer to the creation of a batch proves. Only three things are proof: PayPal's batch id, the duplicate
 * answer, and a 4xx in which PayPal names its reason. All else is unknown, and unknown is never treated as failed.
 */
import { createdBatchSchema, type ErrorAnswer } from '../../contracts/paypal.ts';
import type { PayoutBatchRequest, SendOutcome } from '../../ports/payout-gateway.ts';
import { type Answer, jsonOf } from './payouts-client.ts';
import { debugIdOf, readError, withoutAddresses, wordsOf } from './read-error.ts';

/** PayPal, or something on the way, gave up or wants to be asked later: the first request may still be at work. */
const UNSETTLED_STATUSES = [408, 409, 425, 429];
const UNSETTLED_NAMES = [
  'PREVIOUS_REQUEST_IN_PROGRESS',
  'RATE_LIMIT_REACHED',
  'INTERNAL_ERROR',
  'INTERNAL_SERVER_ERROR',
];
/** Today's name and that of the OpenAPI file for a request that breaks the schema. */
const VALIDATION_NAMES = ['VALIDATION_ERROR', 'INVALID_REQUEST'];

export function sortSendAnswer(answer: Answer, batch: PayoutBatchRequest): SendOutcome {
  const status = answer.statusCode;
  if (status >= 200 && status < 300) return sortAcceptance(answer, batch);

  const error = readError(answer);
  const debugId = debugIdOf(answer, error);
  const unknown: SendOutcome = { kind: 'unknown', cause: wordsOf(answer, error), debugId };
  // A 4xx without a readable name may be the duplicate answer, cut off on its way.
  if (status < 400 || status >= 500 || !error || isUnsettled(error)) return unknown;
  if (isDuplicate(error)) return { kind: 'duplicate', payoutBatchId: linkedBatchId(error) };
  if (UNSETTLED_STATUSES.includes(status)) return unknown;
  if (error.name === 'INSUFFICIENT_FUNDS') return { kind: 'insufficient-funds', debugId };

  const items = status === 400 && VALIDATION_NAMES.includes(error.name) ? refusedItems(error, batch.items.length) : [];
  if (items.length > 0) return { kind: 'items-refused', items, error: error.name, debugId };
  return { kind: 'refused', status, error: error.name, debugId };
}

function sortAcceptance(answer: Answer, batch: PayoutBatchRequest): SendOutcome {
  const unknown = (what: string): SendOutcome => ({
    kind: 'unknown',
    cause: `HTTP ${answer.statusCode} ${what}`,
    debugId: debugIdOf(answer, undefined),
  });
  const created = createdBatchSchema.safeParse(jsonOf(answer)).data;
  if (!created) return unknown('without a payout_batch_id');
  const { payout_batch_id, sender_batch_header } = created.batch_header;
  const echoed = sender_batch_header?.sender_batch_id ?? batch.senderBatchId;
  if (echoed !== batch.senderBatchId) return unknown('about another batch');
  return { kind: 'accepted', payoutBatchId: payout_batch_id };
}

function isUnsettled({ name, details }: ErrorAnswer): boolean {
  return UNSETTLED_NAMES.includes(name) || details.some(({ issue }) => issue === 'PREVIOUS_REQUEST_IN_PROGRESS');
}

/** Known sentences: "Batch with given sender_batch_id already exists", and the older "Duplicate batch request". */
function isDuplicate({ name, message, details }: ErrorAnswer): boolean {
  const saysSo = (sentence: string | undefined) =>
    /sender.?batch.?id/i.test(sentence ?? '')
      ? /exist|duplicate|already/i.test(sentence ?? '')
      : /duplicate batch/i.test(sentence ?? '');
  if (saysSo(message) || details.some(({ issue }) => saysSo(issue))) return true;
  // PayPal's page on this error knows no other reason for a batch. Without details it is taken for the duplicate it
  // probably is: that only parks the batch, while "refused" would pay it again.
  return (
    name === 'USER_BUSINESS_ERROR' &&
    (details.length === 0 || details.some(({ field }) => /sender.?batch.?id/i.test(field ?? '')))
  );
}

/** The id stands at the end of `…/payments/payouts/ID`. Its host is never asked: we look it up at our own base URL. */
function linkedBatchId({ details }: ErrorAnswer): string | undefined {
  for (const { link = [], links = [] } of details) {
    for (const { href } of [...link, ...links]) {
      const id = /\/payments\/payouts\/([A-Za-z0-9_-]{1,64})\/?(?:[?#]|$)/.exec(href)?.[1];
      if (id !== undefined) return id;
    }
  }
  return undefined;
}

type RefusedItems = Extract<SendOutcome, { kind: 'items-refused' }>['items'];

/**
 * Fields as `items[3].receiver`, `items/3/receiver` and `/items/3/receiver` name the fourth item. The issue begins with
 * the part of the item that it is about: `receiver: Receiver is invalid or does not match with type`.
 */
function refusedItems({ details }: ErrorAnswer, itemCount: number): RefusedItems {
  const issues = new Map<number, string>();
  for (const { field = '', issue = 'no issue given' } of details) {
    const [, place, part] = /^\W*items[[./](\d{1,5})(?:\W+(.*)|$)/i.exec(field) ?? [];
    if (place === undefined) continue;
    const index = Number(place);
    // Whoever names an item that we did not send is not counting as we do: none of its numbers can be trusted.
    if (index >= itemCount) return [];
    const earlier = issues.get(index);
    const sentence = withoutAddresses(part ? `${part}: ${issue}` : issue);
    issues.set(index, earlier === undefined ? sentence : `${earlier}; ${sentence}`);
  }
  return [...issues].sort(([a], [b]) => a - b).map(([index, issue]) => ({ index, issue }));
}
