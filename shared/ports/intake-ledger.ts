/** What taking in billing's events needs of the ledger: facts by their keys, and changes that happen whole or not at all. */
import type { Instant } from '../domain/calendar/time-zone.ts';
import type { WeekEnding } from '../domain/calendar/week.ts';
import type { Client } from '../domain/client.ts';
import type { Posting } from '../domain/filing.ts';
import type { ClientId, EventId, PartnerId, PaymentId } from '../domain/ids.ts';
import type { Partner } from '../domain/partner.ts';
import type { Movement, Payment } from '../domain/payment.ts';
import type { ProgramSettings } from '../domain/program-settings.ts';
import type { AuditRecord } from './audit-trail.ts';
import type { ClaimChange } from './claims.ts';
import type { SignUp } from './client-directory.ts';
import type { ListedEmail } from './listed-emails.ts';
import type { OnceRecord } from './once.ts';
import type { Review } from './reviews.ts';

/** `version` is 0 for what is not stored yet; every write carries the version it was decided on. */
export interface ClientRecord {
  readonly client: Client;
  readonly version: number;
  /** Hash of the sign-up's content, to tell a repetition from a contradiction. */
  readonly signUpHash?: string;
  /** The client names a partner that is not known yet. */
  readonly awaitsPartner: boolean;
  /** A change of this client's facts that was too large for one transaction: whoever comes next files its payments anew first. */
  readonly intent: boolean;
  /** With an intent: it was left while a run planned, and nothing of it is filed before that run has planned. @default false */
  readonly waitsForRun?: boolean;
  /** With an intent of which something may be filed: the partners whose screens wait for its end. */
  readonly shownTo?: readonly PartnerId[];
}

export interface PaymentRecord {
  readonly id: PaymentId;
  readonly version: number;
  /** Absent while only refunds of this payment are known. */
  readonly payment?: Payment;
  /** Refunds and chargebacks that came before their payment. */
  readonly waiting: readonly Movement[];
  /** Waited, and were refused when the payment came; operations see them. */
  readonly refused: readonly Movement[];
  readonly filed: readonly Posting[];
}

/** A payment as it shall be; `version` is still the one that was read. */
export interface PaymentChange extends PaymentRecord {
  /** `filed` as it was read: the kept totals move by the difference. */
  readonly filedBefore: readonly Posting[];
}

export interface IntakeKeys {
  readonly events: readonly EventId[];
  readonly partners: readonly PartnerId[];
  readonly clients: readonly ClientId[];
  readonly payments: readonly PaymentId[];
  /** In their comparable forms. */
  readonly emails: readonly string[];
  readonly names: readonly string[];
  /** E-mails of owners who sign up, in their comparable forms, to find the referral lists that name them. @default none */
  readonly listed?: readonly string[];
}

export const NO_KEYS: IntakeKeys = { events: [], partners: [], clients: [], payments: [], emails: [], names: [] };

export interface IntakeSnapshot {
  /** Content hash by event id. */
  readonly events: ReadonlyMap<EventId, string>;
  readonly partners: ReadonlyMap<PartnerId, Partner>;
  /** Hash of the event that made a partner, to tell a repetition from a contradiction. */
  readonly partnerHashes: ReadonlyMap<PartnerId, string>;
  /** Those asked for, and the clients of the payments found. */
  readonly clients: ReadonlyMap<ClientId, ClientRecord>;
  readonly payments: ReadonlyMap<PaymentId, PaymentRecord>;
  readonly partnersByEmail: ReadonlyMap<string, readonly PartnerId[]>;
  readonly partnersByName: ReadonlyMap<string, readonly PartnerId[]>;
  /** Of the e-mails asked for, those that referral lists name. */
  readonly listed: ReadonlyMap<string, ListedEmail>;
  /** The earliest week still open for a partner's bucket, as seen now; a write finds out if it closed meanwhile. */
  readonly firstOpenWeek: (partner: PartnerId) => WeekEnding;
}

/** One change of one client (or partner, or waiting payment): everything in it is written together. */
export interface IntakeChange {
  readonly events: readonly { readonly id: EventId; readonly hash: string }[];
  readonly newPartner?: { readonly partner: Partner; readonly contentHash: string };
  readonly client?: ClientChange;
  readonly payments: readonly PaymentChange[];
  readonly put: readonly FiledPosting[];
  readonly remove: readonly FiledPosting[];
  /** What operations are to look at from now on. */
  readonly reviews?: readonly Review[];
  /** Decided with this change: they must still be open. */
  readonly closes?: readonly Review[];
  /** Decided with this change. */
  readonly claim?: ClaimChange;
  /** Who changed it and why, where it was a person. */
  readonly audit?: AuditRecord;
  /** Of a person's call that may happen once. */
  readonly once?: OnceRecord;
}

export interface ClientChange {
  readonly record: ClientRecord;
  /** False only makes sure that the client is still as it was read. */
  readonly changed: boolean;
  /** Named as referrer by this change, known yet or not: the client stands in this partner's list from now on. */
  readonly newReferrer?: PartnerId;
  /** The intent is over: the partners whose screens waited for it. */
  readonly endsIntent?: readonly PartnerId[];
  /**
   * What is filed moves between partners: not while a run plans, which has closed the week for one and not yet for the
   * other. Their screens notice.
   */
  readonly moves?: readonly PartnerId[];
  /** The client signs up with this change. */
  readonly signUp?: SignUp;
  /** What referral lists said of the owner's e-mail when the referrer was chosen: it must still be so. */
  readonly listedAs?: { readonly email: string; readonly version: number };
}

export interface FiledPosting {
  readonly paymentId: PaymentId;
  readonly clientId: ClientId;
  readonly posting: Posting;
}

export interface IntakeLedger {
  /** The settings. Makes sure that the program has a first week: the one in which its first news arrived. */
  begin(now: Instant): Promise<ProgramSettings>;
  load(keys: IntakeKeys): Promise<IntakeSnapshot>;
  paymentIdsOf(client: ClientId): Promise<PaymentId[]>;
  /** Tells of each change whether it was written; false: something it was decided on has changed. Small changes share transactions. */
  commit(changes: readonly IntakeChange[]): Promise<boolean[]>;
  /** How many writes a change takes, against the limit of a transaction. */
  sizeOf(change: IntakeChange): number;
  /** Clients whose payments are not all filed by their facts; and whether that waits for a run. */
  openIntents(): Promise<readonly { readonly client: ClientId; readonly waitsForRun: boolean }[]>;
  clientsAwaiting(partner: PartnerId): Promise<ClientId[]>;
  settleAwaiting(partner: PartnerId, clients: readonly ClientId[]): Promise<void>;
}
