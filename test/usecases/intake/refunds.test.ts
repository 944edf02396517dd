/** Refunds, chargebacks and reversals: judged by what is known when they come, waiting for their payment, and filed by their days. */
import { describe, expect, it } from 'vitest';
import type { EventResult } from '../../../shared/contracts/billing-events.ts';
import { MemoryProgram } from '../../support/memory-program.ts';

type Kind = 'refund' | 'chargeback' | 'chargeback-reversed';

class Payments extends MemoryProgram {
  async moved(type: Kind, refundId: string, amount: string, on = '2026-05-04'): Promise<EventResult | undefined> {
    const [result] = await this.tell({ type, refundId, paymentId: 'pay1', amount, on });
    return result;
  }
}

/** $100 of a client since 2026-01-01: $25 from 2026-04-01 on. */
async function paid(): Promise<Payments> {
  const program = new Payments();
  await program.partner('p1');
  await program.client('c1', 'p1');
  await program.payment('pay1', 'c1', '100.00', '2026-01-01');
  return program;
}

describe('a refusal says what would be right', () => {
  it.each<{ why: string; before: [Kind, string, string][]; next: [Kind, string, string]; problem: string }>([
    {
      why: 'a refund of more than is left',
      before: [['refund', 'r1', '30.00']],
      next: ['refund', 'r2', '70.01'],
      problem: '$70.01 exceeds what is left of the payment, $70.00',
    },
    {
      why: 'a chargeback of more than is left',
      before: [['refund', 'r1', '100.00']],
      next: ['chargeback', 'r2', '1.00'],
      problem: '$1.00 exceeds what is left of the payment, $0.00',
    },
    {
      why: 'a reversal without a chargeback',
      before: [],
      next: ['chargeback-reversed', 'r2', '20.00'],
      problem: '$20.00 exceeds the chargebacks that are open, $0.00',
    },
    {
      why: 'a reversal of more than is charged back',
      before: [['chargeback', 'r1', '20.00']],
      next: ['chargeback-reversed', 'r2', '20.01'],
      problem: '$20.01 exceeds the chargebacks that are open, $20.00',
    },
  ])('$why', async ({ before, next, problem }) => {
    const program = await paid();
    for (const event of before) expect(await program.moved(...event)).toMatchObject({ outcome: 'accepted' });
    const items = program.items();
    expect(await program.moved(...next)).toMatchObject({ outcome: 'refused', problem });
    expect(program.items()).toEqual(items);
  });

  it('one movement more than a payment may have', async () => {
    const program = await paid();
    for (let count = 1; count <= 11; count += 1)
      expect(await program.moved('refund', `r${count}`, '1.00')).toMatchObject({ outcome: 'accepted' });
    expect(await program.moved('refund', 'r15', '1.00')).toMatchObject({
      outcome: 'refused',
      problem: 'payment pay1 has 11 refunds and chargebacks already, the most there may be',
    });
  });
});

it('a reversal that comes before its chargeback is refused, and accepted when it is sent again', async () => {
  const program = await paid();
  const reversal = {
    type: 'chargeback-reversed',
    refundId: 'b1',
    paymentId: 'pay1',
    amount: '40.00',
    on: '2026-05-05',
    id: 'e1',
  } as const;
  expect(await program.tell(reversal)).toMatchObject([{ outcome: 'refused' }]);
  await program.moved('chargeback', 'a1', '40.00');
  expect(await program.tell(reversal)).toMatchObject([{ outcome: 'accepted' }]);
  expect(program.entries('p1')).toEqual([
    '2026-04-04 pay1#!commission 2500',
    '2026-05-09 pay1#a1 -1000',
    '2026-05-09 pay1#b1 1000',
  ]);
});

it('one call is judged by days, chargebacks before reversals, however it is ordered', async () => {
  const program = await paid();
  const movement = (type: Kind, refundId: string, on: string) => ({
    type,
    refundId,
    paymentId: 'pay1',
    amount: '100.00',
    on,
  });
  const results = await program.tell(
    movement('refund', 'c', '2026-05-06'),
    movement('chargeback-reversed', 'b', '2026-05-04'),
    movement('chargeback', 'a', '2026-05-04'),
  );
  expect(results.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'accepted']);
  expect(program.entries('p1')).toHaveLength(4);
});

describe('what comes before its payment', () => {
  it('waits, and is accepted with it', async () => {
    const program = new Payments();
    await program.partner('p1');
    expect(await program.moved('refund', 'r1', '60.00')).toMatchObject({ outcome: 'waiting' });
    await program.client('c1', 'p1');
    await program.payment('pay1', 'c1', '100.00', '2026-01-01');
    expect(program.item('PAYMENT#pay1', 'STATE')).toMatchObject({
      waiting: [],
      refused: [],
      payment: { movements: [{ id: 'r1' }] },
    });
    expect(program.entries('p1')).toEqual(['2026-04-04 pay1#!commission 2500', '2026-05-09 pay1#r1 -1500']);
  });

  it('is told again as a duplicate while it waits', async () => {
    const program = new Payments();
    expect(await program.moved('refund', 'r1', '60.00')).toMatchObject({ outcome: 'waiting' });
    expect(await program.moved('refund', 'r1', '60.00')).toMatchObject({ outcome: 'duplicate' });
    expect(await program.moved('refund', 'r1', '61.00')).toMatchObject({ outcome: 'refused' });
  });

  it('is judged in the order of its days when the payment comes, and what does not fit is kept for operations', async () => {
    const program = new Payments();
    await program.moved('refund', 'late', '60.00', '2026-05-06');
    await program.moved('refund', 'early', '60.00', '2026-05-04');
    await program.payment('pay1', 'c1', '100.00', '2026-01-01');
    expect(program.item('PAYMENT#pay1', 'STATE')).toMatchObject({
      waiting: [],
      refused: [{ id: 'late' }],
      payment: { movements: [{ id: 'early' }] },
    });
  });

  it('comes with it in one call, in any order', async () => {
    const program = await paid();
    const results = await program.tell(
      { type: 'refund', refundId: 'r1', paymentId: 'pay2', amount: '10.00', on: '2026-05-04' },
      { type: 'payment', paymentId: 'pay2', clientId: 'c1', amount: '10.00', currency: 'USD', paidAt: '2026-05-01' },
    );
    expect(results.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted']);
    expect(program.entries('p1')).toContain('2026-05-09 pay2#r1 -250');
  });
});

it('a refund before maturity nets out on the day of maturity', async () => {
  const program = await paid();
  await program.moved('refund', 'r1', '100.00', '2026-02-01');
  expect(program.entries('p1')).toEqual(['2026-04-04 pay1#!commission 2500', '2026-04-04 pay1#r1 -2500']);
});

it('a refund that billing calls `commission` takes nothing but its share', async () => {
  const program = await paid();
  await program.moved('refund', 'commission', '40.00');
  expect(program.entries('p1')).toEqual(['2026-04-04 pay1#!commission 2500', '2026-05-09 pay1#commission -1000']);
});
