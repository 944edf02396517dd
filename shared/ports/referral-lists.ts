/** Referral lists: a head that counts, rows in chunks, and what became of each chunk's rows in preview and commit. */
import type { LocalDay } from '../domain/calendar/local-day.ts';
import type { Instant } from '../domain/calendar/time-zone.ts';
import type { PartnerId, ReferralListId } from '../domain/ids.ts';
import type { JudgedRow, RowOutcome } from '../domain/referral-list-row.ts';
import type { Actor, AuditRecord } from './audit-trail.ts';
import type { OnceRecord } from './once.ts';

export const LIST_STATES = ['previewing', 'previewed', 'committing', 'committed'] as const;
export type ListState = (typeof LIST_STATES)[number];
/** The two works on a list. */
export type ListStage = 'preview' | 'commit';

export interface ListRow {
  /** The physical line on which the row begins, from 1 and with the header's. */
  readonly line: number;
  readonly email: string;
  readonly name?: string;
  /** Seen when the file was read: such a row is not judged again. */
  readonly fault?: RowFault;
}

export type RowFault =
  | { readonly kind: 'invalid'; readonly reason: string }
  /** Of the row on that line. */
  | { readonly kind: 'duplicate'; readonly line: number };

export interface StageProgress {
  /** Chunks are worked on in order: this is also the next one. */
  readonly chunks: number;
  readonly rows: number;
  readonly outcomes: Readonly<Record<RowOutcome, number>>;
}

export interface ReferralList {
  readonly id: ReferralListId;
  readonly partnerId: PartnerId;
  readonly uploadedAt: Instant;
  readonly by: Actor;
  readonly rows: number;
  readonly chunks: number;
  readonly state: ListState;
  /** The day of the commit's call: a commit that is taken up again later lists for the same days. */
  readonly committedOn?: LocalDay;
  readonly preview: StageProgress;
  readonly commit: StageProgress;
}

export type NewReferralList = Pick<ReferralList, 'id' | 'partnerId' | 'uploadedAt' | 'by' | 'rows' | 'chunks'>;

/** When a partner's lists of late were uploaded: a new one is written only while this is as it was read. */
export interface RecentUploads {
  readonly version: number;
  readonly at: readonly Instant[];
}

export interface ReferralLists {
  recentUploads(partner: PartnerId): Promise<RecentUploads>;
  /** Before the list itself: rows without a head are nobody's, and go by themselves. */
  putRows(list: NewReferralList, chunks: readonly (readonly ListRow[])[]): Promise<void>;
  /** False when another list of the partner came in between, or the call was answered already. */
  create(
    list: NewReferralList,
    uploads: { readonly before: RecentUploads; readonly after: readonly Instant[] },
    audit: AuditRecord,
    once: OnceRecord,
  ): Promise<boolean>;
  find(list: ReferralListId): Promise<ReferralList | undefined>;
  /** The latest first. `place`: where it stands, for the next page. */
  ofPartner(
    partner: PartnerId,
    page: { readonly before?: string; readonly limit: number },
  ): Promise<readonly { readonly list: ReferralList; readonly place: string }[]>;
  rows(list: ReferralListId, chunk: number): Promise<readonly ListRow[]>;
  /** Undefined for a chunk that was not worked on yet. */
  judged(list: ReferralListId, stage: ListStage, chunk: number): Promise<readonly JudgedRow[] | undefined>;
  /** What became of the next chunk, and the head's counters with it. False when it was written already, by whomever. */
  finishChunk(list: ReferralList, stage: ListStage, chunk: number, judged: readonly JudgedRow[]): Promise<boolean>;
  /** All chunks of the stage are done: the list waits for the commit, or is over. False when somebody said so before. */
  finishStage(list: ReferralList, stage: ListStage): Promise<boolean>;
  /** False when the list is not previewed, or the call was answered already. */
  beginCommit(list: ReferralList, day: LocalDay, audit: AuditRecord, once: OnceRecord): Promise<boolean>;
  /** Those that are being previewed or committed, at constant memory. */
  open(): AsyncIterable<ReferralListId>;
}
