/** What paying needs of the ledger: frozen batches under a lease, payouts and their states, accounts to give money back to. */

import type { MailOf } from '../contracts/mail.ts';
import type { BatchRef } from '../contracts/settlement.ts';
import type { Instant } from '../domain/calendar/time-zone.ts';
import type { WeekEnding } from '../domain/calendar/week.ts';
import type { PartnerId } from '../domain/ids.ts';
import type { Cents } from '../domain/money/cents.ts';
import type { PayoutState } from '../domain/payout-state.ts';
import type { Payout } from './payout.ts';
import type { ManifestRow, Run } from './run-ledger.ts';

/**
 * `frozen`: not sent, or proven not sent. `sending`: an attempt was made and its end is not known. `accepted`: PayPal has it.
 * `settled`: each item is paid or back. `parked`: operations look at it. `superseded`: proven unsent, the next generation
 * took its place. `refused`: by operations, before it was sent.
 */
export type BatchState = 'frozen' | 'sending' | 'accepted' | 'settled' | 'parked' | 'superseded' | 'refused';

/** A partner whose item PayPal will not take; the issue is PayPal's word. */
export interface ExcludedItem {
  readonly partnerId: PartnerId;
  readonly issue: string;
}

export interface DecidedItem {
  readonly partnerId: PartnerId;
  readonly state: 'put-back' | 'written-off';
}

export interface Batch extends BatchRef {
  readonly state: BatchState;
  readonly version: number;
  readonly senderBatchId: string;
  readonly hash: string;
  readonly items: number;
  readonly totalCents: Cents;
  readonly emailSubject: string;
  readonly note: string;
  readonly excluded: readonly ExcludedItem[];
  readonly attempts: number;
  /** The first attempt that is not proven unsent. */
  readonly firstAttemptAt?: Instant;
  readonly lastAttemptAt?: Instant;
  /** Until then one sender has the batch to itself. */
  readonly leaseUntil?: Instant;
  readonly queuedAt?: Instant;
  readonly payoutBatchId?: string;
  /** After the first look at PayPal: those whose item is neither paid nor back. */
  readonly open?: readonly PartnerId[];
  /** As PayPal told at the last look, excluded items among what is back. */
  readonly paidCents?: Cents;
  readonly backCents?: Cents;
  /** What operations made of payouts that had been sent back or reversed: PayPal's word on them does not change any more. */
  readonly decided?: readonly DecidedItem[];
  readonly parkedAt?: Instant;
  /** The last answer in a word, for operations. */
  readonly lastOutcome?: string;
}

export interface PayoutMove {
  readonly partnerId: PartnerId;
  readonly weekEnding: WeekEnding;
  readonly to: PayoutState;
  /** When it was heard of: since then a payout waits that waits for somebody. @default the run's Friday, for whoever asks */
  readonly at?: Instant;
  readonly payoutItemId?: string;
  readonly error?: string;
  /** PayPal refused the receiver: no further payout goes to this version of the address. */
  readonly refusesReceiver?: boolean;
  /** Written in the same step, when it is the first that tells of this payout. */
  readonly mail?: MailOf<'payout-sent'>;
}

export interface SettlementLedger {
  findRun(week: WeekEnding): Promise<Run | undefined>;
  batchesOf(week: WeekEnding): Promise<Batch[]>;
  /** Every batch of any run that is not over. */
  openBatches(): Promise<Batch[]>;
  findBatch(ref: BatchRef): Promise<Batch | undefined>;
  findPayout(partner: PartnerId, week: WeekEnding): Promise<Payout | undefined>;
  /** The batch that pays it, or has paid it. */
  batchOfPayout(payout: Payout): Promise<Batch | undefined>;
  /** From when on the last look at PayPal saw this batch that was made because somebody asked for it. */
  lastLook(ref: BatchRef): Promise<Instant | undefined>;
  /** An earlier one than the last changes nothing. */
  keepLook(ref: BatchRef, at: Instant): Promise<void>;
  /** The payouts of the batch's manifest, excluded ones among them, in the manifest's order. */
  rowsOf(batch: Batch): Promise<ManifestRow[]>;
  /** Undefined when the batch was changed since it was read. */
  changeBatch(batch: Batch, change: Partial<Batch>): Promise<Batch | undefined>;
  /** Retires a batch that is proven unsent for its next generation, in one step. False when it was changed since it was read. */
  supersede(batch: Batch, next: Batch): Promise<boolean>;
  /** Changes a run as it was read: same state, same attempt. False when it moved on. */
  changeRun(run: Run, change: Partial<Run>): Promise<boolean>;
  /** Moves a payout along its states; where the money comes back, in one step with the account. A move that came too late changes nothing. */
  movePayout(move: PayoutMove): Promise<'moved' | 'too-late'>;
  /** Where these partners are written to; one without a profile is left out. */
  loginEmails(partners: readonly PartnerId[]): Promise<ReadonlyMap<PartnerId, string>>;
}
