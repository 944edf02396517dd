/** Mails to be sent over a table: an item a mail, and beside it one that exists until the mail is over. */
import { type Mail, mailSchema } from '../../contracts/mail.ts';
import type { Instant } from '../../domain/calendar/time-zone.ts';
import { type ClosedMail, type MailOutbox, MailUnreadable } from '../../ports/mail-outbox.ts';
import type { Item, Table } from '../../ports/table.ts';
import { mailKey, OPEN_MAILS, openMailKey } from './keys.ts';

export function mailOutbox(table: Table): MailOutbox {
  return {
    async find(id) {
      const item = await table.get(mailKey(id));
      if (!item) return undefined;
      return item.closedAt === undefined
        ? { state: 'open', mail: toMail(id, item) }
        : { state: 'closed', mail: toClosedMail(item) };
    },
    async close(id, end, at) {
      const { done } = await table.write([
        {
          kind: 'update',
          key: mailKey(id),
          set: { closedAt: at, end },
          // A link that works must not lie in the ledger longer than it has to, nor an address.
          remove: ['to', 'data'],
          when: { kind: 'all', of: [{ kind: 'present' }, { kind: 'attribute-absent', attribute: 'closedAt' }] },
        },
        { kind: 'delete', key: openMailKey(id) },
      ]);
      return done;
    },
    async *unsent(createdBefore) {
      for await (const item of table.query({ pk: OPEN_MAILS })) {
        const createdAt = item.createdAt as Instant;
        if (createdAt < createdBefore) yield { id: item.sk, createdAt };
      }
    },
  };
}

function toMail(id: string, item: Item): Mail {
  const parsed = mailSchema.safeParse(item);
  if (parsed.success) return parsed.data;
  // No message of the parser: it may quote what it read.
  const places = parsed.error.issues.map(({ path }) => path.join('.') || 'the mail');
  throw new MailUnreadable(`mail ${id} is none that this version knows: ${places.join(', ')}`);
}

function toClosedMail(item: Item): ClosedMail {
  const { pk: _, sk: __, ...mail } = item;
  return mail as unknown as ClosedMail;
}
