/** What becomes of a row of a referral list, in words for operations. */
import type { Outcome } from '../../lists/words.ts';

export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  new: 'credited when it signs up in time',
  'listed-already': 'was listed before: its days count anew',
  'claim-instead': 'is a client already: it takes a claim',
  'already-yours': 'is a client of this partner already',
  'self-referral': 'is the partner',
  duplicate: 'names the mailbox of a row before',
  invalid: 'is no e-mail, or no name',
};
