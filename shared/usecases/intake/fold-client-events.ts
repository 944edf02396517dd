/** Folds events of one client into its facts and payments. Pure: records in, records and results out. */
import type { BillingEvent, EventOf, EventResult, MovementEvent } from '../../contracts/billing-events.ts';
import { earlier } from '../../domain/calendar/local-day.ts';
import type { ClientId, PaymentId } from '../../domain/ids.ts';
import type { Payment } from '../../domain/payment.ts';
import type { SignUp } from '../../ports/client-directory.ts';
import type { ClientRecord, IntakeSnapshot, PaymentRecord } from '../../ports/intake-ledger.ts';
import type { Review } from '../../ports/reviews.ts';
import { type Attribution, attributeClient, type ListRule } from './attribute-client.ts';
import { foldMovement, releaseWaiting } from './fold-movement.ts';
import { accepted, duplicate, eventHash, factHash, knownEvent, refused } from './identify-event.ts';

export type ClientEvent = EventOf<'client-signed-up'> | EventOf<'payment'> | EventOf<'cancellation'> | MovementEvent;

export interface FoldedClient {
  client: ClientRecord;
  readonly payments: Map<PaymentId, PaymentRecord>;
  /** Payments whose facts changed. */
  readonly touched: Set<PaymentId>;
  readonly results: EventResult[];
  /** Those to remember: accepted or waiting. */
  readonly remembered: { id: BillingEvent['id']; hash: string }[];
  review?: Review;
  signUp?: SignUp;
  listedAs?: Attribution['listedAs'];
}

export const newPayment = (id: PaymentId): PaymentRecord => ({ id, version: 0, waiting: [], refused: [], filed: [] });
export const newClient = (id: ClientId): ClientRecord => ({
  client: { id, selfReferralDecisions: {} },
  version: 0,
  awaitsPartner: false,
  intent: false,
});

export function foldClientEvents(
  id: ClientId,
  events: readonly ClientEvent[],
  snapshot: IntakeSnapshot,
  rule: ListRule,
): FoldedClient {
  const folded: FoldedClient = {
    client: snapshot.clients.get(id) ?? newClient(id),
    payments: new Map(),
    touched: new Set(),
    results: [],
    remembered: [],
  };
  const known = new Map(snapshot.events);
  for (const event of events) {
    const result = knownEvent(event, known) ?? fold(folded, event, snapshot, rule);
    folded.results.push(result);
    if (result.outcome === 'accepted' || result.outcome === 'waiting') {
      const hash = eventHash(event);
      known.set(event.id, hash);
      folded.remembered.push({ id: event.id, hash });
    }
  }
  return folded;
}

function fold(folded: FoldedClient, event: ClientEvent, snapshot: IntakeSnapshot, rule: ListRule): EventResult {
  switch (event.type) {
    case 'client-signed-up':
      return foldSignUp(folded, event, snapshot, rule);
    case 'cancellation': {
      const { client } = folded.client;
      const cancelledOn = client.cancelledOn ? earlier(client.cancelledOn, event.on) : event.on;
      folded.client = { ...folded.client, client: { ...client, cancelledOn } };
      return accepted(event);
    }
    case 'payment':
      return foldPayment(folded, event, paymentIn(folded, event.paymentId, snapshot));
    default: {
      const { record, result } = foldMovement(paymentIn(folded, event.paymentId, snapshot), event);
      if (result.outcome !== 'refused' && result.outcome !== 'duplicate') touch(folded, record);
      return result;
    }
  }
}

const paymentIn = (folded: FoldedClient, id: PaymentId, snapshot: IntakeSnapshot): PaymentRecord =>
  folded.payments.get(id) ?? snapshot.payments.get(id) ?? newPayment(id);

function touch(folded: FoldedClient, record: PaymentRecord): void {
  folded.payments.set(record.id, record);
  folded.touched.add(record.id);
}

function foldSignUp(
  folded: FoldedClient,
  event: EventOf<'client-signed-up'>,
  snapshot: IntakeSnapshot,
  rule: ListRule,
): EventResult {
  const { client, signUpHash } = folded.client;
  if (client.owner) {
    return signUpHash === factHash(event)
      ? duplicate(event)
      : refused(event, `client ${client.id} signed up before with other content`);
  }
  const { referrer, by, listId, listedAs, review } = attributeClient(event, snapshot, rule);
  folded.client = {
    ...folded.client,
    signUpHash: factHash(event),
    client: { ...client, owner: { name: event.ownerName, email: event.ownerEmail }, referrer },
  };
  folded.review = review;
  folded.listedAs = listedAs;
  folded.signUp = {
    clientId: client.id,
    ownerEmail: event.ownerEmail,
    secondaryUsers: event.secondaryUsers,
    accountCreatedOn: event.accountCreatedOn,
    link: event.referrerId,
    howHeard: event.howHeard,
    listId,
    creditedBy: by,
  };
  return accepted(event);
}

function foldPayment(folded: FoldedClient, event: EventOf<'payment'>, record: PaymentRecord): EventResult {
  const before = record.payment;
  if (before) {
    const same = before.clientId === event.clientId && before.amount === event.amount && before.day === event.paidAt;
    return same ? duplicate(event) : refused(event, `payment ${event.paymentId} came before with other content`);
  }
  const payment: Payment = {
    id: event.paymentId,
    clientId: event.clientId,
    amount: event.amount,
    day: event.paidAt,
    movements: [],
  };
  touch(folded, releaseWaiting(record, payment));
  const { client } = folded.client;
  folded.client = {
    ...folded.client,
    client: { ...client, since: client.since ? earlier(client.since, payment.day) : payment.day },
  };
  return accepted(event);
}
