/** Where a payout's money is, in a word and a colour; the sentence beside it is the API's. */
import type { components } from '../api/schema.made.ts';
import type { Tone } from '../parts/tag.tsx';

export type Payout = components['schemas']['Payout'];

export const PLACE_WORDS: Readonly<Record<Payout['place'], string>> = {
  paid: 'paid',
  'in-flight': 'on its way',
  back: 'back on your balance',
  'with-operations': 'with operations',
};

export const PLACE_TONES: Readonly<Record<Payout['place'], Tone>> = {
  paid: 'good',
  'in-flight': 'waiting',
  back: 'bad',
  'with-operations': 'waiting',
};
