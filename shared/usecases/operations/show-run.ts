/** One run in full: what its groups planned, what became of its batches, who decided, which executions worked on it. */
import type { GroupTotals } from '../../contracts/payout-run.ts';
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { WorkflowExecutions } from '../../ports/executions.ts';
import type { RunHistory } from '../../ports/run-history.ts';
import type { Batch } from '../../ports/settlement-ledger.ts';
import { inParallel } from '../in-parallel.ts';
import { noTotals, withManifest } from '../run/plan-buckets.ts';
import { executionsOfRun, type RunExecution } from './executions-of-run.ts';
import { heldSince, type ListedRun } from './list-runs.ts';

export interface ShownRun extends ListedRun {
  /** What is frozen so far, a line a group. */
  readonly groups: readonly GroupTotals[];
  /** In the order of manifests and generations. */
  readonly batches: readonly Batch[];
  readonly executions: readonly RunExecution[];
}

export interface RunReading {
  readonly history: RunHistory;
  readonly workflow: WorkflowExecutions;
}

/** A manifest is up to 300 KB: so many groups hold one each at a time. */
const GROUPS_AT_ONCE = 4;

export async function showRun(week: WeekEnding, { history, workflow }: RunReading): Promise<ShownRun | undefined> {
  const run = await history.findRun(week);
  if (!run) return undefined;
  const [groups, batches, executions, held] = await Promise.all([
    groupsOf(week, run.groups, history),
    history.batchesOf(week),
    executionsOfRun(run, workflow),
    heldSince(run, workflow),
  ]);
  return { run, ...held, groups, batches, executions };
}

async function groupsOf(week: WeekEnding, count: number, history: RunHistory): Promise<GroupTotals[]> {
  const groups = Array.from({ length: count }, (_, group) => noTotals(group));
  await inParallel([...groups.keys()], GROUPS_AT_ONCE, async (group) => {
    for await (const manifest of history.manifests(week, group))
      groups[group] = withManifest(groups[group] ?? noTotals(group), manifest);
  });
  return groups;
}
