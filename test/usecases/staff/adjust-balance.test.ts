/** Adjustments of a balance: over the limit by two people, each one once, in the payout of the week in which it was approved. */
import { describe, expect, it } from 'vitest';
import { cents } from '../../../shared/domain/money/cents.ts';
import { changeSettings, readSettings } from '../../../shared/usecases/staff/change-settings.ts';
import { duringEachOperation } from '../../support/memory-faults.ts';
import { MemoryProgram, receiverOf } from '../../support/memory-program.ts';
import { answered, MemoryStaff } from '../../support/memory-staff.ts';

const LIMIT = 500_00;
const ANN = { by: 'ann' };
const BOB = { by: 'bob' };

/** Tuesday 2026-04-07: what is earned today is paid on Friday 2026-04-17. */
async function begin(): Promise<MemoryStaff> {
  const program = new MemoryProgram().moveTo('2026-04-07');
  await program.configure({ bucketGroups: 1, thresholdCents: cents(1) });
  await program.partner('p1');
  return new MemoryStaff(program);
}
const proposed = async (staff: MemoryStaff, amount = LIMIT + 1): Promise<string> =>
  answered(await staff.adjust('p1', amount, ANN)).id;

/** Everything in order, and so much in the week's payout: nothing before, nothing after. */
async function paysOnce(staff: MemoryStaff, amount: number): Promise<void> {
  const { program } = staff;
  await program.fridays('2026-04-10', '2026-04-24');
  expect(program.payouts('p1').map(({ weekEnding, amountCents }) => [weekEnding, amountCents])).toEqual(
    amount > 0 ? [['2026-04-11', amount]] : [],
  );
  expect(program.paypal.moved().get(receiverOf('p1')) ?? 0).toBe(Math.max(0, amount));
  expect(program.account('p1')?.carriedCents ?? 0).toBe(Math.min(0, amount));
  expect(program.problems()).toEqual([]);
}

describe('up to the limit', () => {
  it.each([{ amount: LIMIT }, { amount: 1 }, { amount: -LIMIT }])('$amount cents count at once', async ({ amount }) => {
    const staff = await begin();
    const { now, note } = staff.word();
    const adjustment = answered(await staff.adjust('p1', amount, ANN));
    const person = { by: 'ann', at: now, note };
    expect(adjustment).toEqual({
      ...{ id: expect.any(String), partnerId: 'p1', cents: amount },
      ...{ state: 'approved', proposed: person, decided: person },
    });
    expect(await staff.trail('p1')).toEqual([
      {
        ...{ id: expect.any(String), at: now, by: { kind: 'staff', id: 'ann' }, why: note },
        ...{ action: 'adjustment.approve', subject: `adjustment:${adjustment.id}`, partnerId: 'p1' },
        to: { cents: amount },
      },
    ]);
    expect(await staff.with.adjustments.find(adjustment.id)).toEqual(adjustment);
    await paysOnce(staff, amount);
  });
});

describe('one person alone', () => {
  const stateOf = async (staff: MemoryStaff, amount: number, caller = ANN): Promise<string> =>
    answered(await staff.adjust('p1', amount, caller)).state;

  it('adjusts no more than the limit on a day, however it is cut and whichever way', async () => {
    const staff = await begin();
    expect(await stateOf(staff, 300_00)).toBe('approved');
    expect(await stateOf(staff, -200_01)).toBe('proposed');
    expect(await stateOf(staff, -200_00)).toBe('approved');
    expect(await stateOf(staff, 1)).toBe('proposed');
    expect(await stateOf(staff, LIMIT, BOB)).toBe('approved');
    staff.program.moveTo('2026-04-08');
    expect(await stateOf(staff, LIMIT)).toBe('approved');
    expect(staff.program.problems()).toEqual([]);
  });

  it('who changed the limit last decides nothing alone', async () => {
    const staff = await begin();
    const { version } = await readSettings(staff.with.settings);
    await changeSettings({ adjustmentLimitCents: cents(100_000_00) }, version, staff.word('ann'), staff.with);
    expect(await stateOf(staff, 1)).toBe('proposed');
    expect(await stateOf(staff, 100_000_00, BOB)).toBe('approved');
  });
});

describe('over the limit', () => {
  it.each([{ amount: LIMIT + 1 }, { amount: -LIMIT - 1 }])('$amount cents wait for another', async ({ amount }) => {
    const staff = await begin();
    const id = await proposed(staff, amount);
    expect(await staff.with.adjustments.proposed({ limit: 9 })).toMatchObject([{ id, state: 'proposed' }]);
    expect(staff.program.entries('p1')).toEqual([]);

    expect(answered(await staff.decide(id, 'approve', BOB))).toMatchObject({
      ...{ state: 'approved', proposed: { by: 'ann' }, decided: { by: 'bob', at: staff.word().now } },
    });
    expect(await staff.with.adjustments.proposed({ limit: 9 })).toEqual([]);
    expect(await staff.trail('p1')).toMatchObject([
      { action: 'adjustment.propose', by: { id: 'ann' }, to: { cents: amount } },
      {
        ...{ action: 'adjustment.approve', by: { id: 'bob' }, why: 'as agreed by phone' },
        ...{ from: { state: 'proposed' }, to: { state: 'approved', cents: amount } },
      },
    ]);
    await paysOnce(staff, amount);
  });

  it('whoever proposed it may take it back, and not approve it', async () => {
    const staff = await begin();
    const id = await proposed(staff);
    const items = staff.program.items();
    expect(await staff.decide(id, 'approve', ANN)).toMatchObject({ kind: 'refused', why: { status: 409 } });
    expect(staff.program.items()).toEqual(items);
    expect(answered(await staff.decide(id, 'refuse', ANN))).toMatchObject({ state: 'refused' });
    await paysOnce(staff, 0);
  });

  it('refused it never counts, and is not decided again', async () => {
    const staff = await begin();
    const id = await proposed(staff);
    await staff.decide(id, 'refuse', BOB);
    expect(await staff.decide(id, 'approve', BOB)).toMatchObject({
      ...{ kind: 'refused', why: { status: 409, title: 'The adjustment is refused already' } },
    });
    expect(await staff.actions()).toEqual(['adjustment.propose', 'adjustment.refuse']);
    await paysOnce(staff, 0);
  });

  it('is earned on the day on which it is approved', async () => {
    const staff = await begin();
    const id = await proposed(staff);
    staff.program.moveTo('2026-04-13');
    await staff.decide(id, 'approve', BOB);
    expect(staff.program.entries('p1')).toEqual([`2026-04-18 !adjustment#${id} ${LIMIT + 1}`]);
    expect(staff.program.problems()).toEqual([]);
  });

  it('two who decide at once: one does', async () => {
    const start = await begin();
    const id = await proposed(start);
    const kinds: string[] = [];
    await duringEachOperation(
      () => start.copy(),
      async (staff) => void kinds.push((await staff.decide(id, 'approve', BOB)).kind),
      async (staff) => void kinds.push((await staff.decide(id, 'refuse', { by: 'cy' })).kind),
      async (staff) => {
        expect(kinds.splice(0)).toEqual(['done', 'refused']);
        expect(await staff.actions()).toEqual(['adjustment.propose', 'adjustment.refuse']);
        expect(staff.program.entries('p1')).toEqual([]);
      },
    );
  });
});

it('is made while a run plans, whether it is folded by then or not', async () => {
  const start = await begin();
  start.program.moveTo('2026-04-17');
  const opened = await start.program.open({ scheduledTime: '2026-04-17T17:00:00Z' });
  // What is earned today is of the week after the run's.
  await start.adjust('p1', 700);
  await start.program.plan(opened);
  expect(start.program.entries('p1')).toMatchObject([expect.stringMatching(/^2026-04-18 /)]);
  expect(start.program.problems()).toEqual([]);
});

it('may be the first thing that the program hears of', async () => {
  const program = new MemoryProgram().moveTo('2026-04-07');
  await program.table.putAll([
    { pk: 'PARTNER#p1', sk: 'PROFILE', partner: { id: 'p1', heldEmails: [], rates: [] }, version: 1 },
  ]);
  expect(answered(await new MemoryStaff(program).adjust('p1', 700))).toMatchObject({ state: 'approved' });
  expect(program.entries('p1')).toMatchObject([expect.stringMatching(/^2026-04-11 /)]);
});

it('is refused for a partner, and for an adjustment, that nobody knows', async () => {
  const staff = await begin();
  const items = staff.program.items();
  expect(await staff.adjust('p9', 100)).toMatchObject({ kind: 'refused', why: { status: 404 } });
  expect(await staff.decide('none', 'approve')).toMatchObject({ kind: 'refused', why: { status: 404 } });
  expect(staff.program.items()).toEqual(items);
});
