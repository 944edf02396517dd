/** Ends a payout that was sent back or reversed, once: its state, the account, the batch and the lists move in one step. */
import { add, NOTHING } from '../../domain/money/cents.ts';
import { statesBefore } from '../../domain/payout-state.ts';
import type { Payout } from '../../ports/payout.ts';
import type { AloneLimit, ExceptionEnd } from '../../ports/payout-exceptions.ts';
import type { Batch } from '../../ports/settlement-ledger.ts';
import type { Table, Write } from '../../ports/table.ts';
import { accountWrites, toAccount } from './account.ts';
import { aloneWrite } from './adjustments.ts';
import { changeBatchWrites } from './batch.ts';
import { accountKey, payoutExceptionKey, payoutKey, waitingPayoutKey } from './keys.ts';
import { batchOfPayout } from './settlement-ledger.ts';

/** @param recorded the audit record and the call's own. */
export async function decideException(
  table: Table,
  payout: Payout,
  end: ExceptionEnd,
  alone: AloneLimit | undefined,
  recorded: readonly Write[],
): Promise<'done' | 'moved' | 'over-limit'> {
  const { partnerId, weekEnding, amountCents, state } = payout;
  if (!statesBefore(end).includes(state)) return 'moved';
  const account = toAccount(await table.get(accountKey(partnerId)));
  const { version: _, ...rest } = account;
  const back = end === 'put-back' ? { carriedCents: add(account.carriedCents, amountCents) } : undefined;
  const batch = await batchOfPayout(table, payout);
  const limits = alone ? [aloneWrite({ cents: amountCents, proposed: alone }, alone.day, alone.limitCents)] : [];
  const outcome = await table.write([
    ...limits,
    {
      kind: 'update',
      key: payoutKey(partnerId, weekEnding),
      set: { state: end },
      remove: ['writeOffProposedBy'],
      when: { kind: 'equals', attribute: 'state', value: state },
    },
    { kind: 'delete', key: waitingPayoutKey(partnerId, weekEnding) },
    { kind: 'delete', key: payoutExceptionKey(partnerId, weekEnding) },
    ...(back ? accountWrites(partnerId, account, { ...rest, ...back }) : []),
    ...(batch ? changeBatchWrites(batch, withDecided(batch, payout, end)) : []),
    ...recorded,
  ]);
  if (outcome.done) return 'done';
  return limits.length > 0 && outcome.refused.includes(0) ? 'over-limit' : 'moved';
}

/** From then on PayPal's word on this item, which stays what it is, does not count in the batch any more. */
function withDecided(batch: Batch, { partnerId, amountCents }: Payout, state: ExceptionEnd): Batch {
  const sum = state === 'put-back' ? 'backCents' : 'paidCents';
  return {
    ...batch,
    version: batch.version + 1,
    decided: [...(batch.decided ?? []), { partnerId, state }],
    [sum]: add(batch[sum] ?? NOTHING, amountCents),
  };
}
