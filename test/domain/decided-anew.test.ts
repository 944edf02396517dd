/** A line that is decided anew after its week has closed: what the totals say of it is what was decided last. */
import { describe, expect, it } from 'vitest';
import { localDay } from '../../shared/domain/calendar/local-day.ts';
import { type WeekEnding, weekEnding } from '../../shared/domain/calendar/week.ts';
import { COMMISSION_LINE, type EarningsLine } from '../../shared/domain/earnings.ts';
import { type Posting, refile } from '../../shared/domain/filing.ts';
import { clientId, partnerId } from '../../shared/domain/ids.ts';
import { cents } from '../../shared/domain/money/cents.ts';
import { type Tally, tallyChange } from '../../shared/domain/tally.ts';

const [P1, P2] = [partnerId('p1'), partnerId('p2')];
const C1 = clientId('c1');
const [W1, W2, W3] = [weekEnding('2026-06-06'), weekEnding('2026-06-13'), weekEnding('2026-06-20')];

const line = (change: Partial<EarningsLine>): EarningsLine => ({
  ...{ lineId: COMMISSION_LINE, partnerId: P1, kind: 'commission', earnedOn: localDay('2026-06-02') },
  ...{ statedCents: cents(100), standing: 'counts' },
  ...change,
});
const ACCEPTED = line({});
const HELD = line({ standing: 'held', reason: 'self-referral-review' });
const REFUSED = line({ standing: 'void', reason: 'self-referral' });
const CANCELLED = line({ standing: 'void', reason: 'cancelled-before-maturity' });
const OF_P2 = line({ partnerId: P2 });

/** Filed one after the other, each while this week is the first open one; the kept totals at the end, but for what is 0. */
function kept(
  ...versions: readonly (readonly [EarningsLine | undefined, WeekEnding])[]
): Record<string, Partial<Tally>> {
  const sums: Record<string, Record<string, number>> = {};
  const move = (place: string, { cents: counted, entries, voidCents, heldCents }: Tally): void => {
    const at = sums[place] ?? {};
    for (const [name, amount] of Object.entries({ cents: counted, entries, voidCents, heldCents })) {
      at[name] = (at[name] ?? 0) + amount;
      if (at[name] === 0) delete at[name];
    }
    sums[place] = at;
  };
  let filed: readonly Posting[] = [];
  for (const [version, firstOpen] of versions) {
    const after = refile(version ? [version] : [], filed, () => firstOpen).filed;
    const { weeks, clients } = tallyChange([{ clientId: C1, before: filed, after }]);
    for (const { partnerId: of, weekEnding: week, by } of weeks) move(`${of} ${week}`, by);
    for (const { partnerId: of, by } of clients) move(`${of} client`, by);
    filed = after;
  }
  return sums;
}

describe('after its week has closed, a line that was', () => {
  it.each([
    {
      why: 'held, and is still: it waits where it stands',
      versions: [HELD, HELD],
      closed: { entries: 1, heldCents: 100 },
      open: undefined,
      client: { entries: 1, heldCents: 100 },
    },
    {
      why: 'held, then accepted: nothing waits any more',
      versions: [HELD, ACCEPTED],
      closed: { entries: 1 },
      open: { cents: 100, entries: 1 },
      client: { cents: 100, entries: 2 },
    },
    {
      why: 'held, then refused: it is void, once',
      versions: [HELD, REFUSED],
      closed: { entries: 1 },
      open: { entries: 1, voidCents: 100 },
      client: { entries: 2, voidCents: 100 },
    },
    {
      why: 'held, and then nobody needs to decide: the client cancelled in time',
      versions: [HELD, CANCELLED],
      closed: { entries: 1 },
      open: { entries: 1, voidCents: 100 },
      client: { entries: 2, voidCents: 100 },
    },
    {
      why: 'void by cancellation, and counts after all',
      versions: [CANCELLED, ACCEPTED],
      closed: { entries: 1 },
      open: { cents: 100, entries: 1 },
      client: { cents: 100, entries: 2 },
    },
    {
      why: 'void by cancellation, and held since it was not cancelled in time',
      versions: [CANCELLED, HELD],
      closed: { entries: 1 },
      open: { entries: 1, heldCents: 100 },
      client: { entries: 2, heldCents: 100 },
    },
    {
      why: 'counted, and void by news of a cancellation: what was paid is taken back',
      versions: [ACCEPTED, CANCELLED],
      closed: { cents: 100, entries: 1 },
      open: { cents: -100, entries: 1, voidCents: 100 },
      client: { entries: 2, voidCents: 100 },
    },
  ])('$why', ({ versions: [first, second], closed, open, client }) => {
    const at = kept([first, W1], [second, W2]);
    expect(at).toEqual({ [`p1 ${W1}`]: closed, ...(open ? { [`p1 ${W2}`]: open } : {}), 'p1 client': client });
  });

  it.each([
    { was: 'counted', first: ACCEPTED, closed: { cents: 100, entries: 1 }, cents: -100 },
    { was: 'held', first: HELD, closed: { entries: 1 }, cents: undefined },
    { was: 'void', first: REFUSED, closed: { entries: 1 }, cents: undefined },
  ])("$was, and is another partner's: it is void at the first one, once", ({ first, closed, cents: taken }) => {
    expect(kept([first, W1], [OF_P2, W2])).toEqual({
      [`p1 ${W1}`]: closed,
      [`p1 ${W2}`]: { ...(taken === undefined ? {} : { cents: taken }), entries: 1, voidCents: 100 },
      'p1 client': { entries: 2, voidCents: 100 },
      [`p2 ${W2}`]: { cents: 100, entries: 1 },
      'p2 client': { cents: 100, entries: 1 },
    });
  });

  it('held, accepted, and decided once more after that week has closed, too', () => {
    expect(kept([HELD, W1], [ACCEPTED, W2], [CANCELLED, W3])).toEqual({
      [`p1 ${W1}`]: { entries: 1 },
      [`p1 ${W2}`]: { cents: 100, entries: 1 },
      [`p1 ${W3}`]: { cents: -100, entries: 1, voidCents: 100 },
      'p1 client': { entries: 3, voidCents: 100 },
    });
  });
});

it('decided anew while its week is open, a line is told of there alone', () => {
  expect(kept([HELD, W1], [REFUSED, W1])).toEqual({
    [`p1 ${W1}`]: { entries: 1, voidCents: 100 },
    'p1 client': { entries: 1, voidCents: 100 },
  });
});

it('decided anew and back again in an open week, the closed week tells of it again', () => {
  expect(kept([HELD, W1], [ACCEPTED, W2], [HELD, W2])).toEqual({
    [`p1 ${W1}`]: { entries: 1, heldCents: 100 },
    [`p1 ${W2}`]: {},
    'p1 client': { entries: 1, heldCents: 100 },
  });
});

describe("a line that is another partner's", () => {
  it('is told of once', () => {
    const [over] = refile([], refile([HELD], [], () => W1).filed, () => W2).put;
    expect(over).toMatchObject({ weekEnding: W2, cents: 0, statedCents: 100, reason: 'referrer-corrected' });
    expect(kept([HELD, W1], [undefined, W2], [undefined, W3])).toEqual(kept([HELD, W1], [undefined, W2]));
    expect(kept([ACCEPTED, W1], [undefined, W2], [undefined, W3])).toEqual(kept([ACCEPTED, W1], [undefined, W2]));
  });

  it('counts again when it comes back, whether a week has closed on it or not', () => {
    expect(kept([ACCEPTED, W1], [undefined, W2], [ACCEPTED, W2])).toEqual({
      [`p1 ${W1}`]: { cents: 100, entries: 1 },
      [`p1 ${W2}`]: {},
      'p1 client': { cents: 100, entries: 1 },
    });
    expect(kept([ACCEPTED, W1], [undefined, W2], [ACCEPTED, W3])).toEqual({
      [`p1 ${W1}`]: { cents: 100, entries: 1 },
      [`p1 ${W2}`]: { cents: -100, entries: 1 },
      [`p1 ${W3}`]: { cents: 100, entries: 1 },
      'p1 client': { cents: 100, entries: 3 },
    });
  });
});
