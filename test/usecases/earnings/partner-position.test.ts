/** What screens sum is of one moment: a cent that moves while they read is neither lost nor counted twice. */
import { expect, it } from 'vitest';
import { earningsLedger } from '../../../shared/adapters/ledger/earnings-ledger.ts';
import { instant } from '../../../shared/domain/calendar/time-zone.ts';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import { partnerId } from '../../../shared/domain/ids.ts';
import { showEarnings } from '../../../shared/usecases/earnings/show-earnings.ts';
import { whyPartner } from '../../../shared/usecases/earnings/why-not-paid.ts';
import { duringEachOperation } from '../../support/memory-faults.ts';
import { MemoryProgram, receiverOf } from '../../support/memory-program.ts';

const P1 = partnerId('p1');
const WEEK = weekEnding('2026-04-11');

/** $100.00 wait to be claimed, $20.00 are carried. */
async function program(): Promise<MemoryProgram> {
  const made = new MemoryProgram().moveTo('2026-04-03');
  await made.configure({ bucketGroups: 1, maturityDays: 0 });
  await made.partner('p1');
  await made.client('c1', 'p1');
  await made.payment('a', 'c1', '400.00', '2026-04-07');
  made.paypal.outcomes.set(receiverOf('p1'), 'UNCLAIMED');
  await made.friday('2026-04-17');
  await made.payment('b', 'c1', '80.00', '2026-04-14');
  return made;
}

const MEANWHILE: Readonly<Record<string, (made: MemoryProgram) => Promise<unknown>>> = {
  'a payout comes back': ({ settlementLedger }) =>
    settlementLedger.movePayout({ partnerId: P1, weekEnding: WEEK, to: 'returned' }),
  'a payout is claimed and reversed': async ({ settlementLedger }) => {
    await settlementLedger.movePayout({ partnerId: P1, weekEnding: WEEK, to: 'paid' });
    await settlementLedger.movePayout({ partnerId: P1, weekEnding: WEEK, to: 'reversed' });
  },
  'a run folds the week': async (made) => {
    await made.friday('2026-04-24');
  },
};

it.each(Object.entries(MEANWHILE))('%s', async (_, meanwhile) => {
  const seen = new Map<MemoryProgram, { shown: number; unpaid: number | undefined }>();
  const operations = await duringEachOperation(
    program,
    async (made) => {
      const [ledger, now] = [earningsLedger(made.table), instant(made.time)];
      const shown = await showEarnings(P1, now, ledger);
      const unpaid = (await whyPartner(P1, now, ledger))?.unpaidCents;
      if (!shown) throw new Error('there is no partner p1');
      const { balanceCents, inFlightCents, withOperationsCents, maturingCents, paidCents } = shown;
      seen.set(made, { shown: balanceCents + inFlightCents + withOperationsCents + maturingCents + paidCents, unpaid });
    },
    meanwhile,
    async (made) => expect(seen.get(made)).toEqual({ shown: 120_00, unpaid: 120_00 }),
  );
  expect(operations).toBeGreaterThan(8);
});

it('what waits for its run longer than the year that is shown is still known', async () => {
  const made = await program();
  await made.friday('2026-04-24');
  await made.payment('c', 'c1', '40.00', '2026-04-21');
  made.moveTo('2027-09-15');
  const shown = await showEarnings(P1, instant(made.time), earningsLedger(made.table));
  expect(shown).toMatchObject({ balanceCents: 30_00, inFlightCents: 100_00, weeks: [] });
});
