/** A statement explains its payout to the cent, whatever happened before it and however much there is. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjustmentWrites } from '../../../shared/adapters/ledger/adjustment-writes.ts';
import { earningsLedger } from '../../../shared/adapters/ledger/earnings-ledger.ts';
import { localDay } from '../../../shared/domain/calendar/local-day.ts';
import { type WeekEnding, weekEnding } from '../../../shared/domain/calendar/week.ts';
import { clientId, partnerId } from '../../../shared/domain/ids.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import {
  centsOf,
  MAX_LISTED_CLIENTS,
  MAX_LISTED_ENTRIES,
  type PayoutStatement,
  payoutStatement,
} from '../../../shared/usecases/earnings/payout-statement.ts';
import { anyHistory, dayText, FRIDAYS, type History, newsOf } from '../../support/memory-histories.ts';
import { MemoryProgram, receiverOf } from '../../support/memory-program.ts';
import { ledgerOf } from './many-entries.ts';

const P1 = partnerId('p1');

async function statementOf(program: MemoryProgram, week: WeekEnding, partner = P1): Promise<PayoutStatement> {
  const statement = await payoutStatement(partner, week, earningsLedger(program.table));
  if (!statement) throw new Error(`${partner} has no payout of ${week}`);
  return statement;
}

/** c1 and c2 are mature on 2026-04-11; PayPal refuses the payout of 2026-04-24. */
async function program(): Promise<MemoryProgram> {
  const made = new MemoryProgram().moveTo('2026-04-03');
  await made.configure({ bucketGroups: 1 });
  await made.partner('p1', { name: 'Petra Partner' });
  await made.partner('p2');
  await made.client('c1', 'p1');
  await made.client('c2', 'p1');
  await made.payment('a', 'c1', '400.00', '2026-01-11');
  await made.payment('b', 'c2', '800.00', '2026-01-11');
  await made.friday('2026-04-17');
  await made.tell({ type: 'refund', refundId: 'r', paymentId: 'a', amount: '40.00', on: '2026-04-15' });
  await made.payment('c', 'c1', '480.00', '2026-04-16');
  made.paypal.outcomes.set(receiverOf('p1'), 'FAILED');
  await made.friday('2026-04-24');
  made.paypal.outcomes.set(receiverOf('p1'), 'SUCCESS');
  const adjustment = { adjustmentId: 'x', partnerId: P1, cents: cents(5_00), note: 'Goodwill' };
  const when = { earnedOn: localDay('2026-04-25'), weekEnding: weekEnding('2026-04-25') };
  await made.table.write(adjustmentWrites({ ...adjustment, ...when }));
  await made.friday('2026-05-01');
  return made;
}

describe('a statement', () => {
  it('says what each client brought and lists the entries by earned day', async () => {
    expect(await statementOf(await program(), weekEnding('2026-04-11'))).toMatchObject({
      payout: { amountCents: 300_00, state: 'paid', friday: '2026-04-17', receiver: 'p…@payee.example' },
      partner: { id: 'p1', name: 'Petra Partner' },
      clients: [
        { clientId: 'c2', name: 'Owner of c2', entries: 1, commissionCents: 200_00, adjustmentCents: 0 },
        { clientId: 'c1', name: 'Owner of c1', entries: 1, commissionCents: 100_00, adjustmentCents: 0 },
      ],
      total: { entries: 2, commissionCents: 300_00, adjustmentCents: 0 },
      entries: [
        { earnedOn: '2026-04-11', clientName: 'Owner of c1', cents: 100_00 },
        { earnedOn: '2026-04-11', clientName: 'Owner of c2', cents: 200_00 },
      ],
      fromEarlierWeeksCents: 0,
    });
  });

  it('begins after the last payout that did not come back, and counts adjustments apart', async () => {
    const made = await program();
    const refused = await statementOf(made, weekEnding('2026-04-18'));
    expect(refused).toMatchObject({ payout: { amountCents: 110_00, state: 'failed' }, after: '2026-04-11' });
    const paid = await statementOf(made, weekEnding('2026-04-25'));
    expect(paid).toMatchObject({
      payout: { amountCents: 115_00, state: 'paid' },
      after: '2026-04-11',
      clients: [{ clientId: 'c1', entries: 2, commissionCents: 120_00, adjustmentCents: -10_00 }],
      byOperations: { entries: 1, commissionCents: 0, adjustmentCents: 5_00 },
      total: { entries: 3, commissionCents: 120_00, adjustmentCents: -5_00 },
      entries: [
        { earnedOn: '2026-04-15', reason: 'refund', cents: -10_00 },
        { earnedOn: '2026-04-16', kind: 'commission', cents: 120_00 },
        { earnedOn: '2026-04-25', reason: 'operations', cents: 5_00, note: 'Goodwill' },
      ],
      fromEarlierWeeksCents: 0,
    });
    expect([paid.moreClients, paid.moreEntries]).toEqual([undefined, undefined]);
  });

  it('says how much its entries do not explain', async () => {
    const made = await program();
    const item = made.item('PARTNER#p1', 'PAYOUT#2026-04-25');
    await made.table.putAll([{ ...item, pk: 'PARTNER#p1', sk: 'PAYOUT#2026-04-25', amountCents: 120_00 }]);
    expect((await statementOf(made, weekEnding('2026-04-25'))).fromEarlierWeeksCents).toBe(5_00);
  });

  it.each([
    { why: 'of a week without a payout', partner: 'p1', week: '2026-05-02' },
    { why: 'of another partner', partner: 'p2', week: '2026-04-11' },
    { why: 'of nobody', partner: 'p9', week: '2026-04-11' },
  ])('is not there: $why', async ({ partner, week }) => {
    const ledger = earningsLedger((await program()).table);
    expect(await payoutStatement(partnerId(partner), weekEnding(week), ledger)).toBeUndefined();
  });
});

const sum = (amounts: readonly number[]): number => amounts.reduce((total, next) => total + next, 0);

/** How PayPal ends what a Friday sends, in turns. What nobody claims is cancelled before the next Friday. */
const FATES = ['SUCCESS', 'FAILED', 'UNCLAIMED', 'SUCCESS', 'REFUNDED'] as const;

async function lived(history: History): Promise<MemoryProgram> {
  const made = new MemoryProgram().moveTo(dayText(54));
  const { maturityDays, thresholdCents, partners } = history;
  await made.configure({ maturityDays, thresholdCents: cents(thresholdCents), bucketGroups: 1 });
  await made.partner('nobody');
  for (const [place, friday] of FRIDAYS.entries()) {
    const news = newsOf(history, friday);
    if (news.length > 0) await made.tell(...news.map(({ event }) => event));
    if (history.missed.has(friday)) continue;
    for (const partner of partners) {
      if (made.payouts(partner).at(-1)?.state === 'unclaimed') made.paypal.turn(receiverOf(partner), 'CANCELED');
      made.paypal.outcomes.set(receiverOf(partner), FATES[place % FATES.length] ?? 'SUCCESS');
    }
    await made.daily(dayText(friday - 1));
    await made.friday(dayText(friday));
  }
  return made;
}

it('the entries of every payout of any history come to its amount, those that came back included', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(anyHistory, async (history) => {
      const made = await lived(history);
      expect(made.problems()).toEqual([]);
      for (const partner of history.partners) {
        for (const { weekEnding: week, amountCents, state } of made.payouts(partner)) {
          const statement = await statementOf(made, week, partnerId(partner));
          expect(statement.fromEarlierWeeksCents).toBe(0);
          expect(centsOf(statement.total)).toBe(amountCents);
          expect(sum(statement.entries.map((entry) => entry.cents))).toBe(amountCents);
          expect(sum(statement.clients.map(centsOf))).toBe(amountCents);
          expect(statement.entries.length).toBe(statement.total.entries);
          seen.add(state);
        }
      }
    }),
    { numRuns: 20 },
  );
  // Each of them often enough that none is ever missing by chance.
  expect([...seen].sort()).toEqual(['canceled', 'failed', 'paid', 'refunded']);
});

describe('of very many entries', () => {
  const WEEK = weekEnding('2026-04-11');

  it.each([
    { entries: MAX_LISTED_ENTRIES, clients: MAX_LISTED_CLIENTS, moreEntries: undefined, moreClients: undefined },
    { entries: 10_000, clients: 3_000, moreEntries: 8_000, moreClients: 2_000 },
  ])('$entries of $clients clients: lists so many, and what the others come to', async (size) => {
    const { ledger, amountCents } = ledgerOf(size);
    const statement = await payoutStatement(P1, WEEK, ledger);
    if (!statement) throw new Error('there is a payout');
    const { clients, moreClients, entries, moreEntries } = statement;
    expect([clients.length, entries.length]).toEqual([MAX_LISTED_CLIENTS, MAX_LISTED_ENTRIES]);
    expect(moreClients?.clients).toBe(size.moreClients);
    expect(moreEntries?.entries).toBe(size.moreEntries);
    expect(sum([...clients, ...(moreClients ? [moreClients] : [])].map(centsOf))).toBe(amountCents);
    expect(sum(entries.map((entry) => entry.cents)) + (moreEntries?.cents ?? 0)).toBe(amountCents);
    expect(statement.fromEarlierWeeksCents).toBe(0);
    expect(entries.every(({ clientName }) => clientName !== undefined)).toBe(true);
  });

  it('lists those that were earned first, and the clients that brought most', async () => {
    const { ledger, all } = ledgerOf({ entries: 9_000, clients: 1_200 });
    const statement = await payoutStatement(P1, WEEK, ledger);
    const days = all.map(({ earnedOn }) => earnedOn).sort();
    expect(statement?.entries.map(({ earnedOn }) => earnedOn)).toEqual(days.slice(0, MAX_LISTED_ENTRIES));
    const brought = new Map<string, number>();
    for (const { clientId: id = clientId('none'), cents: amount } of all)
      brought.set(id, (brought.get(id) ?? 0) + amount);
    const most = [...brought.values()].sort((a, b) => b - a);
    expect(statement?.clients.map(centsOf)).toEqual(most.slice(0, MAX_LISTED_CLIENTS));
  });
});
