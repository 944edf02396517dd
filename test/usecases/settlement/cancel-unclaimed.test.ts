/** Cancelling an unclaimed payout: asked for by operations, and believed only when PayPal shows the item as returned. */
import { beforeEach, expect, it } from 'vitest';
import { payoutKey } from '../../../shared/adapters/ledger/keys.ts';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import { partnerId } from '../../../shared/domain/ids.ts';
import { cancelUnclaimed } from '../../../shared/usecases/settlement/cancel-unclaimed.ts';
import { receiverOf } from '../../support/memory-program.ts';
import { type QueuedRun, queuedRun, WEEK } from '../../support/memory-scenes.ts';

const ORDER = { partnerId: partnerId('p1'), weekEnding: weekEnding(WEEK) };

let run: QueuedRun;
beforeEach(async () => {
  run = await queuedRun({ p1: 100, p2: 200 });
  run.program.paypal.outcomes.set(receiverOf('p1'), 'UNCLAIMED');
  await run.settle();
  await run.program.daily('2026-04-25');
});

const asked = () =>
  run.program.table.write([
    { kind: 'update', key: payoutKey(ORDER.partnerId, ORDER.weekEnding), set: { cancelAskedBy: 'finance-1' } },
  ]);
const cancel = () => cancelUnclaimed(ORDER, run.program.settlement);

it('gives the money back once, and says that the address was refused', async () => {
  await asked();
  expect(await cancel()).toBe('cancelled');
  expect(await cancel()).toBe('not-unclaimed');
  expect(run.program.payouts('p1')).toMatchObject([{ state: 'returned' }]);
  expect(run.program.account('p1')).toMatchObject({ carriedCents: 100_00, refusedPaypalVersion: 1 });
  expect(await run.batch()).toMatchObject({ state: 'settled', paidCents: 200_00, backCents: 100_00 });
  expect(run.program.problems()).toEqual([]);
});

it('that nobody asked for asks PayPal nothing', async () => {
  expect(await cancel()).toBe('not-unclaimed');
  expect(run.program.paypal.cancelled).toEqual([]);
});

it('is not believed by the answer: an item that is unclaimed still stays in flight, and somebody is told', async () => {
  await asked();
  run.program.paypal.cancelAnswers.push({ kind: 'asked' });
  expect(await cancel()).toBe('refused');
  expect(run.program.payouts('p1')).toMatchObject([{ state: 'unclaimed' }]);
  expect(run.program.account('p1')).toMatchObject({ carriedCents: 0 });
  expect(run.program.alarms).toEqual(['PayPal did not cancel an unclaimed payout']);
});

it('that comes too late, since it was claimed meanwhile, finds it paid', async () => {
  await asked();
  run.program.paypal.turn(receiverOf('p1'), 'SUCCESS');
  expect(await cancel()).toBe('cancelled');
  expect(run.program.payouts('p1')).toMatchObject([{ state: 'paid' }]);
  expect(run.program.account('p1')).toMatchObject({ carriedCents: 0 });
});

it('whose answer is lost is tried again, and a refusal of the second try is no news', async () => {
  await asked();
  run.program.paypal.cancelAnswers.push({ kind: 'unavailable', cause: 'HTTP 500' });
  await expect(cancel()).rejects.toThrow('PayPal was not heard to cancel: HTTP 500');
  // It was cancelled all the same.
  run.program.paypal.turn(receiverOf('p1'), 'RETURNED');
  expect(await cancel()).toBe('cancelled');
  expect(run.program.payouts('p1')).toMatchObject([{ state: 'returned' }]);
  expect(run.program.account('p1')).toMatchObject({ carriedCents: 100_00 });
});
