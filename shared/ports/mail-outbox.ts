/**
 * Mails that a change left behind to be sent: written with the change itself (`mailWrites` of the adapter), so that none is
 * lost and none is sent for a change that never was.
 */
import type { Mail, MailKind } from '../contracts/mail.ts';
import type { Instant } from '../domain/calendar/time-zone.ts';
import type { PartnerId } from '../domain/ids.ts';

/** What stays of a mail that is over: neither its address nor its links. */
export interface ClosedMail {
  readonly id: string;
  readonly kind: MailKind;
  readonly partnerId?: PartnerId;
  readonly createdAt: Instant;
  readonly closedAt: Instant;
  readonly end: MailEnd;
}

/** `refused`: the mail service will never take it. `overdue`: it was tried for so long that its links may be over. */
export type MailEnd = 'sent' | 'refused' | 'overdue';

export type OutboxMail =
  | { readonly state: 'open'; readonly mail: Mail }
  | { readonly state: 'closed'; readonly mail: ClosedMail };

export interface MailOutbox {
  /** @throws MailUnreadable when what is stored is no mail that this version of the program knows. */
  find(id: string): Promise<OutboxMail | undefined>;
  /** False when it is over already. */
  close(id: string, end: MailEnd, at: Instant): Promise<boolean>;
  /** Made before this instant and not over yet, in the order of ids, at constant memory. */
  unsent(createdBefore: Instant): AsyncIterable<{ readonly id: string; readonly createdAt: Instant }>;
}

/** Thrown with the place of what is wrong in it, never with what stands there. */
export class MailUnreadable extends Error {
  override readonly name = 'MailUnreadable';
}
