/** The e-mails that a partner holds or held: each from a day on, none ever given up. */
import type { LocalDay } from './calendar/local-day.ts';
import { comparableEmail } from './email-address.ts';
import type { HeldEmail } from './partner.ts';

/** The same list when the partner holds that mailbox already. */
export function holdingFrom(held: readonly HeldEmail[], address: string, from: LocalDay): readonly HeldEmail[] {
  const mailbox = comparableEmail(address);
  const isHeld = held.some((email) => email.from <= from && comparableEmail(email.address) === mailbox);
  return isHeld ? held : [...held, { address, from }];
}
