/** The weekly run from billing's events to PayPal, over Fridays: what RULES.md says of it, by example. */
import { describe, expect, it } from 'vitest';
import { weekEnding } from '../../shared/domain/calendar/week.ts';
import { MemoryProgram } from '../support/memory-program.ts';

/** A client of $79 a month from 2026-01-15 on, referred by p1, and its Fridays. */
async function monthlyClient(program: MemoryProgram, client = 'c1', partner = 'p1'): Promise<void> {
  await program.client(client, partner);
  for (const month of ['01', '02', '03', '04', '05', '06'])
    await program.payment(`${client}-${month}`, client, '79.00', `2026-${month}-15`);
}

describe("the FAQ's example: 25 % of $79 a month", () => {
  it('carries $59.25 after three months and pays $118.50 after six', async () => {
    const program = new MemoryProgram();
    await program.partner('p1');
    await program.client('c1', 'p1');
    for (const month of ['01', '02', '03']) await program.payment(`pay-${month}`, 'c1', '79.00', `2026-${month}-15`);
    // Mature on 2026-04-15: the run of Friday 2026-04-24 is the first to see the three commissions.
    await program.fridays('2026-01-09', '2026-04-24');
    expect(program.account('p1')).toMatchObject({ carriedCents: 59_25, reasons: ['below-threshold'] });
    expect(program.paypal.moved().size).toBe(0);

    for (const month of ['04', '05', '06']) await program.payment(`pay-${month}`, 'c1', '79.00', `2026-${month}-15`);
    await program.fridays('2026-05-01', '2026-06-26');
    expect(program.paypal.moved()).toEqual(new Map([['pay-p1@payee.example', 118_50]]));
    expect(program.account('p1')).toMatchObject({ carriedCents: 0, reasons: [], lastPayout: '2026-06-20' });
    expect(program.books()).toEqual(new Map());
  });
});

describe('a run', () => {
  it('is the same run when it is started again, and pays nobody twice', async () => {
    const program = new MemoryProgram();
    await program.partner('p1');
    await monthlyClient(program);
    const first = await program.friday('2026-06-26');
    expect(first.closed).toMatchObject({
      state: 'closed',
      payouts: 1,
      payoutCents: 118_50,
      paidCents: 118_50,
      openCents: 0,
    });
    const again = await program.byHand('2026-06-20');
    expect(again.opened).toMatchObject({ action: 'nothing-to-do', attempt: 1 });
    expect(program.paypal.moved()).toEqual(new Map([['pay-p1@payee.example', 118_50]]));
  });

  it('makes up for missed Fridays with one payout', async () => {
    const program = new MemoryProgram();
    await program.partner('p1');
    await monthlyClient(program);
    await program.friday('2026-02-06');
    await program.friday('2026-07-24');
    expect(program.payouts('p1')).toMatchObject([{ weekEnding: '2026-07-18', amountCents: 118_50, state: 'paid' }]);
    expect(program.books()).toEqual(new Map());
  });

  it('refuses a week whose Friday has not come, and a week before the last run', async () => {
    const program = new MemoryProgram();
    await program.partner('p1');
    await program.friday('2026-06-26');
    await expect(program.byHand('2026-06-27')).rejects.toThrow(/paid on Friday 2026-07-03; today is 2026-06-26/);
    await expect(program.byHand('2026-06-13')).rejects.toThrow(/week ending 2026-06-13 is over/);
  });

  it('ends at once while the execution that owns it is alive, and is taken over when that one died', async () => {
    const program = new MemoryProgram();
    await program.partner('p1');
    await monthlyClient(program);
    program.moveTo('2026-06-26');
    program.running.add('arn:owner');
    await program.open({ weekEnding: weekEnding('2026-06-20') }, 'arn:owner');
    expect((await program.byHand('2026-06-20')).opened.action).toBe('already-running');
    program.running.delete('arn:owner');
    const taken = await program.byHand('2026-06-20');
    expect(taken.opened).toMatchObject({ action: 'plan', attempt: 2 });
    expect(program.paypal.moved()).toEqual(new Map([['pay-p1@payee.example', 118_50]]));
  });

  it('that was never finished is finished by the next Friday, before its own', async () => {
    const program = new MemoryProgram();
    await program.partner('p1');
    await monthlyClient(program);
    program.moveTo('2026-06-26');
    await program.open({ weekEnding: weekEnding('2026-06-20') }, 'arn:dead');
    const { opened } = await program.friday('2026-07-03');
    expect(opened.weekEnding).toBe('2026-06-27');
    expect(program.payouts('p1')).toMatchObject([{ weekEnding: '2026-06-20', state: 'paid' }]);
    expect(program.books()).toEqual(new Map());
  });

  it('pays what becomes known after its week with the next run', async () => {
    const program = new MemoryProgram();
    await program.partner('p1');
    await monthlyClient(program);
    await program.friday('2026-06-26');
    await program.payment('late', 'c1', '400.00', '2026-06-10');
    await program.friday('2026-07-03');
    expect(program.payouts('p1').map(({ weekEnding, amountCents }) => [weekEnding, amountCents])).toEqual([
      ['2026-06-20', 118_50],
      ['2026-06-27', 100_00],
    ]);
  });
});

describe('a run that is not over when the next Friday comes', () => {
  it('is waited for: both weeks are paid, and none is skipped', async () => {
    const program = new MemoryProgram();
    await program.partner('p1');
    await monthlyClient(program);
    program.moveTo('2026-06-26');
    program.running.add('arn:late');
    await program.open({ weekEnding: weekEnding('2026-06-20') }, 'arn:late');
    program.moveTo('2026-07-03');
    const waits = await program.open({ scheduledTime: new Date(program.time).toISOString() }, 'arn:friday');
    expect(waits).toMatchObject({ action: 'wait-for-older-run', requested: { weekEnding: '2026-06-27' } });
  });

  it('has its time for PayPal counted anew by whoever takes it up', async () => {
    const program = new MemoryProgram();
    await program.partner('p1');
    await monthlyClient(program);
    program.moveTo('2026-06-26');
    await program.open({ weekEnding: weekEnding('2026-06-20') }, 'arn:dead');
    program.moveTo('2026-07-01');
    await program.open({ weekEnding: weekEnding('2026-06-20') }, 'arn:next');
    const run = await program.runLedger.findRun(weekEnding('2026-06-20'));
    expect(run?.deadlineAt).toBe(program.time + 72 * 3_600_000);
  });

  it('cannot be refused unless it is held', async () => {
    const program = new MemoryProgram();
    await program.partner('p1');
    program.moveTo('2026-06-26');
    await program.open({ weekEnding: weekEnding('2026-06-20') }, 'arn:dead');
    const refuse = { by: 'ops-7', note: 'no' };
    await expect(program.open({ weekEnding: weekEnding('2026-06-20'), refuse })).rejects.toMatchObject({
      name: 'RunNotHeld',
    });
  });
});

describe('history that is imported before a Friday', () => {
  it('is paid by that Friday', async () => {
    const program = new MemoryProgram();
    program.moveTo('2026-11-19');
    await program.partner('p1');
    await program.client('c1', 'p1');
    await program.payment('pay1', 'c1', '800.00', '2026-01-05');
    await program.friday('2026-11-20');
    expect(program.payouts('p1')).toMatchObject([{ weekEnding: '2026-11-14', amountCents: 200_00, state: 'paid' }]);
  });
});

describe('late news decides again', () => {
  it('takes back what was paid when an early cancellation becomes known, and carries the debt', async () => {
    const program = new MemoryProgram();
    await program.partner('p1');
    await monthlyClient(program);
    await program.friday('2026-06-26');
    await program.tell({ type: 'cancellation', clientId: 'c1', on: '2026-04-14' });
    await program.friday('2026-07-03');
    expect(program.account('p1')).toMatchObject({ carriedCents: -118_50, reasons: ['below-threshold'] });
    expect(program.books()).toEqual(new Map());
  });

  it('does nothing for a cancellation on the day of maturity', async () => {
    const program = new MemoryProgram();
    await program.partner('p1');
    await monthlyClient(program);
    await program.tell({ type: 'cancellation', clientId: 'c1', on: '2026-04-15' });
    await program.friday('2026-06-26');
    expect(program.paypal.moved()).toEqual(new Map([['pay-p1@payee.example', 118_50]]));
  });

  it('pays sooner when an earlier first purchase becomes known', async () => {
    const program = new MemoryProgram();
    await program.partner('p1');
    await program.client('c1', 'p1');
    await program.payment('big', 'c1', '400.00', '2026-04-01');
    await program.friday('2026-05-01');
    await program.payment('trial', 'c1', '0.00', '2026-01-20');
    await program.friday('2026-05-08');
    expect(program.payouts('p1')).toMatchObject([{ weekEnding: '2026-05-02', amountCents: 100_00 }]);
  });

  it('files what waited for a partner, a client or a payment once it is known', async () => {
    const program = new MemoryProgram();
    expect(
      await program.tell({ type: 'refund', refundId: 'r1', paymentId: 'pay1', amount: '100.00', on: '2026-02-01' }),
    ).toMatchObject([{ outcome: 'waiting' }]);
    await program.payment('pay1', 'c1', '600.00', '2026-01-05');
    await program.client('c1', 'p1');
    await program.partner('p1');
    await program.friday('2026-05-01');
    expect(program.payouts('p1')).toMatchObject([{ amountCents: 125_00 }]);
    expect(program.books()).toEqual(new Map());
  });
});

describe('a client with more payments than one transaction holds', () => {
  it('is filed anew in pieces when its facts change', async () => {
    const program = new MemoryProgram();
    await program.partner('p1');
    await program.client('c1', 'p1');
    for (let count = 0; count < 120; count += 1) await program.payment(`pay${count}`, 'c1', '10.00', '2026-03-01');
    await program.payment('first', 'c1', '0.00', '2026-01-01');
    const client = program.table.items().find(({ pk, sk }) => pk === 'CLIENT#c1' && sk === 'PROFILE');
    expect(client).toMatchObject({ intent: false, facts: { since: '2026-01-01' } });
    const entries = program.table.items().filter(({ pk, sk }) => pk.startsWith('WEEK#') && sk.startsWith('p1#'));
    expect(entries).toHaveLength(120);
    expect(new Set(entries.map(({ weekEnding }) => weekEnding))).toEqual(new Set(['2026-04-04']));
    await program.friday('2026-04-10');
    expect(program.payouts('p1')).toMatchObject([{ amountCents: 120 * 250 }]);
  });
});
