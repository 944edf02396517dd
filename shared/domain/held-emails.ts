/** The e-mails that a partner holds or held: each from a day on, none ever given up. */
import type { LocalDay } from './calendar/local-day.ts';
import { comparableEmail } from './email-address.ts';
import type { HeldEmail, Partner } from './partner.ts';

/** More than anybody has. Beyond it partners change no address by themselves: what is never given up must not grow for ever. */
export const MAX_HELD_EMAILS = 50;

/** The same list when the partner holds that mailbox already. */
export function holdingFrom(held: readonly HeldEmail[], address: string, from: LocalDay): readonly HeldEmail[] {
  const mailbox = comparableEmail(address);
  const isHeld = held.some((email) => email.from <= from && comparableEmail(email.address) === mailbox);
  return isHeld ? held : [...held, { address, from }];
}

/** Those of the addresses in use that are the partner's for certain, in comparable forms. */
export function confirmedMailboxes({ email, paypal }: Pick<Partner, 'email' | 'paypal'>): ReadonlySet<string> {
  const addresses = paypal?.confirmedOn === undefined ? [email] : [email, paypal.address];
  return new Set(addresses.map(comparableEmail));
}
