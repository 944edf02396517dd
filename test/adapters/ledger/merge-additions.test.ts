/** Which writes of one item may stand as one, and that packing them changes nothing but the number of transactions. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commitPacked } from '../../../shared/adapters/ledger/commit-packed.ts';
import { mergeAdditions, merged } from '../../../shared/adapters/ledger/merge-additions.ts';
import { memoryTable } from '../../../shared/adapters/memory/memory-table.ts';
import type { Item, Table, Write } from '../../../shared/ports/table.ts';
import type { Update } from '../../../shared/ports/write-rules.ts';

const key = (pk: string) => ({ pk, sk: '!' });
const update = (more: Partial<Update>, pk = 'TOTAL'): Update => ({ kind: 'update', key: key(pk), ...more });

describe('two updates of one item', () => {
  it.each<{ why: string; a: Partial<Update>; b: Partial<Update>; both: Partial<Update> }>([
    { why: 'add up', a: { add: { n: 2, m: 1 } }, b: { add: { n: -3 } }, both: { add: { n: -1, m: 1 } } },
    {
      why: 'set the same beside it',
      a: { set: { id: 'c1' }, add: { n: 2 } },
      b: { set: { id: 'c1' }, add: { n: 3 } },
      both: { set: { id: 'c1' }, add: { n: 5 } },
    },
    {
      why: 'set different things',
      a: { set: { a: true } },
      b: { set: { b: true } },
      both: { set: { a: true, b: true } },
    },
    {
      why: 'set what the other does not',
      a: { add: { n: 1 } },
      b: { set: { a: 1 } },
      both: { set: { a: 1 }, add: { n: 1 } },
    },
    { why: 'come to nothing', a: { add: { n: 1 } }, b: { add: { n: -1 } }, both: { add: { n: 0 } } },
  ])('are one when they $why', ({ a, b, both }) => {
    expect(merged(update(a), update(b))).toEqual({ set: {}, add: {}, ...update(both) });
    expect(merged(update(b), update(a))).toEqual({ set: {}, add: {}, ...update(both) });
  });

  it.each<{ why: string; a: Write; b: Write }>([
    { why: 'are of two items', a: update({ add: { n: 1 } }), b: update({ add: { n: 1 } }, 'OTHER') },
    { why: 'set other values', a: update({ set: { a: 1 } }), b: update({ set: { a: 2 } }) },
    { why: 'set and add to one attribute', a: update({ set: { n: 1 } }), b: update({ add: { n: 1 } }) },
    { why: 'remove something', a: update({ add: { n: 1 } }), b: update({ add: { m: 1 }, remove: ['n'] }) },
    { why: 'have a condition', a: update({ add: { n: 1 } }), b: update({ add: { n: 1 }, when: { kind: 'present' } }) },
    { why: 'are no updates', a: update({ add: { n: 1 } }), b: { kind: 'put', item: { ...key('TOTAL'), n: 1 } } },
  ])('stay two when they $why', ({ a, b }) => {
    expect(merged(a, b)).toBeUndefined();
    expect(merged(b, a)).toBeUndefined();
    expect(mergeAdditions([a, b])).toEqual([a, b]);
  });
});

function watched(): { table: Table; items: () => Item[]; transactions: (readonly Write[])[] } {
  const inner = memoryTable();
  const transactions: (readonly Write[])[] = [];
  const write: Table['write'] = (writes) => {
    transactions.push(writes);
    return inner.write(writes);
  };
  return { table: { ...inner, write }, items: () => inner.items(), transactions };
}

const put = (pk: string): Write => ({ kind: 'put', item: key(pk), when: { kind: 'absent' } });
const check = (pk: string, kind: 'absent' | 'present' = 'absent'): Write => ({
  kind: 'check',
  key: key(pk),
  when: { kind },
});
const adds = (pk: string, n: number): Write => update({ set: { of: pk }, add: { n } }, pk);

describe('packed changes that add to one item', () => {
  it('share it in one transaction', async () => {
    const { table, items, transactions } = watched();
    const changes = [1, 2, 3].map((n) => [put(`EVENT#${n}`), adds('TOTAL', n)]);
    expect(await commitPacked(table, changes)).toEqual([true, true, true]);
    expect(transactions.map((writes) => writes.length)).toEqual([4]);
    expect(items().find(({ pk }) => pk === 'TOTAL')).toMatchObject({ of: 'TOTAL', n: 6 });
  });

  it('and add to it twice themselves do both', async () => {
    const { table, items, transactions } = watched();
    expect(await commitPacked(table, [[put('EVENT#1'), adds('TOTAL', 1), adds('TOTAL', 5)]])).toEqual([true]);
    expect(transactions.map((writes) => writes.length)).toEqual([2]);
    expect(items().find(({ pk }) => pk === 'TOTAL')).toMatchObject({ n: 6 });
  });

  it('leave out what the refused one among them would have added', async () => {
    const { table, items, transactions } = watched();
    await table.write([put('EVENT#2')]);
    const changes = [1, 2, 3].map((n) => [put(`EVENT#${n}`), adds('TOTAL', n)]);
    expect(await commitPacked(table, changes)).toEqual([true, false, true]);
    // The first is the test's own; what nobody refused is not tried alone.
    expect(transactions.map((writes) => writes.length)).toEqual([1, 4, 3]);
    expect(items().find(({ pk }) => pk === 'TOTAL')).toMatchObject({ n: 4 });
  });

  it('stand together where many of them do not fit one transaction', async () => {
    const { table, transactions } = watched();
    const changes = Array.from({ length: 99 }, (_, place) => [
      put(`EVENT#${place}`),
      put(`ENTRY#${place}`),
      adds(`TOTAL#${place % 3}`, 1),
    ]);
    await commitPacked(table, changes);
    const totals = transactions.flat().filter((write) => write.kind === 'update');
    // 33 changes of a total make 66 writes and the total: in three transactions each total comes up once or twice.
    expect(transactions).toHaveLength(3);
    expect(totals.length).toBeLessThanOrEqual(5);
  });

  it('and check it under different conditions do not share the check', async () => {
    const { table, transactions } = watched();
    const changes = [
      [put('a'), check('HEAD')],
      [put('b'), check('HEAD', 'present')],
    ];
    expect(await commitPacked(table, changes)).toEqual([true, false]);
    expect(transactions).toHaveLength(2);
  });
});

describe('over any changes', () => {
  const anyChange = fc.record({
    /** What makes the change happen once; of two with the same number one is refused. */
    event: fc.nat(30),
    checks: fc.uniqueArray(fc.tuple(fc.constantFrom('OPEN', 'CLOSED', 'HEAD'), fc.boolean()), {
      maxLength: 2,
      selector: ([pk]) => pk,
    }),
    adds: fc.array(fc.tuple(fc.nat(3), fc.integer({ min: -9, max: 9 })), { maxLength: 4 }),
    /** So many further items, to fill transactions. */
    width: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60 })),
  });
  type Change = typeof anyChange extends fc.Arbitrary<infer Value> ? Value : never;

  const writesOf = (change: Change, place: number): Write[] => [
    put(`EVENT#${change.event}`),
    ...Array.from({ length: change.width }, (_, n): Write => ({ kind: 'put', item: key(`OWN#${place}#${n}`) })),
    ...change.checks.map(([pk, absent]) => check(pk, absent ? 'absent' : 'present')),
    ...change.adds.map(([total, n]) => adds(`TOTAL#${total}`, n)),
  ];

  it('packing them writes what writing them one by one writes, without those that are refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyChange, { maxLength: 30 }), fc.uniqueArray(fc.nat(30)), async (drafts, known) => {
        const changes = drafts.map(writesOf);
        const before = [key('CLOSED'), key('HEAD'), ...known.map((event) => key(`EVENT#${event}`))];
        const packed = memoryTable();
        await packed.putAll(before);
        const results = await commitPacked(packed, changes);

        const single = memoryTable();
        await single.putAll(before);
        // Additions within a change are one update, since a transaction names an item once.
        for (const [place, change] of changes.entries())
          if (results[place]) expect(await single.write(mergeAdditions(change))).toEqual({ done: true });
        expect(packed.items()).toEqual(single.items());
        for (const [place, change] of changes.entries())
          if (!results[place]) expect(await single.write(mergeAdditions(change))).toMatchObject({ done: false });
      }),
      { numRuns: 300 },
    );
  });
});
