/** Referral lists in the words that operations use. */
import type { components, paths } from '../../api/schema.made.ts';
import type { Tone } from '../../parts/tag.tsx';

export type ReferralList = components['schemas']['ReferralList'];
export type RowOutcome = keyof ReferralList['preview']['outcomes'];
export type ListRow = components['schemas']['ReferralListRow'];
export type RowsQuery = NonNullable<
  paths['/ops/partners/{partnerId}/referral-lists/{listId}/rows']['get']['parameters']['query']
>;

export const OUTCOMES: Readonly<Record<RowOutcome, { readonly words: string; readonly tone: Tone }>> = {
  new: { words: 'credited when it signs up in time', tone: 'good' },
  'listed-already': { words: 'was listed before: its days count anew', tone: 'good' },
  'claim-instead': { words: 'is a client already: it takes a claim', tone: 'waiting' },
  'already-yours': { words: 'is a client of this partner already', tone: 'quiet' },
  'self-referral': { words: 'is the partner', tone: 'bad' },
  duplicate: { words: 'names the mailbox of a row before', tone: 'quiet' },
  invalid: { words: 'is no e-mail, or no name', tone: 'bad' },
};
export const OUTCOME_NAMES = Object.keys(OUTCOMES) as readonly RowOutcome[];

export const LIST_STATES: Readonly<Record<ReferralList['state'], { readonly words: string; readonly tone: Tone }>> = {
  previewing: { words: 'being previewed', tone: 'waiting' },
  previewed: { words: 'previewed, not committed', tone: 'waiting' },
  committing: { words: 'being committed', tone: 'waiting' },
  committed: { words: 'committed', tone: 'good' },
};

/** While one of these lasts, there is news every moment. */
export const isUnderWay = ({ state }: Pick<ReferralList, 'state'>): boolean =>
  state === 'previewing' || state === 'committing';
