/**
 * What the release of a held run would pay, and whom a run that decides today would not: receivers and amounts were frozen
 * when it planned, and a release pays them as they are.
 */
import type { Instant } from '../../domain/calendar/time-zone.ts';
import { runFridayOf, type WeekEnding } from '../../domain/calendar/week.ts';
import { type HoldReason, holdReasons } from '../../domain/hold-reason.ts';
import type { PartnerId } from '../../domain/ids.ts';
import { type Cents, sumOf } from '../../domain/money/cents.ts';
import type { CapBreach } from '../../domain/run-caps.ts';
import type { WorkflowExecutions } from '../../ports/executions.ts';
import type { RunHistory } from '../../ports/run-history.ts';
import type { ManifestRow, PartnerStanding, Run } from '../../ports/run-ledger.ts';
import type { Refusal } from '../once.ts';
import { NOT_HELD } from './decide-held-run.ts';
import { heldPayouts } from './held-payouts.ts';
import { heldSince } from './list-runs.ts';
import { NO_RUN } from './start-run.ts';

export interface ReleasePreview {
  readonly weekEnding: WeekEnding;
  readonly heldSince?: Instant;
  readonly payouts: number;
  readonly payoutCents: Cents;
  readonly breaches: readonly { readonly cap: string; readonly limitCents: Cents; readonly actualCents: Cents }[];
  readonly changed: ChangedSince;
}

/** Partners of the run who would not be paid, or not there, if it were decided today: the largest amounts first. */
export interface ChangedSince {
  readonly partners: number;
  readonly cents: Cents;
  readonly largest: readonly ChangedPartner[];
}

export interface ChangedPartner {
  readonly partnerId: PartnerId;
  readonly payoutCents: Cents;
  /** Why a run would carry this balance today. Empty when only the address is another one. */
  readonly reasons: readonly HoldReason[];
  readonly addressChanged: boolean;
}

export interface ReleaseReading {
  readonly history: RunHistory;
  readonly workflow: Pick<WorkflowExecutions, 'describe'>;
}

const MOST_LISTED = 50;
/** Eight BatchGets of profiles and accounts, four at a time. */
const PARTNERS_PER_READ = 400;

export async function previewRelease(
  week: WeekEnding,
  { history, workflow }: ReleaseReading,
): Promise<{ readonly kind: 'preview'; readonly preview: ReleasePreview } | { kind: 'refused'; why: Refusal }> {
  const run = await history.findRun(week);
  if (!run) return { kind: 'refused', why: NO_RUN };
  if (run.state !== 'held') return { kind: 'refused', why: NOT_HELD(run.state) };
  const [rows, held] = await Promise.all([heldPayouts(week, history), heldSince(run, workflow)]);
  const changed: ChangedPartner[] = [];
  for (let from = 0; from < rows.length; from += PARTNERS_PER_READ) {
    const some = rows.slice(from, from + PARTNERS_PER_READ);
    const standings = await history.standings(some.map(({ partnerId }) => partnerId));
    changed.push(...some.flatMap((row) => changeOf(run, row, standings.get(row.partnerId))));
  }
  const preview: ReleasePreview = {
    weekEnding: week,
    ...held,
    payouts: rows.length,
    payoutCents: sumOf(rows.map(({ payoutCents }) => payoutCents)),
    breaches: (run.guard?.breaches ?? []) as readonly CapBreach[],
    changed: {
      partners: changed.length,
      cents: sumOf(changed.map(({ payoutCents }) => payoutCents)),
      largest: changed.sort((a, b) => b.payoutCents - a.payoutCents).slice(0, MOST_LISTED),
    },
  };
  return { kind: 'preview', preview };
}

function changeOf(run: Run, row: ManifestRow, standing: PartnerStanding | undefined): ChangedPartner[] {
  const { partner, account } = standing ?? {};
  const { partnerId, payoutCents } = row;
  if (!partner) return [{ partnerId, payoutCents, reasons: ['on-hold'], addressChanged: false }];
  const reasons = holdReasons(partner, payoutCents, {
    runFriday: runFridayOf(run.weekEnding),
    settings: run.settings,
    // The payout that is in flight is this one.
    payoutInFlight: false,
    refusedPaypalVersion: account?.refusedPaypalVersion,
  });
  const addressChanged = partner.paypal?.address !== row.receiver;
  return reasons.length > 0 || addressChanged ? [{ partnerId, payoutCents, reasons, addressChanged }] : [];
}
