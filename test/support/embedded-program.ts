/** A program on the embedded cloud, for tests: the deployed handlers on a standing clock, told of things through billing's API. */
import { inject } from 'vitest';
import { ProgramClock } from '../../local/clock.ts';
import type { EmbeddedCloudOptions } from '../../local/embedded-cloud.ts';
import { type Laptop, type LaptopOptions, startLaptop } from '../../local/laptop.ts';
import { type RunResults, runResults } from '../../local/run-results.ts';
import type { BillingEventInput, EventResult } from '../../shared/contracts/billing-events.ts';
import { weekEnding } from '../../shared/domain/calendar/week.ts';

export interface EmbeddedProgram extends Laptop {
  tell(...events: readonly BillingEventInput[]): Promise<EventResult[]>;
  /** Lets a Friday come: its rule fires at 17:00 UTC and what it started ends. */
  friday(day: string): Promise<void>;
  results(week: string): Promise<RunResults | undefined>;
  /** Cents that PayPal moved to each receiver, whatever the ledger says. */
  moved(): Map<string, number>;
}

export async function startProgram(
  begin: string,
  more: Partial<LaptopOptions> & { readonly faults?: EmbeddedCloudOptions['faults'] } = {},
): Promise<EmbeddedProgram> {
  const laptop = await startLaptop({
    clock: ProgramClock.standing(Date.parse(`${begin}T20:00:00Z`)),
    synthesized: inject('synthesized'),
    ...more,
  });
  return {
    ...laptop,
    tell: (...events) => laptop.billing.send(events),
    friday: (day) => laptop.cloud.advanceTo(Math.max(Date.parse(`${day}T17:00:00Z`), laptop.clock.now())),
    results: (week) => runResults(laptop.table, weekEnding(week)),
    moved() {
      const sums = new Map<string, number>();
      for (const { receiver, cents } of laptop.paypal.transfers())
        sums.set(receiver, (sums.get(receiver) ?? 0) + cents);
      return sums;
    },
  };
}
