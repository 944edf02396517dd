/** What PayPal says of each item, and what therefore becomes of payout, balance, batch and report. */
import { describe, expect, it } from 'vitest';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import { partnerId } from '../../../shared/domain/ids.ts';
import type { PayoutState } from '../../../shared/domain/payout-state.ts';
import type { PayPalItemStatus } from '../../../shared/ports/payout-gateway.ts';
import type { BatchStanding } from '../../../shared/usecases/settlement/reconcile-batch.ts';
import { receiverOf } from '../../support/memory-program.ts';
import {
  NEXT_FRIDAY,
  NEXT_WEEK,
  type Owed,
  owe,
  type QueuedRun,
  queuedRun,
  WEEK,
} from '../../support/memory-scenes.ts';

/** p1 is owed $100, and its item stands as PayPal says. */
async function sentTo(status: PayPalItemStatus, error?: string, owed: Owed = { p1: 100 }): Promise<QueuedRun> {
  const run = await queuedRun(owed);
  await run.settle();
  run.program.paypal.turn(receiverOf('p1'), status, error);
  return run;
}

interface Expectation {
  readonly status: PayPalItemStatus;
  readonly payout: PayoutState;
  readonly carried: number;
  readonly standing: BatchStanding;
  readonly report: { readonly paidCents: number; readonly backCents: number; readonly openCents: number };
}
const PAID = { paidCents: 100_00, backCents: 0, openCents: 0 };
const BACK = { paidCents: 0, backCents: 100_00, openCents: 0 };
const OPEN = { paidCents: 0, backCents: 0, openCents: 100_00 };

const EXPECTED: readonly Expectation[] = [
  { status: 'SUCCESS', payout: 'paid', carried: 0, standing: 'over', report: PAID },
  { status: 'FAILED', payout: 'failed', carried: 100_00, standing: 'over', report: BACK },
  { status: 'RETURNED', payout: 'returned', carried: 100_00, standing: 'over', report: BACK },
  { status: 'CANCELED', payout: 'canceled', carried: 100_00, standing: 'over', report: BACK },
  { status: 'DENIED', payout: 'denied', carried: 100_00, standing: 'over', report: BACK },
  { status: 'REFUNDED', payout: 'refunded', carried: 0, standing: 'over', report: OPEN },
  { status: 'REVERSED', payout: 'reversed', carried: 0, standing: 'over', report: OPEN },
  { status: 'UNCLAIMED', payout: 'unclaimed', carried: 0, standing: 'lingering', report: OPEN },
  { status: 'BLOCKED', payout: 'blocked', carried: 0, standing: 'lingering', report: OPEN },
  { status: 'ONHOLD', payout: 'planned', carried: 0, standing: 'lingering', report: OPEN },
  { status: 'UNRECOGNIZED', payout: 'planned', carried: 0, standing: 'lingering', report: OPEN },
  { status: 'PENDING', payout: 'planned', carried: 0, standing: 'open', report: OPEN },
];

describe.each(EXPECTED)('$status', ({ status, payout, carried, standing, report }) => {
  it(`is a payout ${payout} and a batch ${standing}`, async () => {
    const { program } = await sentTo(status);
    expect(await program.daily('2026-04-25')).toEqual({ open: 0, lingering: 0, parked: 0, over: 0, [standing]: 1 });
    expect(program.payouts('p1')).toMatchObject([{ state: payout, amountCents: 100_00 }]);
    expect(program.account('p1')).toMatchObject({ carriedCents: carried });
    expect(await program.batches(WEEK)).toMatchObject([{ state: standing === 'over' ? 'settled' : 'accepted' }]);
    expect(program.problems()).toEqual([]);
  });

  it('said again changes nothing', async () => {
    const { program } = await sentTo(status);
    await program.daily('2026-04-25');
    const before = program.items();
    await program.daily('2026-04-26');
    expect(program.items()).toEqual(before);
  });

  it('is in the report of its run', async () => {
    const { program, opened } = await sentTo(status);
    program.time += 80 * 3_600_000;
    const { closed } = await program.byHand(WEEK);
    expect(closed).toMatchObject({ payouts: 1, payoutCents: 100_00, ...report });
    expect(opened.weekEnding).toBe(WEEK);
  });
});

it('a status that nobody knows alarms', async () => {
  const { program } = await sentTo('UNRECOGNIZED');
  await program.daily('2026-04-25');
  expect(program.alarms).toEqual(['PayPal says a status that is not known']);
});

describe('the address of a payout that came back', () => {
  it.each<{ status: PayPalItemStatus; error?: string; reasons: string[] }>([
    { status: 'RETURNED', error: 'RECEIVER_UNREGISTERED', reasons: ['paypal-address-refused'] },
    { status: 'RETURNED', reasons: ['paypal-address-refused'] },
    { status: 'FAILED', error: 'RECEIVER_ACCOUNT_LOCKED', reasons: ['paypal-address-refused'] },
    { status: 'FAILED', error: 'INTERNAL_ERROR', reasons: [] },
    { status: 'FAILED', reasons: [] },
    { status: 'CANCELED', reasons: [] },
    { status: 'DENIED', reasons: [] },
  ])('after $status $error: $reasons', async ({ status, error, reasons }) => {
    const { program } = await sentTo(status, error);
    await program.daily('2026-04-25');
    await program.friday(NEXT_FRIDAY);
    expect(program.account('p1')).toMatchObject({ reasons, carriedCents: reasons.length > 0 ? 100_00 : 0 });
    expect(program.payouts('p1')).toHaveLength(reasons.length > 0 ? 1 : 2);
    expect(program.problems()).toEqual([]);
  });
});

describe('an unclaimed payout', () => {
  it('holds the next one back until PayPal returns it, and comes back once', async () => {
    const { program } = await sentTo('UNCLAIMED');
    await program.daily('2026-04-25');
    await owe(program, { p1: 150 }, '2026-04-22');
    await program.friday(NEXT_FRIDAY);
    expect(program.account('p1')).toMatchObject({ carriedCents: 150_00, reasons: ['payout-in-flight'] });

    program.paypal.turn(receiverOf('p1'), 'RETURNED');
    await program.daily('2026-05-24');
    await program.daily('2026-05-25');
    expect(program.account('p1')).toMatchObject({ carriedCents: 250_00 });
    await program.friday('2026-05-29');
    expect(program.account('p1')).toMatchObject({ carriedCents: 250_00, reasons: ['paypal-address-refused'] });
    expect(program.problems()).toEqual([]);
  });

  it('lets the next one go once it is claimed', async () => {
    const { program } = await sentTo('UNCLAIMED');
    await program.daily('2026-04-25');
    await owe(program, { p1: 150 }, '2026-04-22');
    await program.friday(NEXT_FRIDAY);
    program.paypal.turn(receiverOf('p1'), 'SUCCESS');
    await program.daily('2026-05-02');
    await program.friday('2026-05-08');
    expect(program.payouts('p1')).toMatchObject([
      { weekEnding: WEEK, state: 'paid' },
      { weekEnding: '2026-05-02', amountCents: 150_00, state: 'paid' },
    ]);
  });

  it('that comes back between a manifest and its accounts is kept beside what the manifest says', async () => {
    const { program } = await sentTo('UNCLAIMED');
    await program.daily('2026-04-25');
    await owe(program, { p1: 150 }, '2026-04-22');
    program.table.interrupt(
      (operation) =>
        operation.kind === 'write' &&
        operation.writes.some((write) => write.kind === 'put' && write.item.lastRun === NEXT_WEEK),
      async () => {
        program.paypal.turn(receiverOf('p1'), 'RETURNED');
        await program.daily(NEXT_FRIDAY);
      },
    );
    await program.friday(NEXT_FRIDAY);
    expect(program.table.interrupted).toBe(true);
    expect(await program.rows(NEXT_WEEK)).toMatchObject([{ carriedCents: 0, entriesCents: 150_00, payoutCents: 0 }]);
    expect(program.account('p1')).toMatchObject({ carriedCents: 250_00, lastRun: NEXT_WEEK });
    expect(program.problems()).toEqual([]);
  });
});

describe('a payout that was paid', () => {
  it('and is sent back while others of its batch linger goes to operations, in the ledger and in the report', async () => {
    const run = await sentTo('UNCLAIMED', undefined, { p1: 100, p2: 200 });
    const { program } = run;
    await program.byHand(WEEK);
    expect((await program.runOf(WEEK)).report).toMatchObject({ paidCents: 200_00, openCents: 100_00 });
    program.paypal.turn(receiverOf('p2'), 'REFUNDED');
    await program.daily('2026-04-28');
    expect(program.payouts('p2')).toMatchObject([{ state: 'refunded' }]);
    expect((await program.runOf(WEEK)).report).toMatchObject({ paidCents: 0, openCents: 300_00 });
    expect(program.account('p2')).toMatchObject({ carriedCents: 0 });
  });

  it.each(['FAILED', 'RETURNED', 'DENIED', 'PENDING', 'UNCLAIMED'] as const)(
    'stays paid whatever PayPal says late: %s',
    async (late) => {
      const { program } = await sentTo('UNCLAIMED', undefined, { p1: 100, p2: 200 });
      await program.daily('2026-04-25');
      program.paypal.turn(receiverOf('p2'), late);
      await program.daily('2026-04-26');
      expect(program.payouts('p2')).toMatchObject([{ state: 'paid' }]);
      expect(program.account('p2')).toMatchObject({ carriedCents: 0 });
      expect(program.problems()).toEqual([]);
    },
  );
});

it('a payout comes back once, and stays back, however often and in whatever words it is told', async () => {
  const { program } = await sentTo('FAILED');
  await program.daily('2026-04-25');
  const before = program.items();
  const move = { partnerId: partnerId('p1'), weekEnding: weekEnding(WEEK) };
  for (const to of ['failed', 'returned', 'paid', 'unclaimed', 'refused', 'rejected', 'refunded'] as const) {
    expect(await program.settlementLedger.movePayout({ ...move, to })).toBe('too-late');
  }
  expect(program.items()).toEqual(before);
});

it('two who bring the same news at the same moment give the money back once', async () => {
  const { program } = await sentTo('FAILED');
  const move = { partnerId: partnerId('p1'), weekEnding: weekEnding(WEEK), to: 'failed' } as const;
  const told = await Promise.all([
    program.settlementLedger.movePayout(move),
    program.settlementLedger.movePayout(move),
  ]);
  expect(told.sort()).toEqual(['moved', 'too-late']);
  expect(program.account('p1')).toMatchObject({ carriedCents: 100_00 });
});
