/** Random programs for properties: a few partners, clients, payments and what happens to them over 30 weeks, told late or at once. */
import * as fc from 'fast-check';
import { addDays, localDay } from '../../shared/domain/calendar/local-day.ts';
import type { Told } from './memory-program.ts';

/** Days are whole numbers from a Sunday on, so that day 5 is a Friday and day 6 ends a week. */
const ORIGIN = localDay('2025-11-02');
export const dayText = (day: number): string => addDays(ORIGIN, day);
/** The first Friday with a run, 2026-01-02, and the last one on which something new is told. */
const FIRST_FRIDAY = 61;
const WEEKS = 30;
export const FRIDAYS = Array.from({ length: WEEKS }, (_, week) => FIRST_FRIDAY + 7 * week);
const LAST_FRIDAY = FIRST_FRIDAY + 7 * (WEEKS - 1);

export interface News {
  /** Day on which the program hears of it. */
  readonly known: number;
  readonly event: Told & { readonly id: string };
}
export interface History {
  readonly maturityDays: number;
  readonly thresholdCents: number;
  readonly partners: readonly string[];
  readonly news: readonly News[];
  /** Fridays on which the rule does not fire. */
  readonly missed: ReadonlySet<number>;
  /** Fridays on which PayPal fails every item. */
  readonly failing: ReadonlySet<number>;
}

const anyDay = fc.noBias(fc.integer({ min: 0, max: LAST_FRIDAY - 14 }));
/** Most things are told at once, some weeks late. */
const anyLag = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 60 }));
const dollars = (cents: number): string => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
const some = <Value>(value: fc.Arbitrary<Value>, maxLength: number): fc.Arbitrary<Value[]> =>
  fc.array(value, { maxLength });

const anyMovement = fc.record({
  /** Share of the payment, in hundredths. */
  share: fc.integer({ min: 0, max: 120 }),
  kind: fc.constantFrom('refund', 'chargeback', 'chargeback-reversed'),
  after: fc.integer({ min: 0, max: 120 }),
  lag: anyLag,
});
const anyPayment = fc.record({
  cents: fc.oneof(
    { weight: 1, arbitrary: fc.nat(3) },
    { weight: 6, arbitrary: fc.noBias(fc.integer({ min: 1, max: 200_000 })) },
  ),
  day: anyDay,
  lag: anyLag,
  movements: fc.oneof({ weight: 2, arbitrary: some(anyMovement, 0) }, { weight: 1, arbitrary: some(anyMovement, 3) }),
});
const anyClient = fc.record({
  referrer: fc.option(fc.nat(2), { freq: 9 }),
  signUp: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 120 })),
  /** The owner has the partner's e-mail, or their full name and an address at work: void, or held for ever. */
  self: fc.constantFrom(...Array<undefined>(6).fill(undefined), 'email' as const, 'name' as const),
  cancelled: fc.oneof(
    { weight: 3, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.record({ day: anyDay, lag: anyLag }) },
  ),
  payments: fc.array(anyPayment, { minLength: 1, maxLength: 6, size: 'max' }),
});
const anyPartner = fc.record({
  known: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 120 })),
  rate: fc.constantFrom(undefined, undefined, undefined, 1, 3_333, 10_000),
});

export const anyHistory: fc.Arbitrary<History> = fc
  .record({
    maturityDays: fc.constantFrom(0, 30, 90),
    thresholdCents: fc.constantFrom(1, 100_00),
    partners: fc.array(anyPartner, { minLength: 1, maxLength: 3 }),
    clients: fc.array(anyClient, { minLength: 2, maxLength: 5, size: 'max' }),
    missed: some(fc.constantFrom(...FRIDAYS), 8),
    failing: some(fc.constantFrom(...FRIDAYS), 8),
  })
  .map(({ partners, clients, missed, failing, ...settings }) => ({
    ...settings,
    partners: partners.map((_, place) => `p${place}`),
    missed: new Set(missed),
    failing: new Set(failing),
    news: inOrder([
      ...partners.map(({ known, rate }, place) => ({
        known,
        event: {
          ...{ id: `partner-${place}`, type: 'partner' as const, partnerId: `p${place}`, name: `Partner ${place}` },
          ...{ email: `p${place}@partner.example`, paypalEmail: `pay-p${place}@payee.example` },
          ...(rate === undefined ? {} : { rateBasisPoints: rate }),
        },
      })),
      ...clients.flatMap((client, place) => newsOfClient(client, `c${place}`, partners.length)),
    ]),
  }));

type Generated<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Value> ? Value : never;

function newsOfClient(client: Generated<typeof anyClient>, clientId: string, partners: number): News[] {
  const referrer = client.referrer === null ? undefined : client.referrer % partners;
  const self = referrer === undefined ? undefined : client.self;
  const ownerEmail = self === 'email' ? `p${referrer}@partner.example` : `owner@${clientId}.example`;
  const ownerName = self === 'name' ? `Partner ${referrer}` : `Owner ${clientId}`;
  return [
    {
      known: client.signUp,
      event: {
        ...{
          id: `sign-up-${clientId}`,
          type: 'client-signed-up',
          clientId,
          ownerName,
          ownerEmail,
        },
        ...(referrer === undefined ? {} : { referrerId: `p${referrer}` }),
      },
    },
    ...client.payments.flatMap((payment, place) => newsOfPayment(payment, clientId, `${clientId}-${place}`)),
    ...(client.cancelled
      ? [
          {
            known: client.cancelled.day + client.cancelled.lag,
            event: {
              id: `cancel-${clientId}`,
              type: 'cancellation' as const,
              clientId,
              on: dayText(client.cancelled.day),
            },
          },
        ]
      : []),
  ];
}

function newsOfPayment(
  { cents, day, lag, movements }: Generated<typeof anyPayment>,
  clientId: string,
  paymentId: string,
): News[] {
  return [
    {
      known: day + lag,
      event: {
        id: paymentId,
        type: 'payment',
        paymentId,
        clientId,
        amount: dollars(cents),
        currency: 'USD',
        paidAt: dayText(day),
      },
    },
    ...movements.map(({ share, kind, after, lag: late }, place): News => {
      const refundId = `${paymentId}-r${place}`;
      const amount = dollars(Math.floor((cents * share) / 100));
      return {
        known: day + after + late,
        event: { id: refundId, type: kind as 'refund', refundId, paymentId, amount, on: dayText(day + after) },
      };
    }),
  ];
}

const inOrder = (news: readonly News[]): News[] => [...news].sort((a, b) => a.known - b.known);

/** Told by a Friday and not by the one before; what is known before the first is told with it. */
export const newsOf = (history: History, friday: number): News[] =>
  history.news.filter(({ known }) => known <= friday && (friday === FIRST_FRIDAY || known > friday - 7));

/** What is refused depends on what came before: this history has none of it, so that its order cannot matter. */
export function withoutRefusals(history: History): History {
  const left = new Map<string, number>();
  const toCents = (amount: string): number => Number(amount.replace('.', ''));
  for (const { event } of history.news) if (event.type === 'payment') left.set(event.paymentId, toCents(event.amount));
  return {
    ...history,
    news: history.news.filter(({ event }) => {
      if (event.type === 'chargeback-reversed') return false;
      if (event.type !== 'refund' && event.type !== 'chargeback') return true;
      const rest = (left.get(event.paymentId) ?? 0) - toCents(event.amount);
      if (rest < 0) return false;
      left.set(event.paymentId, rest);
      return true;
    }),
  };
}
