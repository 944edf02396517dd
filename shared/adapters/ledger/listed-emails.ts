/** E-mails that referral lists name, over a table: an item an e-mail, an attribute a partner. */
import { addDays, type LocalDay } from '../../domain/calendar/local-day.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { Listing } from '../../domain/listed-email.ts';
import type { ListedEmail, ListedEmails } from '../../ports/listed-emails.ts';
import type { Item, Table } from '../../ports/table.ts';
import { listedEmailKey } from './keys.ts';

const PARTNER_ATTRIBUTE = 'partner:';

export const toListedEmail = (item: Item | undefined): ListedEmail | undefined =>
  item && {
    version: item.version as number,
    listings: Object.entries(item)
      .filter(([name]) => name.startsWith(PARTNER_ATTRIBUTE))
      .map(([name, listing]) => ({
        ...(listing as Omit<Listing, 'partner'>),
        partner: name.slice(PARTNER_ATTRIBUTE.length) as PartnerId,
      })),
  };

export function listedEmails(table: Table): ListedEmails {
  return {
    async find(emails) {
      const items = emails.length > 0 ? await table.getMany(emails.map(listedEmailKey)) : [];
      const byPartition = new Map(items.map((item) => [item.pk, item]));
      return new Map(
        emails.flatMap((email): [string, ListedEmail][] => {
          const listed = toListedEmail(byPartition.get(listedEmailKey(email).pk));
          return listed ? [[email, listed]] : [];
        }),
      );
    },
    async put(email, before, listings, keepUntil) {
      const byPartner = listings.map(({ partner, ...listing }) => [`${PARTNER_ATTRIBUTE}${partner}`, listing] as const);
      const item = { ...listedEmailKey(email), ...Object.fromEntries(byPartner), version: before + 1 };
      const { done } = await table.write([
        {
          kind: 'put',
          item: { ...item, ttl: endOf(keepUntil) },
          when: before === 0 ? { kind: 'absent' } : { kind: 'equals', attribute: 'version', value: before },
        },
      ]);
      return done;
    },
  };
}

/** In seconds, as DynamoDB's time to live is; in whichever time zone, the day is over by then. */
const endOf = (day: LocalDay): number => Date.parse(`${addDays(day, 2)}T00:00:00Z`) / 1_000;
