/** The rows of a list page by page: each once, in the order of the file, whatever the filter lets through. */
import { describe, expect, it } from 'vitest';
import type { RowOutcome } from '../../../shared/domain/referral-list-row.ts';
import { type RowPlace, type RowsPage, showRows } from '../../../shared/usecases/referral-lists/show-rows.ts';
import { done, MemoryLists } from '../../support/memory-lists.ts';

/** 24 chunks and a bit, with one invalid row in the second one and one in the last. */
const ROWS = Array.from({ length: 12_010 }, (_, number) =>
  number === 700 || number === 12_009 ? 'no address' : `client-${number}@shop.example`,
);
const begun = new MemoryLists();
await begun.program.partner('p1');
const id = await begun.previewed('p1', ROWS);
const list = await begun.list(id);

async function pages(limit: number, outcome?: RowOutcome) {
  const found: { lines: number[]; next: RowPlace | undefined }[] = [];
  let after: RowPlace | undefined;
  do {
    const page: RowsPage = { limit, ...(after && { after }), ...(outcome && { outcome }) };
    const { items, next } = await showRows(list, page, begun.with.lists);
    found.push({ lines: items.map(({ line }) => line), next });
    after = next;
  } while (after);
  return found;
}

describe('pages', () => {
  it.each([99, 100, 500, 501])('of %i rows hold each row once and in order', async (limit) => {
    const lines = (await pages(limit)).flatMap((page) => page.lines);
    expect(lines).toEqual(ROWS.map((_, place) => place + 2));
  });

  it('end short rather than to read a whole list for a filter', async () => {
    const found = await pages(10, 'invalid');
    expect(found.map(({ lines }) => lines)).toEqual([[702], [12_011]]);
    expect((await pages(1, 'invalid')).flatMap(({ lines }) => lines)).toEqual([702, 12_011]);
  });
});

it('a list whose preview has just begun has no rows to show yet', async () => {
  const { id: fresh } = done(await begun.upload('p1', ROWS.slice(0, 5)));
  expect(await showRows(await begun.list(fresh), { limit: 10 }, begun.with.lists)).toEqual({ items: [] });
});
