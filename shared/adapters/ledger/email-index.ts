/** Partners by e-mail over a table: an address credits sign-ups once it is confirmed; before, it is only known to be entered. */
import { comparableEmail } from '../../domain/email-address.ts';
import { confirmedMailboxes } from '../../domain/held-emails.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { Partner } from '../../domain/partner.ts';
import type { Item, Write } from '../../ports/table.ts';
import { PARTNER_ATTRIBUTE } from './intake-writes.ts';
import { partnerEmailKey } from './keys.ts';

/** Never read by the intake: else whoever enters a stranger's address would be credited with the clients who name it. */
const ENTERED_ATTRIBUTE = 'entered:';

/** For the transaction of a change. An address once found is found for ever, and one that was confirmed stays so. */
export function emailWrites(before: Partner, after: Partner): Write[] {
  const [known, wasConfirmed] = [heldMailboxes(before), confirmedMailboxes(before)];
  const confirmed = [...confirmedMailboxes(after)].filter((mailbox) => !wasConfirmed.has(mailbox));
  const entered = [...heldMailboxes(after)].filter((mailbox) => !known.has(mailbox) && !confirmed.includes(mailbox));
  return [
    ...confirmed.map(
      (mailbox): Write => ({
        kind: 'update',
        key: partnerEmailKey(mailbox),
        set: { [`${PARTNER_ATTRIBUTE}${after.id}`]: true },
        remove: [`${ENTERED_ATTRIBUTE}${after.id}`],
      }),
    ),
    ...entered.map(
      (mailbox): Write => ({
        kind: 'update',
        key: partnerEmailKey(mailbox),
        set: { [`${ENTERED_ATTRIBUTE}${after.id}`]: true },
      }),
    ),
  ];
}

const heldMailboxes = ({ heldEmails }: Partner): ReadonlySet<string> =>
  new Set(heldEmails.map(({ address }) => comparableEmail(address)));

/** Confirmed or not: two who enter one address are to be seen before either confirms it. */
export function holdersIn(item: Item | undefined): PartnerId[] {
  const holders = Object.keys(item ?? {}).flatMap((name) => {
    const mark = [PARTNER_ATTRIBUTE, ENTERED_ATTRIBUTE].find((each) => name.startsWith(each));
    return mark === undefined ? [] : [name.slice(mark.length) as PartnerId];
  });
  return [...new Set(holders)];
}
