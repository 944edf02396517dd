/** The rows of a list with what becomes of each: page by page for a screen, all of them for a file. */
import type { ReferralListId } from '../../domain/ids.ts';
import type { JudgedRow, RowOutcome } from '../../domain/referral-list-row.ts';
import type { ListRow, ListStage, ReferralList, ReferralLists } from '../../ports/referral-lists.ts';

export interface ShownRow {
  readonly line: number;
  readonly email: string;
  readonly name?: string;
  readonly outcome: RowOutcome;
  /** What is wrong, or what follows. */
  readonly detail?: string;
}

/** Where a page ended: a chunk, and the last row of it that was looked at. */
export interface RowPlace {
  readonly chunk: number;
  readonly row: number;
}

export interface RowsPage {
  readonly limit: number;
  readonly after?: RowPlace;
  readonly outcome?: RowOutcome;
}

type Reads = Pick<ReferralLists, 'rows' | 'judged'>;

/** Two items each. A filter that lets nothing through must not read a whole list in one call. */
const MOST_CHUNKS = 20;
/** Side by side, for a file. */
const CHUNKS_AT_ONCE = 10;

/** What the list shows: its commit as soon as there is one, else its preview. */
export const shownStage = ({ state }: Pick<ReferralList, 'state'>): ListStage =>
  state === 'committing' || state === 'committed' ? 'commit' : 'preview';

/** Rows that were not judged yet are left out: while the work goes on, the last page is not the last one for long. */
export async function showRows(
  list: ReferralList,
  { limit, after, outcome }: RowsPage,
  lists: Reads,
): Promise<{ readonly items: readonly ShownRow[]; readonly next?: RowPlace }> {
  const stage = shownStage(list);
  const end = list[stage].chunks;
  const items: ShownRow[] = [];
  const first = after?.chunk ?? 0;
  for (let chunk = first; chunk < end; chunk += 1) {
    if (chunk === first + MOST_CHUNKS) return { items, next: { chunk: chunk - 1, row: Number.MAX_SAFE_INTEGER } };
    const rows = await shownChunk(list.id, stage, chunk, lists);
    for (const [row, shown] of rows.entries()) {
      if (chunk === after?.chunk && row <= after.row) continue;
      if (outcome !== undefined && shown.outcome !== outcome) continue;
      if (items.length === limit) return { items, next: placeBefore(chunk, row) };
      items.push(shown);
    }
  }
  return { items };
}

const placeBefore = (chunk: number, row: number): RowPlace => ({ chunk, row: row - 1 });

/** In the order of the file. */
export async function allRows(list: ReferralList, lists: Reads): Promise<ShownRow[]> {
  const all: ShownRow[] = [];
  for (let first = 0; first < list.chunks; first += CHUNKS_AT_ONCE) {
    const numbers = Array.from({ length: Math.min(CHUNKS_AT_ONCE, list.chunks - first) }, (_, place) => first + place);
    const chunks = await Promise.all(numbers.map((chunk) => shownChunk(list.id, shownStage(list), chunk, lists)));
    for (const rows of chunks) all.push(...rows);
  }
  return all;
}

async function shownChunk(id: ReferralListId, stage: ListStage, chunk: number, lists: Reads): Promise<ShownRow[]> {
  const [rows, judged] = await Promise.all([lists.rows(id, chunk), lists.judged(id, stage, chunk)]);
  return rows.flatMap((row, place) => {
    const each = judged?.[place];
    return each ? [shown(row, each)] : [];
  });
}

function shown({ line, email, name, fault }: ListRow, { outcome, note }: JudgedRow): ShownRow {
  const detail =
    fault?.kind === 'invalid' ? fault.reason : fault?.kind === 'duplicate' ? `repeats line ${fault.line}` : note;
  return { line, email, ...(name === undefined ? {} : { name }), outcome, ...(detail === undefined ? {} : { detail }) };
}
