/** Summaries read as much of a partner with a long history as of one with a short one; pages as much as they list. */
import { expect, it } from 'vitest';
import { earningsLedger } from '../../../shared/adapters/ledger/earnings-ledger.ts';
import { addDays, type LocalDay, localDay } from '../../../shared/domain/calendar/local-day.ts';
import { instant } from '../../../shared/domain/calendar/time-zone.ts';
import { type WeekEnding, weekEnding } from '../../../shared/domain/calendar/week.ts';
import { clientId, partnerId } from '../../../shared/domain/ids.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import { type EntriesFilter, listEntries } from '../../../shared/usecases/earnings/list-entries.ts';
import { listPayouts, payoutWithEntries } from '../../../shared/usecases/earnings/list-payouts.ts';
import { showEarnings } from '../../../shared/usecases/earnings/show-earnings.ts';
import { listClients, whyOfClient, whyPartner } from '../../../shared/usecases/earnings/why-not-paid.ts';
import { MemoryProgram } from '../../support/memory-program.ts';
import { countingTable, type Reads } from './counting-table.ts';

const P1 = partnerId('p1');
/** A Friday, with its run; the clients who come last mature after it. */
const TODAY = localDay('2026-11-20');
const OLD = clientId('old');

/** Twice a week a payment, each week a payout; the first client pays in the first ten weeks and then no more. */
async function program(weeks: number): Promise<MemoryProgram> {
  const first = addDays(TODAY, -7 * weeks);
  const made = new MemoryProgram().moveTo(addDays(first, -7));
  await made.configure({ bucketGroups: 1, maturityDays: 28, thresholdCents: cents(1) });
  await made.partner('p1');
  const dayOf = (week: number, weekday: number): LocalDay => addDays(first, 7 * week + weekday);
  for (let week = 0; week < weeks; week += 1) {
    made.moveTo(dayOf(week, 2));
    if (week === 0) await made.client(OLD, 'p1');
    if (week % 10 === 0) await made.client(`c${week}`, 'p1');
    if (week < 10) await made.payment(`old-${week}`, OLD, '40.00', dayOf(week, 1));
    await made.payment(`a-${week}`, `c${week - (week % 10)}`, '80.00', dayOf(week, 2));
    await made.friday(addDays(first, 7 * (week + 1)));
  }
  return made;
}

type Screen = (made: MemoryProgram, ledger: ReturnType<typeof earningsLedger>) => Promise<unknown>;
const now = (made: MemoryProgram) => instant(made.time);
const entries =
  (filter: EntriesFilter): Screen =>
  (made, ledger) =>
    listEntries(P1, filter, { limit: 10 }, now(made), ledger);
/** The run of the first Fridays: as far back as the history goes. */
const firstPayout = (made: MemoryProgram): WeekEnding => weekEnding(made.payouts('p1')[0]?.weekEnding as string);

const SCREENS: Readonly<Record<string, { readonly screen: Screen; readonly calls: number }>> = {
  earnings: { screen: (made, ledger) => showEarnings(P1, now(made), ledger), calls: 6 },
  why: { screen: (made, ledger) => whyPartner(P1, now(made), ledger), calls: 5 },
  'why of a client who left long ago': { screen: (made, ledger) => whyOfClient(P1, OLD, now(made), ledger), calls: 10 },
  clients: { screen: (made, ledger) => listClients(P1, undefined, { limit: 5 }, now(made), ledger), calls: 5 },
  'the latest entries': { screen: entries({}), calls: 15 },
  'entries of long ago': {
    screen: (made, ledger) => entries({ to: addDays(firstPayout(made), 70) as WeekEnding })(made, ledger),
    calls: 15,
  },
  'the latest payouts': { screen: (_, ledger) => listPayouts(P1, undefined, { limit: 5 }, ledger), calls: 1 },
  'a payout of long ago': {
    screen: (made, ledger) => payoutWithEntries(P1, firstPayout(made), { limit: 10 }, now(made), ledger),
    calls: 8,
  },
};

async function readsOf(made: MemoryProgram, screen: Screen): Promise<Pick<Reads, 'calls' | 'items'>> {
  const { table, reads } = countingTable(made.table);
  expect(await screen(made, earningsLedger(table))).toBeDefined();
  return { calls: reads.calls, items: reads.items };
}

const PROGRAMS = [100, 200, 400].map(program);

it.each(Object.entries(SCREENS))('%s', async (_, { screen, calls }) => {
  const reads = await Promise.all(PROGRAMS.map(async (made) => readsOf(await made, screen)));
  expect(reads).toEqual([reads[0], reads[0], reads[0]]);
  expect(reads[0]?.calls).toBeLessThanOrEqual(calls);
});
