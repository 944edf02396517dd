/** A mail about a partner, to be written with the change that it tells of. */
import type { MailKind, MailOf } from '../../contracts/mail.ts';
import type { Instant } from '../../domain/calendar/time-zone.ts';
import { comparableEmail } from '../../domain/email-address.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { Ids } from '../../ports/ids.ts';

export interface MailOccasion {
  readonly partnerId: PartnerId;
  readonly now: Instant;
  readonly ids: Ids;
}

export const newMail = <Kind extends MailKind>(
  kind: Kind,
  to: string,
  data: MailOf<Kind>['data'],
  { partnerId, now, ids }: MailOccasion,
): MailOf<Kind> => ({ id: ids.next(), kind, to, partnerId, createdAt: now, data }) as unknown as MailOf<Kind>;

/** Each mailbox once. */
export function mailboxes(addresses: readonly (string | undefined)[]): string[] {
  const found = new Map<string, string>();
  for (const address of addresses) {
    if (address === undefined) continue;
    const mailbox = comparableEmail(address);
    if (!found.has(mailbox)) found.set(mailbox, address);
  }
  return [...found.values()];
}
