/** A program in memory that is told a history day by day, as it became known. */
import type { KnownEvent } from '../../../local/program-files/known-event.ts';
import { MAX_EVENTS } from '../../../shared/contracts/billing-events.ts';
import type { LocalDay } from '../../../shared/domain/calendar/local-day.ts';
import { weekEndingPaidBy } from '../../../shared/domain/calendar/week.ts';
import type { PayPalItemStatus } from '../../../shared/ports/payout-gateway.ts';
import type { ManifestRow } from '../../../shared/ports/run-ledger.ts';
import { type FinishedRun, MemoryProgram } from '../../support/memory-program.ts';

export class ToldProgram extends MemoryProgram {
  readonly #errors = new Map<string, string>();

  /** @param begin the day on which it first hears of anything: its clock is never before it. */
  constructor(begin: LocalDay) {
    super();
    this.moveTo(begin);
    this.paypal.shows = (batch) => {
      const items = batch.items.map((item) => ({ ...item, error: this.#errors.get(item.receiver) }));
      return { kind: 'found', value: { ...batch, items } };
    };
  }

  end(receiver: string, status: string, error?: string): void {
    this.paypal.outcomes.set(receiver, status as PayPalItemStatus);
    if (error) this.#errors.set(receiver, error);
  }

  /** A call for each day, or more. @throws when an event is not accepted */
  async hear(known: readonly KnownEvent[]): Promise<void> {
    for (let from = 0; from < known.length; ) {
      const day = known[from]?.knownOn ?? '';
      let to = from + 1;
      while (to < known.length && to - from < MAX_EVENTS && known[to]?.knownOn === day) to += 1;
      this.time = Math.max(this.time, Date.parse(`${day}T20:00:00Z`));
      // As it is sent: what is undefined is not there.
      const events = known.slice(from, to).map(({ event }) => JSON.parse(JSON.stringify(event)));
      const refused = (await this.tell(...events)).find(({ outcome }) => outcome !== 'accepted');
      if (refused) throw new Error(`${refused.id} is ${refused.outcome}: ${refused.problem}`);
      from = to;
    }
  }

  async runOn(friday: LocalDay): Promise<FinishedRun & { readonly rows: readonly ManifestRow[] }> {
    const finished = await this.friday(friday);
    return { ...finished, rows: await this.rows(weekEndingPaidBy(friday)) };
  }
}
