/** The kept totals of a ledger held against its entries: read without any of the code that keeps them. */
import type { Item } from '../../shared/ports/table.ts';

/** Payouts in these states are proven not paid: their amounts are on the balance again. */
const BACK = new Set(['failed', 'returned', 'canceled', 'denied', 'refused', 'rejected', 'put-back']);

type Sums = Map<string, Map<string, number>>;

/** Every total that is not what its entries come to, every client that is missing in a partner's list; nothing, always. */
export function totalsProblems(items: readonly Item[]): string[] {
  const entries = items.filter(({ pk, sk }) => pk.startsWith('WEEK#') && sk !== '!');
  const due: Sums = new Map();
  for (const entry of entries) {
    for (const place of placesOf(entry)) {
      add(due, place, 'cents', Number(entry.cents));
      add(due, place, 'entries', 1);
    }
    const weekday = weekdayOf(String(entry.earnedOn), String(entry.weekEnding));
    const week = `PARTNER#${entry.partnerId} WEEK#${entry.weekEnding}`;
    add(due, week, `on${weekday}`, Number(entry.cents));
    if (Date.parse(String(entry.weekEnding)) - Date.parse(String(entry.earnedOn)) > 6 * 86_400_000)
      add(due, week, 'late', 1);
  }
  for (const entry of lastOfLines(entries)) {
    if (entry.standing === 'counts') continue;
    for (const place of placesOf(entry)) add(due, place, `${entry.standing}Cents`, Number(entry.statedCents));
  }
  const kept: Sums = new Map();
  for (const { pk, sk, clientId: _, ...totals } of items) {
    if (!pk.startsWith('PARTNER#') || !/^(WEEK|CLIENT)#/.test(sk)) continue;
    for (const [name, amount] of Object.entries(totals)) add(kept, `${pk} ${sk}`, name, Number(amount));
  }
  const places = [...new Set([...due.keys(), ...kept.keys()])];
  return [
    ...places.flatMap((place) => {
      const [is, should] = [told(kept.get(place)), told(due.get(place))];
      return is === should ? [] : [`${place} is ${is} and should be ${should}`];
    }),
    ...missingClients(items),
    ...foldedProblems(items, entries),
  ];
}

const placesOf = ({ partnerId, weekEnding, clientId }: Item): string[] => [
  `PARTNER#${partnerId} WEEK#${weekEnding}`,
  ...(clientId === undefined ? [] : [`PARTNER#${partnerId} CLIENT#${clientId}`]),
];

/** A line has one sort key in all its weeks: the entry in the latest of them tells how the line was decided last. */
function lastOfLines(entries: readonly Item[]): Item[] {
  const inTime = entries.toSorted((a, b) => (String(a.weekEnding) < String(b.weekEnding) ? -1 : 1));
  return [...new Map(inTime.map((entry) => [entry.sk, entry])).values()];
}

function add(sums: Sums, place: string, name: string, amount: number): void {
  const at = sums.get(place) ?? new Map<string, number>();
  at.set(name, (at.get(name) ?? 0) + amount);
  sums.set(place, at);
}

/** 0 for what was earned before the week, too. */
function weekdayOf(day: string, weekEnding: string): number {
  const daysLeft = (Date.parse(weekEnding) - Date.parse(day)) / 86_400_000;
  return Math.max(0, 6 - daysLeft);
}

const told = (totals: ReadonlyMap<string, number> | undefined): string =>
  [...(totals ?? [])]
    .filter(([, amount]) => amount !== 0)
    .map(([name, amount]) => `${name} ${amount}`)
    .sort()
    .join(', ') || 'nothing';

function missingClients(items: readonly Item[]): string[] {
  const listed = new Set(
    items.filter(({ sk }) => sk.startsWith('CLIENT#')).map(({ pk, clientId }) => `${pk} ${clientId}`),
  );
  const named = items
    .filter(({ pk, sk }) => pk.startsWith('CLIENT#') && sk === 'PROFILE')
    .flatMap(({ facts }) => {
      const { id, referrer } = facts as { id: string; referrer?: string };
      return referrer === undefined ? [] : [`PARTNER#${referrer} ${id}`];
    });
  return named.filter((each) => !listed.has(each)).map((each) => `${each} is missing among the partner's clients`);
}

/** Folded is what was filed in the weeks up to the account's last run, and what payouts took together with what is carried. */
function foldedProblems(items: readonly Item[], entries: readonly Item[]): string[] {
  const sum = (amounts: readonly unknown[]): number => amounts.reduce<number>((total, next) => total + Number(next), 0);
  return items
    .filter(({ pk, sk }) => pk.startsWith('PARTNER#') && sk === 'ACCOUNT')
    .flatMap(({ pk, foldedCents, carriedCents, lastRun }) => {
      const own = entries.filter(
        ({ partnerId, weekEnding }) => pk === `PARTNER#${partnerId}` && String(weekEnding) <= String(lastRun),
      );
      const payouts = items.filter(
        (item) => item.pk === pk && item.sk.startsWith('PAYOUT#') && !BACK.has(String(item.state)),
      );
      const filed = sum(own.map(({ cents }) => cents));
      const taken = sum(payouts.map(({ amountCents }) => amountCents)) + Number(carriedCents);
      return filed === foldedCents && taken === foldedCents
        ? []
        : [`${pk} has folded ${foldedCents}: filed ${filed}, paid and carried ${taken}`];
    });
}
