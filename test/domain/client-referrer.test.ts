/** Who is credited with a client's payments, day by day, through any order of confirmed claims. */
import { describe, expect, it } from 'vitest';
import { localDay } from '../../shared/domain/calendar/local-day.ts';
import type { Client, ReferrerCorrection } from '../../shared/domain/client.ts';
import {
  creditedPartners,
  creditedSince,
  currentReferrer,
  firstDayTaken,
  referrerOn,
  withCorrection,
  withoutCorrection,
} from '../../shared/domain/client-referrer.ts';
import { type ClaimId, clientId, partnerId } from '../../shared/domain/ids.ts';

const march = (day: number) => localDay(`2026-03-${String(day).padStart(2, '0')}`);
const correction = (nr: number, partner: string, from: number): ReferrerCorrection => ({
  claimId: `c${nr}` as ClaimId,
  partner: partnerId(partner),
  from: march(from),
  nr,
});
const client = (change: Partial<Client> = {}): Client => ({
  id: clientId('acme'),
  referrer: partnerId('p1'),
  selfReferralDecisions: {},
  ...change,
});

const UNKNOWN: Client = { id: clientId('acme'), selfReferralDecisions: {} };
const SIGN_UP = client();
const CLAIMED = client({ corrections: [correction(1, 'p2', 10)] });
/** Decided later, it reaches further back: nothing of p2's is left. */
const TAKEN_WHOLE = client({ corrections: [correction(1, 'p2', 10), correction(2, 'p3', 5)] });
const THREE_TURNS = client({ corrections: [correction(1, 'p2', 10), correction(2, 'p3', 20)] });
const BACK_AGAIN = client({ corrections: [correction(1, 'p2', 10), correction(2, 'p1', 20)] });

it.each([
  { why: 'nobody is known', of: UNKNOWN, by: [undefined, undefined, undefined], now: undefined, all: [] },
  { why: 'the sign-up’s partner', of: SIGN_UP, by: ['p1', 'p1', 'p1'], now: 'p1', all: ['p1'] },
  { why: 'the claimant from the first day on', of: CLAIMED, by: ['p1', 'p2', 'p2'], now: 'p2', all: ['p1', 'p2'] },
  {
    why: 'the claim decided last, which reaches further back',
    of: TAKEN_WHOLE,
    by: ['p3', 'p3', 'p3'],
    now: 'p3',
    all: ['p1', 'p2', 'p3'],
  },
  { why: 'each from their day on', of: THREE_TURNS, by: ['p1', 'p2', 'p3'], now: 'p3', all: ['p1', 'p2', 'p3'] },
  { why: 'the first one again', of: BACK_AGAIN, by: ['p1', 'p2', 'p1'], now: 'p1', all: ['p1', 'p2'] },
  {
    why: 'a claimant where the sign-up had none',
    of: { ...UNKNOWN, corrections: [correction(1, 'p2', 10)] },
    by: [undefined, 'p2', 'p2'],
    now: 'p2',
    all: ['p2'],
  },
])('credited is $why', ({ of, by, now, all }) => {
  expect([march(9), march(10), march(20)].map((day) => referrerOn(of, day))).toEqual(by);
  expect(currentReferrer(of)).toBe(now);
  expect(creditedPartners(of)).toEqual(all);
});

it.each([
  { why: 'all who follow', of: THREE_TURNS, since: 1, are: ['p1', 'p2', 'p3'] },
  { why: 'not those before', of: THREE_TURNS, since: 10, are: ['p2', 'p3'] },
  { why: 'the last one alone', of: THREE_TURNS, since: 20, are: ['p3'] },
  { why: 'each once', of: BACK_AGAIN, since: 1, are: ['p1', 'p2'] },
  { why: 'nobody', of: UNKNOWN, since: 1, are: [] },
  { why: 'the sign-up’s alone', of: SIGN_UP, since: 1, are: ['p1'] },
])('credited since a day are $why', ({ of, since, are }) => expect(creditedSince(of, march(since))).toEqual(are));

describe('the first day taken', () => {
  it.each([
    { why: 'from the sign-up’s partner', of: CLAIMED, partner: 'p1', day: '2026-03-10' },
    { why: 'from nobody who still has it', of: CLAIMED, partner: 'p2', day: undefined },
    { why: 'from no stranger', of: CLAIMED, partner: 'p9', day: undefined },
    { why: 'from nobody without a claim', of: SIGN_UP, partner: 'p1', day: undefined },
    { why: 'by the claim that reaches back furthest', of: TAKEN_WHOLE, partner: 'p1', day: '2026-03-05' },
    { why: 'by claims after the partner’s own', of: THREE_TURNS, partner: 'p2', day: '2026-03-20' },
    { why: 'from nobody who got it back', of: BACK_AGAIN, partner: 'p1', day: undefined },
    { why: 'from a claimant, by the first one', of: BACK_AGAIN, partner: 'p2', day: '2026-03-20' },
  ])('$why', ({ of, partner, day }) => expect(firstDayTaken(of, partnerId(partner))).toBe(day));
});

describe('a confirmed claim', () => {
  const { nr: _, ...claim } = correction(0, 'p2', 10);

  it('is counted from 1', () =>
    expect(withCorrection(SIGN_UP, claim)).toEqual({
      ...SIGN_UP,
      confirmedClaims: 1,
      corrections: [{ ...claim, nr: 1 }],
    }));

  it('comes after those before it, and is counted on from all that ever were', () =>
    expect(withCorrection({ ...CLAIMED, confirmedClaims: 4 }, claim)).toMatchObject({
      confirmedClaims: 5,
      corrections: [correction(1, 'p2', 10), { ...claim, nr: 5 }],
    }));

  it('leaves the others when it is taken back', () =>
    expect(withoutCorrection(THREE_TURNS, 'c1' as ClaimId)).toEqual(
      client({ corrections: [correction(2, 'p3', 20)] }),
    ));

  it('leaves nothing when it was the only one', () => {
    expect(withoutCorrection({ ...CLAIMED, confirmedClaims: 1 }, 'c1' as ClaimId)).toStrictEqual({
      ...SIGN_UP,
      confirmedClaims: 1,
    });
    expect(withoutCorrection(SIGN_UP, 'c1' as ClaimId)).toStrictEqual(SIGN_UP);
  });
});
