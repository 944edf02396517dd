/** Changes share transactions: whole or not at all, each once, and a check that several need is paid once. */
import { describe, expect, it } from 'vitest';
import { commitPacked } from '../../../shared/adapters/ledger/commit-packed.ts';
import { memoryTable } from '../../../shared/adapters/memory/memory-table.ts';
import type { Table, Write } from '../../../shared/ports/table.ts';

const put = (pk: string): Write => ({ kind: 'put', item: { pk, sk: '!' }, when: { kind: 'absent' } });
const check = (pk: string): Write => ({ kind: 'check', key: { pk, sk: '!' }, when: { kind: 'absent' } });

function watched(): { table: Table & ReturnType<typeof memoryTable>; transactions: (readonly Write[])[] } {
  const inner = memoryTable();
  const transactions: (readonly Write[])[] = [];
  const write: Table['write'] = (writes) => {
    transactions.push(writes);
    return inner.write(writes);
  };
  return { table: { ...inner, write }, transactions };
}

/** As payments come in: each of another partner, all of three buckets. */
const mixed = (count: number): Write[][] =>
  Array.from({ length: count }, (_, place) => [
    put(`EVENT#${place}`),
    put(`ENTRY#${place}`),
    check(`CLIENT#${place}`),
    check(`WEEK#${place % 3}`),
  ]);

describe('packed changes', () => {
  it('are all written, and none twice', async () => {
    const { table } = watched();
    expect(await commitPacked(table, mixed(100))).toEqual(Array.from({ length: 100 }, () => true));
    expect(table.items()).toHaveLength(200);
  });

  it('that share a check stand together, so that it is paid once in a transaction', async () => {
    const { table, transactions } = watched();
    await commitPacked(table, mixed(99));
    const checks = transactions.flat().filter((write) => write.kind === 'check' && write.key.pk.startsWith('WEEK#'));
    // 33 changes of a bucket make 99 writes and its check: one transaction each. As they come it would be nine checks.
    expect(transactions.map((writes) => writes.length)).toEqual([100, 100, 100]);
    expect(checks).toHaveLength(3);
  });

  it('that share nothing keep their order', async () => {
    const { table, transactions } = watched();
    await commitPacked(table, [
      [put('b'), check('3')],
      [put('c'), check('2')],
      [put('a'), check('1')],
    ]);
    expect(transactions.flat().flatMap((write) => (write.kind === 'put' ? write.item.pk : []))).toEqual([
      'b',
      'c',
      'a',
    ]);
  });

  it('that lose one of them are tried again together, not each alone', async () => {
    const { table, transactions } = watched();
    await table.write([put('ENTRY#0'), put('EVENT#6')]);
    expect(await commitPacked(table, mixed(9))).toEqual([false, true, true, true, true, true, false, true, true]);
    // The first is the test's own.
    expect(transactions.slice(1).map((writes) => writes.length)).toEqual([30, 24]);
  });

  it('are all lost with a check that they share', async () => {
    const { table, transactions } = watched();
    await table.write([{ kind: 'put', item: { pk: 'WEEK#1', sk: '!' } }]);
    expect(await commitPacked(table, mixed(6))).toEqual([true, false, true, true, false, true]);
    expect(transactions).toHaveLength(3);
  });

  it('are not tried for ever where a refusal names nothing', async () => {
    const { table } = watched();
    const nameless: Table = { ...table, write: async () => ({ done: false, refused: [] }) };
    expect(await commitPacked(nameless, mixed(3))).toEqual([false, false, false]);
  });

  it('tell which of them was refused, in the order in which they were given', async () => {
    const { table } = watched();
    await table.write([put('EVENT#4')]);
    const results = await commitPacked(table, mixed(7));
    expect(results).toEqual([true, true, true, true, false, true, true]);
    expect(table.items().some(({ pk }) => pk === 'ENTRY#4')).toBe(false);
  });

  it('meet on an item that both write only in transactions of their own', async () => {
    const { table, transactions } = watched();
    expect(await commitPacked(table, [[put('a')], [put('a')]])).toEqual([true, false]);
    expect(transactions).toHaveLength(2);
  });
});
