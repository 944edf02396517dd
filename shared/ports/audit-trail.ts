/** The append-only audit trail: who changed what, when, from what to what, and why. Written with the change itself. */
import type { Instant } from '../domain/calendar/time-zone.ts';
import type { PartnerId } from '../domain/ids.ts';

/** `staff` and `partner` by their id in the user pool or program; `link`: whoever held a link of a mail; `program`: a rule. */
export interface Actor {
  readonly kind: 'staff' | 'partner' | 'link' | 'program';
  readonly id: string;
}

export interface AuditRecord {
  /** Unique; two records of one instant keep apart by it. */
  readonly id: string;
  readonly at: Instant;
  readonly by: Actor;
  /** Such as `partner.hold`: the thing and what was done to it. */
  readonly action: string;
  /** Such as `partner:p1` or `run:2026-11-14`. */
  readonly subject: string;
  /** Partners find theirs, operations a partner's. */
  readonly partnerId?: PartnerId;
  /** What changed, before and after: only the parts that did. */
  readonly from?: unknown;
  readonly to?: unknown;
  readonly why?: string;
}

export interface AuditQuery {
  /** Only what concerns this partner. */
  readonly partnerId?: PartnerId;
  /** Newest first, before this place. */
  readonly before?: string;
  readonly limit: number;
}

export interface AuditTrail {
  /** Newest first; `place` is where a record stands, for the next page. */
  read(query: AuditQuery): Promise<readonly { readonly record: AuditRecord; readonly place: string }[]>;
  /** A record of a change that another service made (a workflow started, a message discarded): on its own. */
  append(record: AuditRecord): Promise<void>;
}
