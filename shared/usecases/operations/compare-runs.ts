/** What is new about a run that would be paid now, against the last one that was: what somebody looks at before a Friday. */
import { previousWeek, type WeekEnding } from '../../domain/calendar/week.ts';
import type { PartnerId } from '../../domain/ids.ts';
import { type Cents, NOTHING, sumOf } from '../../domain/money/cents.ts';
import type { RunHistory } from '../../ports/run-history.ts';
import type { Run } from '../../ports/run-ledger.ts';
import { inParallel } from '../in-parallel.ts';
import type { DecidedToday } from './decide-today.ts';

/** The largest amounts first, so many at most; `count` and `cents` are of all of them. */
export interface Listed<Item> {
  readonly count: number;
  readonly cents: Cents;
  readonly largest: readonly Item[];
}

export interface PreviewedPayout {
  readonly partnerId: PartnerId;
  readonly payoutCents: Cents;
  readonly receiver: string;
}

export interface RunComparison {
  /** The last run that paid; absent before the first one. */
  readonly lastRun?: { readonly weekEnding: WeekEnding; readonly payouts: number; readonly payoutCents: Cents };
  /** Partners whom nothing was ever paid. */
  readonly newReceivers: Listed<PreviewedPayout>;
  /** Partners whose last payout went to another address. */
  readonly changedAddresses: Listed<PreviewedPayout & { readonly before: string }>;
  /** Against the last run, those among them whom only one of the two pays; `cents` is the sum of the differences. */
  readonly changes: Listed<{ readonly partnerId: PartnerId; readonly beforeCents: Cents; readonly nowCents: Cents }>;
  /** Payouts that are a tenth of the run or more. */
  readonly largeShares: Listed<PreviewedPayout>;
}

const MOST_LISTED = 50;
const MOST_CHANGES = 20;
/** One part in so many of the run is a large one. */
const LARGE_SHARE = 10;
/** After two months there is nothing to compare with. */
const WEEKS_BACK = 8;
/** A manifest is up to 300 KB: so many groups hold one each at a time. */
const GROUPS_AT_ONCE = 4;

/** @param last the last run that was opened, whatever its state. */
export async function compareWithLastRun(
  paid: readonly DecidedToday[],
  last: Run | undefined,
  history: RunHistory,
): Promise<RunComparison> {
  const payouts = paid.map(toPayout);
  const total = sumOf(payouts.map(byPayout));
  const before = await lastThatPaid(last, history);
  const amounts = before ? await amountsOf(before, history) : new Map<PartnerId, Cents>();
  return {
    ...(before && {
      lastRun: {
        weekEnding: before.weekEnding,
        payouts: amounts.size,
        payoutCents: sumOf(amounts.values()),
      },
    }),
    newReceivers: listed(paid.filter(({ neverPaid }) => neverPaid).map(toPayout), byPayout),
    changedAddresses: listed(paid.flatMap(toChangedAddress), byPayout),
    changes: listed(
      changesOf(payouts, amounts),
      ({ beforeCents, nowCents }) => Math.abs(nowCents - beforeCents),
      MOST_CHANGES,
    ),
    largeShares: listed(
      payouts.filter(({ payoutCents }) => payoutCents * LARGE_SHARE >= total),
      byPayout,
    ),
  };
}

const toPayout = ({ row: { partnerId, payoutCents, receiver = '' } }: DecidedToday): PreviewedPayout => ({
  partnerId,
  payoutCents,
  receiver,
});

const toChangedAddress = (decided: DecidedToday): (PreviewedPayout & { readonly before: string })[] => {
  const { lastReceiver, row } = decided;
  return lastReceiver === undefined || lastReceiver === row.receiver
    ? []
    : [{ ...toPayout(decided), before: lastReceiver }];
};

const byPayout = ({ payoutCents }: { readonly payoutCents: Cents }): Cents => payoutCents;

function listed<Item>(items: Item[], sizeOf: (item: Item) => number, most = MOST_LISTED): Listed<Item> {
  return {
    count: items.length,
    cents: sumOf(items.map((item) => sizeOf(item) as Cents)),
    largest: items.sort((a, b) => sizeOf(b) - sizeOf(a)).slice(0, most),
  };
}

function changesOf(
  payouts: readonly PreviewedPayout[],
  before: ReadonlyMap<PartnerId, Cents>,
): { partnerId: PartnerId; beforeCents: Cents; nowCents: Cents }[] {
  const now = new Map(payouts.map(({ partnerId, payoutCents }) => [partnerId, payoutCents]));
  return [...new Set([...before.keys(), ...now.keys()])]
    .map((partnerId) => ({
      partnerId,
      beforeCents: before.get(partnerId) ?? NOTHING,
      nowCents: now.get(partnerId) ?? NOTHING,
    }))
    .filter(({ beforeCents, nowCents }) => beforeCents !== nowCents);
}

/** A refused run, a held one and one that still plans paid nothing that a payout could be compared with. */
async function lastThatPaid(last: Run | undefined, history: RunHistory): Promise<Run | undefined> {
  if (!last || hasPaid(last)) return last;
  const weeks: WeekEnding[] = [];
  for (let week = previousWeek(last.weekEnding); weeks.length < WEEKS_BACK; week = previousWeek(week)) weeks.push(week);
  const runs = (await history.runs(weeks)).filter(hasPaid);
  return runs.reduce<Run | undefined>(
    (newest, run) => (newest && newest.weekEnding > run.weekEnding ? newest : run),
    undefined,
  );
}

const hasPaid = ({ state, refusal }: Run): boolean => (state === 'closed' || state === 'settling') && !refusal;

/** As they were planned. */
async function amountsOf({ weekEnding, groups }: Run, history: RunHistory): Promise<Map<PartnerId, Cents>> {
  const amounts = new Map<PartnerId, Cents>();
  const numbers = Array.from({ length: groups }, (_, group) => group);
  await inParallel(numbers, GROUPS_AT_ONCE, async (group) => {
    for await (const { rows } of history.manifests(weekEnding, group))
      for (const { partnerId, payoutCents } of rows) if (payoutCents > 0) amounts.set(partnerId, payoutCents);
  });
  return amounts;
}
