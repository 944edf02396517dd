/** Pages of a list are full while there is something to list, however the entries lie, and cost what they list. */
import { expect, it } from 'vitest';
import { earningsLedger } from '../../../shared/adapters/ledger/earnings-ledger.ts';
import type { EntryOut } from '../../../shared/contracts/api/entries.ts';
import { addDays, localDay } from '../../../shared/domain/calendar/local-day.ts';
import { instant } from '../../../shared/domain/calendar/time-zone.ts';
import { clientId, partnerId } from '../../../shared/domain/ids.ts';
import { type EntriesFilter, type EntriesPlace, listEntries } from '../../../shared/usecases/earnings/list-entries.ts';
import type { Told } from '../../support/memory-program.ts';
import { MemoryProgram } from '../../support/memory-program.ts';
import { allPages } from './all-pages.ts';
import { countingTable } from './counting-table.ts';

const P1 = partnerId('p1');
const numbers = (count: number): number[] => Array.from({ length: count }, (_, number) => number);

/** One client, who pays so often on each of the days; the last payment of all is refunded in part. */
async function program(days: readonly string[], paymentsADay: number): Promise<MemoryProgram> {
  // The program is as old as its payments: what is older than it would all stand in its first week.
  const made = new MemoryProgram().moveTo(days[0] as string);
  await made.configure({ bucketGroups: 1, maturityDays: 0 });
  await made.partner('p1');
  await made.client('c1', 'p1');
  const payments = days.flatMap((day) =>
    numbers(paymentsADay).map((number): Told & { paymentId: string } => ({
      ...{ type: 'payment', paymentId: `${day}-${String(number).padStart(4, '0')}`, clientId: 'c1' },
      ...{ amount: '1.00', currency: 'USD', paidAt: day },
    })),
  );
  for (let start = 0; start < payments.length; start += 400) await made.tell(...payments.slice(start, start + 400));
  const paymentId = payments.at(-1)?.paymentId as string;
  await made.tell({ type: 'refund', refundId: 'r', paymentId, amount: '0.40', on: days.at(-1) as string });
  return made.moveTo('2026-06-05');
}

function reading(made: MemoryProgram) {
  const { table, reads } = countingTable(made.table);
  const ledger = earningsLedger(table);
  const pages: number[] = [];
  const page = async (filter: EntriesFilter, limit: number, after?: EntriesPlace) => {
    const found = await listEntries(P1, filter, { limit, ...(after ? { after } : {}) }, instant(made.time), ledger);
    if (!found) throw new Error('there is no partner p1');
    pages.push(found.items.length);
    return found;
  };
  const all = (filter: EntriesFilter, limit: number) =>
    allPages<EntryOut, EntriesPlace>((after) => page(filter, limit, after));
  return { page, all, pages, reads };
}

it('a filter that lets little through skips nothing of a week with many entries', async () => {
  const { all, pages, reads } = reading(await program(['2026-06-03'], 1_200));
  expect(await all({ kind: 'adjustment' }, 10)).toMatchObject([{ kind: 'adjustment', cents: -10 }]);
  // 1,201 entries, 150 a call.
  expect(pages).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1]);
  expect(reads.items).toBeLessThan(1_201 + 60);
});

it('pages are full where a week has many entries, and no more of it is read', async () => {
  const { all, page, pages, reads } = reading(await program(['2026-05-27', '2026-06-03'], 150));
  expect(await all({}, 100)).toHaveLength(301);
  expect(pages.slice(0, 3)).toEqual([100, 100, 100]);
  reads.reset();
  await page({}, 20);
  expect(reads.items).toBeLessThan(20 + 15);
});

it('pages are full where each week has one entry, and their weeks are read side by side', async () => {
  const days = numbers(130).map((number) => addDays(localDay('2023-12-06'), 7 * number));
  const made = await program(days, 1);
  const { all, page, pages, reads } = reading(made);
  expect(await all({}, 100)).toHaveLength(131);
  expect(pages).toEqual([100, 31]);
  reads.reset();
  await page({}, 50);
  expect(reads.mostAtOnce).toBeGreaterThan(40);
  expect(reads.calls).toBeLessThan(60);
});

it('of one client come from its payments, in the same order', async () => {
  const made = await program(['2026-05-27', '2026-06-03'], 8);
  const { all, pages } = reading(made);
  const [listed, ofClient] = [await all({}, 100), await all({ clientId: clientId('c1') }, 5)];
  expect(ofClient).toEqual(listed);
  expect(pages.slice(1)).toEqual([5, 5, 5, 2]);
  expect(await all({ clientId: clientId('c9') }, 5)).toEqual([]);
});
