/** What a payment earns: when, for whom, at which rate, and what void, held and lowered lines look like. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, localDay } from '../../shared/domain/calendar/local-day.ts';
import type { Client, SelfReferralDecision } from '../../shared/domain/client.ts';
import { COMMISSION_LINE, countedCents, type EarningsLine, earningsOf } from '../../shared/domain/earnings.ts';
import { clientId, ID_PATTERN, partnerId, paymentId, refundId } from '../../shared/domain/ids.ts';
import { cents } from '../../shared/domain/money/cents.ts';
import type { Partner } from '../../shared/domain/partner.ts';
import type { Movement, MovementKind, Payment } from '../../shared/domain/payment.ts';
import { acceptMovement } from '../../shared/domain/payment-net.ts';
import { DEFAULT_SETTINGS } from '../../shared/domain/program-settings.ts';
import { samplePartner } from './sample-partner.ts';

const SINCE = localDay('2026-01-01');
/** Ninety days later. */
const MATURE = localDay('2026-04-01');

const client = (change: Partial<Client> = {}): Client => ({
  id: clientId('c1'),
  owner: { name: 'Olive Owner', email: 'olive@shop.example' },
  referrer: partnerId('p1'),
  since: SINCE,
  selfReferralDecisions: {},
  ...change,
});
const payment = (change: Partial<Payment> = {}): Payment => ({
  id: paymentId('pay1'),
  clientId: clientId('c1'),
  amount: cents(79_00),
  day: SINCE,
  movements: [],
  ...change,
});
const movement = (id: string, kind: MovementKind, amount: number, day: string): Movement => ({
  id: refundId(id),
  kind,
  cents: cents(amount),
  day: localDay(day),
});
const lines = (paid: Payment, of: Client = client(), partner: Partner | undefined = samplePartner()): EarningsLine[] =>
  earningsOf(paid, of, partner, DEFAULT_SETTINGS);
const brief = (paid: Payment, of?: Client, partner?: Partner): unknown[] =>
  lines(paid, of, partner).map(({ lineId, earnedOn, statedCents, standing, reason }) => [
    lineId === COMMISSION_LINE ? 'commission' : lineId,
    earnedOn,
    statedCents,
    standing,
    ...(reason ? [reason] : []),
  ]);

describe('nothing is said of a client', () => {
  it.each([
    { why: 'without a referrer', of: client({ referrer: undefined }) },
    { why: 'whose owner is not known yet', of: client({ owner: undefined }) },
    { why: 'who has bought nothing that is known', of: client({ since: undefined }) },
    { why: 'of somebody else', of: client({ referrer: partnerId('p2') }) },
  ])('$why', ({ of }) => expect(lines(payment(), of)).toEqual([]));

  it('whose referrer is not known yet', () => {
    expect(earningsOf(payment(), client(), undefined, DEFAULT_SETTINGS)).toEqual([]);
  });
});

describe('a commission', () => {
  it.each([
    { why: 'of a payment long before maturity counts from that day', day: '2026-01-01', earnedOn: MATURE },
    { why: 'of a payment the day before too', day: '2026-03-31', earnedOn: MATURE },
    { why: 'of a payment on that day counts at once', day: '2026-04-01', earnedOn: MATURE },
    { why: 'of a later payment counts from its own day', day: '2026-04-02', earnedOn: localDay('2026-04-02') },
  ])('$why', ({ day, earnedOn }) => {
    expect(brief(payment({ day: localDay(day) }))).toEqual([['commission', earnedOn, 19_75, 'counts']]);
  });

  it('is made at the rate of the payment’s day', () => {
    const rates = [
      { from: localDay('2026-02-01'), basisPoints: 3_000 },
      { from: localDay('2026-03-01'), basisPoints: 0 },
    ];
    const cents = ['2026-01-31', '2026-02-01', '2026-03-01'].map(
      (day) => lines(payment({ day: localDay(day) }), client(), samplePartner({ rates }))[0]?.statedCents,
    );
    expect(cents).toEqual([19_75, 23_70, 0]);
  });
});

describe('a client who cancels', () => {
  it.each([
    { why: 'the day before maturity: void', day: '2026-03-31', standing: ['void', 'cancelled-before-maturity'] },
    { why: 'on the day of maturity: counts', day: '2026-04-01', standing: ['counts'] },
  ])('$why', ({ day, standing }) => {
    expect(brief(payment(), client({ cancelledOn: localDay(day) }))).toEqual([
      ['commission', MATURE, 19_75, ...standing],
    ]);
  });

  it('early voids the adjustments with the commission, and what is paid later', () => {
    const cancelled = client({ cancelledOn: localDay('2026-02-01') });
    const late = payment({ day: localDay('2026-06-01'), movements: [movement('r1', 'refund', 79_00, '2026-06-02')] });
    expect(brief(late, cancelled)).toEqual([
      ['commission', '2026-06-01', 19_75, 'void', 'cancelled-before-maturity'],
      ['r1', '2026-06-02', -19_75, 'void', 'cancelled-before-maturity'],
    ]);
  });
});

describe('a client who may be the partner', () => {
  const own = { name: 'Somebody Else', email: 'robin@partner.example' };
  const role = { name: 'Robin Partner', email: 'robin@business.example' };
  const decided = (decision: SelfReferralDecision) => ({ [partnerId('p1')]: decision });

  it.each([
    { why: 'by e-mail: void', of: client({ owner: own }), standing: ['void', 'self-referral'] },
    {
      why: 'by name in a business domain: held',
      of: client({ owner: role }),
      standing: ['held', 'self-referral-review'],
    },
    {
      why: 'and is accepted: counts',
      of: client({ owner: role, selfReferralDecisions: decided('accepted') }),
      standing: ['counts'],
    },
    {
      why: 'and is refused: void',
      of: client({ owner: role, selfReferralDecisions: decided('refused') }),
      standing: ['void', 'self-referral'],
    },
    {
      why: 'under review, and cancelled early: void',
      of: client({ owner: role, cancelledOn: localDay('2026-02-01') }),
      standing: ['void', 'cancelled-before-maturity'],
    },
  ])('$why', ({ of, standing }) => expect(brief(payment(), of)).toEqual([['commission', MATURE, 19_75, ...standing]]));

  it('counts nothing while void or held', () => {
    const counted = [client(), client({ owner: own }), client({ owner: role })].map((of) =>
      lines(payment(), of).map(countedCents),
    );
    expect(counted).toEqual([[19_75], [0], [0]]);
  });

  it('takes no decision from what an object inherits', () => {
    const of = client({ owner: role, selfReferralDecisions: Object.create(decided('accepted')) });
    expect(brief(payment(), of)).toEqual([['commission', MATURE, 19_75, 'held', 'self-referral-review']]);
  });
});

describe('an adjustment', () => {
  it.each([
    { why: 'before maturity nets out on the day of maturity', on: '2026-02-01', earnedOn: '2026-04-01' },
    { why: 'after it counts from its own day', on: '2026-05-01', earnedOn: '2026-05-01' },
  ])('$why', ({ on, earnedOn }) => {
    const refunded = payment({ movements: [movement('r1', 'refund', 79_00, on)] });
    expect(brief(refunded)).toEqual([
      ['commission', '2026-04-01', 19_75, 'counts'],
      ['r1', earnedOn, -19_75, 'counts', 'refund'],
    ]);
  });

  it('is the difference of two roundings, never a rounding of the refund', () => {
    // 25 % of 2 cents is half a cent, rounded up to 1; of 1 cent it is nothing: the first refund takes 1, the second nothing.
    const refunded = payment({
      amount: cents(2),
      movements: [movement('r1', 'refund', 1, '2026-05-01'), movement('r2', 'refund', 1, '2026-05-02')],
    });
    expect(lines(refunded).map(({ statedCents }) => statedCents)).toEqual([1, -1, 0]);
  });

  it('of a dispute that was won gives back what the chargeback took', () => {
    const disputed = payment({
      movements: [
        movement('b', 'chargeback-reversed', 79_00, '2026-06-01'),
        movement('z', 'chargeback', 79_00, '2026-05-01'),
      ],
    });
    expect(brief(disputed)).toEqual([
      ['commission', '2026-04-01', 19_75, 'counts'],
      ['z', '2026-05-01', -19_75, 'counts', 'chargeback'],
      ['b', '2026-06-01', 19_75, 'counts', 'chargeback-reversed'],
    ]);
  });

  it('is told from the commission whatever billing calls a refund', () => {
    expect(COMMISSION_LINE).not.toMatch(ID_PATTERN);
    const refunded = payment({ movements: [movement('commission', 'refund', 79_00, '2026-05-01')] });
    expect(new Set(lines(refunded).map(({ lineId }) => lineId)).size).toBe(2);
  });
});

it('telescopes: commission and adjustments are always the rate on what is left, rounded once', () => {
  const news = fc.array(
    fc.record({
      kind: fc.constantFrom<MovementKind>('refund', 'chargeback', 'chargeback-reversed'),
      amount: fc.integer({ min: 0, max: 60_00 }),
      day: fc.nat(200),
    }),
    { maxLength: 10 },
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 100_00 }),
      news,
      fc.integer({ min: 0, max: 10_000 }),
      (amount, told, rate) => {
        let paid = payment({ amount: cents(amount) });
        let net = amount;
        for (const [place, { kind, amount: moved, day }] of told.entries()) {
          const next = { id: refundId(`m${place}`), kind, cents: cents(moved), day: addDays(SINCE, day) };
          if (acceptMovement(paid, next).kind === 'refused') continue;
          paid = { ...paid, movements: [...paid.movements, next] };
          net += kind === 'chargeback-reversed' ? moved : -moved;
        }
        const partner = samplePartner({ rates: [{ from: SINCE, basisPoints: rate }] });
        const total = lines(paid, client(), partner).reduce((sum, { statedCents }) => sum + statedCents, 0);
        // Whole numbers up to 10^8: exact in a float, and Math.round takes halves up, which is away from zero for what is owed.
        expect(total).toBe(Math.round((net * rate) / 10_000));
      },
    ),
    { numRuns: 300 },
  );
});
