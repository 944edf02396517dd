/** The table's contract in memory, and what only the memory table has. */
import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../shared/adapters/memory/memory-table.ts';
import { tableContract } from '../table-contract.ts';

describe('the table in memory', () => {
  tableContract(memoryTable);

  it('lists all its items by key', async () => {
    const table = memoryTable();
    await table.putAll([
      { pk: 'b', sk: '1' },
      { pk: 'a', sk: '2' },
      { pk: 'a', sk: '1', list: [1] },
    ]);
    await table.write([{ kind: 'delete', key: { pk: 'b', sk: '1' } }]);
    const items = table.items();
    expect(items).toEqual([
      { pk: 'a', sk: '1', list: [1] },
      { pk: 'a', sk: '2' },
    ]);
    (items[0] as unknown as { list: number[] }).list.push(2);
    expect(await table.get({ pk: 'a', sk: '1' })).toEqual({ pk: 'a', sk: '1', list: [1] });
  });

  it.each([
    { why: 'a date', value: new Date(0) },
    { why: 'a set', value: new Set() },
    { why: 'a function', value: () => 1 },
    { why: 'no number', value: Number.NaN },
    { why: 'a number that is not exact', value: 2 ** 53 },
  ])('refuses to store $why', async ({ value }) => {
    const table = memoryTable();
    await expect(table.write([{ kind: 'put', item: { pk: 'a', sk: '1', nested: [{ value }] } }])).rejects.toThrow(
      'cannot be stored',
    );
    expect(table.items()).toEqual([]);
  });
});
