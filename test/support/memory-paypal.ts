/** A PayPal that a test scripts: what it answers next, how items end, what a look-up shows. The witness of what was moved. */
import type {
  Lookup,
  PayoutBatchRequest,
  PayoutGateway,
  PayPalBatch,
  PayPalItem,
  PayPalItemStatus,
  SendOutcome,
} from '../../shared/ports/payout-gateway.ts';

export type ScriptedAnswer = (batch: PayoutBatchRequest) => SendOutcome | Promise<SendOutcome>;

/** With these PayPal keeps the money, or gives it back: nobody has it. */
const NOT_PAID: ReadonlySet<PayPalItemStatus> = new Set(['FAILED', 'RETURNED', 'CANCELED', 'DENIED']);

export class MemoryPayPal implements PayoutGateway {
  /** Every request that was made, refused ones too. */
  readonly requests: PayoutBatchRequest[] = [];
  readonly batches = new Map<string, PayPalBatch>();
  /** How a receiver's items are when a batch is taken; SUCCESS when nothing is said. */
  readonly outcomes = new Map<string, PayPalItemStatus>();
  /** Answers given instead of accepting, first come first served. */
  readonly answers: ScriptedAnswer[] = [];
  /** Every item that was asked to be cancelled. */
  readonly cancelled: string[] = [];
  /** Answers given instead of cancelling, first come first served. */
  readonly cancelAnswers: Awaited<ReturnType<PayoutGateway['cancelItem']>>[] = [];
  /** How often a batch was looked up. */
  looks = 0;
  /** What a look-up tells of a batch. */
  shows: (batch: PayPalBatch) => Lookup<PayPalBatch> = (value) => ({ kind: 'found', value });

  async send(batch: PayoutBatchRequest): Promise<SendOutcome> {
    this.requests.push(structuredClone(batch));
    const answer = this.answers.shift();
    return answer ? answer(batch) : this.accept(batch);
  }

  accept({ senderBatchId, items }: PayoutBatchRequest): SendOutcome {
    const payoutBatchId = `PP-${senderBatchId}`;
    if (this.batches.has(payoutBatchId)) return { kind: 'duplicate', payoutBatchId };
    const taken = items.map(
      (item): PayPalItem => ({
        ...item,
        payoutItemId: `ITEM-${item.senderItemId}`,
        currency: 'USD',
        status: this.outcomes.get(item.receiver) ?? 'SUCCESS',
        error: undefined,
      }),
    );
    this.batches.set(payoutBatchId, { payoutBatchId, senderBatchId, status: 'SUCCESS', items: taken });
    return { kind: 'accepted', payoutBatchId };
  }

  /** PayPal changes its mind about everything a receiver was sent. */
  turn(receiver: string, status: PayPalItemStatus, error?: string): void {
    for (const batch of this.batches.values()) {
      const items = batch.items.map((item) => (item.receiver === receiver ? { ...item, status, error } : item));
      this.batches.set(batch.payoutBatchId, { ...batch, items });
    }
  }

  async findBatch(payoutBatchId: string): Promise<Lookup<PayPalBatch>> {
    this.looks += 1;
    const batch = this.batches.get(payoutBatchId);
    return batch ? this.shows(batch) : { kind: 'not-found' };
  }

  async findItem(): ReturnType<PayoutGateway['findItem']> {
    return { kind: 'unavailable', cause: 'not part of this test' };
  }

  /** Only what is unclaimed can be cancelled, and becomes RETURNED. */
  async cancelItem(payoutItemId: string): ReturnType<PayoutGateway['cancelItem']> {
    this.cancelled.push(payoutItemId);
    const answer = this.cancelAnswers.shift();
    if (answer) return answer;
    const item = [...this.batches.values()]
      .flatMap(({ items }) => items)
      .find((each) => each.payoutItemId === payoutItemId);
    if (item?.status !== 'UNCLAIMED') return { kind: 'refused', error: 'ITEM_INCORRECT_STATUS' };
    this.turn(item.receiver, 'RETURNED');
    return { kind: 'asked' };
  }

  /** Cents that reached or may still reach each receiver. */
  moved(): Map<string, number> {
    const sums = new Map<string, number>();
    for (const { receiver, amount, status } of [...this.batches.values()].flatMap(({ items }) => items)) {
      if (!NOT_PAID.has(status)) sums.set(receiver, (sums.get(receiver) ?? 0) + amount);
    }
    return sums;
  }
}
