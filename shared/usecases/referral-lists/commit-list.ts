/** Commits a previewed list: from the day of this call on, whoever it names is credited to its partner. */
import { localDayOf } from '../../domain/calendar/time-zone.ts';
import type { ReferralListId } from '../../domain/ids.ts';
import type { ReferralList } from '../../ports/referral-lists.ts';
import { type OnceOutcome, once } from '../once.ts';
import { handedOver, type ListCall, type ListDependencies, noSuchList, ownList } from './list-call.ts';

/** Its rows are there for half a year, and a preview that old says little. */
const COMMITTED_WITHIN_MS = 30 * 86_400_000;

export async function commitList(
  id: ReferralListId,
  call: ListCall,
  dependencies: ListDependencies,
): Promise<OnceOutcome<ReferralList>> {
  const { lists, ledger, records, ids } = dependencies;
  const { partnerId, by, now } = call;
  const outcome = await once<ReferralList>(records, call, async (recordOf) => {
    const list = await ownList(call, id, dependencies);
    if (!list) return { kind: 'refused', why: noSuchList };
    if (list.state !== 'previewed')
      return { kind: 'refused', why: { status: 409, title: `The list is ${list.state}`, detail: WHEN } };
    if (now - list.uploadedAt > COMMITTED_WITHIN_MS)
      return { kind: 'refused', why: { status: 409, title: 'The list is too old', detail: TOO_OLD } };
    const committedOn = localDayOf(now, (await ledger.settings()).timeZone);
    const audit = {
      ...{ id: ids.next(), at: now, by, partnerId },
      action: 'referral-list.commit',
      subject: `referral-list:${id}`,
      to: { rows: list.rows, committedOn },
    };
    const committing: ReferralList = { ...list, state: 'committing', committedOn };
    const isBegun = await lists.beginCommit(list, committedOn, audit, recordOf(committing));
    return isBegun ? { kind: 'done', answer: committing } : { kind: 'moved' };
  });
  return handedOver(outcome, dependencies);
}

const WHEN = 'a list is committed once, when its preview is complete';
const TOO_OLD = 'it was uploaded more than 30 days ago: upload it again and look at its preview';
