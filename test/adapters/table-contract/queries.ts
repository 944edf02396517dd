/** Order, ranges and pages of a query, and reading and putting many items at once. */
import { describe, expect, it } from 'vitest';
import type { Query, Table } from '../../../shared/ports/table.ts';
import { numbered, partition, read } from './fixtures.ts';

const readKeys = async (table: Table, query: Query) => (await read(table, query)).map(({ sk }) => sk);

export function queryContract(open: () => Table): void {
  describe('a query', () => {
    it('reads one partition in sort-key order, whatever the order of writing and however many pages', async () => {
      const table = open();
      const pk = partition();
      // 300 items of 5 KB: a page of DynamoDB ends after 1 MB.
      const items = numbered(pk, 300).map((item) => ({ ...item, padding: 'x'.repeat(5_000) }));
      await table.putAll([...items.filter((_, n) => n % 2 === 1), ...items.filter((_, n) => n % 2 === 0).reverse()]);
      await table.putAll(numbered(partition(), 3));
      expect(await read(table, { pk })).toEqual(items);
    });

    it('orders sort keys by their UTF-8 bytes', async () => {
      const table = open();
      const pk = partition();
      const ordered = ['!', '0', '10', '9', 'A', 'PAYOUT#1', 'a', 'é', '\u{ffee}', '\u{10000}'];
      await table.putAll(ordered.toReversed().map((sk) => ({ pk, sk })));
      expect(await readKeys(table, { pk })).toEqual(ordered);
      expect(await readKeys(table, { pk, after: '\u{ffee}' })).toEqual(['\u{10000}']);
      expect(await readKeys(table, { pk, after: '\u{ffee}', prefix: '\u{10000}' })).toEqual(['\u{10000}']);
      expect(await readKeys(table, { pk, after: '\u{10000}', prefix: '\u{ffee}' })).toEqual([]);
    });

    it.each<{ range: Omit<Query, 'pk'>; keys: string[] }>([
      { range: { prefix: 'b' }, keys: ['b', 'b#1', 'b#2', 'ba', 'bb'] },
      { range: { prefix: 'b#' }, keys: ['b#1', 'b#2'] },
      { range: { prefix: 'x' }, keys: [] },
      { range: { prefix: '' }, keys: ['a', 'b', 'b#1', 'b#2', 'ba', 'bb', 'c'] },
      { range: { after: '' }, keys: ['a', 'b', 'b#1', 'b#2', 'ba', 'bb', 'c'] },
      { range: { after: 'b#2' }, keys: ['ba', 'bb', 'c'] },
      { range: { after: 'b#15' }, keys: ['b#2', 'ba', 'bb', 'c'] },
      { range: { after: 'c' }, keys: [] },
      { range: { prefix: 'b', after: 'b#1' }, keys: ['b#2', 'ba', 'bb'] },
      { range: { prefix: 'b', after: 'b' }, keys: ['b#1', 'b#2', 'ba', 'bb'] },
      { range: { prefix: 'b', after: 'b#15' }, keys: ['b#2', 'ba', 'bb'] },
      { range: { prefix: 'b', after: 'bb' }, keys: [] },
      { range: { prefix: 'b', after: 'a' }, keys: ['b', 'b#1', 'b#2', 'ba', 'bb'] },
      { range: { prefix: 'b#', after: 'b' }, keys: ['b#1', 'b#2'] },
      { range: { prefix: 'b#', after: 'ba' }, keys: [] },
      { range: { prefix: 'b', after: 'c' }, keys: [] },
    ])('takes $range', async ({ range, keys }) => {
      const table = open();
      const pk = partition();
      await table.putAll(['a', 'b', 'b#1', 'b#2', 'ba', 'bb', 'c'].map((sk) => ({ pk, sk })));
      expect(await readKeys(table, { pk, ...range })).toEqual(keys);
    });

    it.each<{ range: Omit<Query, 'pk'>; keys: string[] }>([
      { range: { before: 'b#2' }, keys: ['a', 'b', 'b#1'] },
      { range: { before: 'b#15' }, keys: ['a', 'b', 'b#1'] },
      { range: { before: 'a' }, keys: [] },
      { range: { before: 'x' }, keys: ['a', 'b', 'b#1', 'b#2', 'ba', 'bb', 'c'] },
      { range: { after: 'b', before: 'bb' }, keys: ['b#1', 'b#2', 'ba'] },
      { range: { after: 'b', before: 'b' }, keys: [] },
      { range: { after: 'c', before: 'b' }, keys: [] },
      { range: { prefix: 'b', before: 'ba' }, keys: ['b', 'b#1', 'b#2'] },
      { range: { prefix: 'b', before: 'b' }, keys: [] },
      { range: { prefix: 'b', before: 'a' }, keys: [] },
      { range: { prefix: 'b', before: 'c' }, keys: ['b', 'b#1', 'b#2', 'ba', 'bb'] },
      { range: { prefix: 'b', after: 'a', before: 'ba' }, keys: ['b', 'b#1', 'b#2'] },
      { range: { prefix: 'b', after: 'b#1', before: 'bb' }, keys: ['b#2', 'ba'] },
      { range: { prefix: 'b', after: 'b#1', before: 'c' }, keys: ['b#2', 'ba', 'bb'] },
      { range: { prefix: 'b', after: 'bb', before: 'b#1' }, keys: [] },
      { range: { prefix: 'b#', after: 'b', before: 'b#2' }, keys: ['b#1'] },
      { range: { limit: 3 }, keys: ['a', 'b', 'b#1'] },
      { range: { limit: 1, after: 'b' }, keys: ['b#1'] },
      { range: { limit: 2, prefix: 'b' }, keys: ['b', 'b#1'] },
      { range: { limit: 5, prefix: 'b' }, keys: ['b', 'b#1', 'b#2', 'ba', 'bb'] },
      { range: { limit: 9, prefix: 'b' }, keys: ['b', 'b#1', 'b#2', 'ba', 'bb'] },
      { range: { limit: 0 }, keys: [] },
      { range: { limit: 3, prefix: 'b', after: 'b', before: 'ba' }, keys: ['b#1', 'b#2'] },
    ])('takes $range, and the same from its end', async ({ range, keys }) => {
      const table = open();
      const pk = partition();
      await table.putAll(['a', 'b', 'b#1', 'b#2', 'ba', 'bb', 'c'].map((sk) => ({ pk, sk })));
      expect(await readKeys(table, { pk, ...range })).toEqual(keys);
      const { limit, ...all } = range;
      const backwards = (await readKeys(table, { pk, ...all })).toReversed();
      expect(await readKeys(table, { pk, ...range, descending: true })).toEqual(backwards.slice(0, limit));
    });

    it('goes from the end over any number of pages, and up to any limit', async () => {
      const table = open();
      const pk = partition();
      const items = numbered(pk, 300).map((item) => ({ ...item, padding: 'x'.repeat(5_000) }));
      await table.putAll(items);
      expect(await read(table, { pk, descending: true })).toEqual(items.toReversed());
      for (const limit of [99, 100, 101, 250, 300, 301]) {
        expect(await read(table, { pk, limit })).toEqual(items.slice(0, limit));
        expect(await read(table, { pk, limit, descending: true })).toEqual(items.toReversed().slice(0, limit));
      }
    });

    it('has the same order of bytes at its upper end', async () => {
      const table = open();
      const pk = partition();
      await table.putAll(['a', '\u{ffee}', '\u{10000}'].map((sk) => ({ pk, sk })));
      expect(await readKeys(table, { pk, before: '\u{10000}' })).toEqual(['a', '\u{ffee}']);
      expect(await readKeys(table, { pk, before: '\u{ffee}', prefix: '\u{10000}' })).toEqual([]);
    });

    it('sees items that come and go between two queries', async () => {
      const table = open();
      const pk = partition();
      await table.putAll(['b', 'd'].map((sk) => ({ pk, sk })));
      expect(await readKeys(table, { pk })).toEqual(['b', 'd']);
      await table.write([{ kind: 'delete', key: { pk, sk: 'b' } }]);
      await table.write([{ kind: 'put', item: { pk, sk: 'c' } }]);
      expect(await readKeys(table, { pk })).toEqual(['c', 'd']);
      await table.write([{ kind: 'delete', key: { pk, sk: 'd' } }]);
      await table.putAll(['a', 'b', 'd'].map((sk) => ({ pk, sk })));
      expect(await readKeys(table, { pk })).toEqual(['a', 'b', 'c', 'd']);
    });

    it('may be left early', async () => {
      const table = open();
      const items = numbered(partition(), 30);
      await table.putAll(items);
      for await (const item of table.query({ pk: items[0]?.pk ?? '' })) {
        expect(item).toEqual(items[0]);
        break;
      }
    });

    it('goes on while the items it gave are deleted', async () => {
      const table = open();
      const items = numbered(partition(), 250);
      await table.putAll(items);
      const seen: string[] = [];
      for await (const { pk, sk } of table.query({ pk: items[0]?.pk ?? '' })) {
        seen.push(sk);
        await table.write([{ kind: 'delete', key: { pk, sk } }]);
      }
      expect(seen).toEqual(items.map(({ sk }) => sk));
    });
  });

  describe('many items', () => {
    it('are put and read by any number of keys, with duplicates and missing ones among them', async () => {
      const table = open();
      const items = numbered(partition(), 230);
      await table.putAll(items);
      const missing = numbered(partition(), 20);
      const found = await table.getMany([...items, ...missing, ...items.slice(0, 120).reverse()]);
      expect(found.toSorted((left, right) => (left.sk < right.sk ? -1 : 1))).toEqual(items);
      expect(await table.getMany(missing)).toEqual([]);
      expect(await table.getMany([])).toEqual([]);
    });

    it('may be put again; the last of one key counts', async () => {
      const table = open();
      const items = numbered(partition(), 60);
      await table.putAll(items);
      await table.putAll([...items.map((item) => ({ ...item, n: -1 })), ...items]);
      await table.putAll([]);
      expect(await read(table, { pk: items[0]?.pk ?? '' })).toEqual(items);
    });
  });
}
