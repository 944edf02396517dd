/** Forecasts beside the real program where a run is not over, money is on its way or comes back, and news is late. */
import { describe, expect, it } from 'vitest';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import { forecastPayouts } from '../../../shared/domain/forecast.ts';
import { partnerId } from '../../../shared/domain/ids.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import { DEFAULT_SETTINGS } from '../../../shared/domain/program-settings.ts';
import { whyClient } from '../../../shared/domain/why/why-client.ts';
import { whyUnpaid } from '../../../shared/domain/why/why-unpaid.ts';
import type { PayoutMove } from '../../../shared/ports/settlement-ledger.ts';
import type { Item } from '../../../shared/ports/table.ts';
import type { MemoryProgram } from '../../support/memory-program.ts';
import {
  FRIDAY,
  NEXT_FRIDAY,
  NEXT_WEEK,
  owe,
  owingProgram,
  partnerIn,
  queuedRun,
  WEEK,
} from '../../support/memory-scenes.ts';
import { clientEarningsOf, positionOf } from './program-position.ts';

const told = async (program: MemoryProgram, partner: string): Promise<string[]> => {
  const held = program.item(`RUN#${WEEK}`, 'RUN')?.state === 'held' ? await program.runOf(WEEK) : undefined;
  return whyUnpaid(positionOf(program, partner, held)).reasons.map(({ code, amountCents, expectedOn }) =>
    [code, amountCents, expectedOn ?? '-'].join(' '),
  );
};
const firstFriday = (program: MemoryProgram, partner: string) =>
  forecastPayouts(positionOf(program, partner)).fridays[0];
const payouts = (program: MemoryProgram, partner: string): string[] =>
  program.payouts(partner).map((each) => `${each.weekEnding} ${each.amountCents} ${each.state}`);

describe('a run that is not over', () => {
  it('plans: it pays today whom it has not decided about, and sends what it has', async () => {
    const [early, late] = [partnerIn(0, 2), partnerIn(1, 2)];
    const program = await owingProgram({ [early]: 100, [late]: 200 }, { bucketGroups: 2 });
    const opened = await program.open({ weekEnding: weekEnding(WEEK) });
    expect(await told(program, early)).toEqual([`earned-this-week 10000 ${FRIDAY}`]);
    await program.plan({ ...opened, groups: [0] });
    program.failingGroups.add(1);
    expect(await told(program, early)).toEqual([`payout-in-flight 10000 ${FRIDAY}`]);
    expect(firstFriday(program, early)?.weekEnding).toBe(NEXT_WEEK);
  });

  it('stopped half way: the next Friday finishes it first', async () => {
    const [early, late] = [partnerIn(0, 2), partnerIn(1, 2)];
    const program = await owingProgram({ [early]: 100, [late]: 200 }, { bucketGroups: 2 });
    program.failingGroups.add(1);
    await expect(program.friday(FRIDAY)).rejects.toThrow(/groups 1 failed/);
    program.failingGroups.clear();
    program.moveTo('2026-04-27');
    expect(await told(program, early)).toEqual([]);
    expect(await told(program, late)).toEqual([`earned-this-week 20000 ${NEXT_FRIDAY}`]);
    expect(firstFriday(program, late)).toMatchObject({ weekEnding: WEEK, friday: NEXT_FRIDAY });
    await program.friday(NEXT_FRIDAY);
    expect(payouts(program, late)).toEqual([`${WEEK} 20000 paid`]);
  });

  it('held: without a day until operations say so; released, the rest goes on as forecast', async () => {
    const program = await owingProgram({ p1: 100 }, { caps: { ...DEFAULT_SETTINGS.caps, maxRunCents: cents(1) } });
    await program.friday(FRIDAY);
    expect(await told(program, 'p1')).toEqual(['payout-in-flight 10000 -']);
    await owe(program, { p1: 120 }, '2026-04-21');
    expect(await told(program, 'p1')).toEqual(['payout-in-flight 10000 -', `earned-this-week 12000 ${NEXT_FRIDAY}`]);
    await program.byHand(WEEK, { release: { by: 'operator-1', note: 'as it should be' } });
    await program.configure({});
    expect(await told(program, 'p1')).toEqual([`earned-this-week 12000 ${NEXT_FRIDAY}`]);
    await program.friday(NEXT_FRIDAY);
    expect(payouts(program, 'p1')).toEqual([`${WEEK} 10000 paid`, `${NEXT_WEEK} 12000 paid`]);
  });

  it('queued and not settled: on its way, and in the way of nothing', async () => {
    const { program } = await queuedRun({ p1: 100 });
    expect(await told(program, 'p1')).toEqual([`payout-in-flight 10000 ${FRIDAY}`]);
    await owe(program, { p1: 150 }, '2026-04-20');
    expect(await told(program, 'p1')).toEqual([
      `payout-in-flight 10000 ${FRIDAY}`,
      `earned-this-week 15000 ${NEXT_FRIDAY}`,
    ]);
  });
});

describe('what comes back, and what is found out late', () => {
  const comesBack = async (move: Partial<PayoutMove>): Promise<MemoryProgram> => {
    const { program } = await queuedRun({ p1: 100 });
    const failed = { partnerId: partnerId('p1'), weekEnding: weekEnding(WEEK), to: 'failed' } as const;
    await program.settlementLedger.movePayout({ ...failed, ...move });
    return program;
  };

  it('refused by PayPal: held by the address until it is changed or confirmed again', async () => {
    const program = await comesBack({ refusesReceiver: true });
    expect(await told(program, 'p1')).toEqual(['paypal-address-refused 10000 -']);
    await program.friday(NEXT_FRIDAY);
    expect(program.account('p1')).toMatchObject({ carriedCents: 100_00, reasons: ['paypal-address-refused'] });
  });

  it('returned: the next run pays it', async () => {
    const program = await comesBack({ to: 'returned' });
    expect(await told(program, 'p1')).toEqual([`next-run 10000 ${NEXT_FRIDAY}`]);
    await program.friday(NEXT_FRIDAY);
    expect(program.payouts('p1').map(({ amountCents }) => amountCents)).toEqual([100_00, 100_00]);
  });

  it('refunded after it was paid: a negative balance, paid off by what is earned later', async () => {
    const program = await owingProgram({ p1: 100 });
    await program.friday(FRIDAY);
    await program.tell({
      ...{ type: 'refund', refundId: 'refund-1', paymentId: 'payment-p1-2026-01-10' },
      ...{ amount: '200.00', on: '2026-04-24' },
    });
    expect(await told(program, 'p1')).toEqual(['earned-this-week -5000 -']);
    await program.friday(NEXT_FRIDAY);
    expect(await told(program, 'p1')).toEqual(['negative-balance -5000 -']);
    await owe(program, { p1: 160 }, '2026-05-01');
    expect(await told(program, 'p1')).toEqual([
      'negative-balance -5000 2026-05-08',
      'earned-this-week 16000 2026-05-08',
    ]);
    await program.friday('2026-05-08');
    expect(program.payouts('p1').map(({ amountCents }) => amountCents)).toEqual([100_00, 110_00]);
  });

  it('a payment that becomes known after the run of its week is paid by the next', async () => {
    const program = await owingProgram({ p1: 10 });
    await program.friday(FRIDAY);
    await owe(program, { p1: 90 }, '2026-04-16');
    expect(await told(program, 'p1')).toEqual([`next-run 1000 ${NEXT_FRIDAY}`, `earned-this-week 9000 ${NEXT_FRIDAY}`]);
    await program.friday(NEXT_FRIDAY);
    expect(payouts(program, 'p1')).toEqual([`${NEXT_WEEK} 10000 paid`]);
  });
});

it('what operations adjusted is the partner’s, and no client’s', async () => {
  const program = await owingProgram({ p1: 10 });
  const [entry] = program.items().filter(({ pk, sk }) => pk.startsWith('WEEK#') && sk.startsWith('p1#'));
  const { paymentId: _, clientId: __, ...adjustment } = entry as Item;
  await program.table.putAll([{ ...adjustment, sk: 'p1#!adjustment#a-1', cents: 2_50, statedCents: 2_50 }]);
  const position = positionOf(program, 'p1');
  expect(whyUnpaid(position).unpaidCents).toBe(12_50);
  expect(whyClient(position, clientEarningsOf(program, 'p1', 'client-p1')).unpaidCents).toBe(10_00);
});
