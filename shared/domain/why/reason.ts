/** Why cents are not paid: for each of them one reason, in words that a partner reads. */
import type { LocalDay } from '../calendar/local-day.ts';
import type { WeekEnding } from '../calendar/week.ts';
import { HOLD_REASONS, type HoldReason } from '../hold-reason.ts';
import type { Cents } from '../money/cents.ts';

/**
 * Those of `HOLD_REASONS` hold the balance of earlier weeks; `payout-in-flight` also names what was sent, and `payout` is
 * then set. `next-run`: nothing holds that balance any more, and the next run pays it. `negative-balance`: refunds and
 * corrections took away more than there was. `earned-this-week`: earned, and the run of its week has not been.
 * `maturing`: earned on a day to come. `with-operations`: a payout was sent back or reversed.
 */
export const REASON_CODES = [
  ...HOLD_REASONS,
  'next-run',
  'negative-balance',
  'earned-this-week',
  'maturing',
  'with-operations',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

export interface Reason {
  readonly code: ReasonCode;
  /** Negative for what refunds and corrections took away. */
  readonly amountCents: Cents;
  readonly sentence: string;
  /** What the partner can do; absent when only time helps, or somebody else. */
  readonly action?: string;
  /** The Friday whose payout takes these cents in, as known today. Absent when that depends on what somebody does or buys. */
  readonly expectedOn?: LocalDay;
  /** Of what is ahead, when it is earned on one day. */
  readonly earnedOn?: LocalDay;
  /** What else will hold these cents back on the Friday that decides about them. */
  readonly also: readonly HoldReason[];
  /** The week that they are filed in, before a run has decided about it. */
  readonly weekEnding?: WeekEnding;
  /** The payout that they are in, sent and not paid. */
  readonly payout?: WeekEnding;
}

export const ASIDE_CODES = [
  'self-referral',
  'cancelled-before-maturity',
  'referrer-corrected',
  'self-referral-review',
] as const;
export type AsideCode = (typeof ASIDE_CODES)[number];

/** Stated amounts that count nowhere: beside the reasons, never in their sum. */
export interface Aside {
  readonly standing: 'void' | 'held';
  /** Absent where several causes are told in one amount. */
  readonly code?: AsideCode;
  readonly statedCents: Cents;
  readonly sentence: string;
  readonly action?: string;
}
