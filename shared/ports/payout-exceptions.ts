/** What waits for somebody: payouts that are unclaimed, blocked, sent back or reversed, and batches that are parked; and what operations make of them. */
import type { MailOf } from '../contracts/mail.ts';
import type { LocalDay } from '../domain/calendar/local-day.ts';
import type { WeekEnding } from '../domain/calendar/week.ts';
import type { PartnerId } from '../domain/ids.ts';
import type { Cents } from '../domain/money/cents.ts';
import type { AuditRecord } from './audit-trail.ts';
import type { OnceRecord } from './once.ts';
import type { Payout } from './payout.ts';
import type { Batch } from './settlement-ledger.ts';

export type PayoutException =
  | { readonly kind: 'payout'; readonly payout: Payout }
  | { readonly kind: 'batch'; readonly batch: Batch };

export interface ExceptionPage {
  readonly items: readonly PayoutException[];
  /** Where the next page begins; absent on the last. */
  readonly next?: string;
}

/** `put-back`: on the balance again. `written-off`: counted as paid. */
export type ExceptionEnd = 'put-back' | 'written-off';

/** What a write-off by one person alone must keep to, as an adjustment by one person does. */
export interface AloneLimit {
  readonly by: string;
  readonly day: LocalDay;
  readonly limitCents: Cents;
}

export interface PayoutExceptions {
  /** Parked batches first, then payouts by week and partner. */
  list(page: { readonly after?: string; readonly limit: number }): Promise<ExceptionPage>;
  /** Payouts that wait, unclaimed ones among them, with the step at which their partners were reminded last. */
  waitingPayouts(): AsyncIterable<{ readonly payout: Payout; readonly remindedAtDay?: number }>;
  find(partner: PartnerId, week: WeekEnding): Promise<Payout | undefined>;
  findBatch(week: WeekEnding, manifest: string, generation: number): Promise<Batch | undefined>;
  /** The one that pays it, or has paid it. */
  batchOf(payout: Payout): Promise<Batch | undefined>;
  /** Of an unclaimed payout. False when it is not that any more. */
  askToCancel(payout: Payout, by: string, audit: AuditRecord, once: OnceRecord): Promise<boolean>;
  /** A person asked for something that changes nothing in the ledger. False when the call was made before. */
  keepOrder(audit: AuditRecord, once: OnceRecord): Promise<boolean>;
  /** The first of two who write off. False when it does not wait any more, or somebody proposed it. */
  proposeWriteOff(payout: Payout, by: string, audit: AuditRecord, once: OnceRecord): Promise<boolean>;
  /**
   * Ends what waits, once, in one step with account, batch and lists. `moved`: it does not wait any more, or others change
   * the same account. `over-limit`: with it one person would have moved more than the limit on this day alone.
   */
  decide(
    payout: Payout,
    end: ExceptionEnd,
    alone: AloneLimit | undefined,
    audit: AuditRecord,
    once: OnceRecord,
  ): Promise<'done' | 'moved' | 'over-limit'>;
  /** One mail a step, for a payout that is unclaimed still. False when it is not, or was reminded at that step or a later one. */
  remind(payout: Payout, atDay: number, mail: MailOf<'payout-unclaimed'>): Promise<boolean>;
}
