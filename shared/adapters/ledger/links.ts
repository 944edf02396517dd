/** Links in mails over a table: an item a link, gone once it is used. */
import type { Link, Links } from '../../ports/links.ts';
import type { Table, Write } from '../../ports/table.ts';
import { linkKey } from './keys.ts';

export const newLinkWrite = ({ id, purpose, expiresAt }: Link): Write => ({
  kind: 'put',
  // `ttl` is DynamoDB's: it clears the item away days later, nothing waits for that.
  item: { ...linkKey(id), id, purpose, expiresAt, ttl: Math.ceil(expiresAt / 1_000) },
  when: { kind: 'absent' },
});

export const usedLinkWrite = ({ id }: Link): Write => ({ kind: 'delete', key: linkKey(id), when: { kind: 'present' } });

export function links(table: Table): Links {
  return {
    async find(id) {
      const item = await table.get(linkKey(id));
      if (!item) return undefined;
      const { pk: _, sk: __, ttl: ___, ...link } = item;
      return link as unknown as Link;
    },
  };
}
