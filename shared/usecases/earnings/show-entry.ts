/** An entry as its partner sees it: with where its money is, and the client's name. */
import type { EntryOut } from '../../contracts/api/entries.ts';
import type { LocalDay } from '../../domain/calendar/local-day.ts';
import type { WeekEnding } from '../../domain/calendar/week.ts';
import { coveringPayout, entryPlaceOf } from '../../domain/entry-place.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { EarningsLedger, LedgerEntry } from '../../ports/earnings-ledger.ts';
import { coveringPayouts } from './covering-payouts.ts';

export interface EntriesContext {
  readonly partner: PartnerId;
  readonly decidedThrough: WeekEnding | undefined;
  readonly today: LocalDay;
}

/** Reads the payouts and clients of one page of entries, whatever stands before and after it. */
export async function showEntries(
  entries: readonly LedgerEntry[],
  { partner, decidedThrough, today }: EntriesContext,
  ledger: EarningsLedger,
): Promise<EntryOut[]> {
  if (entries.length === 0) return [];
  const weeks = entries.map(({ weekEnding }) => weekEnding);
  const clients = [...new Set(entries.flatMap(({ clientId }) => clientId ?? []))];
  const [payouts, facts] = await Promise.all([coveringPayouts(partner, weeks, ledger), ledger.clientFacts(clients)]);
  return entries.map((entry) => {
    const payout = coveringPayout(entry.weekEnding, payouts);
    const { weekEnding, earnedOn, kind, cents, statedCents, standing, reason } = entry;
    const { clientId, paymentId, adjustmentId, note } = entry;
    return {
      weekEnding,
      earnedOn,
      kind,
      cents,
      statedCents,
      standing,
      reason,
      place: entryPlaceOf(entry, payout, decidedThrough, today),
      payout: payout?.weekEnding,
      clientId,
      clientName: clientId && facts.get(clientId)?.owner?.name,
      paymentId,
      adjustmentId,
      note,
    };
  });
}
