/**
 * Files earnings lines under weeks, and files them anew when late news changes them. Whatever a closed week said stays;
 * the open weeks say the rest, so that for every week still open: filed up to it = earned up to it, as known now.
 */
import { type LocalDay, later } from './calendar/local-day.ts';
import { type WeekEnding, weekEndingOf } from './calendar/week.ts';
import { countedCents, type EarningsLine, type LineReason, type Standing } from './earnings.ts';
import type { PartnerId } from './ids.ts';
import { add, type Cents, NOTHING, negate, subtract } from './money/cents.ts';

/** One entry of the ledger: what a line brings in one week. A line has at most one posting a week. */
export interface Posting {
  readonly lineId: string;
  readonly partnerId: PartnerId;
  readonly kind: EarningsLine['kind'];
  readonly weekEnding: WeekEnding;
  readonly earnedOn: LocalDay;
  /** What goes into the balance. */
  readonly cents: Cents;
  /** What it would bring if it counted: shown to the partner beside a void or held line. */
  readonly statedCents: Cents;
  readonly standing: Standing;
  readonly reason?: LineReason;
}

export interface Refiling {
  readonly put: readonly Posting[];
  readonly remove: readonly Posting[];
  /** Everything filed for the payment afterwards. */
  readonly filed: readonly Posting[];
}

/** @param firstOpenWeek the earliest week that is still open for a partner's bucket. */
export function refile(
  lines: readonly EarningsLine[],
  filed: readonly Posting[],
  firstOpenWeek: (partner: PartnerId) => WeekEnding,
): Refiling {
  const lineOf = new Map(lines.map((line) => [keyOf(line), line]));
  const keys = new Set([...lineOf.keys(), ...filed.map(keyOf)]);
  const put: Posting[] = [];
  const remove: Posting[] = [];
  const after: Posting[] = [];
  for (const key of keys) {
    const postings = filed.filter((posting) => keyOf(posting) === key);
    const owner = (lineOf.get(key) ?? postings[0])?.partnerId;
    if (!owner) continue;
    const firstOpen = firstOpenWeek(owner);
    const closed = postings.filter((posting) => posting.weekEnding < firstOpen);
    const open = postings.filter((posting) => posting.weekEnding >= firstOpen);
    const line = lineOf.get(key);
    const due = line ? postingsDue(line, closed, firstOpen) : postingsOfNoLine(closed, open, firstOpen);
    after.push(...closed, ...due);
    put.push(...due.filter((posting) => !open.some((standing) => sameContent(standing, posting))));
    remove.push(...open.filter((standing) => !due.some((posting) => posting.weekEnding === standing.weekEnding)));
  }
  return { put, remove, filed: after };
}

const keyOf = ({ partnerId, lineId }: Pick<Posting, 'partnerId' | 'lineId'>): string => `${partnerId}#${lineId}`;

const sameContent = (a: Posting, b: Posting): boolean =>
  a.weekEnding === b.weekEnding &&
  a.cents === b.cents &&
  a.statedCents === b.statedCents &&
  a.earnedOn === b.earnedOn &&
  a.standing === b.standing &&
  a.reason === b.reason;

/** What the open weeks must hold of one line, given what the closed ones hold. */
function postingsDue(line: EarningsLine, closed: readonly Posting[], firstOpen: WeekEnding): Posting[] {
  const already = add(...closed.map((posting) => posting.cents));
  const last = closed.at(-1);
  const week = later(weekEndingOf(line.earnedOn), firstOpen);
  const amount = countedCents(line);
  if (week > firstOpen && last && already !== 0) {
    // Counted too early, as known now: taken back first, so that it counts from its own week.
    return [takenBack(last, already, firstOpen), { ...line, weekEnding: week, cents: amount }];
  }
  const cents = subtract(amount, already);
  const told = last && last.standing === line.standing && last.reason === line.reason;
  if (cents === NOTHING && (line.statedCents === NOTHING || told)) return [];
  return [{ ...line, weekEnding: week, cents }];
}

/** Of a line that counts later than was known: it says again what it brings in the week to which it moves. */
const takenBack = (last: Posting, already: Cents, weekEnding: WeekEnding): Posting => ({
  ...withdrawn(last, already, weekEnding),
  statedCents: NOTHING,
});

/**
 * The payment is credited to somebody else now: what was counted is taken back, and the partner is told what it was, even
 * where no week had closed on it. A line that never brought anything leaves nothing behind.
 */
function postingsOfNoLine(closed: readonly Posting[], open: readonly Posting[], firstOpen: WeekEnding): Posting[] {
  const already = add(...closed.map((posting) => posting.cents));
  const last = open.at(-1) ?? closed.at(-1);
  if (!last) return [];
  if (already !== NOTHING) return [withdrawn(last, already, firstOpen)];
  const told = last === closed.at(-1) && last.reason === 'referrer-corrected';
  if (told || last.statedCents === NOTHING) return [];
  return [withdrawn(last, already, later(weekEndingOf(last.earnedOn), firstOpen))];
}

/** Earned on the day of what it takes back, so that both sides of a correction fall into the same run. */
const withdrawn = (last: Posting, already: Cents, weekEnding: WeekEnding): Posting => ({
  lineId: last.lineId,
  partnerId: last.partnerId,
  kind: 'adjustment',
  earnedOn: last.earnedOn,
  weekEnding,
  cents: already === NOTHING ? NOTHING : negate(already),
  statedCents: last.statedCents,
  standing: 'void',
  reason: 'referrer-corrected',
});
