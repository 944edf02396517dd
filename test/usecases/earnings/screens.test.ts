/** What holds on every screen of every program: nothing is missing, nothing stands twice, and the sums agree with each other. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { earningsLedger } from '../../../shared/adapters/ledger/earnings-ledger.ts';
import type { EntryOut } from '../../../shared/contracts/api/entries.ts';
import type { PayoutOut } from '../../../shared/contracts/api/payouts.ts';
import { instant } from '../../../shared/domain/calendar/time-zone.ts';
import type { WeekEnding } from '../../../shared/domain/calendar/week.ts';
import type { ClientId, PartnerId } from '../../../shared/domain/ids.ts';
import { type EntriesFilter, type EntriesPlace, listEntries } from '../../../shared/usecases/earnings/list-entries.ts';
import { listPayouts, payoutWithEntries } from '../../../shared/usecases/earnings/list-payouts.ts';
import { showEarnings } from '../../../shared/usecases/earnings/show-earnings.ts';
import {
  type ClientsPage,
  listClients,
  whyOfClient,
  whyPartner,
} from '../../../shared/usecases/earnings/why-not-paid.ts';
import { yearlyStatement } from '../../../shared/usecases/earnings/yearly-statement.ts';
import { type Entry, entriesOf, sumOf } from '../../domain/why/program-position.ts';
import type { MemoryProgram } from '../../support/memory-program.ts';
import { allPages } from './all-pages.ts';
import { anyLife, lived, partnersOf } from './lives.ts';

const asText = ({ weekEnding, earnedOn, kind, cents, statedCents, standing, ...more }: Entry | EntryOut): string => {
  const { reason, clientId, paymentId, adjustmentId } = more as EntryOut;
  return [weekEnding, earnedOn, kind, cents, statedCents, standing, reason, clientId, paymentId, adjustmentId].join();
};
const sorted = (texts: readonly string[]): string[] => [...texts].sort();
const byPlace = (items: readonly EntryOut[]) =>
  Object.fromEntries([...Map.groupBy(items, ({ place }) => place)].map(([place, of]) => [place, centsOf(of)]));
const centsOf = (items: readonly { readonly cents: number }[]): number => sumOf(items.map(({ cents }) => cents));

type Client = ClientsPage['items'][number];

function screensOf(program: MemoryProgram, partner: PartnerId) {
  const ledger = earningsLedger(program.table);
  const now = instant(program.time);
  return {
    earnings: () => showEarnings(partner, now, ledger),
    entries: (filter: EntriesFilter, limit: number) =>
      allPages<EntryOut, EntriesPlace>(
        async (after) => (await listEntries(partner, filter, { after, limit }, now, ledger)) ?? { items: [] },
      ),
    clients: (limit: number) =>
      allPages<Client, ClientId>((after) => listClients(partner, undefined, { after, limit }, now, ledger)),
    payouts: (limit: number) =>
      allPages<PayoutOut, WeekEnding>((before) => listPayouts(partner, undefined, { before, limit }, ledger)),
    payout: (week: WeekEnding, limit: number) =>
      allPages<EntryOut, EntriesPlace>(async (after) => {
        const found = await payoutWithEntries(partner, week, { after, limit }, now, ledger);
        return found ? { items: found.entries, next: found.next } : { items: [] };
      }),
    why: () => whyPartner(partner, now, ledger),
    whyOf: (client: ClientId) => whyOfClient(partner, client, now, ledger),
    year: (year: number) => yearlyStatement(partner, String(year), ledger),
  };
}

const anyLimit = fc.integer({ min: 1, max: 7 });
const anyFilter = fc.record(
  {
    kind: fc.constantFrom('commission' as const, 'adjustment' as const),
    standing: fc.constantFrom('counts' as const, 'void' as const, 'held' as const),
    /** Places among the weeks and clients that there are. */
    from: fc.nat(200),
    to: fc.nat(200),
    client: fc.nat(4),
  },
  { requiredKeys: [] },
);

it('every entry stands once on the pages of the list, with each filter, the latest week first', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyLife,
      fc.array(anyFilter, { minLength: 4, maxLength: 4 }),
      anyLimit,
      async (life, filters, limit) => {
        const program = await lived(life);
        for (const partner of partnersOf(life)) {
          const screens = screensOf(program, partner);
          const all = entriesOf(program, partner);
          const known = program.item(`PARTNER#${partner}`, 'PROFILE') !== undefined;
          const listed = await screens.entries({}, limit);
          expect(sorted(listed.map(asText))).toEqual(known ? sorted(all.map(asText)) : []);
          expect(listed.map(({ weekEnding }) => weekEnding)).toEqual(
            listed
              .map(({ weekEnding }) => weekEnding)
              .sort()
              .reverse(),
          );
          const weeks = [...new Set(all.map(({ weekEnding }) => weekEnding))].sort();
          const clients = [...new Set(all.flatMap(({ clientId }) => clientId ?? []))];
          if (!known || weeks.length === 0) continue;
          for (const { kind, standing, from, to, client } of [{}, ...filters] as typeof filters) {
            const filter = {
              ...(kind ? { kind } : {}),
              ...(standing ? { standing } : {}),
              ...(from === undefined ? {} : { from: weeks[from % weeks.length] }),
              ...(to === undefined ? {} : { to: weeks[to % weeks.length] }),
              ...(client === undefined || clients.length === 0 ? {} : { clientId: clients[client % clients.length] }),
            } as EntriesFilter;
            const passing = all.filter(
              (entry) =>
                (filter.kind ?? entry.kind) === entry.kind &&
                (filter.standing ?? entry.standing) === entry.standing &&
                (filter.from === undefined || entry.weekEnding >= filter.from) &&
                (filter.to === undefined || entry.weekEnding <= filter.to) &&
                (filter.clientId === undefined || entry.clientId === filter.clientId),
            );
            expect(sorted((await screens.entries(filter, limit)).map(asText))).toEqual(sorted(passing.map(asText)));
          }
        }
      },
    ),
    { numRuns: 50 },
  );
});

it('what screens sum agrees: places, clients, payouts and years', async () => {
  await fc.assert(
    fc.asyncProperty(anyLife, anyLimit, async (life, limit) => {
      const program = await lived(life);
      for (const partner of partnersOf(life)) {
        const screens = screensOf(program, partner);
        const shown = await screens.earnings();
        if (!shown) continue;
        const entries = await screens.entries({}, 50);
        const places = { maturing: 0, earned: 0, 'on-balance': 0, 'in-flight': 0, paid: 0, 'with-operations': 0 };
        const sums = { ...places, ...byPlace(entries) };
        expect({
          balance: sums['on-balance'] + sums.earned,
          inFlight: sums['in-flight'],
          withOperations: sums['with-operations'],
          maturing: sums.maturing,
          paid: sums.paid,
        }).toEqual({
          balance: shown.balanceCents,
          inFlight: shown.inFlightCents,
          withOperations: shown.withOperationsCents,
          maturing: shown.maturingCents,
          paid: shown.paidCents,
        });

        const clients = await screens.clients(limit);
        const byOperations = entries.filter(({ adjustmentId }) => adjustmentId !== undefined);
        expect(sumOf(clients.map(({ countedCents }) => countedCents)) + centsOf(byOperations)).toBe(centsOf(entries));

        for (const { clientId, countedCents } of clients) {
          const why = await screens.whyOf(clientId as ClientId);
          expect((why?.paidCents ?? 0) + (why?.unpaidCents ?? 0)).toBe(countedCents);
        }
        const unpaid = [shown.balanceCents, shown.inFlightCents, shown.withOperationsCents, shown.maturingCents];
        expect((await screens.why())?.unpaidCents).toBe(sumOf(unpaid));

        const payouts = await screens.payouts(limit);
        expect(payouts.length).toBe(program.payouts(partner).length);
        for (const { weekEnding, amountCents, place } of payouts) {
          const own = await screens.payout(weekEnding, limit);
          if (place === 'back') continue;
          expect(centsOf(own)).toBe(amountCents);
          expect(own.every((entry) => entry.payout === weekEnding && entry.place === place)).toBe(true);
        }

        const years = await Promise.all([2025, 2026, 2027].map(screens.year));
        const lines = years.flatMap((year) => (year.kind === 'lines' ? year.lines : []));
        const [paid, earned] = [
          lines.filter(({ what }) => what === 'payout'),
          lines.filter(({ what }) => what !== 'payout'),
        ];
        expect(earned.map(({ day, cents, id }) => [day, cents, id].join()).sort()).toEqual(
          entries.map((each) => [each.earnedOn, each.cents, each.paymentId ?? each.adjustmentId].join()).sort(),
        );
        expect(centsOf(paid) + shown.paidCents + shown.inFlightCents + shown.withOperationsCents).toBe(0);
        expect(paid.length).toBe(payouts.length);
      }
    }),
    { numRuns: 50 },
  );
});
