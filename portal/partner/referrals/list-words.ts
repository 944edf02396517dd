/** What becomes of a row of a referral list, in words for the partner. */
import type { Outcome } from '../../lists/words.ts';

export const OUTCOMES: Readonly<Record<Outcome, { readonly word: string; readonly means: string }>> = {
  new: { word: 'new', means: 'credited to you when they sign up in time' },
  'listed-already': { word: 'listed already', means: 'listed before: the days count anew' },
  'claim-instead': {
    word: 'claim instead',
    means: 'a client already, not credited to you: claim them if you referred them',
  },
  'already-yours': { word: 'already yours', means: 'a client who is credited to you' },
  'self-referral': { word: 'you', means: 'you yourself: nobody earns on an account of their own' },
  duplicate: { word: 'duplicate', means: 'a row before it names the same mailbox' },
  invalid: { word: 'invalid', means: 'no e-mail, or a name that cannot be one' },
};

/** @param detail of the API: a code for a name like the partner's, else its own words. */
export const detailWords = (detail: string): string =>
  detail === 'self-referral-review' ? 'Has your name: should they sign up, operations decide.' : detail;
