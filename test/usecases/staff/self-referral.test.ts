/** A client whose owner has the partner's full name: held until operations decide, for good, whatever happens meanwhile. */
import { describe, expect, it } from 'vitest';
import { earningsLedger } from '../../../shared/adapters/ledger/earnings-ledger.ts';
import { clientId, partnerId } from '../../../shared/domain/ids.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import { listReviews } from '../../../shared/usecases/staff/show-review.ts';
import { diesAfterEachOperation, duringEachOperation, writesTo } from '../../support/memory-faults.ts';
import { MemoryProgram, receiverOf } from '../../support/memory-program.ts';
import { answered, type Caller, MemoryStaff } from '../../support/memory-staff.ts';

const ID = 'c1~p1';
const [P1, C1] = [partnerId('p1'), clientId('c1')];
const KEYED: Caller = { by: 'ann', key: 'k1' };

/** Wednesday 2026-04-15. c1 paid $400 that were earned in the week ending 2026-04-11 and $40 that are in the week after. */
async function begin(): Promise<MemoryStaff> {
  const program = new MemoryProgram().moveTo('2026-04-03');
  await program.configure({ bucketGroups: 1, thresholdCents: cents(1) });
  await program.partner('p1');
  await program.client('c1', 'p1', { ownerName: 'Partner  P1' });
  await program.payment('a', 'c1', '400.00', '2026-01-11');
  await program.payment('b', 'c1', '40.00', '2026-04-14');
  return new MemoryStaff(program.moveTo('2026-04-15'));
}
/** And the first week has been paid: Saturday 2026-04-18. */
async function weekLater(): Promise<MemoryStaff> {
  const staff = await begin();
  await staff.program.friday('2026-04-17');
  staff.program.moveTo('2026-04-18');
  return staff;
}

const totals = async ({ table }: MemoryStaff) => (await earningsLedger(table).client(P1, C1))?.totals;
const open = async (staff: MemoryStaff): Promise<boolean> =>
  (await staff.with.reviews.find('self-referral', ID)) !== undefined;
const paid = ({ program }: MemoryStaff): number => program.paypal.moved().get(receiverOf('p1')) ?? 0;
const decide = (staff: MemoryStaff, decision: 'accept' | 'refuse', caller?: Caller) =>
  staff.review('self-referral', ID, decision, caller);

it('is opened when its first payment is filed, and shown with what a decision needs', async () => {
  const staff = await begin();
  expect(await listReviews('self-referral', { limit: 9 }, staff.with)).toEqual({
    items: [
      {
        ...{ kind: 'self-referral', id: ID, decisions: ['accept', 'refuse'] },
        ...{ partnerId: 'p1', partnerName: 'Partner p1' },
        ...{ clientId: 'c1', clientName: 'Partner  P1', clientEmail: 'owner@c1.example' },
      },
    ],
  });
  expect(await totals(staff)).toMatchObject({ cents: 0, heldCents: 110_00, voidCents: 0 });
});

const DECISIONS = [
  { decision: 'accept', verdict: 'accepted', counts: 110_00, voids: 0 },
  { decision: 'refuse', verdict: 'refused', counts: 0, voids: 110_00 },
] as const;

describe.each(DECISIONS)('decided: $decision', ({ decision, verdict, counts, voids }) => {
  it('before its week is paid, it is so from its earned days on', async () => {
    const staff = await begin();
    const { now, note } = staff.word();
    expect(answered(await decide(staff, decision))).toEqual({ kind: 'self-referral', id: ID, decision });
    expect(await open(staff)).toBe(false);
    expect(await totals(staff)).toMatchObject({ cents: counts, heldCents: 0, voidCents: voids, entries: 2 });
    expect(await staff.trail()).toEqual([
      {
        ...{ id: expect.any(String), at: now, by: { kind: 'staff', id: 'ann' }, why: note, partnerId: 'p1' },
        ...{ action: `review.self-referral.${verdict}`, subject: 'client:c1' },
        to: { clientId: 'c1', partnerId: 'p1', decision: verdict },
      },
    ]);
    await staff.program.friday('2026-04-17');
    expect(paid(staff)).toBe(counts > 0 ? 100_00 : 0);
    await staff.program.friday('2026-04-24');
    expect(paid(staff)).toBe(counts);
    expect(staff.program.problems()).toEqual([]);
  });

  it('after its week was paid, the next run pays it, and nothing waits in the week that has closed', async () => {
    const staff = await weekLater();
    expect(paid(staff)).toBe(0);
    await decide(staff, decision);
    expect(await totals(staff)).toMatchObject({ cents: counts, heldCents: 0, voidCents: voids, entries: 3 });
    expect(await earningsLedger(staff.table).weeks(P1)).toMatchObject([
      { weekEnding: '2026-04-11', entries: 1, cents: 0, heldCents: 0, voidCents: 0 },
      { weekEnding: '2026-04-18', entries: 2, cents: counts, heldCents: 0, voidCents: voids },
    ]);
    await staff.program.friday('2026-04-24');
    expect(paid(staff)).toBe(counts);
    expect(staff.program.problems()).toEqual([]);
  });

  it('is for good: what the client pays later needs no word, and none can be said', async () => {
    const staff = await begin();
    await decide(staff, decision);
    await staff.program.payment('later', 'c1', '20.00', '2026-04-15');
    expect(await open(staff)).toBe(false);
    expect((await totals(staff))?.heldCents).toBe(0);
    expect((await totals(staff))?.cents).toBe(counts > 0 ? counts + 5_00 : 0);
    expect(await decide(staff, decision === 'accept' ? 'refuse' : 'accept')).toMatchObject({
      ...{ kind: 'refused', why: { status: 404 } },
    });
  });

  it('while a run plans is taken, and moves nothing before that run has planned', async () => {
    const staff = await begin();
    staff.program.moveTo('2026-04-17');
    const opened = await staff.program.open({ scheduledTime: '2026-04-17T17:00:00Z' });
    const entries = staff.program.items().filter(({ pk }) => pk.startsWith('WEEK#'));
    expect(await decide(staff, decision, KEYED)).toMatchObject({ kind: 'done' });
    expect(staff.program.items().filter(({ pk }) => pk.startsWith('WEEK#'))).toEqual(entries);
    await staff.program.plan(opened);
    expect(await decide(staff, decision, KEYED)).toMatchObject({ kind: 'done' });
    expect(await totals(staff)).toMatchObject({ cents: counts, voidCents: voids });
    expect(staff.program.problems()).toEqual([]);
  });

  it('with a run, a payment or a cancellation that comes in between, comes to the same as afterwards', async () => {
    const start = await weekLater();
    start.program.moveTo('2026-04-24');
    for (const [meanwhile, client] of [
      [({ program }: MemoryStaff) => program.friday('2026-04-24'), { cents: counts, voidCents: voids }],
      [
        ({ program }: MemoryStaff) => program.payment('c', 'c1', '20.00', '2026-04-20'),
        { cents: counts && counts + 5_00, voidCents: voids && voids + 5_00 },
      ],
      [
        ({ program }: MemoryStaff) => program.tell({ type: 'cancellation', clientId: 'c1', on: '2026-02-01' }),
        { cents: 0, voidCents: 110_00 },
      ],
    ] as const)
      await duringEachOperation(
        () => start.copy(),
        (staff) => decide(staff, decision),
        meanwhile,
        async (staff) => {
          expect(staff.program.problems()).toEqual([]);
          expect(await totals(staff)).toMatchObject({ ...client, heldCents: 0 });
          expect(await open(staff)).toBe(false);
        },
      );
  });

  it('sent twice at the same moment happens once, and both are answered alike', async () => {
    const start = await begin();
    const answers: unknown[] = [];
    await duringEachOperation(
      () => start.copy(),
      async (staff) => void answers.push(answered(await decide(staff, decision, KEYED))),
      async (staff) => void answers.push(answered(await decide(staff, decision, KEYED))),
      async (staff) => {
        const [one, other] = answers.splice(0);
        expect(one).toEqual(other);
        expect(await staff.trail()).toHaveLength(1);
        expect(staff.program.problems()).toEqual([]);
      },
    );
  });

  it('sent again after a crash is answered, once decided, and the payments are filed by it before they are paid', async () => {
    const start = await weekLater();
    const operations = await diesAfterEachOperation(
      () => start.copy(),
      (staff) => decide(staff, decision, KEYED),
      async (staff) => {
        expect(answered(await decide(staff, decision, KEYED))).toMatchObject({ decision });
        expect(await staff.trail()).toHaveLength(1);
        await staff.program.friday('2026-04-24');
        expect(paid(staff)).toBe(counts);
        expect(await totals(staff)).toMatchObject({ cents: counts, heldCents: 0, voidCents: voids });
        expect(staff.program.problems()).toEqual([]);
      },
    );
    expect(operations).toBeGreaterThan(8);
  });
});

it('decided by two at once: the first word stands', async () => {
  const start = await begin();
  const outcomes: string[] = [];
  await duringEachOperation(
    () => start.copy(),
    async (staff) => void outcomes.push((await decide(staff, 'accept', { by: 'ann' })).kind),
    async (staff) => void outcomes.push((await decide(staff, 'refuse', { by: 'bob' })).kind),
    async (staff) => {
      const [second, first] = [outcomes.pop(), outcomes.pop()];
      expect([first, second].sort()).toEqual(['done', 'refused']);
      const trail = await staff.trail();
      expect(trail).toHaveLength(1);
      const accepted = trail[0]?.action.endsWith('accepted');
      expect(await totals(staff)).toMatchObject(accepted ? { cents: 110_00 } : { voidCents: 110_00 });
      expect(staff.program.problems()).toEqual([]);
    },
  );
});

it('is not opened anew by a payment that was being filed while it was decided', async () => {
  const staff = await begin();
  staff.table.interrupt(writesTo('EVENT#'), () => decide(staff, 'accept'));
  await staff.program.payment('late', 'c1', '20.00', '2026-04-15');
  expect(await open(staff)).toBe(false);
  expect(await totals(staff)).toMatchObject({ cents: 115_00, heldCents: 0 });
});
