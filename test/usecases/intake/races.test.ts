/** Two who write at once: whoever is second finds out, reads again, and the ledger says what it would say one after the other. */
import { describe, expect, it } from 'vitest';
import { nextWeek, weekEnding } from '../../../shared/domain/calendar/week.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import { duringEachOperation } from '../../support/memory-faults.ts';
import { MemoryProgram, receiverOf, type Told } from '../../support/memory-program.ts';

/** News of one client and of those beside it; each may come while another one is being taken in. */
const NEWS: Readonly<Record<string, Told>> = {
  'a payment': {
    type: 'payment',
    paymentId: 'pay2',
    clientId: 'c1',
    amount: '200.00',
    currency: 'USD',
    paidAt: '2026-02-01',
  },
  'an earlier purchase': {
    type: 'payment',
    paymentId: 'pay0',
    clientId: 'c1',
    amount: '0.00',
    currency: 'USD',
    paidAt: '2025-12-01',
  },
  'a cancellation': { type: 'cancellation', clientId: 'c1', on: '2026-02-15' },
  'a refund': { type: 'refund', refundId: 'r1', paymentId: 'pay1', amount: '40.00', on: '2026-05-20' },
  'a chargeback': { type: 'chargeback', refundId: 'b1', paymentId: 'pay1', amount: '60.00', on: '2026-05-10' },
  'a refund of the payment': { type: 'refund', refundId: 'r2', paymentId: 'pay2', amount: '200.00', on: '2026-02-02' },
  'a payment of the awaiting client': {
    type: 'payment',
    paymentId: 'pay3',
    clientId: 'c2',
    amount: '80.00',
    currency: 'USD',
    paidAt: '2026-02-01',
  },
  'the awaited partner': { type: 'partner', partnerId: 'p2', name: 'Partner p2', email: 'p2@partner.example' },
  'a further client of that partner': {
    type: 'client-signed-up',
    clientId: 'c3',
    ownerName: 'O',
    ownerEmail: 'o@c3.example',
    referrerId: 'p2',
  },
  'a payment of that client': {
    type: 'payment',
    paymentId: 'pay4',
    clientId: 'c3',
    amount: '60.00',
    currency: 'USD',
    paidAt: '2026-02-01',
  },
};

/** c1 is of p1 and has paid; c2 names p2, whom nobody knows yet; c3 has paid and not signed up. */
async function begun(day = '2026-01-02'): Promise<MemoryProgram> {
  const program = new MemoryProgram().moveTo(day);
  await program.partner('p1');
  await program.client('c1', 'p1');
  await program.payment('pay1', 'c1', '100.00', '2026-01-15');
  await program.client('c2', 'p2');
  await program.payment('pay5', 'c3', '90.00', '2026-02-01');
  return program;
}

const entries = (program: MemoryProgram): string[] =>
  ['p1', 'p2'].flatMap((partner) => program.entries(partner)).sort();
const pairs = Object.keys(NEWS).flatMap((first) => Object.keys(NEWS).map((meanwhile) => ({ first, meanwhile })));
const news = (name: string): Told => NEWS[name] as Told;

it.each(pairs.filter(({ first, meanwhile }) => first !== meanwhile))(
  '$first, and meanwhile $meanwhile',
  async ({ first, meanwhile }) => {
    const start = await begun();
    const after = await start.copy();
    await after.tell(news(meanwhile));
    await after.tell(news(first));
    const [told, other] = [start.parse(news(first)), start.parse(news(meanwhile))];

    const accepted = async (program: MemoryProgram, events: typeof told): Promise<void> =>
      expect(await program.takeIn(events)).not.toMatchObject([{ outcome: 'refused' }]);
    await duringEachOperation(
      () => start.copy(),
      (program) => accepted(program, told),
      (program) => accepted(program, other),
      async (program) => {
        expect(entries(program)).toEqual(entries(after));
        expect(program.problems()).toEqual([]);
      },
    );
  },
);

describe('a refund', () => {
  const part = (refundId: string): Told => ({
    type: 'refund',
    refundId,
    paymentId: 'pay1',
    amount: '60.00',
    on: '2026-05-20',
  });

  it('that fits until another one is faster is refused', async () => {
    const program = await begun();
    program.table.interrupt(
      ({ kind }) => kind === 'write',
      () => program.tell(part('faster')),
    );
    expect(await program.tell(part('slower'))).toMatchObject([
      { outcome: 'refused', problem: expect.stringMatching(/\$40\.00/) },
    ]);
  });

  it('that comes twice at the same moment is taken once', async () => {
    const program = await begun();
    const [event] = program.parse(part('r1'));
    if (!event) return;
    program.table.interrupt(
      ({ kind }) => kind === 'write',
      () => program.takeIn([event]),
    );
    expect(await program.takeIn([event])).toMatchObject([{ outcome: 'duplicate' }]);
    expect(program.entries('p1')).toHaveLength(2);
  });
});

describe('a week that closes while its news is being taken in', () => {
  it.each(Object.keys(NEWS))('after any operation, %s is paid with it or with the next', async (name) => {
    const start = (await begun('2026-07-03')).moveTo('2026-07-10');
    await start.configure({ bucketGroups: 1, thresholdCents: cents(1) });
    const [told] = start.parse(news(name));
    if (!told) return;
    const before = await start.copy();
    await before.takeIn([told]);
    await before.friday('2026-07-10');
    const balance = (of: MemoryProgram, partner: string): number =>
      Number(of.account(partner)?.carriedCents ?? 0) + (of.paypal.moved().get(receiverOf(partner)) ?? 0);
    await duringEachOperation(
      () => start.copy(),
      async (program) => expect(await program.takeIn([told])).not.toMatchObject([{ outcome: 'refused' }]),
      (program) => program.friday('2026-07-10'),
      async (program) => {
        expect(program.problems()).toEqual([]);
        await program.friday('2026-07-17');
        expect(program.problems()).toEqual([]);
        for (const partner of ['p1', 'p2']) expect(balance(program, partner)).toBe(balance(before, partner));
      },
    );
  });

  it('files it in the week after', async () => {
    const program = (await begun('2026-04-24')).moveTo('2026-05-01');
    await program.configure({ bucketGroups: 1 });
    const week = weekEnding('2026-04-25');
    program.table.interrupt(
      ({ kind }) => kind === 'write',
      () => program.friday('2026-05-01'),
    );
    await program.payment('late', 'c1', '40.00', '2026-04-20');
    expect(program.entries('p1')).toContain(`${nextWeek(week)} late#!commission 1000`);
  });
});

it('whoever loses every race gives up, and what was settled by then stays', async () => {
  const program = await begun();
  let count = 0;
  const again = (): void =>
    program.table.interrupt(
      ({ kind }) => kind === 'write',
      async () => {
        count += 1;
        await program.payment(`other-${count}`, 'c1', '1.00', '2026-03-01');
        again();
      },
    );
  again();
  await expect(program.tell(news('a cancellation'))).rejects.toMatchObject({ name: 'IntakeBusy' });
  program.table.interrupt(
    () => false,
    async () => {},
  );
  expect(await program.tell(news('a cancellation'))).toMatchObject([{ outcome: 'accepted' }]);
  expect(program.entries('p1').every((entry) => entry.endsWith(' 0'))).toBe(true);
});
