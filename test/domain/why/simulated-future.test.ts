/** At any moment of any program: the reasons add up, for the partner and client by client, and the days they name are the days on which the program pays. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, type LocalDay, weekdayOf } from '../../../shared/domain/calendar/local-day.ts';
import type { WeekEnding } from '../../../shared/domain/calendar/week.ts';
import { forecastPayouts, pays } from '../../../shared/domain/forecast.ts';
import { moneyPlaceOf } from '../../../shared/domain/payout-state.ts';
import type { Reason } from '../../../shared/domain/why/reason.ts';
import { whyClient } from '../../../shared/domain/why/why-client.ts';
import { whyUnpaid } from '../../../shared/domain/why/why-unpaid.ts';
import type { MemoryProgram } from '../../support/memory-program.ts';
import { anyMoment, type Moment, programAt } from './moments.ts';
import { clientEarningsOf, entriesOf, positionOf, sumOf, todayOf } from './program-position.ts';

const knownPartners = (program: MemoryProgram, { history }: Moment): string[] =>
  history.partners.filter((partner) => program.item(`PARTNER#${partner}`, 'PROFILE'));
const clientsOf = (program: MemoryProgram, partner: string): string[] => [
  ...new Set(entriesOf(program, partner).map(({ clientId }) => clientId)),
];

const amounts = (reasons: readonly Reason[]): number[] => reasons.map(({ amountCents }) => amountCents);
/** Amounts by what the reasons say; those of nothing are left out. */
function sums<Key>(reasons: readonly Reason[], keyOf: (reason: Reason) => Key): Map<Key, number> {
  const groups = [...Map.groupBy(reasons, keyOf)].map(([key, group]) => [key, sumOf(amounts(group))] as const);
  return new Map(groups.filter(([, sum]) => sum !== 0));
}

it('the amounts of the reasons add up to all that was ever filed, less paid', async () => {
  await fc.assert(
    fc.asyncProperty(anyMoment, async (moment) => {
      const program = await programAt(moment);
      for (const partner of knownPartners(program, moment)) {
        const position = positionOf(program, partner);
        const filed = sumOf(entriesOf(program, partner).map(({ cents }) => cents));
        const paid = sumOf(
          program
            .payouts(partner)
            .filter(({ state }) => moneyPlaceOf(state) === 'paid')
            .map(({ amountCents }) => amountCents),
        );
        const why = whyUnpaid(position);
        expect(why.unpaidCents).toBe(filed - paid);
        expect(sumOf(amounts(why.reasons))).toBe(filed - paid);

        const clients = clientsOf(program, partner).map((client) =>
          whyClient(position, clientEarningsOf(program, partner, client)),
        );
        for (const { reasons, unpaidCents } of clients) expect(sumOf(amounts(reasons))).toBe(unpaidCents);
        expect(sumOf(clients.map(({ paidCents }) => paidCents))).toBe(paid);
        const says = ({ code, weekEnding, payout, expectedOn }: Reason) =>
          [code, weekEnding, payout, expectedOn].join(' ');
        expect(
          sums(
            clients.flatMap(({ reasons }) => reasons),
            says,
          ),
        ).toEqual(sums(why.reasons, says));
      }
    }),
    { numRuns: 60 },
  );
});

interface FutureFriday {
  readonly friday: LocalDay;
  readonly after: MemoryProgram;
}

/** Moves a copy of the program on, Friday by Friday without news, and keeps what each of them left behind. */
async function futureOf(program: MemoryProgram, until: LocalDay): Promise<FutureFriday[]> {
  const future = await program.copy();
  const today = todayOf(program);
  const planned = future.items().filter(({ sk, state }) => sk.startsWith('PAYOUT#') && state === 'planned');
  const { lastRun, planning } = positionOf(program, 'nobody').calendar;
  const fridays: FutureFriday[] = [];
  for (let friday = addDays(today, (12 - weekdayOf(today)) % 7); friday <= until; friday = addDays(friday, 7)) {
    if (lastRun === addDays(friday, -6) && planning === undefined) continue;
    // What was planned before today is paid by the time of the next Friday.
    if (friday > today) await future.table.putAll(planned.map((payout) => ({ ...payout, state: 'paid' })));
    await future.friday(friday);
    fridays.push({ friday, after: await future.copy() });
  }
  return fridays;
}

/** Payouts that a future brings, and on which Friday each of them comes. */
function comingPayouts(program: MemoryProgram, future: readonly FutureFriday[], partner: string) {
  const known = new Set(program.payouts(partner).map(({ weekEnding }) => weekEnding));
  const coming = new Map<WeekEnding, { readonly friday: LocalDay; readonly amountCents: number }>();
  for (const { friday, after } of future) {
    for (const { weekEnding, amountCents } of after.payouts(partner)) {
      if (!known.has(weekEnding) && !coming.has(weekEnding)) coming.set(weekEnding, { friday, amountCents });
    }
  }
  return coming;
}

it('each Friday pays and carries what was forecast', async () => {
  await fc.assert(
    fc.asyncProperty(anyMoment, async (moment) => {
      const program = await programAt(moment);
      const forecasts = knownPartners(program, moment).map((partner) => {
        const position = positionOf(program, partner);
        return { partner, position, ...forecastPayouts(position) };
      });
      const ends = forecasts.flatMap(({ fridays }) => fridays.at(-1)?.friday ?? []).sort();
      // Two more weeks: beyond the forecast nothing is paid.
      const future = await futureOf(program, addDays(ends.at(-1) ?? todayOf(program), 14));
      for (const { partner, position, fridays } of forecasts) {
        expect(comingPayouts(program, future, partner)).toEqual(
          new Map(
            fridays.filter(pays).map(({ weekEnding, friday, decision: { amountCents } }) => {
              return [weekEnding, { friday, amountCents }];
            }),
          ),
        );
        // The run that is planning has decided about some partners before they changed: what it paid them is all that counts.
        const decided = fridays.filter(({ weekEnding }) => weekEnding !== position.calendar.planning);
        for (const { friday, decision, balanceCents } of decided) {
          if (decision.kind === 'pay' || balanceCents === 0) continue;
          const account = future.find((each) => each.friday === friday)?.after.account(partner);
          expect(account?.carriedCents).toBe(balanceCents);
          expect(account?.reasons).toEqual(decision.reasons);
        }
      }
    }),
    { numRuns: 40 },
  );
});

it('every cent with a day is paid on it, and no other one is paid', async () => {
  await fc.assert(
    fc.asyncProperty(anyMoment, async (moment) => {
      const program = await programAt(moment);
      const future = await futureOf(program, addDays(todayOf(program), 140));
      const notSent = (reasons: readonly Reason[]): Reason[] =>
        reasons.filter(({ expectedOn, payout }) => expectedOn !== undefined && payout === undefined);
      for (const partner of knownPartners(program, moment)) {
        const position = positionOf(program, partner);
        const coming = comingPayouts(program, future, partner);
        const days = new Map<LocalDay, number>();
        for (const { friday, amountCents } of coming.values()) days.set(friday, (days.get(friday) ?? 0) + amountCents);
        expect(sums(notSent(whyUnpaid(position).reasons), ({ expectedOn }) => expectedOn)).toEqual(days);
        for (const client of clientsOf(program, partner)) {
          const { reasons } = whyClient(position, clientEarningsOf(program, partner, client));
          expect(sums(notSent(reasons), ({ expectedOn }) => expectedOn)).toEqual(
            shareOf(client, partner, future.at(-1)?.after ?? program, coming),
          );
        }
      }
    }),
    { numRuns: 40 },
  );
});

/** By Friday what of a client's entries is in the payouts to come: each is in the first one from its week on that is not back. */
function shareOf(
  client: string,
  partner: string,
  after: MemoryProgram,
  coming: ReturnType<typeof comingPayouts>,
): Map<LocalDay, number> {
  const kept = after
    .payouts(partner)
    .filter(({ state }) => moneyPlaceOf(state) !== 'back')
    .map(({ weekEnding }) => weekEnding)
    .sort();
  const days = new Map<LocalDay, number>();
  for (const entry of entriesOf(after, partner).filter(({ clientId }) => clientId === client)) {
    const payout = kept.find((week) => week >= entry.weekEnding);
    const friday = payout && coming.get(payout)?.friday;
    if (friday) days.set(friday, (days.get(friday) ?? 0) + entry.cents);
  }
  return new Map([...days].filter(([, sum]) => sum !== 0));
}
