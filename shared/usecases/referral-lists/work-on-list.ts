/**
 * Previews or commits a list, chunk by chunk: each chunk's outcomes and the head's counters are one transaction, so that
 * whoever dies, comes twice or works on the same list at the same moment counts no row twice.
 */
import type { WorkOnListMessage } from '../../contracts/referral-lists.ts';
import type { LocalDay } from '../../domain/calendar/local-day.ts';
import { localDayOf } from '../../domain/calendar/time-zone.ts';
import { isListed, type JudgedRow } from '../../domain/referral-list-row.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ListQueue } from '../../ports/list-queue.ts';
import type { PartnerLedger } from '../../ports/partner-ledger.ts';
import type { ListRow, ListStage, ReferralList, ReferralLists } from '../../ports/referral-lists.ts';
import { type JudgeDependencies, type JudgedBy, judgeChunk } from './judge-chunk.ts';
import { writeListings } from './write-listings.ts';

export interface WorkDependencies extends JudgeDependencies {
  readonly lists: ReferralLists;
  readonly ledger: Pick<PartnerLedger, 'find' | 'settings'>;
  readonly clock: Clock;
  readonly queue: ListQueue;
}

/** The message names no list: no try will find it. */
export class NoSuchList extends Error {
  override readonly name = 'NoSuchList';
}

export type WorkEnd = 'previewed' | 'committed' | 'goes-on' | 'nothing-to-do';

/** Up to 5,000 rows a message, some seconds of work: a worker is far from its time limit, and whoever dies is soon followed. */
const CHUNKS_A_MESSAGE = 10;

/** @throws NoSuchList when a person must look; anything else when it is to be tried again. */
export async function workOnList({ listId }: WorkOnListMessage, dependencies: WorkDependencies): Promise<WorkEnd> {
  const { lists, ledger, clock, queue } = dependencies;
  const list = await lists.find(listId);
  if (!list) throw new NoSuchList(`there is no referral list ${listId}`);
  const stage = stageOf(list);
  if (!stage) return 'nothing-to-do';
  const [record, settings] = await Promise.all([ledger.find(list.partnerId), ledger.settings()]);
  if (!record) throw new Error(`partner ${list.partnerId} has no profile`);
  const { timeZone, referralListDays } = settings;
  const day = list.committedOn ?? localDayOf(clock.now(), timeZone);
  const by: JudgedBy = { partner: record.partner, listId, day, referralListDays };
  const first = list[stage].chunks;
  const end = Math.min(list.chunks, first + CHUNKS_A_MESSAGE);
  for (let chunk = first; chunk < end; chunk += 1) {
    const rows = await lists.rows(listId, chunk);
    const judged = await judge(rows, by, list, dependencies);
    // Refused: somebody else did this chunk, and whoever does the next one is known by it.
    await lists.finishChunk(list, stage, chunk, judged);
  }
  if (end < list.chunks) {
    await queue.send([{ listId }]);
    return 'goes-on';
  }
  await lists.finishStage(list, stage);
  return stage === 'preview' ? 'previewed' : 'committed';
}

const stageOf = ({ state }: ReferralList): ListStage | undefined =>
  state === 'previewing' ? 'preview' : state === 'committing' ? 'commit' : undefined;

async function judge(
  rows: readonly ListRow[],
  by: JudgedBy,
  list: ReferralList,
  dependencies: WorkDependencies,
): Promise<readonly JudgedRow[]> {
  const { judged, listed } = await judgeChunk(rows, by, dependencies);
  const { committedOn } = list;
  return committedOn === undefined ? judged : listAll({ rows, judged, listed }, by, list, committedOn, dependencies);
}

/**
 * A sign-up is written only while the listing of its e-mail is as it read it. So whoever signed up before a listing was
 * written is a client when the directory is asked once more, and whoever comes after it has seen the listing.
 */
async function listAll(
  { rows, judged, listed }: Awaited<ReturnType<typeof judgeChunk>> & { readonly rows: readonly ListRow[] },
  by: JudgedBy,
  { id: listId, partnerId: partner }: ReferralList,
  day: LocalDay,
  dependencies: WorkDependencies,
): Promise<readonly JudgedRow[]> {
  const toList = rows.filter((_, place) => isListed((judged[place] as JudgedRow).outcome));
  await writeListings(toList, listed, { partner, listId, day }, by.referralListDays, dependencies.listed);
  const again = await judgeChunk(toList, by, dependencies);
  const turned = new Map(toList.map((row, place) => [row.line, again.judged[place] as JudgedRow]));
  return rows.map(({ line }, place) => {
    const now = turned.get(line);
    return now && !isListed(now.outcome) ? now : (judged[place] as JudgedRow);
  });
}
