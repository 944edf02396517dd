/** The API benchmark's partners have the history that they should, by the program's own use cases. */
import { describe, expect, it } from 'vitest';
import { partnerHistory } from '../../bench/partner-history.ts';
import { playHistories } from '../../bench/played-histories.ts';
import { localDay } from '../../shared/domain/calendar/local-day.ts';
import { weekEnding } from '../../shared/domain/calendar/week.ts';

const TODAY = localDay('2026-11-18');
const LAST = weekEnding('2026-11-14');
const historyOf = (entries: number) => partnerHistory(entries, LAST, TODAY);
const HISTORIES = [100, 400].map(historyOf);
const PLAYED = playHistories(HISTORIES, TODAY);

describe('a history', () => {
  it.each([
    { entries: 100, weeks: 78 },
    { entries: 2_000, weeks: 100 },
    { entries: 100_000, weeks: 520 },
  ])('of $entries entries has $weeks weeks', ({ entries, weeks }) => expect(historyOf(entries).weeks).toBe(weeks));

  it('is the same each time, and ends today', () => {
    const { told } = historyOf(100);
    expect(historyOf(100).told).toEqual(told);
    expect(told.every(({ on }) => on <= TODAY)).toBe(true);
    expect(new Set(told.map(({ event }) => event.id)).size).toBe(told.length);
  });

  it('is refused where it would be too short', () => expect(() => historyOf(99)).toThrow(/at least 100/));
});

describe('when it happens', () => {
  it('brings as many entries as asked for, a tenth of them still to be earned', async () => {
    const { items, partners } = await PLAYED;
    for (const { partner, entries } of partners) {
      const own = items.filter(({ pk, partnerId }) => pk.startsWith('WEEK#') && partnerId === partner);
      expect(own).toHaveLength(entries);
      expect(own.filter(({ earnedOn }) => String(earnedOn) > TODAY)).toHaveLength(entries / 10);
    }
  });

  it('pays nearly every week, up to the last run', async () => {
    for (const [place, { payouts }] of (await PLAYED).partners.entries()) {
      expect(payouts.length).toBeGreaterThan(0.85 * (HISTORIES[place]?.weeks ?? 0));
      expect(payouts.at(-1)).toBe('2026-11-07');
    }
  });

  it('leaves the payments of the client who is asked about, and of no other', async () => {
    const { items, partners } = await PLAYED;
    const clients = items.filter(({ pk }) => pk.startsWith('PAYMENT#')).map(({ payment }) => payment);
    expect(new Set(clients.map((payment) => (payment as { clientId: string }).clientId))).toEqual(
      new Set(partners.map(({ oldClient }) => oldClient)),
    );
  });
});
