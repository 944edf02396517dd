/** Referral lists in words: their states, and what becomes of a row. */
import type { components } from '../../api/schema.made.ts';
import type { Tone } from '../../parts/tag.tsx';

export type ReferralList = components['schemas']['ReferralList'];
export type ListRow = components['schemas']['ReferralListRow'];
export type Outcome = ListRow['outcome'];

export const STATES: Readonly<Record<ReferralList['state'], readonly [word: string, tone: Tone]>> = {
  previewing: ['being previewed', 'waiting'],
  previewed: ['previewed, not committed', 'waiting'],
  committing: ['being committed', 'waiting'],
  committed: ['committed', 'good'],
};

/** It passes by itself: look again soon. */
export const isPassing = ({ state }: ReferralList): boolean => state === 'previewing' || state === 'committing';

export const OUTCOMES: Readonly<Record<Outcome, readonly [word: string, tone: Tone, means: string]>> = {
  new: ['new', 'good', 'credited to you when they sign up in time'],
  'listed-already': ['listed already', 'good', 'listed before: the days count anew'],
  'claim-instead': [
    'claim instead',
    'waiting',
    'a client already, not credited to you: claim them if you referred them',
  ],
  'already-yours': ['already yours', 'quiet', 'a client who is credited to you'],
  'self-referral': ['you', 'bad', 'you yourself: nobody earns on an account of their own'],
  duplicate: ['duplicate', 'quiet', 'a row before it names the same mailbox'],
  invalid: ['invalid', 'bad', 'no e-mail, or a name that cannot be one'],
};

/** In the order in which they are told. */
export const OUTCOME_NAMES = Object.keys(OUTCOMES) as Outcome[];

/** @param detail of the API: a code for a name like the partner's, else its own words. */
export const detailWords = (detail: string): string =>
  detail === 'self-referral-review' ? 'Has your name: should they sign up, operations decide.' : detail;
