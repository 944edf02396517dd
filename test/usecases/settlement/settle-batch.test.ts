/** Sending one batch: what each answer of PayPal proves, and what therefore becomes of the batch. */
import { describe, expect, it } from 'vitest';
import type { SendOutcome } from '../../../shared/ports/payout-gateway.ts';
import { Crash } from '../../support/memory-faults.ts';
import { paidInFull, queuedRun, WEEK } from '../../support/memory-scenes.ts';

const UNKNOWN: SendOutcome = { kind: 'unknown', cause: 'time-out', debugId: 'd-1' };
const REFUSED: SendOutcome = { kind: 'refused', status: 403, error: 'SENDER_RESTRICTED', debugId: 'd-2' };
const NO_FUNDS: SendOutcome = { kind: 'insufficient-funds', debugId: 'd-3' };
const PARKED = 'a batch is parked for operations';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('a batch that PayPal takes', () => {
  it('is sent as it was frozen, and its id kept', async () => {
    const run = await queuedRun();
    await run.settle();
    const order = await run.order();
    const [request] = run.program.paypal.requests;
    expect(request?.senderBatchId).toBe('payout-2026-04-18-g00-0001-1');
    expect(request?.items.map(({ senderItemId }) => senderItemId)).toEqual(order.map((id) => `${WEEK}.1.${id}`));
    expect(new Map(request?.items.map(({ receiver, amount }) => [receiver, amount]))).toEqual(paidInFull());
    expect(await run.batch()).toMatchObject({
      state: 'accepted',
      payoutBatchId: `PP-${request?.senderBatchId}`,
      attempts: 1,
    });
  });

  it('is sent once when its message comes twice', async () => {
    const run = await queuedRun();
    await run.settle();
    const before = run.program.items();
    await run.settle();
    expect(run.program.paypal.requests).toHaveLength(1);
    expect(run.program.items()).toEqual(before);
  });
});

describe('two workers with the same message', () => {
  it('send once when they start at the same moment', async () => {
    const run = await queuedRun();
    await Promise.all([run.settle(), run.settle()]);
    expect(run.program.paypal.requests).toHaveLength(1);
  });

  it('send once while the first is still at it', async () => {
    const run = await queuedRun();
    run.program.paypal.answers.push(async (batch) => {
      run.program.time += 149_000;
      await run.settle();
      return run.program.paypal.accept(batch);
    });
    await run.settle();
    expect(run.program.paypal.requests).toHaveLength(1);
    expect(await run.batch()).toMatchObject({ state: 'accepted' });
  });

  it('send the same once the first must be dead, whose late answer changes nothing', async () => {
    const run = await queuedRun();
    run.program.paypal.answers.push(async (batch) => {
      run.program.paypal.accept(batch);
      run.program.time += 150_000;
      await run.settle();
      return REFUSED;
    });
    await run.settle();
    const [first, second] = run.program.paypal.requests;
    expect(second).toEqual(first);
    expect(await run.batch()).toMatchObject({ state: 'accepted', lastOutcome: 'adopted' });
    expect(run.program.paypal.moved()).toEqual(paidInFull());
  });
});

describe('an answer that proves nothing', () => {
  it('gives the message back, and the same bytes are sent again', async () => {
    const run = await queuedRun();
    run.program.paypal.answers.push(
      () => UNKNOWN,
      () => UNKNOWN,
    );
    await expect(run.settle()).rejects.toThrow(/payout-2026-04-18-g00-0001-1: time-out/);
    expect(await run.batch()).toMatchObject({ state: 'sending', attempts: 1, lastOutcome: 'unknown: time-out' });
    await expect(run.settle()).rejects.toMatchObject({ name: 'BatchOutcomeUnknown' });
    await run.settle();
    const [first, ...again] = run.program.paypal.requests;
    expect(again).toEqual([first, first]);
    expect(await run.batch()).toMatchObject({ state: 'accepted', attempts: 3 });
  });

  it('keeps the time of the first attempt', async () => {
    const run = await queuedRun();
    const { time } = run.program;
    run.program.paypal.answers.push(
      () => UNKNOWN,
      () => UNKNOWN,
    );
    await run.settle().catch(() => {});
    run.program.time += DAY;
    await run.settle().catch(() => {});
    expect(await run.batch()).toMatchObject({ firstAttemptAt: time });
  });
});

describe('a definite refusal', () => {
  it.each([
    { why: 'of a sender who may not send', answer: REFUSED, error: 'SENDER_RESTRICTED' },
    { why: 'for want of funds', answer: NO_FUNDS, error: 'INSUFFICIENT_FUNDS' },
  ])('$why: on the first attempt proves it unsent: frozen again', async ({ answer, error }) => {
    const run = await queuedRun();
    run.program.paypal.answers.push(() => answer);
    await run.settle();
    expect(await run.batch()).toMatchObject({ state: 'frozen', lastOutcome: error });
    expect((await run.batch()).firstAttemptAt).toBeUndefined();
    expect(run.program.alarms).toEqual(['PayPal refused a batch']);
    // Each refusal is proof anew, since nothing was sent before it.
    run.program.paypal.answers.push(() => answer);
    await run.settle();
    expect(await run.batch()).toMatchObject({ state: 'frozen' });
    await run.settle();
    const [first, ...again] = run.program.paypal.requests;
    expect(again).toEqual([first, first]);
    expect(run.program.paypal.moved()).toEqual(paidInFull());
  });

  it.each([REFUSED, NO_FUNDS])('after an unknown attempt proves nothing: $kind', async (answer) => {
    const run = await queuedRun();
    const { time } = run.program;
    run.program.paypal.answers.push(
      () => UNKNOWN,
      () => answer,
    );
    await run.settle().catch(() => {});
    await run.settle();
    expect(await run.batch()).toMatchObject({ state: 'sending', firstAttemptAt: time });
    expect(run.program.alarms).toEqual(['PayPal refused a batch']);
  });

  it('after an attempt that may have crashed before its call proves nothing either', async () => {
    const run = await queuedRun();
    run.program.paypal.answers.push(() => {
      throw new Crash('before the call');
    });
    await expect(run.settle()).rejects.toThrow(Crash);
    run.program.time += 150_000;
    run.program.paypal.answers.push(() => REFUSED);
    await run.settle();
    expect(await run.batch()).toMatchObject({ state: 'sending' });
  });
});

describe('a batch whose first attempt was long ago', () => {
  it.each([
    {
      why: 'is sent again a minute before 25 days are over',
      later: 25 * DAY - 60_000,
      requests: 2,
      state: 'accepted',
      alarms: [],
    },
    {
      why: 'is never sent again a minute after that',
      later: 25 * DAY + 60_000,
      requests: 1,
      state: 'parked',
      alarms: [PARKED],
    },
  ])('$why', async ({ later, requests, state, alarms }) => {
    const run = await queuedRun();
    run.program.paypal.answers.push(() => UNKNOWN);
    await run.settle().catch(() => {});
    run.program.time += later;
    await run.settle();
    expect(run.program.paypal.requests).toHaveLength(requests);
    expect(await run.batch()).toMatchObject({ state });
    expect(run.program.alarms).toEqual(alarms);
  });

  it('is sent after any time when every attempt is proven to have failed', async () => {
    const run = await queuedRun();
    run.program.paypal.answers.push(() => NO_FUNDS);
    await run.settle();
    run.program.time += 40 * DAY;
    await run.settle();
    expect(run.program.paypal.moved()).toEqual(paidInFull());
  });
});

describe('what is not what was frozen', () => {
  it.each([
    { why: 'another amount', change: { a: 999_00 } },
    { why: 'another receiver', change: { r: 'mallory@payee.example' } },
    { why: 'another partner', change: { p: 'p9' } },
  ])('is never sent: $why in the manifest', async ({ change }) => {
    const run = await queuedRun();
    const manifest = run.program.item(`RUN#${WEEK}`, 'MANIFEST#g00-0001');
    const [row, ...rest] = (manifest as unknown as { rows: object[] }).rows;
    await run.program.table.putAll([
      { ...manifest, pk: `RUN#${WEEK}`, sk: 'MANIFEST#g00-0001', rows: [{ ...row, ...change }, ...rest] },
    ]);
    await expect(run.settle()).rejects.toMatchObject({ name: 'NotThisBatch' });
    expect(run.program.paypal.requests).toEqual([]);
    expect(await run.batch()).toMatchObject({ state: 'parked' });
    expect(run.program.alarms).toEqual([PARKED]);
  });

  it('is never sent: a message with another hash', async () => {
    const run = await queuedRun();
    await expect(run.settle({ ...run.message, hash: '0'.repeat(64) })).rejects.toMatchObject({ name: 'NotThisBatch' });
    expect(run.program.paypal.requests).toEqual([]);
    expect(await run.batch()).toMatchObject({ state: 'frozen' });
    await run.settle();
    expect(await run.batch()).toMatchObject({ state: 'accepted' });
  });

  it.each([{ manifest: 'g07-0001' }, { generation: 2 }])('is no batch: a message about %j', async (change) => {
    const run = await queuedRun();
    await expect(run.settle({ ...run.message, ...change })).rejects.toThrow(/no batch/);
    expect(run.program.paypal.requests).toEqual([]);
  });
});
