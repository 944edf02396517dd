/** Reads the four files, each row held against the contract and against the files before it. */
import type { BillingEvent, BillingEventInput } from '../../shared/contracts/billing-events.ts';
import { checkEvent, type EventCheck } from './check-event.ts';
import {
  CLIENTS,
  COLUMN_OF,
  cancellationEvent,
  isMovementKind,
  movementEvent,
  PARTNERS,
  PAYMENTS,
  partnerEvent,
  paymentEvent,
  REFUNDS,
  signUpEvent,
} from './csv-files.ts';
import {
  type ClientFact,
  type EventInput,
  FactTable,
  type MovementFact,
  type PartnerFact,
  type PaymentFact,
} from './facts.ts';
import { type Reading, readRows } from './read-rows.ts';

export interface Checking extends Reading {
  readonly check: EventCheck;
}

/** What an event says as the contract reads it: `79` and `79.00`, an instant and its day are the same content. */
const contentOf = (check: EventCheck, events: readonly (BillingEventInput | undefined)[]): string =>
  JSON.stringify(events.map((event) => event && check.parse(event)));

const is = <Type extends BillingEvent['type']>(
  event: BillingEvent | undefined,
  type: Type,
): event is Extract<BillingEvent, { type: Type }> => event?.type === type;

export async function readPartners(checking: Checking): Promise<FactTable<PartnerFact>> {
  const { check, problems } = checking;
  const facts = new FactTable<PartnerFact>(
    PARTNERS.name,
    'partner_id',
    ({ event }) => contentOf(check, [event]),
    problems,
  );
  facts.complete = await readRows(PARTNERS, checking, (row) => {
    const raw = partnerEvent(row.cells);
    const checked = checkEvent(raw, check, PARTNERS, COLUMN_OF.partner, row, problems);
    const fact = is(checked, 'partner')
      ? { line: row.line, event: raw as EventInput<'partner'>, joinedOn: checked.joinedOn }
      : undefined;
    facts.add(row.cells.partner_id, row.line, fact);
  });
  return facts;
}

export async function readClients(
  checking: Checking,
  partners: FactTable<PartnerFact>,
): Promise<FactTable<ClientFact>> {
  const { check, problems } = checking;
  const content = ({ event, cancellation }: ClientFact) => contentOf(check, [event, cancellation?.event]);
  const facts = new FactTable<ClientFact>(CLIENTS.name, 'client_id', content, problems);
  facts.complete = await readRows(CLIENTS, checking, (row) => {
    const { line, cells } = row;
    const raw = signUpEvent(cells);
    const signUp = checkEvent(raw, check, CLIENTS, COLUMN_OF.signUp, row, problems);
    const rawCancellation = cancellationEvent(cells);
    // A wrong client id is told once, not again with the cancellation.
    const cancelled = signUp && cells.cancelled_on !== undefined;
    const cancellation = cancelled
      ? checkEvent(rawCancellation, check, CLIENTS, COLUMN_OF.cancellation, row, problems)
      : undefined;
    if (is(signUp, 'client-signed-up') && (!cancelled || is(cancellation, 'cancellation'))) {
      facts.add(cells.client_id, line, {
        line,
        event: raw as EventInput<'client-signed-up'>,
        createdOn: signUp.accountCreatedOn,
        cancellation: is(cancellation, 'cancellation')
          ? { event: rawCancellation as EventInput<'cancellation'>, day: cancellation.on }
          : undefined,
      });
    } else {
      facts.add(cells.client_id, line, undefined);
    }
    const { referrer_id: referrer } = cells;
    if (referrer !== undefined && signUp && !partners.mayHave(referrer)) {
      problems.add({
        file: CLIENTS.name,
        line,
        column: 'referrer_id',
        value: referrer,
        right: `must be a partner of ${PARTNERS.name}`,
      });
    }
  });
  return facts;
}

export async function readPayments(
  checking: Checking,
  clients: FactTable<ClientFact>,
): Promise<FactTable<PaymentFact>> {
  const { check, problems } = checking;
  const facts = new FactTable<PaymentFact>(
    PAYMENTS.name,
    'payment_id',
    ({ event }) => contentOf(check, [event]),
    problems,
  );
  facts.complete = await readRows(PAYMENTS, checking, (row) => {
    const { line, cells } = row;
    const raw = paymentEvent(cells);
    const checked = checkEvent(raw, check, PAYMENTS, COLUMN_OF.payment, row, problems);
    if (!is(checked, 'payment')) {
      facts.add(cells.payment_id, line, undefined);
      return;
    }
    facts.add(checked.paymentId, line, {
      line,
      event: raw as EventInput<'payment'>,
      day: checked.paidAt,
      amount: checked.amount,
    });
    if (!clients.mayHave(checked.clientId)) {
      problems.add({
        file: PAYMENTS.name,
        line,
        column: 'client_id',
        value: checked.clientId,
        right: `must be a client of ${CLIENTS.name}`,
      });
    }
  });
  return facts;
}

export async function readRefunds(
  checking: Checking,
  payments: FactTable<PaymentFact>,
): Promise<FactTable<MovementFact>> {
  const { check, problems } = checking;
  const facts = new FactTable<MovementFact>(
    REFUNDS.name,
    'refund_id',
    ({ event }) => contentOf(check, [event]),
    problems,
  );
  facts.complete = await readRows(REFUNDS, checking, (row) => {
    const { line, cells } = row;
    const raw = movementEvent(cells);
    const checked = checkEvent(raw, check, REFUNDS, COLUMN_OF.movement, row, problems);
    const { kind } = cells;
    const kindKnown = isMovementKind(kind);
    if (!kindKnown)
      problems.add({ file: REFUNDS.name, line, column: 'kind', value: kind ?? '', right: REFUNDS.columns.kind });
    if (!checked || !kindKnown || !is(checked, kind)) {
      facts.add(cells.refund_id, line, undefined);
      return;
    }
    const movement = { id: checked.refundId, kind, cents: checked.amount, day: checked.on };
    facts.add(checked.refundId, line, { line, event: raw as EventInput<typeof kind>, movement });
    if (!payments.mayHave(checked.paymentId)) {
      problems.add({
        file: REFUNDS.name,
        line,
        column: 'payment_id',
        value: checked.paymentId,
        right: `must be a payment of ${PAYMENTS.name}`,
      });
    }
  });
  return facts;
}
