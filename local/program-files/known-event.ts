/** An event of billing with the day on which the program hears of it. */
import type { BillingEventInput } from '../../shared/contracts/billing-events.ts';
import type { LocalDay } from '../../shared/domain/calendar/local-day.ts';

export interface KnownEvent {
  readonly knownOn: LocalDay;
  readonly event: BillingEventInput;
}

/** By days; within a day what others build on comes first, refunds and chargebacks as RULES order them. */
export const inOrder = (a: KnownEvent, b: KnownEvent): number =>
  compare(a.knownOn, b.knownOn) ||
  RANK[a.event.type] - RANK[b.event.type] ||
  compare(subjectOf(a.event), subjectOf(b.event));

const RANK: Readonly<Record<BillingEventInput['type'], number>> = {
  partner: 0,
  'client-signed-up': 1,
  payment: 2,
  cancellation: 3,
  refund: 4,
  chargeback: 4,
  'chargeback-reversed': 5,
};

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

function subjectOf(event: BillingEventInput): string {
  switch (event.type) {
    case 'partner':
      return event.partnerId;
    case 'client-signed-up':
    case 'cancellation':
      return event.clientId;
    case 'payment':
      return event.paymentId;
    default:
      return event.refundId;
  }
}
