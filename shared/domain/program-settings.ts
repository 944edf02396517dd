/** The program's settings with RULES' defaults. Operations may change them; a run freezes its own copy when it opens. */
import type { ClaimSettings } from './claim.ts';
import { type Cents, cents } from './money/cents.ts';

export interface ProgramSettings extends ClaimSettings {
  readonly timeZone: string;
  readonly currency: 'USD';
  /** 2500 is 25 %. */
  readonly rateBasisPoints: number;
  readonly maturityDays: number;
  readonly thresholdCents: Cents;
  readonly coolingDownDays: number;
  /** For so long after a referral list names an e-mail, a sign-up with it is credited to the list's partner. */
  readonly referralListDays: number;
  readonly caps: RunCaps;
  /** An adjustment of more than this, either way, needs a second person. */
  readonly adjustmentLimitCents: Cents;
  /** Groups of buckets planned side by side; each plans its own manifests. 1 to 64. */
  readonly bucketGroups: number;
  /** How long a run waits for PayPal before it leaves the rest to the daily reconciliation. Less than a week, so that no run is late for its own Friday. */
  readonly settleWithinHours: number;
}

/** Above a cap a run is held until operations release or refuse it. */
export interface RunCaps {
  readonly maxRunCents: Cents;
  readonly maxPartnerCents: Cents;
  /** A run may be at most this many times the largest of the recent runs … */
  readonly jumpFactor: number;
  /** … but under this total no jump is looked at: a young program grows fast. */
  readonly jumpFloorCents: Cents;
}

export const DEFAULT_SETTINGS: ProgramSettings = {
  timeZone: 'America/Los_Angeles',
  currency: 'USD',
  rateBasisPoints: 2_500,
  maturityDays: 90,
  thresholdCents: cents(100_00),
  coolingDownDays: 7,
  referralListDays: 90,
  caps: {
    maxRunCents: cents(250_000_00),
    maxPartnerCents: cents(25_000_00),
    jumpFactor: 5,
    jumpFloorCents: cents(25_000_00),
  },
  adjustmentLimitCents: cents(500_00),
  claimOpenDays: 14,
  claimReachDays: 30,
  maxClaims: 20,
  deniedClaimsForReview: 3,
  bucketGroups: 4,
  settleWithinHours: 72,
};
