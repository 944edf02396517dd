/** The guard's caps on a planned run: over one of them operations look before money moves. */
import { type Cents, cents } from './money/cents.ts';
import type { RunCaps } from './program-settings.ts';

export interface RunTotals {
  readonly runCents: Cents;
  readonly largestPartnerCents: Cents;
  /** Totals of the runs before this one; none for a program's first run. */
  readonly recentRunCents: readonly Cents[];
}

/** `actualCents` is over `limitCents`; exactly at the limit is within. */
export interface CapBreach {
  readonly cap: 'max-run' | 'max-partner' | 'jump';
  readonly limitCents: Cents;
  readonly actualCents: Cents;
}

export function overCaps(totals: RunTotals, caps: RunCaps): CapBreach[] {
  const limits: CapBreach[] = [
    { cap: 'max-run', limitCents: caps.maxRunCents, actualCents: totals.runCents },
    { cap: 'max-partner', limitCents: caps.maxPartnerCents, actualCents: totals.largestPartnerCents },
  ];
  // A first run jumps from nothing: there is nothing to compare it with.
  if (totals.recentRunCents.length > 0) {
    limits.push({ cap: 'jump', limitCents: jumpLimit(totals.recentRunCents, caps), actualCents: totals.runCents });
  }
  return limits.filter(({ limitCents, actualCents }) => actualCents > limitCents);
}

/** Up to the floor nothing counts as a jump, even after runs that paid nothing. */
const jumpLimit = (recent: readonly Cents[], caps: RunCaps): Cents =>
  cents(Math.max(caps.jumpFloorCents, Math.floor(Math.max(...recent) * caps.jumpFactor)));
