/** Sorts the events of a call by the client they concern, in an order in which each finds what it builds on. */
import type { BillingEvent, EventOf, MovementEvent } from '../../contracts/billing-events.ts';
import type { ClientId, PaymentId } from '../../domain/ids.ts';
import type { IntakeSnapshot } from '../../ports/intake-ledger.ts';
import type { ClientEvent } from './fold-client-events.ts';

/**
 * An event takes up to eight writes (itself, payment, client's list, entry, markers and totals of two weeks), and its change
 * up to three more (client, what the client comes to for the partner, a review): twelve fit a transaction of 100. A sign-up
 * among them is one write itself and brings four (its evidence, the owner's e-mail and domain, a check of the lists that name
 * it): fewer than another event.
 */
const EVENTS_PER_CHANGE = 12;

export interface Works {
  readonly clients: ReadonlyMap<ClientId, readonly ClientEvent[]>;
  /** Refunds and chargebacks of payments that nobody has told of yet. */
  readonly waiting: ReadonlyMap<PaymentId, readonly MovementEvent[]>;
}

export const isMovement = (event: BillingEvent): event is MovementEvent =>
  event.type === 'refund' || event.type === 'chargeback' || event.type === 'chargeback-reversed';

const isPayment = (event: BillingEvent): event is EventOf<'payment'> => event.type === 'payment';

/** The first events of each client; the rest comes in later rounds. */
export function clientWorks(events: readonly ClientEvent[], known: IntakeSnapshot['payments']): Works {
  const clientOf = new Map<PaymentId, ClientId>();
  for (const { payment } of known.values()) if (payment) clientOf.set(payment.id, payment.clientId);
  for (const event of events.filter(isPayment))
    if (!clientOf.has(event.paymentId)) clientOf.set(event.paymentId, event.clientId);

  const clients = new Map<ClientId, ClientEvent[]>();
  const waiting = new Map<PaymentId, MovementEvent[]>();
  for (const event of [...events].sort(inOrder)) {
    const client = isMovement(event) ? clientOf.get(event.paymentId) : event.clientId;
    if (client) append(clients, client, event);
    else if (isMovement(event)) append(waiting, event.paymentId, event);
  }
  return { clients, waiting };
}

function append<Id, Event>(groups: Map<Id, Event[]>, id: Id, event: Event): void {
  const group = groups.get(id) ?? [];
  if (group.length < EVENTS_PER_CHANGE) group.push(event);
  groups.set(id, group);
}

const RANK: Readonly<Record<ClientEvent['type'], number>> = {
  'client-signed-up': 0,
  payment: 1,
  cancellation: 2,
  refund: 3,
  chargeback: 3,
  'chargeback-reversed': 4,
};

/** Facts before what changes them; refunds and chargebacks by day, lowerings first, as RULES order them. */
function inOrder(a: ClientEvent, b: ClientEvent): number {
  if (!isMovement(a) || !isMovement(b)) return RANK[a.type] - RANK[b.type];
  return compare(a.on, b.on) || RANK[a.type] - RANK[b.type] || compare(a.refundId, b.refundId);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
