/**
 * Looks at PayPal for one batch now, because somebody said that something changed there: a webhook, a person. What they
 * said moves nothing; what PayPal answers does, as at any other look.
 */
import type { BatchRef } from '../../contracts/settlement.ts';
import type { Instant } from '../../domain/calendar/time-zone.ts';
import type { PayoutGateway } from '../../ports/payout-gateway.ts';
import type { Batch } from '../../ports/settlement-ledger.ts';
import type { ReconcileDependencies } from './dependencies.ts';
import { lookAtSettled } from './look-at-settled.ts';
import { matchBatch, rowsSent } from './match-batch.ts';
import { type BatchStanding, reconcileBatch } from './reconcile-batch.ts';
import { reportAgain } from './report-again.ts';

/** Nothing was learnt: the message goes back to the queue. */
export class PayPalUnavailable extends Error {
  override readonly name = 'PayPalUnavailable';
}

/** `unknown`: no batch of ours. `seen`: a look that began later has seen it. `unsent`: PayPal cannot have it yet. */
export type LookEnd = BatchStanding | 'unknown' | 'seen' | 'unsent';

export interface LookOrder extends BatchRef {
  /** PayPal's id of the batch, where who told knows it: another one is another batch. */
  readonly payoutBatchId?: string | undefined;
  /** When it changed at PayPal, by PayPal's clock. Absent: look in any case. */
  readonly changedAt?: Instant | undefined;
}

/**
 * A batch of a thousand items is told of a thousand times within seconds, and one look sees them all. PayPal's clock and ours
 * may differ by so much; a look that began so long after a change has seen it.
 */
const CLOCKS_DIFFER_MS = 10_000;

/** @throws PayPalUnavailable */
export async function lookNow(order: LookOrder, dependencies: ReconcileDependencies): Promise<LookEnd> {
  const { ledger, clock, gateway } = dependencies;
  const batch = await ledger.findBatch(order);
  if (
    !batch ||
    (order.payoutBatchId !== undefined && (batch.payoutBatchId ?? order.payoutBatchId) !== order.payoutBatchId)
  )
    return 'unknown';
  const lastLook = order.changedAt === undefined ? undefined : await ledger.lastLook(order);
  if (order.changedAt !== undefined && lastLook !== undefined && lastLook - order.changedAt > CLOCKS_DIFFER_MS)
    return 'seen';
  const began = clock.now();
  const standing = await lookAt(batch, { ...dependencies, gateway: insisting(gateway) });
  await ledger.keepLook(order, began);
  // A run that is still at work reports by itself.
  await reportAgain(await ledger.findRun(batch.weekEnding), ledger);
  return standing;
}

async function lookAt(batch: Batch, dependencies: ReconcileDependencies): Promise<BatchStanding | 'unsent'> {
  switch (batch.state) {
    case 'frozen':
      return 'unsent';
    case 'parked':
      return lookAtParked(batch, dependencies);
    case 'settled':
      await lookAtSettled(batch, dependencies);
      return 'over';
    case 'sending':
    case 'accepted':
    case 'superseded':
    case 'refused':
      return reconcileBatch(batch, dependencies);
  }
}

/** Parked because PayPal showed something else, or nothing, under its id: where it shows the batch now, all is well. */
async function lookAtParked(batch: Batch, dependencies: ReconcileDependencies): Promise<BatchStanding> {
  const { ledger, gateway } = dependencies;
  if (batch.payoutBatchId === undefined) return 'parked';
  const found = await gateway.findBatch(batch.payoutBatchId);
  if (found.kind !== 'found') return 'parked';
  if (matchBatch(batch, rowsSent(batch, await ledger.rowsOf(batch)), found.value).kind !== 'same') return 'parked';
  const accepted = await ledger.changeBatch(batch, { state: 'accepted', lastOutcome: 'found after all' });
  return accepted ? reconcileBatch(accepted, dependencies) : 'open';
}

const insisting = (gateway: PayoutGateway): PayoutGateway => ({
  send: (request) => gateway.send(request),
  findItem: (id) => gateway.findItem(id),
  cancelItem: (id) => gateway.cancelItem(id),
  async findBatch(id) {
    const found = await gateway.findBatch(id);
    if (found.kind === 'unavailable') throw new PayPalUnavailable(`PayPal could not be looked at: ${found.cause}`);
    return found;
  },
});
