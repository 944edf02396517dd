/** The last look before money moves: totals against the caps. Over a cap the run is held until operations release or refuse it. */
import type * as z from 'zod';
import type { GroupTotals, GuardRunOutput, guardRunInputSchema } from '../../contracts/payout-run.ts';
import { previousWeek, type WeekEnding } from '../../domain/calendar/week.ts';
import { add, type Cents, cents } from '../../domain/money/cents.ts';
import { overCaps } from '../../domain/run-caps.ts';
import type { Run, RunLedger } from '../../ports/run-ledger.ts';
import { StaleAttempt } from './plan-buckets.ts';

/** Some bucket groups could not be planned; starting the run again plans them. */
export class PlanningIncomplete extends Error {
  override readonly name = 'PlanningIncomplete';
}

/** Missed Fridays leave gaps: what counts as recent are the runs of so many weeks. */
const RECENT_WEEKS = 8;

export async function guardRun(
  { weekEnding, attempt, planned }: z.output<typeof guardRunInputSchema>,
  ledger: RunLedger,
): Promise<GuardRunOutput> {
  const run = await ledger.findRun(weekEnding);
  if (!run || run.attempt !== attempt)
    throw new StaleAttempt(`attempt ${attempt} of run ${weekEnding} was overtaken before its guard`);
  // A retry after a lost answer finds the verdict that was given.
  if (run.state !== 'planning' && run.guard) return run.guard;

  const groups = planned.filter((group): group is GroupTotals => !('failed' in group));
  const payoutCents = add(...groups.map((group) => group.payoutCents));
  const breaches = overCaps(
    {
      runCents: payoutCents,
      largestPartnerCents: cents(Math.max(0, ...groups.map(({ largestPayoutCents }) => largestPayoutCents))),
      recentRunCents: await recentTotals(weekEnding, ledger),
    },
    run.settings.caps,
  );
  const guard: GuardRunOutput = {
    verdict: breaches.length > 0 && !run.release ? 'over-caps' : 'within-caps',
    payouts: groups.reduce((sum, group) => sum + group.payouts, 0),
    payoutCents,
    carriedCents: add(...groups.map((group) => group.carriedCents)),
    failedGroups: planned.flatMap((group) => ('failed' in group ? [group.group] : [])),
    breaches,
  };
  if (guard.verdict === 'over-caps' && guard.failedGroups.length > 0) {
    // Held or refused half planned, the failed groups' entries would be forgotten: the plan is finished first.
    throw new PlanningIncomplete(
      `run ${weekEnding} is over a cap, and groups ${guard.failedGroups.join(', ')} are not planned: start it again`,
    );
  }
  // With a failed group the run stays in planning: what is planned is paid now, the rest by the next attempt.
  const passed = guard.failedGroups.length > 0 ? 'planning' : 'settling';
  const state = guard.verdict === 'over-caps' ? 'held' : passed;
  if (!(await ledger.changeRun(run, { guard, state }))) {
    throw new StaleAttempt(`attempt ${attempt} of run ${weekEnding} was overtaken at its guard`);
  }
  return state === 'planning' ? guard : asFrozen({ ...run, guard, state }, guard, ledger);
}

/**
 * An invocation that Step Functions gave up may have frozen one more manifest before the run left planning. From here on none
 * is: what the run pays is what is frozen, and since that invocation may have died, its accounts are written here.
 */
async function asFrozen(run: Run, guard: GuardRunOutput, ledger: RunLedger): Promise<GuardRunOutput> {
  const frozen = await ledger.frozenPayouts(run.weekEnding);
  if (frozen.payoutCents === guard.payoutCents) return guard;
  for (let group = 0; group < run.groups; group += 1) {
    for await (const manifest of ledger.manifests(run.weekEnding, group))
      await ledger.applyRows(run.weekEnding, manifest, new Map());
  }
  const exact = { ...guard, ...frozen };
  await ledger.changeRun(run, { guard: exact });
  return exact;
}

/** What the runs of the weeks before this one came to, for the cap on jumps. */
export async function recentTotals(week: WeekEnding, ledger: Pick<RunLedger, 'runs'>): Promise<Cents[]> {
  const weeks: WeekEnding[] = [];
  for (let before = previousWeek(week); weeks.length < RECENT_WEEKS; before = previousWeek(before)) weeks.push(before);
  const runs = await ledger.runs(weeks);
  // A refused run is no precedent: it would let the next one pass that wants as much.
  return runs.flatMap((run) => (run.state === 'closed' && run.report ? [run.report.payoutCents] : []));
}
