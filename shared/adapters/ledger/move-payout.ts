/** Moves a payout along its states, and gives the amount back to the account in the same step where it was not paid. */
import { add } from '../../domain/money/cents.ts';
import { moneyPlaceOf, statesBefore } from '../../domain/payout-state.ts';
import type { Payout } from '../../ports/payout.ts';
import type { PayoutMove } from '../../ports/settlement-ledger.ts';
import { type Condition, type Table, TableBusy, type Write } from '../../ports/table.ts';
import { accountWrites, toAccount } from './account.ts';
import { accountKey, payoutExceptionKey, payoutKey } from './keys.ts';
import { mailWrites } from './mail-writes.ts';

const MAX_ROUNDS = 10;

export async function movePayout(table: Table, move: PayoutMove): Promise<'moved' | 'too-late'> {
  if (moneyPlaceOf(move.to) === 'back') return giveBack(table, move);
  const place = moneyPlaceOf(move.to);
  const outcome = await table.write([
    stateWrite(move),
    ...(place === 'with-operations' ? [exceptionWrite(move)] : []),
    ...mailWrites(move.mail ? [move.mail] : []),
  ]);
  if (outcome.done) return 'moved';
  // No mail keeps a payout from being paid: whatever wrote this one before, it is written.
  if (move.mail && !outcome.refused.includes(0)) return movePayout(table, { ...move, mail: undefined });
  if (!(await table.get(payoutKey(move.partnerId, move.weekEnding)))) throw missing(move);
  return 'too-late';
}

/** Found by its partner without looking through all payouts; the amount stands with the payout. */
const exceptionWrite = ({ partnerId, weekEnding }: PayoutMove): Write => ({
  kind: 'put',
  item: { ...payoutExceptionKey(partnerId, weekEnding), weekEnding },
});

function stateWrite({ partnerId, weekEnding, to, payoutItemId, error }: PayoutMove): Write {
  const allowed: Condition = { kind: 'one-of', attribute: 'state', values: statesBefore(to) };
  return {
    kind: 'update',
    key: payoutKey(partnerId, weekEnding),
    set: { state: to, payoutItemId, error },
    when: allowed,
  };
}

/** News of a payout that nobody planned: settled as too late it would be forgotten. */
const missing = ({ partnerId, weekEnding }: PayoutMove): Error =>
  new Error(`PayPal has a payout of ${partnerId} for week ${weekEnding} that is not in the ledger`);

async function giveBack(table: Table, move: PayoutMove): Promise<'moved' | 'too-late'> {
  const { partnerId, weekEnding } = move;
  for (let round = 0; round <= MAX_ROUNDS; round += 1) {
    const items = await table.getMany([payoutKey(partnerId, weekEnding), accountKey(partnerId)]);
    const payout = items.find(({ sk }) => sk === payoutKey(partnerId, weekEnding).sk) as unknown as Payout | undefined;
    if (!payout) throw missing(move);
    if (!statesBefore(move.to).includes(payout.state)) return 'too-late';
    const account = toAccount(items.find(({ sk }) => sk === accountKey(partnerId).sk));
    const { version: _, ...rest } = account;
    const after = {
      ...rest,
      carriedCents: add(account.carriedCents, payout.amountCents),
      ...(move.refusesReceiver ? { refusedPaypalVersion: payout.receiverVersion } : {}),
    };
    const outcome = await table.write([stateWrite(move), ...accountWrites(partnerId, account, after)]);
    if (outcome.done) return 'moved';
  }
  throw new TableBusy(`the account of partner ${partnerId} kept changing while a payout came back`);
}
