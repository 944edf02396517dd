/** What each kind of review is about, and what a decision about it does. */
import type { components } from '../../api/schema.made.ts';

export type Review = components['schemas']['Review'];
export type ReviewKind = Review['kind'];
export type ReviewDecision = Review['decisions'][number];

interface KindWords {
  readonly title: string;
  readonly about: string;
  /** Where nothing of this kind waits. */
  readonly empty: string;
  readonly effects: Partial<Readonly<Record<ReviewDecision, string>>>;
}

const DISMISSED = 'It was looked at, and leaves the list. Nothing else changes.';

export const KINDS: Readonly<Record<ReviewKind, KindWords>> = {
  'ambiguous-referrer': {
    title: 'Referrer not clear',
    about:
      'A sign-up may mean several partners, or none that a rule can name. A client without a referrer is credited by a claim.',
    empty: 'Every sign-up has its referrer, or none was meant.',
    effects: { dismiss: DISMISSED },
  },
  'self-referral': {
    title: 'Perhaps a referral of oneself',
    about:
      'The owner has the partner’s full name and an e-mail of a business: an account that the partner manages, which counts, or a second business of theirs, which does not. Its commissions are held until it is decided.',
    empty: 'No commissions are held for this.',
    effects: {
      accept: 'The client counts for this partner for good, and what was held is earned.',
      refuse: 'The client is the partner’s own for good: its commissions are void, and the partner sees why.',
    },
  },
  'shared-address': {
    title: 'PayPal address of several partners',
    about: 'A partner took up a PayPal address that others use, too. Payouts go on meanwhile.',
    empty: 'No two partners share an address that nobody has looked at.',
    effects: { dismiss: DISMISSED },
  },
  'us-source-income': {
    title: 'Income from U.S. sources',
    about: 'A partner abroad has worked in the United States last year. Nothing is paid until it is decided.',
    empty: 'No answers wait.',
    effects: {
      accept: 'The hold is lifted: the next run pays, unless something else holds it.',
      refuse: 'The hold stays until the partner answers anew.',
    },
  },
  'moved-to-us': {
    title: 'Moved to the United States',
    about: 'A partner moved from abroad. The tax questions hold until the move is accepted.',
    empty: 'No move waits.',
    effects: {
      accept: 'The partner lives in the United States: no tax questions hold them any more.',
      refuse: 'The country goes back to what it was before.',
    },
  },
  'denied-claims': {
    title: 'Claims denied again and again',
    about:
      'Clients deny this partner’s claims, or they claim their own accounts. Put the partner on hold where it looks like more than a mistake.',
    empty: 'No partner stands out.',
    effects: { dismiss: DISMISSED },
  },
};
export const REVIEW_KINDS = Object.keys(KINDS) as readonly ReviewKind[];

export const DECISION_WORDS: Readonly<Record<ReviewDecision, string>> = {
  accept: 'Accept',
  refuse: 'Refuse',
  dismiss: 'Looked at',
};
