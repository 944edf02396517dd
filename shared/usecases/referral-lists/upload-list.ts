/** Takes a referral list in: its rows first, then its head, which makes it a list. What it would do, the preview says. */
import { MAX_LISTS_A_DAY } from '../../contracts/referral-lists.ts';
import type { Instant } from '../../domain/calendar/time-zone.ts';
import type { ReferralListId } from '../../domain/ids.ts';
import { ROW_OUTCOMES, type RowOutcome } from '../../domain/referral-list-row.ts';
import type { NewReferralList, ReferralList, StageProgress } from '../../ports/referral-lists.ts';
import { type OnceOutcome, once, type Refusal } from '../once.ts';
import { noSuchPartner } from '../staff/change-partner.ts';
import { chunkRows } from './chunk-rows.ts';
import { handedOver, type ListCall, type ListDependencies } from './list-call.ts';
import { markRows, type ReadRow } from './mark-rows.ts';

const DAY_MS = 24 * 3_600_000;

const TOO_MANY: Refusal = {
  status: 429,
  title: 'Too many lists',
  detail: `${MAX_LISTS_A_DAY} referral lists a partner are taken within 24 hours: put the clients into one list, or try again tomorrow`,
};

export async function uploadList(
  read: readonly ReadRow[],
  call: ListCall,
  dependencies: ListDependencies,
): Promise<OnceOutcome<ReferralList>> {
  const { lists, ledger, records, ids } = dependencies;
  const { partnerId, by, now } = call;
  const chunks = chunkRows(markRows(read));
  const list: NewReferralList = {
    id: ids.next() as ReferralListId,
    ...{ partnerId, uploadedAt: now, by, rows: read.length, chunks: chunks.length },
  };
  let rowsAreThere = false;
  const outcome = await once<ReferralList>(records, call, async (recordOf) => {
    const [partner, before] = await Promise.all([ledger.find(partnerId), lists.recentUploads(partnerId)]);
    if (!partner) return { kind: 'refused', why: noSuchPartner(partnerId) };
    const recent = before.at.filter((at) => at > now - DAY_MS);
    if (recent.length >= MAX_LISTS_A_DAY) return { kind: 'refused', why: TOO_MANY };
    if (!rowsAreThere) await lists.putRows(list, chunks);
    rowsAreThere = true;
    const after: readonly Instant[] = [...recent, now];
    const audit = {
      ...{ id: ids.next(), at: now, by, partnerId },
      action: 'referral-list.upload',
      subject: `referral-list:${list.id}`,
      to: { rows: list.rows },
    };
    const created: ReferralList = { ...list, state: 'previewing', preview: NOTHING_DONE, commit: NOTHING_DONE };
    const isCreated = await lists.create(list, { before, after }, audit, recordOf(created));
    return isCreated ? { kind: 'done', answer: created } : { kind: 'moved' };
  });
  return handedOver(outcome, dependencies);
}

const NOTHING_DONE: StageProgress = {
  chunks: 0,
  rows: 0,
  outcomes: Object.fromEntries(ROW_OUTCOMES.map((outcome) => [outcome, 0])) as Record<RowOutcome, number>,
};
