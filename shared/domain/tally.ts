/** What postings come to, and by how much filing payments anew moves that: for totals that are kept and never summed from history. */
import { addDays, weekdayOf } from './calendar/local-day.ts';
import type { WeekEnding } from './calendar/week.ts';
import type { Posting } from './filing.ts';
import type { ClientId, PartnerId } from './ids.ts';
import { add, type Cents, NOTHING, subtract } from './money/cents.ts';

export interface Tally {
  /** What counts into the balance. */
  readonly cents: Cents;
  /** Number of postings. */
  readonly entries: number;
  /**
   * Stated cents of what is void, and of what is held: a line is as its last posting says, and stands with that one. So
   * these two move in closed weeks, too, when a line is decided anew.
   */
  readonly voidCents: Cents;
  readonly heldCents: Cents;
}

export interface WeekTally extends Tally {
  /** `cents` by earned day: seven, Sunday first. What was earned before the week began is with its Sunday. */
  readonly centsByWeekday: readonly Cents[];
  /** Of the postings, those earned before the week began: news that came late. */
  readonly lateEntries: number;
}

/** One payment's postings as they were filed and as they will be. */
export interface FilingChange {
  readonly clientId: ClientId;
  readonly before: readonly Posting[];
  readonly after: readonly Posting[];
}

export interface TallyChange {
  readonly weeks: readonly { readonly partnerId: PartnerId; readonly weekEnding: WeekEnding; readonly by: WeekTally }[];
  readonly clients: readonly { readonly partnerId: PartnerId; readonly clientId: ClientId; readonly by: Tally }[];
}

const DAYS_PER_WEEK = 7;

export const EMPTY_TALLY: Tally = { cents: NOTHING, entries: 0, voidCents: NOTHING, heldCents: NOTHING };

/**
 * What a later posting of a line says replaces what an earlier one said: that one still counts its cents, and states none.
 * @param postings of one payment: line ids are unique within it only.
 */
export function asLastSaid(postings: readonly Posting[]): Posting[] {
  const last = new Map<string, WeekEnding>();
  for (const posting of postings) {
    const week = last.get(lineOf(posting));
    if (week === undefined || week < posting.weekEnding) last.set(lineOf(posting), posting.weekEnding);
  }
  return postings.map((posting) =>
    last.get(lineOf(posting)) === posting.weekEnding ? posting : { ...posting, statedCents: NOTHING },
  );
}

const lineOf = ({ partnerId, lineId }: Posting): string => `${partnerId}#${lineId}`;

/** @param postings each as `asLastSaid` of its payment. */
export function tallyOf(postings: readonly Posting[]): Tally {
  const stated = (standing: Posting['standing']): Cents =>
    add(...postings.filter((posting) => posting.standing === standing).map(({ statedCents }) => statedCents));
  return {
    cents: add(...postings.map((posting) => posting.cents)),
    entries: postings.length,
    voidCents: stated('void'),
    heldCents: stated('held'),
  };
}

/** @param postings of one week, each as `asLastSaid` of its payment. */
export function weekTallyOf(postings: readonly Posting[]): WeekTally {
  const centsByWeekday = Array.from({ length: DAYS_PER_WEEK }, (_, weekday) =>
    add(...postings.filter((posting) => weekdayIn(posting) === weekday).map((posting) => posting.cents)),
  );
  return { ...tallyOf(postings), centsByWeekday, lateEntries: postings.filter(isLate).length };
}

/** An entry's week is never before its earned day; late news is filed in a week after it. */
const isLate = ({ earnedOn, weekEnding }: Posting): boolean => earnedOn < addDays(weekEnding, 1 - DAYS_PER_WEEK);
const weekdayIn = (posting: Posting): number => (isLate(posting) ? 0 : weekdayOf(posting.earnedOn));

/** By (partner, week) and by (partner, client), each once. What does not move is left out. */
export function tallyChange(filings: readonly FilingChange[]): TallyChange {
  const weeks = grouped(filings, ({ partnerId, weekEnding }) => `${partnerId}#${weekEnding}`);
  const clients = grouped(filings, ({ partnerId }, clientId) => `${partnerId}#${clientId}`);
  return {
    weeks: weeks
      .map(({ of: { partnerId, weekEnding }, before, after }) => {
        const [was, is] = [weekTallyOf(before), weekTallyOf(after)];
        const centsByWeekday = is.centsByWeekday.map((each, weekday) =>
          subtract(each, was.centsByWeekday[weekday] ?? NOTHING),
        );
        const lateEntries = is.lateEntries - was.lateEntries;
        return { partnerId, weekEnding, by: { ...difference(is, was), centsByWeekday, lateEntries } };
      })
      .filter(({ by }) => moves(by) || by.lateEntries !== 0 || by.centsByWeekday.some((each) => each !== NOTHING)),
    clients: clients
      .map(({ of: { partnerId }, clientId, before, after }) => ({
        partnerId,
        clientId,
        by: difference(tallyOf(after), tallyOf(before)),
      }))
      .filter(({ by }) => moves(by)),
  };
}

const difference = (is: Tally, was: Tally): Tally => ({
  cents: subtract(is.cents, was.cents),
  entries: is.entries - was.entries,
  voidCents: subtract(is.voidCents, was.voidCents),
  heldCents: subtract(is.heldCents, was.heldCents),
});

const moves = ({ cents, entries, voidCents, heldCents }: Tally): boolean =>
  [cents, entries, voidCents, heldCents].some((each) => each !== 0);

interface Group {
  /** Any posting of the group: they agree in what it is grouped by. */
  readonly of: Posting;
  readonly clientId: ClientId;
  readonly before: Posting[];
  readonly after: Posting[];
}

function grouped(filings: readonly FilingChange[], keyOf: (posting: Posting, client: ClientId) => string): Group[] {
  const groups = new Map<string, Group>();
  for (const { clientId, before, after } of filings) {
    for (const [side, postings] of [
      ['before', asLastSaid(before)],
      ['after', asLastSaid(after)],
    ] as const) {
      for (const posting of postings) {
        const key = keyOf(posting, clientId);
        const group = groups.get(key) ?? { of: posting, clientId, before: [], after: [] };
        group[side].push(posting);
        groups.set(key, group);
      }
    }
  }
  return [...groups.values()];
}
