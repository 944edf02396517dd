/** Claims in the words that operations use. */
import type { components } from '../../api/schema.made.ts';
import type { Tone } from '../../parts/tag.tsx';

export type Claim = components['schemas']['ClaimForOperations'];

export const CLAIM_TONES: Readonly<Record<Claim['state'], Tone>> = {
  open: 'waiting',
  confirmed: 'good',
  denied: 'bad',
  expired: 'quiet',
  closed: 'quiet',
  refused: 'bad',
};

export const CLAIM_STATE_WORDS: Readonly<Record<Claim['state'], string>> = {
  open: 'The client’s word is waited for.',
  confirmed: 'The client, or operations for them, said yes.',
  denied: 'The client, or operations for them, said no.',
  expired: 'Nobody answered in time.',
  closed: 'Another claim for the client was confirmed; the claimant sees it as expired.',
  refused: 'At once: it is the claimant’s own account.',
};

export const UNMATCHED_WORDS: Readonly<Record<NonNullable<Claim['unmatched']>, string>> = {
  'no-such-client': 'Nobody is asked: no client is found under this name.',
  several: 'Nobody is asked: the name may mean several clients.',
  'claimed-already': 'Nobody is asked: the same partner has an open claim to this client.',
  'denied-lately': 'Nobody is asked: the client denied this partner a short while ago.',
  'asked-often': 'Nobody is asked: this client was asked about enough claims of late.',
};

export const CREDITED_BY_WORDS = {
  link: 'the referral link',
  list: 'a referral list',
  'how-heard-email': 'an e-mail in the “how did you hear about us” answer',
  'how-heard-name': 'a name in the “how did you hear about us” answer',
} as const;
