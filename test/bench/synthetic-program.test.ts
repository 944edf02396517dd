/** The made-up program is one that the real intake takes, and has exactly the entries that it promises, week by week. */
import { describe, expect, it } from 'vitest';
import {
  entriesOf,
  historyEvents,
  type ProgramSize,
  partnerEvent,
  paymentEvents,
  signUpEvents,
} from '../../bench/synthetic-program.ts';
import { intakeLedger } from '../../shared/adapters/ledger/intake-ledger.ts';
import { memoryTable } from '../../shared/adapters/memory/memory-table.ts';
import { type BillingEventInput, billingEventSchema } from '../../shared/contracts/billing-events.ts';
import { localDay } from '../../shared/domain/calendar/local-day.ts';
import { instant } from '../../shared/domain/calendar/time-zone.ts';
import { nextWeek, type WeekEnding, weekEnding } from '../../shared/domain/calendar/week.ts';
import { takeInEvents } from '../../shared/usecases/intake/take-in-events.ts';

const FIRST = weekEnding('2026-11-14');
const SIZE: ProgramSize = { partners: 7, entries: 80 };
const partners = Array.from({ length: SIZE.partners }, (_, partner) => partner);

describe('the size', () => {
  it.each([
    { partners: 7, entries: 80 },
    { partners: 10_000, entries: 100_000 },
    { partners: 3, entries: 3 },
  ])('$entries entries are shared evenly by $partners partners', (size) => {
    const shares = Array.from({ length: size.partners }, (_, partner) => entriesOf(partner, size));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBe(size.entries);
    expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
  });
});

describe('told to the real intake', async () => {
  const table = memoryTable();
  const ledger = intakeLedger(table);
  const settings = await ledger.begin(instant(Date.parse('2026-11-12T20:00:00Z')));
  const today = localDay('2026-11-12');
  const schema = billingEventSchema(settings.timeZone);
  const tell = async (events: readonly BillingEventInput[]): Promise<void> => {
    const parsed = events.map((event) => schema.parse(event));
    const results = await takeInEvents(parsed, { ledger, settings, today, pause: async () => {} });
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['accepted']));
  };
  await tell(partners.map(partnerEvent));
  await tell(partners.flatMap((partner) => signUpEvents(partner, SIZE)));
  await tell(partners.flatMap((partner) => historyEvents(partner, SIZE, FIRST, 'all-paid')));
  await tell(partners.flatMap((partner) => paymentEvents(partner, SIZE, nextWeek(FIRST), 'half-carried')));

  function balances(week: WeekEnding): number[] {
    const sums = new Map<string, number>();
    for (const { pk, partnerId, cents } of table.items()) {
      if (!pk.startsWith(`WEEK#${week}#`)) continue;
      sums.set(String(partnerId), (sums.get(String(partnerId)) ?? 0) + Number(cents));
    }
    return [...sums.values()].sort((a, b) => a - b);
  }
  const entriesIn = (week: WeekEnding): number =>
    table.items().filter(({ pk }) => pk.startsWith(`WEEK#${week}#`)).length;

  it('each week has its entries, and no other week any', () => {
    expect([FIRST, nextWeek(FIRST), nextWeek(nextWeek(FIRST))].map(entriesIn)).toEqual([80, 80, 0]);
  });
  it('everybody reaches the threshold in the first week', () => {
    expect(balances(FIRST)).toHaveLength(7);
    expect(balances(FIRST)[0]).toBeGreaterThanOrEqual(settings.thresholdCents);
  });
  it('every second partner stays below it in a half-carried week, and above with the week after', () => {
    const reached = balances(nextWeek(FIRST)).map((cents) => cents >= settings.thresholdCents);
    expect(reached).toEqual([false, false, false, true, true, true, true]);
  });
});
