/** PayPal will not take some items: they go back to their partners, the rest is paid by the batch's next generation. */
import { describe, expect, it } from 'vitest';
import type { SendOutcome } from '../../../shared/ports/payout-gateway.ts';
import { closeRun } from '../../../shared/usecases/run/close-run.ts';
import { receiverOf } from '../../support/memory-program.ts';
import { NEXT_FRIDAY, NEXT_WEEK, owe, type QueuedRun, queuedRun, THREE, WEEK } from '../../support/memory-scenes.ts';

const RECEIVER_ISSUE = 'receiver: Receiver is invalid';

const refuses = (...indices: number[]): SendOutcome => ({
  kind: 'items-refused',
  items: indices.map((index) => ({ index, issue: RECEIVER_ISSUE })),
  error: 'VALIDATION_ERROR',
  debugId: 'd-1',
});

/** Workers and looks at PayPal until nothing is open, and the end of the run. */
async function finish({ program, opened }: QueuedRun): ReturnType<typeof closeRun> {
  for (let look = 0; look < 5; look += 1) {
    await program.work();
    await program.daily('2026-04-25');
  }
  return closeRun(opened, program.closing);
}

it('the rest is paid under a new id, and the refused payout comes back to the balance once', async () => {
  const run = await queuedRun();
  const [refused, ...others] = (await run.order()) as [string, ...string[]];
  run.program.paypal.answers.push(() => refuses(0));
  await run.settle();
  expect(await run.program.batches(WEEK)).toMatchObject([
    { generation: 1, state: 'superseded' },
    { generation: 2, state: 'frozen', items: 2, excluded: [{ partnerId: refused, issue: RECEIVER_ISSUE }] },
  ]);
  expect(run.program.alarms).toEqual(['PayPal will not take some items']);

  const closed = await finish(run);
  const cents = (partner: string) => (THREE[partner] ?? Number.NaN) * 100;
  expect(run.program.paypal.moved()).toEqual(new Map(others.map((partner) => [receiverOf(partner), cents(partner)])));
  const [first, second] = run.program.paypal.requests;
  expect(second?.senderBatchId).toBe('payout-2026-04-18-g00-0001-2');
  expect(second?.items.map(({ senderItemId }) => senderItemId)).toEqual(
    others.map((partner) => `${WEEK}.2.${partner}`),
  );
  expect(first?.items).toHaveLength(3);
  expect(run.program.payouts(refused)).toMatchObject([{ state: 'rejected', error: RECEIVER_ISSUE }]);
  expect(run.program.account(refused)).toMatchObject({ carriedCents: cents(refused) });
  expect(closed).toMatchObject({
    payouts: 3,
    payoutCents: 600_00,
    paidCents: 600_00 - cents(refused),
    backCents: cents(refused),
    openCents: 0,
  });
  expect(run.program.problems()).toEqual([]);
});

it('the next run holds the refused payout back for its address, and pays the others as ever', async () => {
  const run = await queuedRun();
  const [refused = '', other = ''] = await run.order();
  run.program.paypal.answers.push(() => refuses(0));
  await run.settle();
  await finish(run);
  await owe(run.program, { [other]: 100 }, '2026-04-22');
  await run.program.friday(NEXT_FRIDAY);
  expect(run.program.account(refused)).toMatchObject({ reasons: ['paypal-address-refused'] });
  expect(run.program.payouts(other)).toMatchObject([
    { weekEnding: WEEK },
    { weekEnding: NEXT_WEEK, amountCents: 100_00, state: 'paid' },
  ]);
  expect(run.program.problems()).toEqual([]);
});

it('says nothing against the address where PayPal minds something else', async () => {
  const run = await queuedRun();
  const [refused = ''] = await run.order();
  run.program.paypal.answers.push(
    () => ({ ...refuses(), items: [{ index: 0, issue: 'amount: out of range' }] }) as SendOutcome,
  );
  await run.settle();
  await finish(run);
  await run.program.friday(NEXT_FRIDAY);
  expect(run.program.payouts(refused)).toMatchObject([{ state: 'rejected' }, { weekEnding: NEXT_WEEK, state: 'paid' }]);
});

it('refused items are left out generation after generation', async () => {
  const run = await queuedRun();
  const [a, b, c] = await run.order();
  run.program.paypal.answers.push(
    () => refuses(1),
    () => refuses(0),
  );
  await run.settle();
  await finish(run);
  expect(run.program.paypal.requests.map(({ items }) => items.map(({ senderItemId }) => senderItemId))).toEqual([
    [`${WEEK}.1.${a}`, `${WEEK}.1.${b}`, `${WEEK}.1.${c}`],
    [`${WEEK}.2.${a}`, `${WEEK}.2.${c}`],
    [`${WEEK}.3.${c}`],
  ]);
  expect(run.program.problems()).toEqual([]);
});

it('with all items refused nothing is sent any more, and everything comes back', async () => {
  const run = await queuedRun();
  run.program.paypal.answers.push(() => refuses(0, 1, 2));
  await run.settle();
  expect(await run.batch()).toMatchObject({ generation: 2, state: 'accepted', items: 0 });
  expect(await finish(run)).toMatchObject({ paidCents: 0, backCents: 600_00, openCents: 0 });
  expect(run.program.paypal.requests).toHaveLength(1);
  expect(['p1', 'p2', 'p3'].map((partner) => run.program.account(partner)?.carriedCents)).toEqual([
    100_00, 200_00, 300_00,
  ]);
  expect(run.program.problems()).toEqual([]);
});

describe('there is no next generation', () => {
  it('after an attempt that may have been accepted', async () => {
    const run = await queuedRun();
    run.program.paypal.answers.push(
      () => ({ kind: 'unknown', cause: 'reset', debugId: undefined }),
      () => refuses(0),
    );
    await run.settle().catch(() => {});
    await run.settle();
    // Sent again it would be refused again, and no answer could ever tell whether the first attempt was accepted.
    expect(await run.program.batches(WEEK)).toMatchObject([{ generation: 1, state: 'parked' }]);
    await run.settle();
    expect(run.program.paypal.moved().size).toBe(0);
  });

  it('where the refusal names none of the items', async () => {
    const run = await queuedRun();
    run.program.paypal.answers.push(
      () => refuses(),
      () => refuses(7),
    );
    await run.settle();
    await run.settle();
    expect(await run.program.batches(WEEK)).toMatchObject([{ generation: 1, state: 'frozen' }]);
  });

  it('twice: a worker that was overtaken makes none', async () => {
    const run = await queuedRun();
    run.program.paypal.answers.push(async () => {
      run.program.time += 150_000;
      run.program.paypal.answers.push(() => ({ kind: 'unknown', cause: 'reset', debugId: undefined }));
      await run.settle().catch(() => {});
      return refuses(0);
    });
    await run.settle();
    expect(await run.program.batches(WEEK)).toMatchObject([{ generation: 1, state: 'sending' }]);
  });
});

it('reconciliation queues a new generation whose message was lost', async () => {
  const run = await queuedRun();
  run.program.paypal.answers.push(() => refuses(0));
  await run.settle();
  run.program.queued.splice(0);
  await run.program.daily('2026-04-25');
  expect(run.program.queued).toMatchObject([{ generation: 2 }]);
});
