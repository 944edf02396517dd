/** One partner with one payout of very many entries in one week, as the ledger would tell them. */
import { addDays, localDay } from '../../../shared/domain/calendar/local-day.ts';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import { clientId, partnerId, paymentId } from '../../../shared/domain/ids.ts';
import { cents, toDecimal } from '../../../shared/domain/money/cents.ts';
import type { EarningsLedger, LedgerEntry } from '../../../shared/ports/earnings-ledger.ts';

const WEEK = weekEnding('2026-04-11');
const P1 = partnerId('p1');

export interface Size {
  readonly entries: number;
  readonly clients: number;
  /** @default the client's id */
  readonly nameOf?: (client: string) => string;
}

export function ledgerOf({ entries, clients, nameOf = (client) => client }: Size) {
  const all = Array.from({ length: entries }, (_, place) => entryAt(place, clients));
  const amountCents = cents(all.reduce((sum, entry) => sum + entry.cents, 0));
  const payout = { partnerId: P1, weekEnding: WEEK, amountCents, receiver: 'pay@payee.example', receiverVersion: 1 };
  const ledger = {
    standing: async () => ({ partner: { id: P1, name: 'Petra Partner' } }),
    payout: async () => ({ ...payout, state: 'paid', manifest: 'm', payoutItemId: 'ITEM-1' }),
    payouts: async () => [],
    weeks: async () => [{ weekEnding: WEEK }],
    async *entriesOfWeek() {
      yield* all;
    },
    clientFacts: async (ids: readonly string[]) => new Map(ids.map((id) => [id, { id, owner: { name: nameOf(id) } }])),
  } as unknown as EarningsLedger;
  return { ledger, all, amountCents, amount: toDecimal(amountCents) };
}

/** Days and amounts in no order. */
function entryAt(place: number, clients: number): LedgerEntry {
  const amount = cents(((place * 7_919) % 9_973) + 1);
  const id = String(place).padStart(6, '0');
  return {
    ...{ place: `${id}#!commission`, lineId: '!commission', partnerId: P1, kind: 'commission', standing: 'counts' },
    ...{ weekEnding: WEEK, earnedOn: addDays(localDay('2026-04-05'), (place * 5) % 7) },
    ...{ cents: amount, statedCents: amount },
    ...{ paymentId: paymentId(id), clientId: clientId(`c${place % clients}`) },
  };
}
