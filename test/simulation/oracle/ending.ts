/** When faults have stopped and the last Fridays have run: every cent that was earned is paid or stands in a named place. */
import type { MemoryStore } from '../../../shared/adapters/memory/memory-store.ts';
import type { Item } from '../../../shared/ports/table.ts';
import { booksOf, waitingProblems } from '../../support/memory-books.ts';
import { totalsProblems } from '../../support/memory-totals.ts';
import { NOT_MOVED, type PayPalBooks, statusAt } from '../cloud/paypal-books.ts';
import { dayOf } from '../days.ts';
import type { Earned } from './earned.ts';
import { itemsOf } from './paypal-watch.ts';
import type { ProgramWatch } from './program-watch.ts';
import { reasonsAgainst } from './standings.ts';
import { isOpenPayout } from './states-watch.ts';

export interface EndingRoom {
  readonly store: MemoryStore;
  readonly watch: ProgramWatch;
  readonly earned: Earned;
  readonly books: PayPalBooks;
  readonly partners: readonly string[];
  readonly receiversOf: (partner: string) => readonly string[];
  readonly now: number;
  readonly reach: (path: string) => void;
}

/** PayPal's items that stay so until somebody decides. */
const WITH_OPERATIONS = new Set(['BLOCKED', 'REFUNDED', 'REVERSED']);

/** What the runs left behind. */
interface Paying {
  readonly runs: readonly Item[];
  readonly batches: readonly Item[];
  readonly payouts: readonly Item[];
}

export function problemsAtTheEnd(room: EndingRoom): string[] {
  const items = room.store.items();
  const ofRuns = items.filter(({ pk }) => pk.startsWith('RUN#'));
  const paying: Paying = {
    runs: ofRuns.filter(({ sk }) => sk === 'RUN'),
    batches: ofRuns.filter(({ sk }) => sk.startsWith('BATCH#')),
    payouts: items.filter(({ sk }) => sk.startsWith('PAYOUT#')),
  };
  return [
    ...[...booksOf(items)].map(([partner, cents]) => `${partner} is off by ${cents}`),
    ...waitingProblems(items),
    ...totalsProblems(items),
    ...unfinished(paying, room.store),
    ...room.partners.flatMap((partner) => stuck(partner, paying, room)),
    ...unlikePayPal(paying, room),
  ];
}

function unfinished({ runs, batches, payouts }: Paying, store: MemoryStore): string[] {
  const left = (pk: string): Item[] => store.page({ pk }, Number.POSITIVE_INFINITY);
  return [
    ...batches
      .filter((batch) => isLeft(batch, payouts))
      .map(({ senderBatchId, state }) => `batch ${senderBatchId} is ${state}`),
    ...runs
      .filter(({ state }) => state !== 'closed' && state !== 'refused')
      .map(({ pk, state }) => `${pk} is ${state}`),
    ...left('OPEN-INTENTS').map(({ sk }) => `the change of client ${sk} was never ended`),
    ...left('OPEN-REFILINGS').map(({ sk }) => `the filing anew of ${sk} was never ended`),
  ];
}

/** Unsent, or sent and never looked at to its end. */
function isLeft(batch: Item, payouts: readonly Item[]): boolean {
  if (batch.state === 'frozen' || batch.state === 'sending') return true;
  const open = payouts.some(
    ({ sk, state, manifest }) =>
      sk === `PAYOUT#${batch.weekEnding}` && manifest === batch.manifest && isOpenPayout(state),
  );
  return batch.state === 'accepted' && !open;
}

function stuck(partner: string, { batches, payouts }: Paying, room: EndingRoom): string[] {
  const { watch, earned, books, receiversOf, now } = room;
  const last = [...watch.runs().keys()].sort().at(-1);
  if (last === undefined) return [`no run ever closed`];
  const standing = watch.standings.latest(partner);
  const moved = receiversOf(partner).reduce((sum, each) => sum + books.moved(each, now), 0);
  const own = payouts.filter(({ pk }) => pk === `PARTNER#${partner}`);
  const unsent = own
    .filter((payout) => payout.state === 'planned' && isParked(payout, batches) && !isMoved(payout, books, now))
    .reduce((sum, { amountCents }) => sum + Number(amountCents), 0);
  const due = earned.upTo(partner, dayOf(last));
  const problems: string[] = [];
  if (moved + standing.carried + unsent !== due)
    problems.push(`${partner} earned ${due}: ${moved} with PayPal, ${standing.carried} carried, ${unsent} parked`);
  const run = watch.runs().get(last)?.settings as { readonly thresholdCents: number; readonly coolingDownDays: number };
  const reasons = reasonsAgainst(standing, standing.carried, { ...run, friday: dayOf(last) + 6 });
  for (const reason of reasons) room.reach(`at the end: ${reason}`);
  if (standing.carried > 0 && reasons.length === 0 && !cameBackSince(own, last))
    problems.push(`${partner} carries ${standing.carried} and nothing is against paying it`);
  return problems;
}

/** What the last run itself paid may have come back since: the next one pays it. */
function cameBackSince(own: readonly Item[], last: string): boolean {
  const back = ['failed', 'returned', 'canceled', 'denied', 'rejected', 'refused'];
  return own.some(({ sk, state }) => sk === `PAYOUT#${last}` && back.includes(String(state)));
}

const isParked = ({ weekEnding, manifest }: Item, batches: readonly Item[]): boolean =>
  batches.some(
    ({ pk, sk, state }) => state === 'parked' && pk === `RUN#${weekEnding}` && sk.startsWith(`BATCH#${manifest}#`),
  );
/** A parked batch may exist at PayPal or not, and its items may have come back: nobody can look. */
const isMoved = (payout: Item, books: PayPalBooks, now: number): boolean =>
  itemsOf(payout, books).some((item) => !NOT_MOVED.has(statusAt(item, now)));

/** Every payout that is in flight is parked or with operations; every other stands as PayPal has it. */
function unlikePayPal({ batches, payouts }: Paying, { books, now }: EndingRoom): string[] {
  return payouts.flatMap((payout) => {
    const what = `payout of ${payout.partnerId} for ${payout.weekEnding}`;
    const found = itemsOf(payout, books);
    if (found.length > 1) return [`PayPal has the ${what} ${found.length} times`];
    const [item] = found;
    const status = item && statusAt(item, now);
    const { state } = payout;
    if (isParked(payout, batches)) return [];
    if (status === undefined)
      return ['refused', 'rejected'].includes(String(state)) ? [] : [`the ${what} is ${state} and PayPal never had it`];
    const same = SAME[status];
    if (same === state) return [];
    // What is credited may be sent back long after anybody looks.
    if (state === 'paid' && WITH_OPERATIONS.has(status)) return [];
    return [`the ${what} is ${state}, and PayPal says ${status}`];
  });
}

const SAME: Readonly<Record<string, string>> = {
  SUCCESS: 'paid',
  FAILED: 'failed',
  RETURNED: 'returned',
  CANCELED: 'canceled',
  DENIED: 'denied',
  REFUNDED: 'refunded',
  REVERSED: 'reversed',
  BLOCKED: 'blocked',
  UNCLAIMED: 'unclaimed',
};
