/** A partner's claim to a client: how far back it reaches, how long it is open, when the client is reminded. Days only. */
import { addDays, type LocalDay } from './calendar/local-day.ts';
import type { Instant } from './calendar/time-zone.ts';
import type { Client } from './client.ts';
import type { ClaimId, ClientId, PartnerId } from './ids.ts';

/** How the claimant names the client. */
export type ClaimedName =
  | { readonly by: 'email'; readonly value: string }
  | { readonly by: 'domain'; readonly value: string }
  | { readonly by: 'client-id'; readonly value: ClientId };

/**
 * `closed`: another claim for the client was confirmed; the claimant goes on seeing an open one, which expires on its day.
 * `refused`: at once, since the client is the claimant.
 */
export const CLAIM_STATES = ['open', 'confirmed', 'denied', 'expired', 'closed', 'refused'] as const;
export type ClaimState = (typeof CLAIM_STATES)[number];

/**
 * Why an open claim waits for no client's word: nobody but operations sees it. The claimant is told of an open claim all
 * the same, since anything else would tell a stranger whether there is such an account.
 */
export const UNMATCHED = ['no-such-client', 'several', 'claimed-already', 'denied-lately', 'asked-often'] as const;
export type Unmatched = (typeof UNMATCHED)[number];

export interface ClaimDecision {
  readonly answer: 'confirm' | 'deny';
  readonly at: Instant;
  readonly on: LocalDay;
  /** The client by the link of a mail, or a person of operations who heard from them. */
  readonly by: { readonly kind: 'link' | 'staff'; readonly id: string };
  /** Of operations: from whom at the client they heard it, on which day, and what they say about it. */
  readonly heardFrom?: string;
  readonly heardOn?: LocalDay;
  readonly note?: string;
}

export interface Claim {
  readonly id: ClaimId;
  readonly partnerId: PartnerId;
  readonly named: ClaimedName;
  /** What the claimant says about it. */
  readonly note?: string;
  /** D of RULES. */
  readonly madeOn: LocalDay;
  readonly madeAt: Instant;
  /** The first day of payments that it moves. Fixed when it is made, whatever the settings become. */
  readonly reachesFrom: LocalDay;
  /** When it was opened last. */
  readonly openedOn: LocalDay;
  /** So many claims for the client had been confirmed by then: one that was confirmed since has closed it. */
  readonly openedAfter: number;
  /** From this day on it is open no more. */
  readonly expiresOn: LocalDay;
  readonly state: ClaimState;
  /** Absent as long as nobody knows which client is meant. */
  readonly clientId?: ClientId;
  readonly unmatched?: Unmatched;
  /** Steps of `REMINDER_DAYS` that were taken. */
  readonly reminders: number;
  /** The last one; those before are in the audit trail. */
  readonly decision?: ClaimDecision;
  /** The day on which it ended, if it has. */
  readonly endedOn?: LocalDay;
  /** Confirming it ended operations' search for a referrer: should that be taken back, they search again. */
  readonly endedSearch?: { readonly candidates: readonly PartnerId[]; readonly howHeard?: string };
}

/** What operations see of a claim that ended by its day or by another one, the claimant sees as expired. */
export type ShownClaimState = Exclude<ClaimState, 'closed'>;
export const SHOWN_CLAIM_STATES = ['open', 'confirmed', 'denied', 'expired', 'refused'] as const;

/** Days after it was opened on which the client is reminded. */
export const REMINDER_DAYS = [3, 10] as const;
/** A denied claim cannot be made again for so many days, and so long counts against the claimant's limit. */
export const REPEAT_DAYS = 30;
/** A client is asked about so many claims in `REPEAT_DAYS`, whoever makes them: nobody's mailbox is a place to advertise. */
export const MAX_QUESTIONS = 3;
/** Denied claims of so many days make a pattern. */
export const PATTERN_DAYS = 90;

export interface ClaimSettings {
  /** A claim is open for so many days. */
  readonly claimOpenDays: number;
  /** It reaches so many days back from the day on which it was made. */
  readonly claimReachDays: number;
  /** A partner's open claims, with those that were denied or refused lately. */
  readonly maxClaims: number;
  /** So many denied or refused claims put a partner on the review list. */
  readonly deniedClaimsForReview: number;
}

export const openUntil = (openedOn: LocalDay, { claimOpenDays }: ClaimSettings): LocalDay =>
  addDays(openedOn, claimOpenDays);

export const reachesFrom = (madeOn: LocalDay, { claimReachDays }: ClaimSettings): LocalDay =>
  addDays(madeOn, -claimReachDays);

/** The first day on which a claim that was denied may be made again. */
export const repeatableOn = (deniedOn: LocalDay): LocalDay => addDays(deniedOn, REPEAT_DAYS);

/** Another claim was confirmed for the client since this one was opened. */
const isClosedBy = ({ id, openedAfter }: Claim, { corrections = [] }: Pick<Client, 'corrections'>): boolean =>
  corrections.some(({ claimId, nr }) => claimId !== id && nr > openedAfter);

/** How a claim stands on a day, whether or not somebody has written it down yet. */
export function claimStateOn(
  claim: Claim,
  today: LocalDay,
  client: Pick<Client, 'corrections'> | undefined,
): ClaimState {
  if (claim.state !== 'open') return claim.state;
  if (client && isClosedBy(claim, client)) return 'closed';
  return today < claim.expiresOn ? 'open' : 'expired';
}

/** How the claimant is shown it: another claim for the client changes nothing that they see. */
export function shownStateOn(claim: Claim, today: LocalDay): ShownClaimState {
  const state = claimStateOn(claim, today, undefined);
  return state === 'closed' ? 'expired' : state;
}

/** A later claim has taken from it all that the client pays from now on. */
export const isSuperseded = ({ id, state }: Claim, { corrections = [] }: Pick<Client, 'corrections'>): boolean =>
  state === 'confirmed' && corrections.at(-1)?.claimId !== id;

/** Steps of `REMINDER_DAYS` that should have been taken by a day: one mail for all that a late look has missed. */
export const remindersDueOn = ({ openedOn }: Pick<Claim, 'openedOn'>, today: LocalDay): number =>
  REMINDER_DAYS.filter((days) => addDays(openedOn, days) <= today).length;

/** What counts against a partner's limits: kept beside the claims, so that no history is read to make one. */
export interface ClaimBook {
  readonly open: number;
  /** Days of claims that were denied, or refused as self-referral: those of the last `PATTERN_DAYS`. */
  readonly refusedOn: readonly LocalDay[];
}

export const EMPTY_BOOK: ClaimBook = { open: 0, refusedOn: [] };

const within = (days: readonly LocalDay[], today: LocalDay, span: number): LocalDay[] =>
  days.filter((day) => addDays(day, span) > today);

/** Refused claims count as open ones do: who is refused may not simply try the next client. */
export const claimsCounted = ({ open, refusedOn }: ClaimBook, today: LocalDay): number =>
  open + within(refusedOn, today, REPEAT_DAYS).length;

export const refusedLately = ({ refusedOn }: ClaimBook, today: LocalDay): number =>
  within(refusedOn, today, PATTERN_DAYS).length;

const isRefused = (state: ClaimState | undefined): boolean => state === 'denied' || state === 'refused';

/** The book after a claim went from one state to another. @param before `undefined` for one that was not there. */
export function bookAfter(
  { open, refusedOn }: ClaimBook,
  before: Pick<Claim, 'state' | 'endedOn'> | undefined,
  to: ClaimState,
  today: LocalDay,
): ClaimBook {
  const opened = Number(to === 'open') - Number(before?.state === 'open');
  const recent = within(refusedOn, today, PATTERN_DAYS);
  if (isRefused(before?.state)) {
    // A denial that operations take back was none.
    const own = before?.endedOn === undefined ? -1 : recent.indexOf(before.endedOn);
    return { open: open + opened, refusedOn: recent.filter((_, place) => place !== own) };
  }
  return { open: open + opened, refusedOn: isRefused(to) ? [...recent, today] : recent };
}
