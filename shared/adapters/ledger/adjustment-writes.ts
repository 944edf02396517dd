/** What an adjustment by operations writes: an entry like any other, so that the next run folds it and every total knows it. */
import { bucketOf } from '../../domain/bucket.ts';
import type { LocalDay } from '../../domain/calendar/local-day.ts';
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { Posting } from '../../domain/filing.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { Cents } from '../../domain/money/cents.ts';
import { weekTallyOf } from '../../domain/tally.ts';
import type { Write } from '../../ports/table.ts';
import { adjustmentEntryKey, markerKey } from './keys.ts';
import { weekTotalsWrite } from './totals.ts';

export interface AdjustmentEntry {
  /** Unique among the partner's adjustments. */
  readonly adjustmentId: string;
  readonly partnerId: PartnerId;
  /** The day on which it was approved. */
  readonly earnedOn: LocalDay;
  /** The week of that day, or the partner's first open week where that is later: see `firstOpenWeekOf`. */
  readonly weekEnding: WeekEnding;
  /** Negative where it takes something away. */
  readonly cents: Cents;
  readonly note: string;
}

/**
 * Three writes for the transaction that approves the adjustment: it is the change of the adjustment's own state that makes
 * the entry happen once, since its key is unique in its week only. When the last of the three is refused the week has
 * closed meanwhile: read the first open week again.
 */
export function adjustmentWrites({ adjustmentId, note, ...entry }: AdjustmentEntry): Write[] {
  const { partnerId, weekEnding, cents } = entry;
  const posting: Posting = {
    ...entry,
    lineId: adjustmentId,
    kind: 'adjustment',
    statedCents: cents,
    standing: 'counts',
    reason: 'operations',
  };
  return [
    {
      kind: 'put',
      item: { ...adjustmentEntryKey(weekEnding, partnerId, adjustmentId), ...posting, adjustmentId, note },
      when: { kind: 'absent' },
    },
    weekTotalsWrite(partnerId, weekEnding, weekTallyOf([posting])),
    { kind: 'check', key: markerKey(weekEnding, bucketOf(partnerId)), when: { kind: 'absent' } },
  ];
}
