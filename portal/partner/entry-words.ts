/** What an entry is, where its money is and why it does not count, in words. */
import type { components } from '../api/schema.made.ts';
import type { Tone } from '../parts/tag.tsx';

export type Entry = components['schemas']['Entry'];
type Word = readonly [word: string, tone: Tone];

export const KIND_WORDS: Readonly<Record<Entry['kind'], string>> = {
  commission: 'Commission',
  adjustment: 'Adjustment',
};

export const REASON_WORDS: Readonly<Record<NonNullable<Entry['reason']>, string>> = {
  'self-referral': 'the account is your own',
  'self-referral-review': 'operations find out whether the account is a business of yours',
  'cancelled-before-maturity': 'the client cancelled before it was mature',
  'referrer-corrected': 'the client is credited to another partner, by the client’s own word',
  refund: 'for a refund to the client',
  chargeback: 'for a chargeback',
  'chargeback-reversed': 'for a chargeback that was reversed',
  operations: 'made by operations',
};

export const PLACES: Readonly<Record<Entry['place'], Word>> = {
  maturing: ['maturing', 'waiting'],
  earned: ['waits for its Friday', 'waiting'],
  'on-balance': ['on your balance', 'waiting'],
  'in-flight': ['on its way', 'waiting'],
  paid: ['paid', 'good'],
  'with-operations': ['with operations', 'waiting'],
};

/** Only what does not count is in one of these instead of a place. */
export const STANDINGS: Readonly<Record<Exclude<Entry['standing'], 'counts'>, Word>> = {
  void: ['void', 'bad'],
  held: ['held', 'waiting'],
};
