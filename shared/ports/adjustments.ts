/** Adjustments of a partner's balance by operations: proposed by one, approved by the same or, over a limit, by another. */
import type { LocalDay } from '../domain/calendar/local-day.ts';
import type { Instant } from '../domain/calendar/time-zone.ts';
import type { PartnerId } from '../domain/ids.ts';
import type { Cents } from '../domain/money/cents.ts';
import type { AuditRecord } from './audit-trail.ts';
import type { OnceRecord } from './once.ts';

export interface AdjustmentDecision {
  /** The person's id in the user pool. */
  readonly by: string;
  readonly at: Instant;
  readonly note: string;
}

export interface Adjustment {
  readonly id: string;
  readonly partnerId: PartnerId;
  /** Negative where it takes something away; never 0. */
  readonly cents: Cents;
  readonly proposed: AdjustmentDecision;
  /** Only an approved one is an entry of the ledger, earned on the day of its approval. */
  readonly state: 'proposed' | 'approved' | 'refused';
  readonly decided?: AdjustmentDecision;
}

export interface Adjustments {
  find(id: string): Promise<Adjustment | undefined>;
  /** Those that wait for a second person. */
  proposed(page: { readonly after?: string; readonly limit: number }): Promise<readonly Adjustment[]>;
  /**
   * `moved`: there is one of this id, or the week closed meanwhile: try again. `over-limit`: with it one person would have
   * adjusted more than `limitCents` on this day alone.
   */
  create(
    adjustment: Adjustment,
    day: { readonly earnedOn: LocalDay; readonly limitCents: Cents },
    audit: AuditRecord,
    once: OnceRecord,
  ): Promise<'done' | 'moved' | 'over-limit'>;
  /** False when it was decided meanwhile, or the week closed: look again. */
  decide(adjustment: Adjustment, earnedOn: LocalDay, audit: AuditRecord, once: OnceRecord): Promise<boolean>;
}
