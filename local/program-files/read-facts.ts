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
import type { ProblemList } from './file-problem.ts';
import { type CsvFile, type Reading, type Row, readRows } from './read-rows.ts';

export interface Checking extends Reading {
  readonly check: EventCheck;
}

export async function readPartners(checking: Checking): Promise<FactTable<PartnerFact>> {
  const { check, problems } = checking;
  const content = ({ event }: PartnerFact) => contentOf(check, [event]);
  const facts = new FactTable<PartnerFact>(PARTNERS.name, 'partner_id', content, problems);
  facts.complete = await readRows(PARTNERS, checking, (row) => {
    const { line, cells } = row;
    const raw = partnerEvent(cells);
    const checked = checkEvent(raw, check, PARTNERS, COLUMN_OF.partner, row, problems);
    const fact = is(checked, 'partner')
      ? { line, event: raw as EventInput<'partner'>, joinedOn: checked.joinedOn }
      : undefined;
    facts.add(cells.partner_id, line, fact);
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
    const told = new Set<string>();
    const raw = signUpEvent(cells);
    const signUp = checkEvent(raw, check, CLIENTS, COLUMN_OF.signUp, row, problems, told);
    const rawEnd = cells.cancelled_on === undefined ? undefined : cancellationEvent(cells);
    // A wrong client id is told once, not again with the cancellation.
    const end = rawEnd && checkEvent(rawEnd, check, CLIENTS, COLUMN_OF.cancellation, row, problems, told);
    mustBeKnown(CLIENTS, row, 'referrer_id', partners, told, problems);

    const cancellation = is(end, 'cancellation')
      ? { event: rawEnd as EventInput<'cancellation'>, day: end.on }
      : undefined;
    const understood = is(signUp, 'client-signed-up') && (!rawEnd || cancellation);
    const fact = understood
      ? { line, event: raw as EventInput<'client-signed-up'>, createdOn: signUp.accountCreatedOn, cancellation }
      : undefined;
    facts.add(cells.client_id, line, fact);
  });
  return facts;
}

export async function readPayments(
  checking: Checking,
  clients: FactTable<ClientFact>,
): Promise<FactTable<PaymentFact>> {
  const { check, problems } = checking;
  const content = ({ event }: PaymentFact) => contentOf(check, [event]);
  const facts = new FactTable<PaymentFact>(PAYMENTS.name, 'payment_id', content, problems);
  facts.complete = await readRows(PAYMENTS, checking, (row) => {
    const { line, cells } = row;
    const told = new Set<string>();
    const raw = paymentEvent(cells);
    const checked = checkEvent(raw, check, PAYMENTS, COLUMN_OF.payment, row, problems, told);
    mustBeKnown(PAYMENTS, row, 'client_id', clients, told, problems);
    const fact = is(checked, 'payment')
      ? { line, event: raw as EventInput<'payment'>, day: checked.paidAt, amount: checked.amount }
      : undefined;
    facts.add(cells.payment_id, line, fact);
  });
  return facts;
}

export async function readRefunds(
  checking: Checking,
  payments: FactTable<PaymentFact>,
): Promise<FactTable<MovementFact>> {
  const { check, problems } = checking;
  const content = ({ event }: MovementFact) => contentOf(check, [event]);
  const facts = new FactTable<MovementFact>(REFUNDS.name, 'refund_id', content, problems);
  facts.complete = await readRows(REFUNDS, checking, (row) => {
    const { line, cells } = row;
    const { kind } = cells;
    const told = new Set<string>();
    const raw = movementEvent(cells);
    const checked = checkEvent(raw, check, REFUNDS, COLUMN_OF.movement, row, problems, told);
    if (!isMovementKind(kind)) {
      problems.add({ file: REFUNDS.name, line, column: 'kind', value: kind ?? '', right: REFUNDS.columns.kind });
    }
    mustBeKnown(REFUNDS, row, 'payment_id', payments, told, problems);
    const fact =
      isMovementKind(kind) && is(checked, kind)
        ? {
            line,
            event: raw as EventInput<typeof kind>,
            movement: { id: checked.refundId, kind, cents: checked.amount, day: checked.on },
          }
        : undefined;
    facts.add(cells.refund_id, line, fact);
  });
  return facts;
}

/** @param told columns of the row whose problem is listed already */
function mustBeKnown<Column extends string>(
  file: CsvFile<Column>,
  { line, cells }: Row<Column>,
  column: Column,
  known: FactTable<PartnerFact> | FactTable<ClientFact> | FactTable<PaymentFact>,
  told: ReadonlySet<string>,
  problems: ProblemList,
): void {
  const value = cells[column];
  if (value === undefined || told.has(column) || known.mayHave(value)) return;
  problems.add({ file: file.name, line, column, value, right: `must be in ${known.file}, column ${known.idColumn}` });
}

/** What an event says as the contract reads it: `79` and `79.00`, an instant and its day are the same content. */
const contentOf = (check: EventCheck, events: readonly (BillingEventInput | undefined)[]): string =>
  JSON.stringify(events.map((event) => event && check.parse(event)));

const is = <Type extends BillingEvent['type']>(
  event: BillingEvent | undefined,
  type: Type,
): event is Extract<BillingEvent, { type: Type }> => event?.type === type;
