/** A look at one batch because somebody said that something changed: what PayPal answers counts, never what was said. */
import { beforeEach, describe, expect, it } from 'vitest';
import { instant } from '../../../shared/domain/calendar/time-zone.ts';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import { type LookOrder, lookNow } from '../../../shared/usecases/settlement/look-now.ts';
import { receiverOf } from '../../support/memory-program.ts';
import { type QueuedRun, queuedRun, WEEK } from '../../support/memory-scenes.ts';

const BATCH = { weekEnding: weekEnding(WEEK), manifest: 'g00-0001', generation: 1 };
const PAYPAL_ID = `PP-payout-${WEEK}-g00-0001-1`;

let run: QueuedRun;
beforeEach(async () => {
  run = await queuedRun({ p1: 100, p2: 200 });
});

const look = (more: Partial<LookOrder> = {}) => lookNow({ ...BATCH, ...more }, run.program.settlement);

describe('a look', () => {
  it('moves payouts to what PayPal says, at once', async () => {
    run.program.paypal.outcomes.set(receiverOf('p1'), 'UNCLAIMED');
    await run.settle();
    expect(await look()).toBe('lingering');
    expect(run.program.payouts('p1')).toMatchObject([{ state: 'unclaimed', waitingSince: run.program.time }]);
    run.program.paypal.turn(receiverOf('p1'), 'RETURNED');
    expect(await look()).toBe('over');
    expect(run.program.payouts('p1')).toMatchObject([{ state: 'returned' }]);
    expect(run.program.account('p1')).toMatchObject({ carriedCents: 100_00, refusedPaypalVersion: 1 });
    expect(run.program.problems()).toEqual([]);
  });

  it('of a batch that nobody knows asks PayPal nothing', async () => {
    await run.settle();
    for (const order of [{ manifest: 'g00-0002' }, { generation: 2 }, { payoutBatchId: 'of-somebody-else' }])
      expect(await look(order)).toBe('unknown');
    expect(run.program.paypal.looks).toBe(0);
  });

  it('of a batch that was not sent does nothing', async () => {
    expect(await look({ payoutBatchId: PAYPAL_ID })).toBe('unsent');
    expect([run.program.paypal.looks, run.program.queued]).toEqual([0, []]);
  });

  it('that learns nothing goes back to the queue, and the next one finds all as it was', async () => {
    await run.settle();
    run.program.paypal.shows = () => ({ kind: 'unavailable', cause: 'HTTP 503' });
    const before = run.program.items();
    await expect(look({ changedAt: instant(run.program.time) })).rejects.toThrow(
      'PayPal could not be looked at: HTTP 503',
    );
    expect(run.program.items()).toEqual(before);
  });
});

describe('a thousand who tell of the same batch', () => {
  it('are served by the looks of ten seconds', async () => {
    run.program.paypal.outcomes.set(receiverOf('p1'), 'UNCLAIMED');
    await run.settle();
    const changedAt = instant(run.program.time);
    for (let told = 0; told < 30; told += 1) {
      await look({ changedAt });
      run.program.time += 1_000;
    }
    expect(run.program.paypal.looks).toBe(12);
    expect(await look({ changedAt })).toBe('seen');
    // A person who asks is not told that somebody else has looked.
    expect(await look()).toBe('lingering');
  });

  it('are not served by a look that an earlier message makes late', async () => {
    run.program.paypal.outcomes.set(receiverOf('p1'), 'UNCLAIMED');
    await run.settle();
    const { ledger } = run.program.settlement;
    await ledger.keepLook(BATCH, instant(5_000));
    await ledger.keepLook(BATCH, instant(4_000));
    expect(await ledger.lastLook(BATCH)).toBe(5_000);
  });
});

describe('a batch that is settled', () => {
  beforeEach(async () => {
    await run.settle();
    await run.program.byHand(WEEK);
    expect(await run.batch()).toMatchObject({ state: 'settled', paidCents: 300_00 });
  });

  it.each([
    { status: 'REFUNDED', state: 'refunded' },
    { status: 'REVERSED', state: 'reversed' },
  ] as const)('and has one $status afterwards waits for operations, in the report too', async ({ status, state }) => {
    run.program.paypal.turn(receiverOf('p1'), status);
    for (const _ of [1, 2]) expect(await look()).toBe('over');
    expect(run.program.payouts('p1')).toMatchObject([{ state, waitingSince: run.program.time }]);
    expect(run.program.account('p1')).toMatchObject({ carriedCents: 0 });
    expect(await run.batch()).toMatchObject({ state: 'settled', paidCents: 200_00, backCents: 0 });
    expect((await run.program.runOf(WEEK)).report).toMatchObject({ paidCents: 200_00, openCents: 100_00 });
    expect(run.program.alarms).toEqual(['a payout waits for operations']);
    expect(run.program.problems()).toEqual([]);
  });

  it.each(['FAILED', 'RETURNED', 'CANCELED', 'DENIED', 'UNCLAIMED', 'PENDING', 'BLOCKED', 'UNRECOGNIZED'] as const)(
    'stays as it is when PayPal says %s afterwards',
    async (late) => {
      run.program.paypal.turn(receiverOf('p1'), late);
      const before = run.program.items().filter(({ sk }) => !sk.startsWith('LOOK#'));
      expect(await look()).toBe('over');
      expect(run.program.items().filter(({ sk }) => !sk.startsWith('LOOK#'))).toEqual(before);
    },
  );

  it('is not parked when PayPal shows it otherwise: somebody is told', async () => {
    run.program.paypal.shows = () => ({ kind: 'not-found' });
    expect(await look()).toBe('over');
    expect(await run.batch()).toMatchObject({ state: 'settled' });
    expect(run.program.alarms).toEqual(['PayPal shows a settled batch otherwise than it was']);
  });
});

describe('a batch that is parked', () => {
  it('is paid where PayPal shows after all what was sent, and stays parked where it does not', async () => {
    await run.settle();
    run.program.paypal.shows = (batch) => ({ kind: 'found', value: { ...batch, senderBatchId: 'another' } });
    expect(await look()).toBe('parked');
    expect(run.program.item('EXCEPTIONS', `batch#${WEEK}#g00-0001#001`)).toBeDefined();
    expect(await run.batch()).toMatchObject({ state: 'parked', parkedAt: run.program.time });
    expect(await look()).toBe('parked');
    run.program.paypal.shows = (value) => ({ kind: 'found', value });
    expect(await look()).toBe('over');
    expect(run.program.payouts('p1')).toMatchObject([{ state: 'paid' }]);
    expect(run.program.item('EXCEPTIONS', `batch#${WEEK}#g00-0001#001`)).toBeUndefined();
    expect(run.program.problems()).toEqual([]);
  });
});

describe('the list of what waits', () => {
  const listed = () => run.program.items().flatMap(({ pk, sk }) => (pk === 'EXCEPTIONS' ? [sk] : []));

  it.each([
    { way: ['UNCLAIMED', 'SUCCESS'], ends: [] },
    { way: ['UNCLAIMED', 'RETURNED'], ends: [] },
    { way: ['UNCLAIMED', 'BLOCKED'], ends: [`payout#${WEEK}#p1`] },
    { way: ['BLOCKED', 'FAILED'], ends: [] },
    { way: ['SUCCESS', 'REFUNDED'], ends: [`payout#${WEEK}#p1`] },
    { way: ['UNCLAIMED', 'REVERSED'], ends: [`payout#${WEEK}#p1`] },
    { way: ['SUCCESS'], ends: [] },
    { way: ['ONHOLD'], ends: [] },
  ] as const)('after $way: $ends', async ({ way, ends }) => {
    await run.settle();
    for (const status of way) {
      run.program.paypal.turn(receiverOf('p1'), status);
      await look();
    }
    expect(listed()).toEqual(ends);
  });

  it('costs a payout that is paid at once nothing', async () => {
    await run.settle();
    const writes: number[] = [];
    run.program.table.interrupt(
      (operation) => {
        if (operation.kind === 'write' && JSON.stringify(operation.writes).includes('"PAYOUT#'))
          writes.push(operation.writes.length);
        return false;
      },
      async () => {},
    );
    await look();
    expect(writes).toEqual([1, 1]);
  });
});
