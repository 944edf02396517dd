/** What the kills are judged by: two lives that differ in one thing are told apart, and that thing is named. */
import { describe, expect, it } from 'vitest';
import { differences, type Outcome } from './outcome.ts';

const item = (senderItemId: string, receiver: string, cents: number, status = 'SUCCESS') => ({
  payoutItemId: `PayPal's own ${senderItemId}`,
  ...{ senderItemId, receiver, cents, status },
});
const life = (...items: readonly ReturnType<typeof item>[]): Outcome => ({
  decisions: ['2026-01-10 run closed', '2026-01-10 p1 11000 paid', '2026-01-10 p2 5000 carried below-threshold'],
  payPal: [{ payoutBatchId: 'B1', senderBatchId: 'payout-2026-01-10-g00-0001-1', items }],
});
const P1 = item('2026-01-10.1.p1', 'p1@payee.example', 110_00);
const P2 = item('2026-01-10.1.p2', 'p2@payee.example', 120_00);
const calm = life(P1, P2);

it('nothing differs where only PayPal’s own ids and the order do', () => {
  expect(differences(calm, life({ ...P2, payoutItemId: 'another' }, P1))).toEqual([]);
});

describe('is told', () => {
  it.each([
    { why: 'a payout that is missing', killed: life(P1), says: 'PayPal: missing after the kills: 2026-01-10.1.p2' },
    { why: 'an item twice', killed: life(P1, P2, P2), says: 'PayPal was asked twice: 2026-01-10.1.p2' },
    {
      why: 'a receiver twice in a week, under another generation',
      killed: life(P1, P2, { ...P2, senderItemId: '2026-01-10.2.p2' }),
      says: 'PayPal was asked twice: 2026-01-10 p2@payee.example',
    },
    {
      why: 'a cent more',
      killed: life(P1, { ...P2, cents: 120_01 }),
      says: "PayPal's sum for p2@payee.example: 12001, calm 12000",
    },
    {
      why: 'another status',
      killed: life(P1, { ...P2, status: 'FAILED' }),
      says: 'PayPal: only after the kills: 2026-01-10.1.p2 p2@payee.example 12000 FAILED',
    },
    {
      why: 'another decision',
      killed: { ...calm, decisions: calm.decisions.slice(1) },
      says: 'the ledger: missing after the kills: 2026-01-10 run closed',
    },
  ])('$why', ({ killed, says }) => {
    expect(differences(calm, killed)).toContainEqual(expect.stringContaining(says));
  });
});
