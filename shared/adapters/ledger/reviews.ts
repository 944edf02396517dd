/** What waits for operations over a table: an item a review, gone once it is decided. */
import type { Review, ReviewKind, Reviews } from '../../ports/reviews.ts';
import type { Item, Key, Table, Write } from '../../ports/table.ts';
import { REVIEWS, reviewKey } from './keys.ts';

/** A review's id within its kind: who or what it is about. */
export function reviewIdOf(review: Review): string {
  switch (review.kind) {
    case 'ambiguous-referrer':
      return review.clientId;
    case 'self-referral':
      // A tilde stands in no id and needs no escaping in an address.
      return `${review.clientId}~${review.partnerId}`;
    case 'shared-address':
    case 'us-source-income':
    case 'denied-claims':
    case 'moved-to-us':
      return review.partnerId;
  }
}

const keyOf = (review: Review): Key => reviewKey(review.kind, reviewIdOf(review));

/** The newest of a kind about somebody replaces the one before. */
export const openReviewWrite = (review: Review): Write => ({ kind: 'put', item: { ...keyOf(review), review } });

export const closeReviewWrite = (review: Review): Write => ({
  kind: 'delete',
  key: keyOf(review),
  when: { kind: 'present' },
});

export function reviews(table: Table): Reviews {
  return {
    async list(kind, { after, limit }) {
      const prefix = `${kind}#`;
      const found: { review: Review; id: string }[] = [];
      const bound = after === undefined ? {} : { after: `${prefix}${after}` };
      for await (const item of table.query({ pk: REVIEWS, prefix, ...bound, limit })) {
        found.push({ review: toReview(item), id: item.sk.slice(prefix.length) });
        if (found.length === limit) break;
      }
      return found;
    },
    async find(kind: ReviewKind, id: string) {
      const item = await table.get(reviewKey(kind, id));
      return item && toReview(item);
    },
  };
}

const toReview = (item: Item): Review => item.review as Review;
