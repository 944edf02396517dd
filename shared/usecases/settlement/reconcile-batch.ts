/** Brings one batch up to what PayPal says of it: queues it again while unsent, and moves its payouts once PayPal has it. */

import type { PartnerId } from '../../domain/ids.ts';
import { add, type Cents } from '../../domain/money/cents.ts';
import { moneyPlaceOf, type PayoutState } from '../../domain/payout-state.ts';
import type { PayPalItem, PayPalItemStatus } from '../../ports/payout-gateway.ts';
import type { ManifestRow } from '../../ports/run-ledger.ts';
import type { Batch, PayoutMove } from '../../ports/settlement-ledger.ts';
import type { ReconcileDependencies } from './dependencies.ts';
import { justSent, matchBatch, rowsSent } from './match-batch.ts';
import { movePayouts } from './move-payouts.ts';

/**
 * `open`: something may happen within minutes. `lingering`: only items that take days (unclaimed, held, blocked) are left.
 * `parked`: operations decide. `over`: nothing will change any more.
 */
export type BatchStanding = 'open' | 'lingering' | 'parked' | 'over';

/** A message is tried for about as long before the batch is queued again: a duplicate would do no harm but cost. */
const QUEUE_AGAIN_AFTER_MS = 15 * 60_000;

export async function reconcileBatch(batch: Batch, dependencies: ReconcileDependencies): Promise<BatchStanding> {
  switch (batch.state) {
    case 'frozen':
    case 'sending':
      await queueAgain(batch, dependencies);
      return 'open';
    case 'accepted':
      return look(batch, dependencies);
    case 'parked':
      return 'parked';
    case 'settled':
    case 'superseded':
    case 'refused':
      return 'over';
  }
}

async function queueAgain(batch: Batch, { ledger, queue, clock }: ReconcileDependencies): Promise<void> {
  const now = clock.now();
  const leased = batch.leaseUntil !== undefined && batch.leaseUntil > now;
  const queued = batch.queuedAt !== undefined && now - batch.queuedAt < QUEUE_AGAIN_AFTER_MS;
  if (leased || queued) return;
  const marked = await ledger.changeBatch(batch, { queuedAt: now });
  const { weekEnding, manifest, generation, hash } = batch;
  if (marked) await queue.send([{ weekEnding, manifest, generation, hash }]);
}

async function look(batch: Batch, dependencies: ReconcileDependencies): Promise<BatchStanding> {
  const { ledger, gateway, clock, alarm } = dependencies;
  const rows = await ledger.rowsOf(batch);
  const sent = rowsSent(batch, rows);
  const statuses = batch.payoutBatchId
    ? await statusesOf(batch.payoutBatchId)
    : new Map<PartnerId, Pick<PayPalItem, 'status'>>();
  if (statuses === 'open' || statuses === 'parked') return statuses;
  return settle(batch, rows, statuses, dependencies);

  async function statusesOf(payoutBatchId: string): Promise<ReadonlyMap<PartnerId, ItemNews> | 'open' | 'parked'> {
    const found = await gateway.findBatch(payoutBatchId);
    if (found.kind === 'unavailable') return 'open';
    const match = found.kind === 'found' ? matchBatch(batch, sent, found.value) : undefined;
    if (found.kind === 'found' && found.value.status === 'DENIED' && match && match.kind !== 'different') {
      return deniedItems(sent, match.items);
    }
    if (match?.kind === 'same') return match.items;
    if (match?.kind === 'incomplete') return 'open';
    if (found.kind === 'not-found' && justSent(batch, clock.now())) return 'open';
    const why = match?.why ?? 'PayPal does not find the batch that it accepted';
    alarm('a batch is parked for operations', { batch: batch.senderBatchId, why });
    await ledger.changeBatch(batch, { state: 'parked', parkedAt: clock.now(), lastOutcome: why });
    return 'parked';
  }
}

/** A denied batch was not processed: what PayPal lists of it counts as listed, and what it does not list or decide was denied. */
function deniedItems(
  sent: readonly ManifestRow[],
  listed: ReadonlyMap<PartnerId, PayPalItem>,
): Map<PartnerId, ItemNews> {
  return new Map(
    sent.map(({ partnerId }) => {
      const item = listed.get(partnerId);
      return [partnerId, item && item.status !== 'PENDING' ? item : { ...item, status: 'DENIED' }];
    }),
  );
}

type ItemNews = Pick<PayPalItem, 'status'> & {
  readonly payoutItemId?: string | undefined;
  readonly error?: string | undefined;
};

async function settle(
  batch: Batch,
  rows: readonly ManifestRow[],
  statuses: ReadonlyMap<PartnerId, ItemNews>,
  dependencies: ReconcileDependencies,
): Promise<BatchStanding> {
  const { ledger, alarm, clock } = dependencies;
  const now = clock.now();
  const rejected = new Map(batch.excluded.map(({ partnerId, issue }) => [partnerId, issue]));
  const news = rows.map((row) => ({ row, item: statuses.get(row.partnerId), issue: rejected.get(row.partnerId) }));
  const moves = news
    .filter(({ row, item }) => !batch.open || batch.open.includes(row.partnerId) || mayFollowPayment(item))
    .flatMap(({ row, item, issue }) => moveFor(batch, row, item, issue) ?? [])
    .map((move) => ({ ...move, at: now }));
  await movePayouts(batch, rows, moves, dependencies);

  const decided = new Map(batch.decided?.map(({ partnerId, state }) => [partnerId, state]));
  const stateOf = ({ row, item, issue }: (typeof news)[number]): PayoutState | undefined =>
    issue ? 'rejected' : (decided.get(row.partnerId) ?? (item && STATES[item.status]));
  const open = news.filter((entry) => {
    const state = stateOf(entry);
    return state === undefined || moneyPlaceOf(state) === 'in-flight';
  });
  for (const { row, item } of open) {
    if (item?.status === 'UNRECOGNIZED')
      alarm('PayPal says a status that is not known', { batch: batch.senderBatchId, partner: row.partnerId });
  }
  const sum = (place: 'paid' | 'back'): Cents =>
    add(
      ...news.filter((entry) => moneyPlaceOf(stateOf(entry) ?? 'planned') === place).map(({ row }) => row.payoutCents),
    );
  const change: Partial<Batch> = {
    state: open.length === 0 ? 'settled' : 'accepted',
    open: open.map(({ row }) => row.partnerId),
    paidCents: sum('paid'),
    backCents: sum('back'),
  };
  const unchanged =
    batch.open?.length === open.length && batch.paidCents === change.paidCents && batch.backCents === change.backCents;
  if (!unchanged || open.length === 0) await ledger.changeBatch(batch, change);
  if (open.length === 0) return 'over';
  return open.some(({ item }) => item === undefined || item.status === 'PENDING') ? 'open' : 'lingering';
}

/** Undefined: nothing is decided yet, or nobody knows what the word means. */
const STATES: Readonly<Record<PayPalItemStatus, PayoutState | undefined>> = {
  PENDING: undefined,
  ONHOLD: undefined,
  UNRECOGNIZED: undefined,
  UNCLAIMED: 'unclaimed',
  BLOCKED: 'blocked',
  SUCCESS: 'paid',
  FAILED: 'failed',
  RETURNED: 'returned',
  CANCELED: 'canceled',
  DENIED: 'denied',
  REFUNDED: 'refunded',
  REVERSED: 'reversed',
};

/** A receiver may send back what was paid, or have it reversed, while others of the batch are still open. */
const mayFollowPayment = (item: ItemNews | undefined): boolean =>
  item?.status === 'REFUNDED' || item?.status === 'REVERSED';

function moveFor(
  { weekEnding }: Batch,
  { partnerId }: ManifestRow,
  item: ItemNews | undefined,
  issue: string | undefined,
): PayoutMove | undefined {
  // The issue begins with the field that PayPal would not take: a wrong amount says nothing against the address.
  if (issue)
    return { partnerId, weekEnding, to: 'rejected', error: issue, refusesReceiver: issue.startsWith('receiver') };
  const to = item && STATES[item.status];
  if (!item || !to) return undefined;
  // An unclaimed payout that came back, or an account that cannot receive: the next one would come back as well.
  const refusesReceiver = to === 'returned' || (to === 'failed' && item.error?.startsWith('RECEIVER_') === true);
  return { partnerId, weekEnding, to, payoutItemId: item.payoutItemId, error: item.error, refusesReceiver };
}
