/** One transfer to one partner in one weekly run, as the ledger keeps it. */
import type { Instant } from '../domain/calendar/time-zone.ts';
import type { WeekEnding } from '../domain/calendar/week.ts';
import type { PartnerId } from '../domain/ids.ts';
import type { Cents } from '../domain/money/cents.ts';
import type { PayoutState } from '../domain/payout-state.ts';

export interface Payout {
  readonly partnerId: PartnerId;
  readonly weekEnding: WeekEnding;
  readonly amountCents: Cents;
  readonly receiver: string;
  readonly receiverVersion: number;
  readonly state: PayoutState;
  readonly manifest: string;
  readonly payoutItemId?: string;
  /** PayPal's error name. */
  readonly error?: string;
  /** Since when it waits for somebody: see `WAITING_STATES`. */
  readonly waitingSince?: Instant;
  /** Operations want it cancelled: PayPal is asked, and a look tells what came of it. */
  readonly cancelAskedBy?: string;
  /** Who wants it written off where that takes two people. */
  readonly writeOffProposedBy?: string;
}
