/** The four files of a program: their columns, what is right in each, and the events that their rows stand for. */
import { hash } from 'node:crypto';
import type { BillingEventInput } from '../../shared/contracts/billing-events.ts';
import type { CsvFile, Row } from './read-rows.ts';

export type ColumnOf<File> = File extends CsvFile<infer Column> ? Column : never;

/** An event as a row gives it: cells may be missing or wrong until the contract has looked at them. */
export interface RawEvent {
  readonly type: BillingEventInput['type'];
  readonly [field: string]: unknown;
}

const ID = 'must be an id of at most 64 characters';
const DAY = 'must be a day that exists (yyyy-mm-dd) or an ISO 8601 instant with its offset (2026-01-31T17:00:00Z)';
const EMAIL = 'must be an e-mail address of at most 127 characters';
const NAME = 'must be a name of 1 to 200 characters';
const AMOUNT = 'must be an amount in dollars: digits and at most two decimals, such as 79.00';
const MOVEMENT_KINDS = ['refund', 'chargeback', 'chargeback-reversed'] as const;

export const PARTNERS = {
  name: 'partners.csv',
  columns: {
    partner_id: 'must be an id of at most 40 characters',
    name: NAME,
    email: EMAIL,
    paypal_email: EMAIL,
    country: 'must be an ISO 3166-1 country of two capital letters, such as US',
    rate_bps: 'must be a whole number of basis points from 0 to 10000, such as 2500 for 25 %',
    joined_on: DAY,
  },
} as const satisfies CsvFile<string>;

export const CLIENTS = {
  name: 'clients.csv',
  columns: {
    client_id: ID,
    owner_name: NAME,
    owner_email: EMAIL,
    account_created_on: DAY,
    referrer_id: 'must be an id of at most 40 characters',
    how_heard: 'must be a text of at most 1000 characters',
    cancelled_on: DAY,
  },
} as const satisfies CsvFile<string>;

export const PAYMENTS = {
  name: 'payments.csv',
  columns: {
    payment_id: ID,
    client_id: ID,
    amount: AMOUNT,
    currency: 'must be USD: the program has one currency',
    paid_at: DAY,
  },
} as const satisfies CsvFile<string>;

export const REFUNDS = {
  name: 'refunds.csv',
  columns: {
    refund_id: ID,
    payment_id: ID,
    amount: AMOUNT,
    kind: `must be ${MOVEMENT_KINDS.slice(0, -1).join(', ')} or ${MOVEMENT_KINDS.at(-1)}`,
    refunded_at: DAY,
  },
} as const satisfies CsvFile<string>;

type Cells<File> = Row<ColumnOf<File>>['cells'];

export const partnerEvent = (cells: Cells<typeof PARTNERS>): RawEvent => ({
  type: 'partner',
  id: eventIdOf('partner', cells.partner_id),
  partnerId: cells.partner_id,
  name: cells.name,
  email: cells.email,
  paypalEmail: cells.paypal_email,
  country: cells.country,
  rateBasisPoints: cells.rate_bps && wholeNumber(cells.rate_bps),
  joinedOn: cells.joined_on,
});

export const signUpEvent = (cells: Cells<typeof CLIENTS>): RawEvent => ({
  type: 'client-signed-up',
  id: eventIdOf('client', cells.client_id),
  clientId: cells.client_id,
  ownerName: cells.owner_name,
  ownerEmail: cells.owner_email,
  accountCreatedOn: cells.account_created_on,
  referrerId: cells.referrer_id,
  howHeard: cells.how_heard,
});

export const cancellationEvent = (cells: Cells<typeof CLIENTS>): RawEvent => ({
  type: 'cancellation',
  id: eventIdOf('cancellation', cells.client_id),
  clientId: cells.client_id,
  on: cells.cancelled_on,
});

export const paymentEvent = (cells: Cells<typeof PAYMENTS>): RawEvent => ({
  type: 'payment',
  id: eventIdOf('payment', cells.payment_id),
  paymentId: cells.payment_id,
  clientId: cells.client_id,
  amount: cells.amount,
  currency: cells.currency,
  paidAt: cells.paid_at,
});

export const movementEvent = (cells: Cells<typeof REFUNDS>): RawEvent => ({
  type: isMovementKind(cells.kind) ? cells.kind : 'refund',
  id: eventIdOf('refund', cells.refund_id),
  refundId: cells.refund_id,
  paymentId: cells.payment_id,
  amount: cells.amount,
  on: cells.refunded_at,
});

export const isMovementKind = (kind: string | undefined): kind is (typeof MOVEMENT_KINDS)[number] =>
  MOVEMENT_KINDS.some((known) => known === kind);

/** The same row gives the same event id in every import, so that what was imported before is a repetition. */
const eventIdOf = (kind: string, id = ''): string => `import-${hash('sha256', `${kind}\n${id}`).slice(0, 32)}`;

const wholeNumber = (text: string): number => (/^\d{1,9}$/.test(text) ? Number(text) : Number.NaN);

/** Which column an event's field came from. */
export const COLUMN_OF = {
  partner: {
    partnerId: 'partner_id',
    name: 'name',
    email: 'email',
    paypalEmail: 'paypal_email',
    country: 'country',
    rateBasisPoints: 'rate_bps',
    joinedOn: 'joined_on',
  },
  signUp: {
    clientId: 'client_id',
    ownerName: 'owner_name',
    ownerEmail: 'owner_email',
    accountCreatedOn: 'account_created_on',
    referrerId: 'referrer_id',
    howHeard: 'how_heard',
  },
  cancellation: { clientId: 'client_id', on: 'cancelled_on' },
  payment: {
    paymentId: 'payment_id',
    clientId: 'client_id',
    amount: 'amount',
    currency: 'currency',
    paidAt: 'paid_at',
  },
  movement: { refundId: 'refund_id', paymentId: 'payment_id', amount: 'amount', on: 'refunded_at' },
} as const;
