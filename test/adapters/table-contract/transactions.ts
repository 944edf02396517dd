/** All or nothing, and nothing lost between writers side by side. */
import { describe, expect, it } from 'vitest';
import {
  type Condition,
  type Item,
  type Key,
  MAX_WRITES,
  type Table,
  type Write,
} from '../../../shared/ports/table.ts';
import { DONE, freshKey, numbered, partition, read, refused } from './fixtures.ts';

export function transactionContract(open: () => Table): void {
  describe('a transaction', () => {
    it('writes everything when every condition holds', async () => {
      const table = open();
      const pk = partition();
      const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((sk) => ({ pk, sk })) as [Key, Key, Key, Key];
      await table.putAll([
        { ...b, n: 1 },
        { ...c, n: 1 },
        { ...d, n: 1 },
      ]);
      const outcome = await table.write([
        { kind: 'put', item: { ...a, n: 0 }, when: { kind: 'absent' } },
        { kind: 'update', key: b, add: { n: 1 }, when: { kind: 'equals', attribute: 'n', value: 1 } },
        { kind: 'delete', key: c, when: { kind: 'present' } },
        { kind: 'check', key: d, when: { kind: 'less-than', attribute: 'n', value: 2 } },
      ]);
      expect(outcome).toEqual(DONE);
      expect(await read(table, { pk })).toEqual([
        { ...a, n: 0 },
        { ...b, n: 2 },
        { ...d, n: 1 },
      ]);
    });

    it('writes nothing and names the refused places when some do not', async () => {
      const table = open();
      const items = numbered(partition(), 4);
      await table.putAll(items.slice(1));
      const [a, b, c, d] = items as [Item, Item, Item, Item];
      const outcome = await table.write([
        { kind: 'put', item: a, when: { kind: 'absent' } },
        { kind: 'update', key: b, add: { n: 1 }, when: { kind: 'equals', attribute: 'n', value: 99 } },
        { kind: 'delete', key: c },
        { kind: 'check', key: d, when: { kind: 'absent' } },
      ]);
      expect(outcome).toEqual(refused(1, 3));
      expect(await read(table, { pk: a.pk })).toEqual([b, c, d]);
    });

    it(`takes ${MAX_WRITES} writes and no more`, async () => {
      const table = open();
      const puts = numbered(partition(), MAX_WRITES + 1).map((item): Write => ({ kind: 'put', item }));
      await expect(table.write(puts)).rejects.toThrow(RangeError);
      expect(await table.write(puts.slice(1))).toEqual(DONE);
    });

    it('of nothing is done', async () => {
      expect(await open().write([])).toEqual(DONE);
    });

    it('refuses two operations on one item as broken input', async () => {
      const table = open();
      const key = freshKey();
      const twice: Write[] = [
        { kind: 'put', item: { ...key } },
        { kind: 'check', key, when: { kind: 'absent' } },
      ];
      await expect(table.write(twice)).rejects.toThrow('multiple operations on one item');
      expect(await table.get(key)).toBeUndefined();
    });

    it('refuses an empty key as broken input', async () => {
      await expect(open().write([{ kind: 'put', item: { pk: partition(), sk: '' } }])).rejects.toThrow('empty string');
    });
  });

  it('loses none of 50 increments made side by side', async () => {
    const table = open();
    const key = freshKey();
    const increment = async (): Promise<void> => {
      const { version = 0 } = ((await table.get(key)) ?? {}) as { version?: number };
      const when: Condition =
        version === 0 ? { kind: 'absent' } : { kind: 'equals', attribute: 'version', value: version };
      const outcome = await table.write([{ kind: 'update', key, add: { version: 1, total: 2 }, when }]);
      if (!outcome.done) await increment();
    };
    await Promise.all(Array.from({ length: 50 }, increment));
    expect(await table.get(key)).toEqual({ ...key, version: 50, total: 100 });
  });
}
