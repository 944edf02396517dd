import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EmbeddedProgram, startProgram } from '../support/embedded-program.ts';

let program: EmbeddedProgram;
beforeAll(async () => {
  program = await startProgram('2026-01-02');
});
afterAll(() => program?.stop());

it("carries and pays the FAQ's example on the deployed handlers", async () => {
  await program.tell(
    {
      id: 'e1',
      type: 'partner',
      partnerId: 'p1',
      name: 'Partner One',
      email: 'p1@partner.example',
      paypalEmail: 'pay-p1@payee.example',
    },
    {
      id: 'e2',
      type: 'client-signed-up',
      clientId: 'c1',
      ownerName: 'Owner One',
      ownerEmail: 'owner@c1.example',
      referrerId: 'p1',
    },
  );
  const pay = (month: string) =>
    ({
      id: `pay-${month}`,
      type: 'payment',
      paymentId: `pay-${month}`,
      clientId: 'c1',
      amount: '79.00',
      currency: 'USD',
      paidAt: `2026-${month}-15`,
    }) as const;
  await program.tell(pay('01'), pay('02'), pay('03'));
  await program.friday('2026-04-24');
  expect((await program.results('2026-04-18'))?.carried).toEqual([
    { partnerId: 'p1', balanceCents: 59_25, reasons: ['below-threshold'] },
  ]);
  expect(program.moved()).toEqual(new Map());

  await program.tell(pay('04'), pay('05'), pay('06'));
  await program.friday('2026-06-26');
  expect((await program.results('2026-06-20'))?.payouts).toMatchObject([
    { partnerId: 'p1', amountCents: 118_50, state: 'paid' },
  ]);
  expect(program.moved()).toEqual(new Map([['pay-p1@payee.example', 118_50]]));
});
