/** What was sent back or reversed is decided once: on the balance again, or written off, whoever dies or decides beside it. */
import { describe, expect, it } from 'vitest';
import { cents } from '../../../shared/domain/money/cents.ts';
import { decidePayout } from '../../../shared/usecases/exceptions/decide-payout.ts';
import { lookNow } from '../../../shared/usecases/settlement/look-now.ts';
import { type MemoryExceptions, PAYOUT, waiting } from '../../support/memory-exceptions.ts';
import { diesAfterEachOperation } from '../../support/memory-faults.ts';
import { receiverOf } from '../../support/memory-program.ts';
import { NEXT_FRIDAY, owe, WEEK } from '../../support/memory-scenes.ts';

const KEY = 'a-key-of-this-call-1';
const reportOf = async ({ program }: MemoryExceptions) => (await program.runOf(WEEK)).report;
const listed = ({ program }: MemoryExceptions) =>
  program.items().filter(({ pk, sk }) => pk === 'EXCEPTIONS' || sk.startsWith('EXCEPTION#'));

describe.each(['REFUNDED', 'REVERSED'] as const)('%s', (status) => {
  it('and put back is on the balance once, and the next run pays it', async () => {
    const scene = await waiting(status);
    expect(await reportOf(scene)).toMatchObject({ paidCents: 200_00, backCents: 0, openCents: 100_00 });
    expect(await scene.decide('put-back', 'ann', KEY)).toMatchObject({
      kind: 'done',
      answer: { ...PAYOUT, amountCents: 100_00, outcome: 'put-back' },
    });
    expect(await scene.decide('put-back', 'ann', KEY)).toMatchObject({ kind: 'done' });
    expect(await scene.decide('put-back')).toMatchObject({ kind: 'refused', why: { status: 409 } });
    expect(scene.program.payouts('p1')).toMatchObject([{ state: 'put-back' }]);
    expect(scene.program.account('p1')).toMatchObject({ carriedCents: 100_00 });
    expect(await reportOf(scene)).toMatchObject({ paidCents: 200_00, backCents: 100_00, openCents: 0 });
    expect([listed(scene), scene.program.problems()]).toEqual([[], []]);
    expect(scene.trail()).toMatchObject([
      { action: 'payout.put-back', partnerId: 'p1', by: { id: 'ann' }, why: 'as agreed by phone' },
    ]);
    scene.program.paypal.outcomes.set(receiverOf('p1'), 'SUCCESS');
    await scene.program.friday(NEXT_FRIDAY);
    expect(scene.program.payouts('p1')).toMatchObject([{ state: 'put-back' }, { state: 'paid', amountCents: 100_00 }]);
    expect(scene.program.problems()).toEqual([]);
  });

  it('and written off is owed no more, and counts as paid', async () => {
    const scene = await waiting(status);
    expect(await scene.decide('write-off')).toMatchObject({ kind: 'done', answer: { outcome: 'written-off' } });
    expect(await scene.decide('put-back')).toMatchObject({ kind: 'refused', why: { status: 409 } });
    expect(scene.program.account('p1')).toMatchObject({ carriedCents: 0 });
    expect(await reportOf(scene)).toMatchObject({ paidCents: 300_00, backCents: 0, openCents: 0 });
    expect([listed(scene), scene.program.problems()]).toEqual([[], []]);
    await owe(scene.program, { p1: 150 }, '2026-04-22');
    await scene.program.friday(NEXT_FRIDAY);
    expect(scene.program.payouts('p1').at(-1)).toMatchObject({ state: 'paid', amountCents: 150_00 });
  });

  it.each(['put-back', 'write-off'] as const)('stays decided, %s, whatever PayPal says later', async (decision) => {
    const scene = await waiting(status);
    await scene.decide(decision);
    const before = [scene.program.payouts('p1'), scene.program.account('p1'), await reportOf(scene)];
    for (const late of [status, 'SUCCESS', 'FAILED', 'RETURNED', 'REFUNDED', 'REVERSED'] as const) {
      scene.program.paypal.turn(receiverOf('p1'), late);
      await lookNow({ weekEnding: PAYOUT.weekEnding, manifest: 'g00-0001', generation: 1 }, scene.program.settlement);
      await scene.program.daily('2026-04-28');
    }
    expect([scene.program.payouts('p1'), scene.program.account('p1'), await reportOf(scene)]).toEqual(before);
    expect(scene.program.problems()).toEqual([]);
  });
});

describe('nothing is decided', () => {
  it.each(['UNCLAIMED', 'BLOCKED', 'SUCCESS', 'FAILED', 'RETURNED', 'ONHOLD'] as const)('about %s', async (status) => {
    const scene = await waiting(status);
    const before = scene.program.items();
    for (const decision of ['put-back', 'write-off'] as const)
      expect(await scene.decide(decision)).toMatchObject({ kind: 'refused', why: { status: 409 } });
    expect(scene.program.items()).toEqual(before);
  });

  it('about a payout that there is not', async () => {
    const scene = await waiting('REFUNDED');
    const what = { ...PAYOUT, partnerId: 'nobody' as typeof PAYOUT.partnerId, decision: 'put-back' } as const;
    expect(await decidePayout(what, scene.word(), scene.call(what), scene.work)).toMatchObject({
      kind: 'refused',
      why: { status: 404 },
    });
  });
});

describe('a write-off', () => {
  const LIMIT = { bucketGroups: 1, adjustmentLimitCents: cents(99_99) };

  it('over the limit takes two people, in the order in which they come', async () => {
    const scene = await waiting('REFUNDED');
    await scene.program.configure(LIMIT);
    expect(await scene.decide('write-off', 'ann')).toMatchObject({ answer: { outcome: 'proposed' } });
    expect(scene.program.payouts('p1')).toMatchObject([{ state: 'refunded', writeOffProposedBy: 'ann' }]);
    expect(await scene.decide('write-off', 'ann')).toMatchObject({
      kind: 'refused',
      why: { status: 409, title: 'You proposed to write it off' },
    });
    expect(await scene.decide('write-off', 'bob')).toMatchObject({ answer: { outcome: 'written-off' } });
    expect(scene.trail().map(({ action, by }) => [action, by.id])).toEqual([
      ['payout.propose-write-off', 'ann'],
      ['payout.write-off', 'bob'],
    ]);
    expect(scene.program.problems()).toEqual([]);
  });

  it('that is proposed may still be put back', async () => {
    const scene = await waiting('REFUNDED');
    await scene.program.configure(LIMIT);
    await scene.decide('write-off', 'ann');
    expect(await scene.decide('put-back', 'ann')).toMatchObject({ answer: { outcome: 'put-back' } });
    expect(scene.program.payouts('p1')[0]).not.toHaveProperty('writeOffProposedBy');
  });

  it('is over the limit for whoever has moved as much on the day', async () => {
    const scene = await waiting('REFUNDED');
    await scene.program.table.putAll([{ pk: 'ADJUSTED-BY#ann', sk: '2026-04-24', cents: 400_01 }]);
    scene.program.moveTo('2026-04-24');
    expect(await scene.decide('write-off', 'ann')).toMatchObject({ answer: { outcome: 'proposed' } });
    expect(await scene.decide('write-off', 'bob')).toMatchObject({ answer: { outcome: 'written-off' } });
  });

  it('takes a second person for whoever changed the limit last', async () => {
    const scene = await waiting('REFUNDED');
    const { settings } = scene.work;
    await settings.change(
      await settings.read(),
      { stored: { adjustmentLimitCents: 1_000_00 }, changedBy: { adjustmentLimitCents: 'ann' } },
      {
        id: 'a',
        at: scene.word().now,
        by: { kind: 'staff', id: 'ann' },
        action: 'settings.change',
        subject: 'settings',
      },
    );
    expect(await scene.decide('write-off', 'ann')).toMatchObject({ answer: { outcome: 'proposed' } });
  });
});

describe('exactly once', () => {
  it.each(['put-back', 'write-off'] as const)('%s, though it dies after any operation', async (decision) => {
    const operations = await diesAfterEachOperation(
      () => waiting('REFUNDED'),
      (scene) => scene.decide(decision, 'ann', KEY),
      async (scene) => {
        expect(await scene.decide(decision, 'ann', KEY)).toMatchObject({ kind: 'done' });
        expect(scene.program.account('p1')).toMatchObject({ carriedCents: decision === 'put-back' ? 100_00 : 0 });
        expect(scene.trail()).toHaveLength(1);
        expect(scene.program.problems()).toEqual([]);
      },
    );
    expect(operations).toBeGreaterThan(5);
  });

  it('of two who decide otherwise at the same moment one is refused', async () => {
    const scene = await waiting('REFUNDED');
    const told = await Promise.all([scene.decide('put-back', 'ann'), scene.decide('write-off', 'bob')]);
    expect(told.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
    expect(scene.trail()).toHaveLength(1);
    expect(scene.program.problems()).toEqual([]);
  });
});
