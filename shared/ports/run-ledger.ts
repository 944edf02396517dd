/** What the weekly run needs of the ledger: its own head under a lease, weeks to close, who is due, frozen decisions. */
import type { GuardRunOutput, RunDecision } from '../contracts/payout-run.ts';
import type { Instant } from '../domain/calendar/time-zone.ts';
import type { WeekEnding } from '../domain/calendar/week.ts';
import type { HoldReason } from '../domain/hold-reason.ts';
import type { PartnerId } from '../domain/ids.ts';
import type { Cents } from '../domain/money/cents.ts';
import type { Partner } from '../domain/partner.ts';
import type { ProgramSettings } from '../domain/program-settings.ts';
import type { Payout } from './payout.ts';

/** `settling`: past the guard, its batches may be sent. Only `closed` and `refused` are over. */
export type RunState = 'planning' | 'held' | 'settling' | 'closed' | 'refused';

export interface Run {
  readonly weekEnding: WeekEnding;
  readonly state: RunState;
  /** Counts the executions that worked on this run; writes of planning fail for any but the last. */
  readonly attempt: number;
  readonly owner: string;
  /** The run reads every week after this one, up to its own. */
  readonly foldsAfter: WeekEnding;
  /** Frozen when the run opens, like the settings: a restart must cut the buckets as the first attempt did. */
  readonly groups: number;
  readonly settings: ProgramSettings;
  readonly openedAt: Instant;
  readonly deadlineAt: Instant;
  readonly release?: RunDecision;
  readonly refusal?: RunDecision;
  readonly guard?: GuardRunOutput;
  readonly report?: RunReport;
}

/** What became of a run's payouts. `openCents` is in flight or with operations. */
export interface RunReport {
  readonly payouts: number;
  readonly payoutCents: Cents;
  readonly paidCents: Cents;
  readonly backCents: Cents;
  readonly openCents: Cents;
  /** What the audit found before the run was closed; absent of a run that was refused, or closed before there was one. */
  readonly books?: RunBooks;
}

export interface RunBooks {
  /** Whose accounts were held against their entries and payouts. */
  readonly partners: number;
  /** 0 when the books are right. */
  readonly differenceCents: Cents;
  readonly problems: number;
}

export interface Calendar {
  readonly firstWeek: WeekEnding;
  readonly lastRun?: WeekEnding;
}

/** What a partner has coming from the weeks of a run; the sum may be 0 or negative. */
export interface DuePartner {
  readonly bucket: number;
  readonly partnerId: PartnerId;
  readonly entriesCents: Cents;
}

export interface Account {
  /** What earlier runs carried, with what came back since. */
  readonly carriedCents: Cents;
  /** All entries that runs ever folded into this account: less what is carried it is what payouts took and did not bring back. */
  readonly foldedCents: Cents;
  readonly lastRun?: WeekEnding;
  /** The week of the last payout. */
  readonly lastPayout?: WeekEnding;
  /** The version of the PayPal address that PayPal refused last. */
  readonly refusedPaypalVersion?: number;
  readonly reasons: readonly HoldReason[];
  readonly version: number;
}

export interface PartnerStanding {
  /** Absent for a partner that has entries and no profile: such money is carried. */
  readonly partner: Partner | undefined;
  readonly account: Account;
  readonly payoutInFlight: boolean;
  /** The account's last payout, whatever became of it. */
  readonly lastPayout?: Payout;
}

/** One partner's decision, frozen. Balance = carried + entries; what is not paid of it is carried on. */
export interface ManifestRow {
  readonly partnerId: PartnerId;
  readonly carriedCents: Cents;
  readonly entriesCents: Cents;
  /** 0: nothing is paid. */
  readonly payoutCents: Cents;
  readonly receiver?: string;
  readonly receiverVersion?: number;
  /** The partner wanted a mail when the run decided. It counts until PayPal says paid, whatever they want by then: nobody asks again. */
  readonly mailWhenPaid?: true;
  readonly reasons: readonly HoldReason[];
}

export interface Manifest {
  /** `g<group>-<number>`, both with leading zeros: in the order in which they were frozen. */
  readonly id: string;
  readonly group: number;
  readonly lastBucket: number;
  readonly lastPartner: PartnerId;
  readonly rows: readonly ManifestRow[];
}

/** The batch that will pay a manifest: its identity is frozen with it. */
export interface FrozenBatch {
  readonly senderBatchId: string;
  readonly hash: string;
  readonly items: number;
  readonly totalCents: Cents;
  /** What the receivers read: frozen too, since the same bytes are sent for ever. */
  readonly emailSubject: string;
  readonly note: string;
}

export interface RunLedger {
  begin(now: Instant): Promise<ProgramSettings>;
  calendar(): Promise<Calendar>;
  findRun(week: WeekEnding): Promise<Run | undefined>;
  /** Those there are, in no order. */
  runs(weeks: readonly WeekEnding[]): Promise<Run[]>;
  /** False when there is such a run already, or another one was opened since the calendar was read. */
  createRun(run: Run, calendar: Calendar): Promise<boolean>;
  /** Changes a run as it was read: same state, same attempt. False when it moved on. */
  changeRun(run: Run, change: Partial<Run>): Promise<boolean>;

  /** Closes a bucket's weeks for ever, the newest first: that one marker tells writers to go to the week after it. */
  closeWeeks(weeks: readonly WeekEnding[], buckets: readonly number[]): Promise<void>;
  /** Who has entries in the weeks or is waiting with a carried balance, in partner order, each once, at constant memory. */
  duePartners(bucket: number, weeks: readonly WeekEnding[], after: PartnerId | undefined): AsyncIterable<DuePartner>;
  standings(partners: readonly PartnerId[]): Promise<Map<PartnerId, PartnerStanding>>;

  manifests(week: WeekEnding, group: number): AsyncIterable<Manifest>;
  /** False when the run is not in planning under this attempt any more: the caller is stale and stops. */
  freezeManifest(
    week: WeekEnding,
    attempt: number,
    manifest: Manifest,
    batch: FrozenBatch | undefined,
  ): Promise<boolean>;
  /** What the manifests frozen so far pay: first generations of their batches. */
  frozenPayouts(week: WeekEnding): Promise<{ readonly payouts: number; readonly payoutCents: Cents }>;
  /** Brings accounts, payouts and waiting partners to what the rows say; rows that are applied already change nothing. */
  applyRows(week: WeekEnding, manifest: Manifest, known: ReadonlyMap<PartnerId, PartnerStanding>): Promise<void>;
}
