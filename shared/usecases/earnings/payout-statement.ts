/** One payout as a statement that adds up: what each client brought, what operations adjusted, and the entries one by one. */
import type { PayoutOut } from '../../contracts/api/payouts.ts';
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { ClientId, PartnerId } from '../../domain/ids.ts';
import { add, type Cents, NOTHING, subtract } from '../../domain/money/cents.ts';
import type { EarningsLedger, LedgerEntry } from '../../ports/earnings-ledger.ts';
import { clientNames } from './client-names.ts';
import { entriesOf, payoutBefore } from './list-payouts.ts';
import { showPayout } from './show-payout.ts';

/** What some entries come to. */
export interface Sums {
  readonly entries: number;
  readonly commissionCents: Cents;
  readonly adjustmentCents: Cents;
}

export interface ClientSums extends Sums {
  readonly clientId: ClientId;
  readonly name?: string;
}

export interface StatementEntry
  extends Pick<
    LedgerEntry,
    'earnedOn' | 'kind' | 'cents' | 'statedCents' | 'standing' | 'reason' | 'clientId' | 'note'
  > {
  readonly clientName?: string;
}

export interface PayoutStatement {
  readonly payout: PayoutOut;
  readonly partner: { readonly id: PartnerId; readonly name: string };
  /** The payout before it; absent for the first. */
  readonly after?: WeekEnding;
  /** Those that brought most come first. */
  readonly clients: readonly ClientSums[];
  /** Of the clients that are not listed. */
  readonly moreClients?: Sums & { readonly clients: number };
  /** Adjustments that belong to no client. */
  readonly byOperations?: Sums;
  readonly total: Sums;
  /** By earned day. */
  readonly entries: readonly StatementEntry[];
  /** Of the entries that are not listed. */
  readonly moreEntries?: { readonly entries: number; readonly cents: Cents };
  /** What the entries do not explain: 0 while the books balance. */
  readonly fromEarlierWeeksCents: Cents;
}

/** Some fifty pages: nobody reads more of them, and the answer stays far from the 6 MB that Lambda gives back. */
export const MAX_LISTED_ENTRIES = 2_000;
export const MAX_LISTED_CLIENTS = 1_000;

/** Undefined when the partner has no payout of that week. Reads each entry once and keeps no more than it lists. */
export async function payoutStatement(
  partner: PartnerId,
  week: WeekEnding,
  ledger: EarningsLedger,
): Promise<PayoutStatement | undefined> {
  const [standing, payout, before] = await Promise.all([
    ledger.standing(partner),
    ledger.payout(partner, week),
    payoutBefore(partner, week, ledger),
  ]);
  if (!standing || !payout) return undefined;
  const sums = new Map<ClientId | undefined, Sums>();
  const listed = new Earliest(MAX_LISTED_ENTRIES);
  for await (const entry of entriesOf(partner, payout, before, undefined, undefined, ledger)) {
    sums.set(entry.clientId, together([sums.get(entry.clientId), sumsOf(entry)]));
    listed.take(entry);
  }

  const byOperations = sums.get(undefined);
  const clients = [...sums]
    .flatMap(([clientId, each]) => (clientId ? { clientId, ...each } : []))
    .sort((a, b) => centsOf(b) - centsOf(a) || compare(a.clientId, b.clientId));
  const [shown, others] = [clients.slice(0, MAX_LISTED_CLIENTS), clients.slice(MAX_LISTED_CLIENTS)];
  const entries = listed.entries();
  const total = together(sums.values());
  const left = total.entries - entries.length;
  const named = new Set([...shown, ...entries].flatMap(({ clientId }) => clientId ?? []));
  const names = await clientNames([...named], ledger);
  return {
    payout: showPayout(payout),
    partner: { id: partner, name: standing.partner.name },
    ...(before ? { after: before.weekEnding } : {}),
    clients: shown.map((each) => ({ ...each, name: names.get(each.clientId) })),
    ...(others.length > 0 ? { moreClients: { clients: others.length, ...together(others) } } : {}),
    ...(byOperations ? { byOperations } : {}),
    total,
    entries: entries.map((each) => ({ ...each, clientName: each.clientId && names.get(each.clientId) })),
    ...(left > 0 ? { moreEntries: { entries: left, cents: subtract(centsOf(total), sumOf(entries)) } } : {}),
    fromEarlierWeeksCents: subtract(payout.amountCents, centsOf(total)),
  };
}

export const centsOf = ({ commissionCents, adjustmentCents }: Sums): Cents => add(commissionCents, adjustmentCents);

const sumOf = (entries: readonly LedgerEntry[]): Cents => add(...entries.map(({ cents }) => cents));

const sumsOf = ({ kind, cents }: LedgerEntry): Sums => ({
  entries: 1,
  commissionCents: kind === 'commission' ? cents : NOTHING,
  adjustmentCents: kind === 'adjustment' ? cents : NOTHING,
});

function together(all: Iterable<Sums | undefined>): Sums {
  let [entries, commissionCents, adjustmentCents] = [0, NOTHING, NOTHING];
  for (const each of all) {
    if (!each) continue;
    entries += each.entries;
    commissionCents = add(commissionCents, each.commissionCents);
    adjustmentCents = add(adjustmentCents, each.adjustmentCents);
  }
  return { entries, commissionCents, adjustmentCents };
}

/** The entries that were earned first, however many go by. */
class Earliest {
  readonly #most: number;
  #kept: LedgerEntry[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  take(entry: LedgerEntry): void {
    this.#kept.push(entry);
    if (this.#kept.length >= 2 * this.#most) this.#kept = this.entries();
  }

  entries(): LedgerEntry[] {
    return this.#kept.sort(inOrder).slice(0, this.#most);
  }
}

const inOrder = (a: LedgerEntry, b: LedgerEntry): number =>
  compare(a.earnedOn, b.earnedOn) || compare(a.weekEnding, b.weekEnding) || compare(a.place, b.place);

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
