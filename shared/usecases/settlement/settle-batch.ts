/**
 * Sends one frozen batch to PayPal, exactly once. The attempt is on record before the call; what comes back is sorted by what
 * it proves. Unknown stays unknown: the same bytes are sent again later, and PayPal's memory of the batch id tells the truth.
 */
import type { SettleBatchMessage } from '../../contracts/settlement.ts';
import { type Instant, instant } from '../../domain/calendar/time-zone.ts';
import { NEVER_SEND_AFTER_DAYS } from '../../domain/payout-batch.ts';
import type { SendOutcome } from '../../ports/payout-gateway.ts';
import type { ManifestRow } from '../../ports/run-ledger.ts';
import type { Batch } from '../../ports/settlement-ledger.ts';
import { batchHash, batchRequest } from './batch-request.ts';
import type { SettlementDependencies } from './dependencies.ts';
import { justSent, matchBatch, rowsSent } from './match-batch.ts';
import { mayBeSent } from './may-be-sent.ts';
import { nextGeneration } from './next-generation.ts';

/** PayPal's answer left it open whether the batch exists: the message goes back to the queue. */
export class BatchOutcomeUnknown extends Error {
  override readonly name = 'BatchOutcomeUnknown';
}

/** PayPal was not asked at all, for want of a token or of credentials: the message goes back to the queue. */
export class PayPalNotAsked extends Error {
  override readonly name = 'PayPalNotAsked';
}

/** A message that names no batch, or other items than were frozen: it never gets better, the dead-letter queue shows it. */
export class NotThisBatch extends Error {
  override readonly name = 'NotThisBatch';
}

/** Longer than a worker lives (120 s): while one may still be sending, no other does. */
const LEASE_MS = 150_000;
const MS_PER_DAY = 86_400_000;

export async function settleBatch(message: SettleBatchMessage, dependencies: SettlementDependencies): Promise<void> {
  const { ledger, gateway, clock } = dependencies;
  const batch = await ledger.findBatch(message);
  if (!batch) throw new NotThisBatch(`no batch ${message.manifest}/${message.generation} in run ${message.weekEnding}`);
  if (batch.state !== 'frozen' && batch.state !== 'sending') return;
  const now = clock.now();
  // Another worker has it. Should that one die, reconciliation queues the batch again.
  if (batch.leaseUntil !== undefined && batch.leaseUntil > now) return;

  // Held or refused since its message was sent: whoever lets the run go on queues the batch again.
  if (batch.state === 'frozen' && !mayBeSent(await ledger.findRun(batch.weekEnding), batch)) return;

  // A message alone proves nothing against the batch: somebody else may have written it.
  if (message.hash !== batch.hash)
    throw new NotThisBatch(`batch ${batch.senderBatchId} is not the one that its message names`);
  const rows = await ledger.rowsOf(batch);
  const request = batchRequest(batch, rowsSent(batch, rows));
  if (batchHash(request) !== batch.hash) {
    await park(batch, 'the items are not those that were frozen', dependencies);
    throw new NotThisBatch(`batch ${batch.senderBatchId} does not have the items that were frozen`);
  }
  if (batch.firstAttemptAt !== undefined && now - batch.firstAttemptAt > NEVER_SEND_AFTER_DAYS * MS_PER_DAY) {
    await park(
      batch,
      `first sent more than ${NEVER_SEND_AFTER_DAYS} days ago: PayPal may have forgotten it`,
      dependencies,
    );
    return;
  }
  const sending = await ledger.changeBatch(batch, startOfAttempt(batch, now));
  if (!sending) return;
  const outcome = await gateway.send(request);
  await record(sending, batch.state === 'sending' ? batch : undefined, outcome, rows, dependencies);
}

const startOfAttempt = (batch: Batch, now: Instant): Partial<Batch> => ({
  state: 'sending',
  attempts: batch.attempts + 1,
  firstAttemptAt: batch.firstAttemptAt ?? now,
  lastAttemptAt: now,
  leaseUntil: instant(now + LEASE_MS),
});

/** @param maybeSentBefore as it was when an earlier attempt had ended unknown: then no refusal proves that the batch does not exist. */
async function record(
  batch: Batch,
  maybeSentBefore: Batch | undefined,
  outcome: SendOutcome,
  rows: readonly ManifestRow[],
  dependencies: SettlementDependencies,
): Promise<void> {
  const { ledger, alarm } = dependencies;
  const about = { batch: batch.senderBatchId, attempt: batch.attempts };
  const free = { leaseUntil: undefined, lastOutcome: outcome.kind };
  // Proven unsent on a first attempt: frozen again, as if never sent.
  const asBefore: Partial<Batch> = maybeSentBefore ? {} : { state: 'frozen', firstAttemptAt: undefined };
  switch (outcome.kind) {
    case 'accepted':
      await ledger.changeBatch(batch, { ...free, state: 'accepted', payoutBatchId: outcome.payoutBatchId });
      return;
    case 'duplicate':
      return adopt(batch, maybeSentBefore ?? batch, outcome.payoutBatchId, rows, dependencies);
    case 'unknown':
      await ledger.changeBatch(batch, { ...free, lastOutcome: `unknown: ${outcome.cause}` });
      throw new BatchOutcomeUnknown(`batch ${batch.senderBatchId}: ${outcome.cause}`);
    case 'not-sent':
      await ledger.changeBatch(batch, { ...free, ...asBefore, lastOutcome: `not sent: ${outcome.cause}` });
      throw new PayPalNotAsked(`batch ${batch.senderBatchId}: ${outcome.cause}`);
    case 'items-refused':
      // The same bytes would be refused again and again, and no answer would ever tell whether they exist.
      if (maybeSentBefore)
        return park(batch, `${outcome.error}, and an earlier attempt may have been accepted`, dependencies);
      if (await nextGeneration(batch, outcome.items, rows, dependencies)) return;
      break;
    case 'insufficient-funds':
    case 'refused':
      break;
  }
  const error = 'error' in outcome ? outcome.error : 'INSUFFICIENT_FUNDS';
  alarm('PayPal refused a batch', { ...about, error, debugId: outcome.debugId ?? '' });
  // Reconciliation queues it again either way.
  await ledger.changeBatch(batch, { ...free, ...asBefore, lastOutcome: error });
}

/**
 * PayPal knows the batch id: the batch is ours if it holds exactly what was frozen, and a riddle for operations if not.
 * @param before this attempt: it was not this one that PayPal took.
 */
async function adopt(
  batch: Batch,
  before: Batch,
  payoutBatchId: string | undefined,
  rows: readonly ManifestRow[],
  dependencies: SettlementDependencies,
): Promise<void> {
  const { ledger, gateway, clock } = dependencies;
  if (!payoutBatchId) return park(batch, 'PayPal has this batch and does not say under which id', dependencies);
  const found = await gateway.findBatch(payoutBatchId);
  const match = found.kind === 'found' ? matchBatch(batch, rowsSent(batch, rows), found.value) : undefined;
  const denied = found.kind === 'found' && found.value.status === 'DENIED' && match?.kind === 'incomplete';
  const notYet = found.kind === 'unavailable' || (found.kind === 'not-found' && justSent(before, clock.now()));
  if (notYet || (match?.kind === 'incomplete' && !denied)) {
    await ledger.changeBatch(batch, { leaseUntil: undefined, lastOutcome: 'duplicate, not looked up yet' });
    throw new BatchOutcomeUnknown(`batch ${batch.senderBatchId} exists at PayPal and could not be looked up yet`);
  }
  if (match?.kind !== 'same' && !denied)
    return park(
      batch,
      `PayPal has another batch under this id: ${match?.kind === 'different' ? match.why : 'not found'}`,
      dependencies,
    );
  await ledger.changeBatch(batch, { state: 'accepted', payoutBatchId, leaseUntil: undefined, lastOutcome: 'adopted' });
}

async function park(batch: Batch, why: string, { ledger, alarm, clock }: SettlementDependencies): Promise<void> {
  alarm('a batch is parked for operations', { batch: batch.senderBatchId, why });
  await ledger.changeBatch(batch, { state: 'parked', parkedAt: clock.now(), leaseUntil: undefined, lastOutcome: why });
}
