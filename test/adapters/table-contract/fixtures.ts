/** Items and outcomes that the table's contract is told with. */
import { randomUUID } from 'node:crypto';
import type { Item, Key, Query, Table, WriteOutcome } from '../../../shared/ports/table.ts';

export const DONE: WriteOutcome = { done: true };
export const refused = (...places: number[]): WriteOutcome => ({ done: false, refused: places });

export const partition = () => `TEST#${randomUUID()}`;
export const freshKey = (): Key => ({ pk: partition(), sk: 'A' });
export const numbered = (pk: string, count: number): Item[] =>
  Array.from({ length: count }, (_, n) => ({ pk, sk: `item-${String(n).padStart(5, '0')}`, n }));

export async function read(table: Table, query: Query): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of table.query(query)) items.push(item);
  return items;
}
