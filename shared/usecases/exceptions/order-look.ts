/** What operations want done at PayPal now: on record first, then queued. Whoever works the queue asks PayPal; an order may be queued twice. */
import type { LookMessage } from '../../contracts/settlement.ts';
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { AuditRecord } from '../../ports/audit-trail.ts';
import type { Ids } from '../../ports/ids.ts';
import type { LookQueue } from '../../ports/look-queue.ts';
import type { OnceRecords } from '../../ports/once.ts';
import type { PayoutExceptions } from '../../ports/payout-exceptions.ts';
import { type OnceCall, type OnceOutcome, once, type Refusal } from '../once.ts';
import { auditOf, type StaffWord } from '../staff/change-partner.ts';

export interface OrderDependencies {
  readonly exceptions: PayoutExceptions;
  readonly records: OnceRecords;
  readonly ids: Ids;
  readonly queue: LookQueue;
}

export interface PayoutName {
  readonly partnerId: PartnerId;
  readonly weekEnding: WeekEnding;
}

export interface BatchName {
  readonly weekEnding: WeekEnding;
  readonly manifest: string;
  readonly generation: number;
}

export const NO_PAYOUT: Refusal = { status: 404, title: 'There is no such payout' };
export const subjectOf = ({ partnerId, weekEnding }: PayoutName): string => `payout:${weekEnding}:${partnerId}`;

export async function cancelPayout(
  name: PayoutName,
  word: StaffWord,
  call: OnceCall,
  dependencies: OrderDependencies,
): Promise<OnceOutcome<PayoutName & { readonly ordered: 'cancel' }>> {
  const { exceptions, records, ids } = dependencies;
  const { partnerId, weekEnding } = name;
  const outcome = await once<PayoutName & { readonly ordered: 'cancel' }>(records, call, async (recordOf) => {
    const payout = await exceptions.find(partnerId, weekEnding);
    if (!payout) return { kind: 'refused', why: NO_PAYOUT };
    if (payout.state !== 'unclaimed') {
      const detail = `it is ${payout.state}: only what nobody has claimed can be cancelled`;
      return { kind: 'refused', why: { status: 409, title: 'The payout is not unclaimed', detail } };
    }
    const answer = { partnerId, weekEnding, ordered: 'cancel' } as const;
    const audit = auditOf(word, ids, { action: 'payout.cancel', subject: subjectOf(name), partnerId });
    const done = await exceptions.askToCancel(payout, word.by, audit, recordOf(answer));
    return done ? { kind: 'done', answer } : { kind: 'moved' };
  });
  return queued(outcome, { kind: 'cancel', partnerId, weekEnding }, dependencies);
}

export async function lookAtPayout(
  name: PayoutName,
  word: StaffWord,
  call: OnceCall,
  dependencies: OrderDependencies,
): Promise<OnceOutcome<PayoutName & { readonly ordered: 'look' }>> {
  const { exceptions } = dependencies;
  const { partnerId, weekEnding } = name;
  const payout = await exceptions.find(partnerId, weekEnding);
  const batch = payout && (await exceptions.batchOf(payout));
  const audit = auditOf(word, dependencies.ids, { action: 'payout.look', subject: subjectOf(name), partnerId });
  const answer = { partnerId, weekEnding, ordered: 'look' } as const;
  return look(batch, NO_PAYOUT, answer, audit, call, dependencies);
}

export async function lookAtBatch(
  name: BatchName,
  word: StaffWord,
  call: OnceCall,
  dependencies: OrderDependencies,
): Promise<OnceOutcome<BatchName & { readonly ordered: 'look' }>> {
  const { weekEnding, manifest, generation } = name;
  const batch = await dependencies.exceptions.findBatch(weekEnding, manifest, generation);
  const subject = `batch:${weekEnding}:${manifest}:${generation}`;
  const audit = auditOf(word, dependencies.ids, { action: 'batch.look', subject });
  const answer = { weekEnding, manifest, generation, ordered: 'look' } as const;
  return look(batch, { status: 404, title: 'There is no such batch' }, answer, audit, call, dependencies);
}

async function look<Answer>(
  batch: BatchName | undefined,
  none: Refusal,
  answer: Answer,
  audit: AuditRecord,
  call: OnceCall,
  dependencies: OrderDependencies,
): Promise<OnceOutcome<Answer>> {
  if (!batch) return { kind: 'refused', why: none };
  const { weekEnding, manifest, generation } = batch;
  const outcome = await once<Answer>(dependencies.records, call, async (recordOf) =>
    (await dependencies.exceptions.keepOrder(audit, recordOf(answer))) ? { kind: 'done', answer } : { kind: 'moved' },
  );
  return queued(outcome, { kind: 'look', weekEnding, manifest, generation }, dependencies);
}

/** Also when the call is only answered once more: it may have died between its record and the queue. */
async function queued<Answer>(
  outcome: OnceOutcome<Answer>,
  message: LookMessage,
  { queue }: OrderDependencies,
): Promise<OnceOutcome<Answer>> {
  if (outcome.kind === 'done') await queue.send([message]);
  return outcome;
}
