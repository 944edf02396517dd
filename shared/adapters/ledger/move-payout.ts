/** Moves a payout along its states, and gives the amount back to the account in the same step where it was not paid. */
import { add } from '../../domain/money/cents.ts';
import { isWaiting, moneyPlaceOf, type PayoutState, statesBefore } from '../../domain/payout-state.ts';
import type { Payout } from '../../ports/payout.ts';
import type { PayoutMove } from '../../ports/settlement-ledger.ts';
import { type Condition, type Table, TableBusy, type Write } from '../../ports/table.ts';
import { accountWrites, toAccount } from './account.ts';
import { accountKey, payoutExceptionKey, payoutKey, waitingPayoutKey } from './keys.ts';
import { mailWrites } from './mail-writes.ts';

const MAX_ROUNDS = 10;

export async function movePayout(table: Table, move: PayoutMove): Promise<'moved' | 'too-late'> {
  if (moneyPlaceOf(move.to) === 'back') return giveBack(table, move);
  const states = statesBefore(move.to);
  // A payout that is planned stands in no list. Nearly all go from there to paid at once: that stays one write.
  const outcome = await moveFrom(['planned'], move, table);
  if (outcome !== 'other-state') return outcome;
  const later = await moveFrom(
    states.filter((state) => state !== 'planned'),
    move,
    table,
  );
  if (later !== 'other-state') return later;
  if (!(await table.get(payoutKey(move.partnerId, move.weekEnding)))) throw missing(move);
  return 'too-late';
}

async function moveFrom(
  states: readonly PayoutState[],
  move: PayoutMove,
  table: Table,
): Promise<'moved' | 'other-state'> {
  const outcome = await table.write([
    stateWrite(move, states),
    ...listWrites(states, move),
    ...mailWrites(move.mail ? [move.mail] : []),
  ]);
  if (outcome.done) return 'moved';
  // No mail keeps a payout from being paid: whatever wrote this one before, it is written.
  if (move.mail && !outcome.refused.includes(0)) return moveFrom(states, { ...move, mail: undefined }, table);
  return 'other-state';
}

/** The list of what waits for somebody, and the partner's own of what operations decide about. */
function listWrites(from: readonly PayoutState[], { partnerId, weekEnding, to }: PayoutMove): Write[] {
  const key = waitingPayoutKey(partnerId, weekEnding);
  const own = { ...payoutExceptionKey(partnerId, weekEnding), weekEnding };
  return [
    ...(isWaiting(to) ? [{ kind: 'put', item: { ...key, partnerId, weekEnding } } as const] : []),
    ...(!isWaiting(to) && from.some(isWaiting) ? [{ kind: 'delete', key } as const] : []),
    ...(moneyPlaceOf(to) === 'with-operations' ? [{ kind: 'put', item: own } as const] : []),
  ];
}

function stateWrite(
  { partnerId, weekEnding, to, at, payoutItemId, error }: PayoutMove,
  states: readonly PayoutState[],
): Write {
  const allowed: Condition = { kind: 'one-of', attribute: 'state', values: states };
  return {
    kind: 'update',
    key: payoutKey(partnerId, weekEnding),
    set: { state: to, payoutItemId, error, ...(isWaiting(to) ? { waitingSince: at } : {}) },
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
    const outcome = await table.write([
      // From the state that was read: whether it stands in the list depends on it.
      stateWrite(move, [payout.state]),
      ...listWrites([payout.state], move),
      ...accountWrites(partnerId, account, after),
    ]);
    if (outcome.done) return 'moved';
  }
  throw new TableBusy(`the account of partner ${partnerId} kept changing while a payout came back`);
}
