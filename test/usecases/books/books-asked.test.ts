/** What operations are answered when they ask whether the books add up: by partner, a page at a time, and by run. */
import { expect, it } from 'vitest';
import { earningsLedger } from '../../../shared/adapters/ledger/earnings-ledger.ts';
import { partnerLedger } from '../../../shared/adapters/ledger/partner-ledger.ts';
import { runHistory } from '../../../shared/adapters/ledger/run-history.ts';
import { waitingList } from '../../../shared/adapters/ledger/waiting-list.ts';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import type { PartnerId } from '../../../shared/domain/ids.ts';
import { booksPage } from '../../../shared/usecases/books/books-page.ts';
import { runBooks } from '../../../shared/usecases/books/run-books.ts';
import { AUDITED_WEEK, threePartners } from '../../support/memory-audit.ts';
import type { MemoryProgram } from '../../support/memory-program.ts';

/** Ada is paid, Bo and Cy wait below the threshold. */
async function program(): Promise<MemoryProgram> {
  const made = await threePartners({ ada: '800.00', bo: '79.00', cy: '40.00' });
  await made.friday('2026-01-02');
  return made;
}

const page = ({ table }: MemoryProgram, asked: { after?: PartnerId; limit: number }) =>
  booksPage(asked, {
    partners: partnerLedger(table),
    history: runHistory(table),
    earnings: earningsLedger(table),
    waiting: waitingList(table),
  });
const run = ({ table, paypal }: MemoryProgram) =>
  runBooks(AUDITED_WEEK, { history: runHistory(table), gateway: paypal });

it('tells each partner once, page after page, with sums that come to nothing', async () => {
  const made = await program();
  const first = await page(made, { limit: 2 });
  expect(first).toEqual({
    items: [
      { partnerId: 'ada', entriesCents: 200_00, payoutsCents: 200_00, carriedCents: 0, differenceCents: 0 },
      { partnerId: 'bo', entriesCents: 19_75, payoutsCents: 0, carriedCents: 19_75, differenceCents: 0 },
    ],
    total: { entriesCents: 219_75, payoutsCents: 200_00, carriedCents: 19_75, differenceCents: 0 },
    problems: [],
    next: 'bo',
  });
  const { items, problems, next } = await page(made, { after: first.next as PartnerId, limit: 2 });
  expect(items.map(({ partnerId }) => partnerId)).toEqual(['cy']);
  expect({ problems, next }).toEqual({ problems: [], next: undefined });
});

it('names the partner whose account was altered', async () => {
  const made = await program();
  const account = made.items().find(({ pk, sk }) => pk === 'PARTNER#cy' && sk === 'ACCOUNT');
  await made.table.putAll([{ ...account, pk: 'PARTNER#cy', sk: 'ACCOUNT', carriedCents: 11_00 }]);
  const { problems, total } = await page(made, { limit: 25 });
  expect(problems).toMatchObject([{ kind: 'books-off', about: 'cy' }]);
  expect(total.differenceCents).toBe(-1_00);
});

it('holds a run against what PayPal has of it', async () => {
  const made = await program();
  expect(await run(made)).toEqual({ partners: 1, payPal: 'asked', payPalItems: 1, problems: [] });
  const [batch] = [...made.paypal.batches.values()];
  Object.assign(batch?.items[0] ?? {}, { amount: 200_01 });
  expect((await run(made))?.problems).toMatchObject([{ kind: 'paypal-item-altered', about: 'ada' }]);
});

it('says so where PayPal does not answer, and takes no silence for an error', async () => {
  const made = await program();
  const gateway = { findBatch: async () => ({ kind: 'unavailable', cause: 'no answer' }) as const };
  expect(await runBooks(AUDITED_WEEK, { history: runHistory(made.table), gateway })).toEqual({
    partners: 1,
    payPal: 'unavailable',
    payPalItems: 0,
    problems: [],
  });
});

it('knows of no run that there was not', async () => {
  const made = await program();
  const gateway = made.paypal;
  expect(await runBooks(weekEnding('2026-01-10'), { history: runHistory(made.table), gateway })).toBeUndefined();
});
