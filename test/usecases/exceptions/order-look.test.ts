/** What operations order at PayPal: on record first, then queued; and the list that they choose from. */
import { describe, expect, it } from 'vitest';
import { waiting } from '../../support/memory-exceptions.ts';
import { diesAfterEachOperation } from '../../support/memory-faults.ts';
import { receiverOf } from '../../support/memory-program.ts';
import { WEEK } from '../../support/memory-scenes.ts';

const KEY = 'a-key-of-this-call-1';

describe('a cancellation', () => {
  it('is on record, carried out by the worker, and the money is back when PayPal shows it returned', async () => {
    const scene = await waiting('UNCLAIMED');
    expect(await scene.cancel('ann', KEY)).toMatchObject({ kind: 'done', answer: { ordered: 'cancel' } });
    expect(scene.program.account('p1')).toMatchObject({ carriedCents: 0 });
    expect(scene.program.payouts('p1')).toMatchObject([{ state: 'unclaimed', cancelAskedBy: 'ann' }]);
    await scene.workOff();
    expect(scene.program.payouts('p1')).toMatchObject([{ state: 'returned' }]);
    expect(scene.program.account('p1')).toMatchObject({ carriedCents: 100_00, refusedPaypalVersion: 1 });
    expect((await scene.program.runOf(WEEK)).report).toMatchObject({
      paidCents: 200_00,
      backCents: 100_00,
      openCents: 0,
    });
    expect(scene.trail()).toMatchObject([{ action: 'payout.cancel', by: { id: 'ann' } }]);
    // Asked again, PayPal is asked nothing.
    expect(await scene.cancel('ann', KEY)).toMatchObject({ kind: 'done' });
    await scene.workOff();
    expect(scene.program.paypal.cancelled).toHaveLength(1);
    expect(scene.program.problems()).toEqual([]);
  });

  it.each(['SUCCESS', 'BLOCKED', 'FAILED', 'REFUNDED'] as const)('of what is %s is refused', async (status) => {
    const scene = await waiting(status);
    expect(await scene.cancel()).toMatchObject({ kind: 'refused', why: { status: 409 } });
    expect([scene.orders, scene.trail()]).toEqual([[], []]);
  });

  it('that dies after any operation is carried out once it is sent again, with one record', async () => {
    const operations = await diesAfterEachOperation(
      () => waiting('UNCLAIMED'),
      (scene) => scene.cancel('ann', KEY),
      async (scene) => {
        scene.orders.length = 0;
        await scene.cancel('ann', KEY);
        await scene.workOff();
        expect(scene.program.payouts('p1')).toMatchObject([{ state: 'returned' }]);
        expect(scene.trail()).toHaveLength(1);
      },
    );
    expect(operations).toBeGreaterThan(2);
  });

  it('whose order is lost is ordered again by the daily rule', async () => {
    const scene = await waiting('UNCLAIMED');
    await scene.cancel();
    scene.orders.length = 0;
    expect(await scene.daily('2026-04-28')).toBe(0);
    await scene.workOff();
    expect(scene.program.payouts('p1')).toMatchObject([{ state: 'returned' }]);
  });
});

describe('a look', () => {
  it('at a payout is on record, and finds what PayPal says', async () => {
    const scene = await waiting('BLOCKED');
    expect(await scene.look(KEY)).toMatchObject({ kind: 'done', answer: { ordered: 'look' } });
    scene.program.paypal.turn(receiverOf('p1'), 'SUCCESS');
    await scene.workOff();
    expect(scene.program.payouts('p1')).toMatchObject([{ state: 'paid' }]);
    expect(scene.trail()).toMatchObject([{ action: 'payout.look', partnerId: 'p1' }]);
  });

  it('at a batch that there is not is refused', async () => {
    const scene = await waiting('BLOCKED');
    expect(await scene.lookAtBatch('g07-0001')).toMatchObject({ kind: 'refused', why: { status: 404 } });
    expect(await scene.lookAtBatch('g00-0001')).toMatchObject({ kind: 'done' });
    expect(scene.orders).toHaveLength(1);
  });
});

describe('the list', () => {
  it.each([
    { status: 'UNCLAIMED', actions: ['cancel', 'look'] },
    { status: 'BLOCKED', actions: ['look'] },
    { status: 'REFUNDED', actions: ['put-back', 'write-off', 'look'] },
    { status: 'REVERSED', actions: ['put-back', 'write-off', 'look'] },
  ] as const)('names $status with what can be done', async ({ status, actions }) => {
    const scene = await waiting(status);
    const { items } = await scene.list();
    expect(items).toMatchObject([
      {
        kind: 'payout',
        partnerId: 'p1',
        weekEnding: WEEK,
        amountCents: 100_00,
        state: status.toLowerCase(),
        receiver: 'p…@payee.example',
        since: expect.stringMatching(/^2026-04-2\dT/),
        actions,
      },
    ]);
  });

  it('names a parked batch, says what to do, and forgets it when it goes on', async () => {
    const scene = await waiting('UNCLAIMED');
    scene.program.paypal.shows = (batch) => ({ kind: 'found', value: { ...batch, senderBatchId: 'another' } });
    await scene.program.daily('2026-04-28');
    const { items } = await scene.list();
    expect(items).toMatchObject([
      {
        kind: 'batch',
        manifest: 'g00-0001',
        items: 2,
        totalCents: 300_00,
        why: 'another sender batch id',
        actions: ['look'],
      },
      { kind: 'payout' },
    ]);
    scene.program.paypal.shows = (value) => ({ kind: 'found', value });
    await scene.lookAtBatch('g00-0001');
    await scene.workOff();
    expect((await scene.list()).items).toMatchObject([{ kind: 'payout' }]);
  });

  it('comes in pages', async () => {
    const scene = await waiting('UNCLAIMED', { p1: 100, p2: 200, p3: 300 });
    for (const partner of ['p2', 'p3']) scene.program.paypal.turn(receiverOf(partner), 'REFUNDED');
    await scene.look();
    await scene.workOff();
    const names: unknown[] = [];
    for (let after: string | undefined, page = 0; page < 5; page += 1) {
      const { items, next } = await scene.list(2, after);
      names.push(items.map((item) => 'partnerId' in item && item.partnerId));
      if (!next) break;
      after = next;
    }
    expect(names).toEqual([['p1', 'p2'], ['p3']]);
  });
});
