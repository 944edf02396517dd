/** A payment of a client and what later lowered it or put it back. */
import type { LocalDay } from './calendar/local-day.ts';
import type { ClientId, PaymentId, RefundId } from './ids.ts';
import type { Cents } from './money/cents.ts';

export type MovementKind = 'refund' | 'chargeback' | 'chargeback-reversed';

/** A refund or chargeback lowers the payment's net; a chargeback reversed (a dispute won) puts it back. */
export interface Movement {
  readonly id: RefundId;
  readonly kind: MovementKind;
  readonly cents: Cents;
  readonly day: LocalDay;
}

export interface Payment {
  readonly id: PaymentId;
  readonly clientId: ClientId;
  readonly amount: Cents;
  readonly day: LocalDay;
  /** Those accepted, in no order: rules put them in theirs. */
  readonly movements: readonly Movement[];
}
