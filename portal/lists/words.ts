/** Referral lists as partners and operations see them alike: their states, and the tone of what becomes of a row. */
import type { components } from '../api/schema.made.ts';
import type { Tone } from '../parts/tag.tsx';

export type ReferralList = components['schemas']['ReferralList'];
export type ListRow = components['schemas']['ReferralListRow'];
export type Outcome = ListRow['outcome'];

export const LIST_STATES: Readonly<Record<ReferralList['state'], { readonly words: string; readonly tone: Tone }>> = {
  previewing: { words: 'being previewed', tone: 'waiting' },
  previewed: { words: 'previewed, not committed', tone: 'waiting' },
  committing: { words: 'being committed', tone: 'waiting' },
  committed: { words: 'committed', tone: 'good' },
};

/** It passes by itself: look again soon. */
export const isPassing = ({ state }: Pick<ReferralList, 'state'>): boolean =>
  state === 'previewing' || state === 'committing';

export const OUTCOME_TONES: Readonly<Record<Outcome, Tone>> = {
  new: 'good',
  'listed-already': 'good',
  'claim-instead': 'waiting',
  'already-yours': 'quiet',
  'self-referral': 'bad',
  duplicate: 'quiet',
  invalid: 'bad',
};

/** In the order in which they are told. */
export const OUTCOME_NAMES = Object.keys(OUTCOME_TONES) as readonly Outcome[];
