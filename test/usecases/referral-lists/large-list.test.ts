/** A list of 50,000 rows: previewed and committed in pieces, with as many operations as its rows need and no more. */
import { expect, it } from 'vitest';
import { MAX_LIST_ROWS } from '../../../shared/contracts/referral-lists.ts';
import type { Item } from '../../../shared/ports/table.ts';
import { counts, MemoryLists } from '../../support/memory-lists.ts';

const bytesOf = (item: Item): number => Buffer.byteLength(JSON.stringify(item));

it('is taken, previewed and committed', async () => {
  const lists = new MemoryLists();
  await lists.program.partner('p1');
  const rows = Array.from(
    { length: MAX_LIST_ROWS },
    (_, number) => `client-${number}@shop-${number % 977}.example,Jo ${number}`,
  );
  const id = await lists.committed('p1', rows);
  // Ten messages a stage: no worker has more than 5,000 rows.
  expect(lists.handled).toBe(2 * 10);
  const { chunks, commit } = await lists.list(id);
  expect({ chunks, counts: counts(commit.outcomes) }).toEqual({ chunks: 100, counts: { new: 50_000 } });
  const items = lists.program.items();
  expect(items.filter(({ pk }) => pk.startsWith('LISTED#'))).toHaveLength(50_000);
  const ofList = items.filter(({ pk }) => pk === `REFERRAL-LIST#${id}`);
  expect(ofList).toHaveLength(1 + 3 * 100);
  expect(Math.max(...ofList.map(bytesOf))).toBeLessThan(60_000);
});

it('whose names are as long as names may be still fits the ledger’s items', async () => {
  const lists = new MemoryLists();
  await lists.program.partner('p1');
  const rows = Array.from({ length: 2_000 }, (_, number) => `client-${number}@shop.example,${'\u{1F980}'.repeat(100)}`);
  const id = await lists.previewed('p1', rows);
  const sizes = lists.program
    .items()
    .filter(({ pk }) => pk === `REFERRAL-LIST#${id}`)
    .map(bytesOf);
  expect(Math.max(...sizes)).toBeLessThan(400_000);
  expect((await lists.list(id)).preview.rows).toBe(2_000);
});
