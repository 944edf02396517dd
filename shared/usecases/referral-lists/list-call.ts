/** Who works on a partner's referral lists, and what that takes: the partner, or operations in the partner's name. */
import type { Instant } from '../../domain/calendar/time-zone.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { Actor } from '../../ports/audit-trail.ts';
import type { Ids } from '../../ports/ids.ts';
import type { ListQueue } from '../../ports/list-queue.ts';
import type { OnceRecords } from '../../ports/once.ts';
import type { PartnerLedger } from '../../ports/partner-ledger.ts';
import type { ReferralList, ReferralLists } from '../../ports/referral-lists.ts';
import type { OnceCall, OnceOutcome, Refusal } from '../once.ts';

export interface ListCall extends OnceCall {
  readonly partnerId: PartnerId;
  readonly by: Actor;
  readonly now: Instant;
}

export interface ListDependencies {
  readonly lists: ReferralLists;
  readonly ledger: Pick<PartnerLedger, 'find' | 'settings'>;
  readonly records: OnceRecords;
  readonly queue: ListQueue;
  readonly ids: Ids;
}

export const noSuchList: Refusal = { status: 404, title: 'There is no such referral list' };

/** Another partner's list is none. */
export async function ownList(
  { partnerId }: Pick<ListCall, 'partnerId'>,
  id: ReferralList['id'],
  { lists }: Pick<ListDependencies, 'lists'>,
): Promise<ReferralList | undefined> {
  const list = await lists.find(id);
  return list?.partnerId === partnerId ? list : undefined;
}

/**
 * Hands the list to its worker, for a repeated call too: whoever was let down by the queue sends the call again. A list that
 * comes twice is worked on once.
 */
export async function handedOver(
  outcome: OnceOutcome<ReferralList>,
  { queue }: Pick<ListDependencies, 'queue'>,
): Promise<OnceOutcome<ReferralList>> {
  if (outcome.kind === 'done') await queue.send([{ listId: outcome.answer.id }]);
  return outcome;
}
