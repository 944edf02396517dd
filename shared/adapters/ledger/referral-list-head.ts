/** The head of a referral list as it is stored: what it is, its state, and a counter for each outcome of each stage. */
import type { LocalDay } from '../../domain/calendar/local-day.ts';
import type { ReferralListId } from '../../domain/ids.ts';
import { type JudgedRow, ROW_OUTCOMES, type RowOutcome } from '../../domain/referral-list-row.ts';
import type { ListStage, ListState, NewReferralList, ReferralList, StageProgress } from '../../ports/referral-lists.ts';
import type { Item } from '../../ports/table.ts';

export const STAGES = {
  preview: { working: 'previewing', done: 'previewed', results: 'PREVIEW' },
  commit: { working: 'committing', done: 'committed', results: 'RESULT' },
} as const satisfies Record<ListStage, { working: ListState; done: ListState; results: string }>;

/** Both stages begin with no chunk done: the next one's number is a condition of writing it. */
export const newHead = (list: NewReferralList) => ({
  ...list,
  state: STAGES.preview.working,
  'preview:chunks': 0,
  'commit:chunks': 0,
});

/** What a chunk adds to the head's counters. */
export function counted(stage: ListStage, judged: readonly JudgedRow[]): Record<string, number> {
  const added: Record<string, number> = { [`${stage}:chunks`]: 1, [`${stage}:rows`]: judged.length };
  for (const { outcome } of judged) {
    const name = `${stage}:${outcome}`;
    added[name] = (added[name] ?? 0) + 1;
  }
  return added;
}

export function toReferralList(id: ReferralListId, item: Item): ReferralList {
  const { partnerId, uploadedAt, by, rows, chunks } = item as unknown as NewReferralList;
  const committedOn = item.committedOn as LocalDay | undefined;
  return {
    ...{ id, partnerId, uploadedAt, by, rows, chunks },
    state: item.state as ListState,
    ...(committedOn ? { committedOn } : {}),
    preview: progressOf(item, 'preview'),
    commit: progressOf(item, 'commit'),
  };
}

function progressOf(item: Item, stage: ListStage): StageProgress {
  const at = (name: string): number => (item[`${stage}:${name}`] as number | undefined) ?? 0;
  const outcomes = Object.fromEntries(ROW_OUTCOMES.map((outcome) => [outcome, at(outcome)]));
  return { chunks: at('chunks'), rows: at('rows'), outcomes: outcomes as Record<RowOutcome, number> };
}
