/** What the table keeps of one item, and what an update makes of it. */
import { describe, expect, it } from 'vitest';
import type { Condition, Table, Write } from '../../../shared/ports/table.ts';
import { DONE, freshKey, numbered, read, refused } from './fixtures.ts';

export function itemContract(open: () => Table): void {
  describe('one item', () => {
    it('comes back as it was put, with every kind of JSON value', async () => {
      const table = open();
      const item = {
        ...freshKey(),
        text: 'Zoë',
        empty: '',
        whole: 11_850,
        largest: Number.MAX_SAFE_INTEGER,
        negative: -1.5,
        yes: true,
        no: false,
        nothing: null,
        list: [1, '', [], { deep: [null, false] }],
        map: { empty: {}, 'a.b': '', reserved: { size: 0 } },
        size: 'a reserved word as a name',
      };
      expect(await table.write([{ kind: 'put', item }])).toEqual(DONE);
      expect(await table.get(item)).toEqual(item);
    });

    it('leaves undefined attributes out, at any depth', async () => {
      const table = open();
      const key = freshKey();
      await table.write([{ kind: 'put', item: { ...key, gone: undefined, map: { gone: undefined, kept: 1 } } }]);
      expect(await table.get(key)).toStrictEqual({ ...key, map: { kept: 1 } });
      await table.write([{ kind: 'update', key, set: { map: undefined, other: undefined }, add: { n: 1 } }]);
      expect(await table.get(key)).toStrictEqual({ ...key, map: { kept: 1 }, n: 1 });
    });

    it('knows one zero only', async () => {
      const table = open();
      const key = freshKey();
      await table.write([{ kind: 'put', item: { ...key, zero: -0 } }]);
      expect(await table.get(key)).toEqual({ ...key, zero: 0 });
    });

    it('is undefined while it is missing', async () => {
      expect(await open().get(freshKey())).toBeUndefined();
    });

    it('is replaced whole by a put and gone after a delete', async () => {
      const table = open();
      const key = freshKey();
      await table.write([{ kind: 'put', item: { ...key, first: 1 } }]);
      await table.write([{ kind: 'put', item: { ...key, second: 2 } }]);
      expect(await table.get(key)).toEqual({ ...key, second: 2 });
      expect(await table.write([{ kind: 'delete', key }])).toEqual(DONE);
      expect(await table.get(key)).toBeUndefined();
      expect(await table.write([{ kind: 'delete', key }])).toEqual(DONE);
    });

    it('is not shared with the caller', async () => {
      const table = open();
      const item = { ...freshKey(), list: [1] };
      await table.write([{ kind: 'put', item }]);
      item.list.push(2);
      const got = (await table.get(item)) as typeof item;
      got.list.push(3);
      expect(await table.get(item)).toEqual({ pk: item.pk, sk: item.sk, list: [1] });
    });
  });

  describe('update', () => {
    it('sets, adds and removes at once, and leaves the rest', async () => {
      const table = open();
      const key = freshKey();
      await table.write([{ kind: 'put', item: { ...key, kept: 'k', name: 'old', total: 5, note: 'n' } }]);
      const update = {
        kind: 'update',
        key,
        set: { name: 'new', map: { a: [''] } },
        add: { total: -7, count: 2 },
        remove: ['note', 'never-there'],
      } as const;
      expect(await table.write([update])).toEqual(DONE);
      expect(await table.get(key)).toEqual({ ...key, kept: 'k', name: 'new', map: { a: [''] }, total: -2, count: 2 });
    });

    it.each<{
      why: string;
      change: { set?: Record<string, unknown>; add?: Record<string, number>; remove?: string[] };
    }>([
      { why: 'for what it sets', change: { set: { a: '' } } },
      { why: 'for what it adds, from 0', change: { add: { a: 0 } } },
      { why: 'even for nothing', change: {} },
      { why: 'even for empty lists of changes', change: { set: {}, add: {}, remove: [] } },
    ])('creates a missing item $why', async ({ change }) => {
      const table = open();
      const key = freshKey();
      expect(await table.write([{ kind: 'update', key, ...change }])).toEqual(DONE);
      expect(await table.get(key)).toEqual({ ...key, ...change.set, ...change.add });
    });

    it.each<{ change: Pick<Write & { kind: 'update' }, 'set' | 'add' | 'remove'>; company: number }>([
      { change: { remove: ['a'] }, company: 0 },
      { change: { remove: ['a'] }, company: 1 },
      { change: {}, company: 1 },
    ])(
      'without anything set or added needs a present item, where it is not an empty one alone: $change',
      async ({ change, company }) => {
        const table = open();
        const key = freshKey();
        const others: Write[] = numbered(key.pk, company).map((item) => ({ kind: 'put', item }));
        const updateWhen = (when?: Condition) => table.write([...others, { kind: 'update', key, ...change, when }]);
        const unclear: Condition = {
          kind: 'any',
          of: [{ kind: 'present' }, { kind: 'attribute-absent', attribute: 'b' }],
        };
        await expect(updateWhen()).rejects.toThrow(RangeError);
        await expect(updateWhen(unclear)).rejects.toThrow(RangeError);
        expect(await read(table, { pk: key.pk })).toEqual([]);
        expect(await updateWhen({ kind: 'present' })).toEqual(refused(company));

        await table.write([{ kind: 'put', item: { ...key, a: 1, b: 2 } }]);
        const clear: Condition = {
          kind: 'any',
          of: [
            { kind: 'equals', attribute: 'b', value: 2 },
            { kind: 'all', of: [{ kind: 'present' }, unclear] },
          ],
        };
        expect(await updateWhen(clear)).toEqual(DONE);
        expect(await table.get(key)).toEqual(change.remove ? { ...key, b: 2 } : { ...key, a: 1, b: 2 });
      },
    );

    it.each<{
      why: string;
      change: { set?: Record<string, unknown>; add?: Record<string, number>; remove?: string[] };
    }>([
      { why: 'an attribute in two places', change: { set: { a: 1 }, remove: ['a'] } },
      { why: 'the key', change: { set: { sk: 'B' } } },
      { why: 'an addition to a text', change: { add: { text: 1 } } },
      { why: 'an addition to null', change: { add: { nothing: 1 } } },
    ])('refuses $why as broken input and changes nothing', async ({ change }) => {
      const table = open();
      const key = freshKey();
      const before = { ...key, text: 'x', nothing: null };
      await table.write([{ kind: 'put', item: before }]);
      await expect(table.write([{ kind: 'update', key, ...change }])).rejects.toThrow();
      await expect(
        table.write([
          { kind: 'put', item: { ...key, sk: 'B' } },
          { kind: 'update', key, ...change },
        ]),
      ).rejects.toThrow();
      expect(await read(table, { pk: key.pk })).toEqual([before]);
    });
  });
}
