/** The audit at the end of a run: right books close quietly, planted errors raise the alarm by the partner's name. */
import { expect, it } from 'vitest';
import { earningsLedger } from '../../../shared/adapters/ledger/earnings-ledger.ts';
import { runHistory } from '../../../shared/adapters/ledger/run-history.ts';
import { waitingList } from '../../../shared/adapters/ledger/waiting-list.ts';
import { partnerId } from '../../../shared/domain/ids.ts';
import type { Item, Table } from '../../../shared/ports/table.ts';
import { auditRun } from '../../../shared/usecases/books/audit-run.ts';
import { AUDITED_WEEK, threePartners } from '../../support/memory-audit.ts';
import { type MemoryProgram, receiverOf } from '../../support/memory-program.ts';

/** Ada is paid, Bo waits below the threshold, Cy's payout fails and comes back. */
async function program(): Promise<MemoryProgram> {
  const made = await threePartners({ ada: '800.00', bo: '79.00', cy: '400.00' });
  made.paypal.outcomes.set(receiverOf('cy'), 'FAILED');
  return made;
}

const auditOf = (table: Table) =>
  auditRun(AUDITED_WEEK, { history: runHistory(table), earnings: earningsLedger(table), waiting: waitingList(table) });

it('is part of the report of a run, and finds nothing in right books', async () => {
  const made = await program();
  const { closed } = await made.friday('2026-01-02');
  expect(closed?.books).toEqual({ partners: 3, differenceCents: 0, problems: 0 });
  expect(made.alarms).toEqual([]);
});

const isAccount = (partner: string) => (item: Item) => item.pk === `PARTNER#${partner}` && item.sk === 'ACCOUNT';

it.each([
  { what: 'carries too much', partner: 'bo', change: { carriedCents: 20_00 }, kinds: ['books-off'] },
  { what: 'folded something else', partner: 'ada', change: { foldedCents: 1 }, kinds: ['folded-off'] },
  {
    what: 'lost what came back',
    partner: 'cy',
    change: { carriedCents: 0 },
    kinds: ['books-off', 'waiting-for-nothing'],
  },
])('an account that $what is named, and the run is closed all the same', async ({ partner, change, kinds }) => {
  const made = await program();
  const audit = made.closing.audit;
  let planted = false;
  Object.assign(made.closing, {
    audit: async (week: typeof AUDITED_WEEK) => {
      const account = made.items().find(isAccount(partner));
      if (!account) throw new Error('there is no account');
      await made.table.putAll([{ ...account, ...change }]);
      planted = true;
      return audit(week);
    },
  });
  const { closed } = await made.friday('2026-01-02');
  expect(planted).toBe(true);
  expect(closed).toMatchObject({ state: 'closed', books: { partners: 3, problems: kinds.length } });
  expect(made.alarms).toEqual(['the books of a run do not add up']);
  const { problems } = await auditOf(made.table);
  expect(problems.map(({ kind, about }) => ({ kind, about }))).toEqual(kinds.map((kind) => ({ kind, about: partner })));
});

it('does not take a payout that comes back while it reads for an error', async () => {
  const made = await program();
  made.paypal.outcomes.set(receiverOf('ada'), 'UNCLAIMED');
  await made.friday('2026-01-02');
  let moved = false;
  const payouts = earningsLedger(made.table).payouts;
  const { problems } = await auditRun(AUDITED_WEEK, {
    history: runHistory(made.table),
    waiting: waitingList(made.table),
    earnings: {
      weeks: earningsLedger(made.table).weeks,
      // After the account was read, and before its payouts are.
      payouts: async (partner, page) => {
        if (partner === 'ada' && !moved) {
          moved = true;
          await made.settlementLedger.movePayout({
            partnerId: partnerId('ada'),
            weekEnding: AUDITED_WEEK,
            to: 'returned',
          });
        }
        return payouts(partner, page);
      },
    },
  });
  expect({ moved, problems }).toEqual({ moved: true, problems: [] });
  expect(made.items().find(isAccount('ada'))).toMatchObject({ carriedCents: 200_00 });
});
