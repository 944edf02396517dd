/** What operations change of a partner: audited in the same step, on the version that they saw, or not at all. */
import { describe, expect, it } from 'vitest';
import { instant } from '../../../shared/domain/calendar/time-zone.ts';
import { partnerId } from '../../../shared/domain/ids.ts';
import type { Partner } from '../../../shared/domain/partner.ts';
import { changePartner, type StaffChangeOutcome } from '../../../shared/usecases/staff/change-partner.ts';
import { hold } from '../../../shared/usecases/staff/partner-decisions.ts';
import { diesAfterEachOperation, duringEachOperation } from '../../support/memory-faults.ts';
import { MemoryProgram } from '../../support/memory-program.ts';
import { MemoryStaff } from '../../support/memory-staff.ts';

const NOTE = 'as agreed by phone';

/** p1 has held a rate of 30 % from the beginning; today is Wednesday 2026-04-15. */
async function begin(change: Partial<Partner> = {}): Promise<MemoryStaff> {
  const program = new MemoryProgram().moveTo('2026-04-15');
  await program.configure({ bucketGroups: 1 });
  await program.partner('p1', { rateBasisPoints: 3_000 } as object);
  await program.changePartner('p1', change);
  return new MemoryStaff(program);
}

interface Change {
  readonly what: string;
  readonly before?: Partial<Partner>;
  readonly make: (staff: MemoryStaff) => Promise<StaffChangeOutcome>;
  readonly audit: object;
  readonly after: object;
}
const OWN_RATE = { from: '0001-01-01', basisPoints: 3_000 };
const CHANGES: readonly Change[] = [
  {
    what: 'a rate',
    make: (staff) => staff.rate('p1', 1_000, '2026-05-01'),
    audit: {
      action: 'partner.rate',
      from: { rates: [OWN_RATE] },
      to: { rates: [OWN_RATE, { from: '2026-05-01', basisPoints: 1_000 }] },
    },
    after: { rates: [OWN_RATE, { from: '2026-05-01', basisPoints: 1_000 }] },
  },
  {
    what: 'a hold',
    make: (staff) => staff.hold('p1'),
    audit: { action: 'partner.hold', from: { hold: null }, to: { hold: NOTE } },
    after: { hold: NOTE },
  },
  {
    what: "a release of operations' hold",
    before: { hold: 'a doubt' },
    make: (staff) => staff.release('p1'),
    audit: {
      action: 'partner.release',
      from: { hold: 'a doubt', frozen: false },
      to: { hold: null, frozen: false },
    },
    after: {},
  },
  {
    what: "a release of the partner's own freeze",
    before: { frozen: true },
    make: (staff) => staff.release('p1'),
    audit: { action: 'partner.release', from: { hold: null, frozen: true }, to: { hold: null, frozen: false } },
    after: { freezesLifted: 1 },
  },
  {
    what: 'a tax form',
    before: { tax: { formsOnFile: ['W-9'] } },
    make: (staff) => staff.form('p1', 'W-8BEN', '2026-04-15'),
    audit: {
      action: 'partner.tax-form',
      from: { formsOnFile: ['W-9'] },
      to: { formsOnFile: ['W-9', 'W-8BEN'], form: 'W-8BEN', receivedOn: '2026-04-15' },
    },
    after: { tax: { formsOnFile: ['W-9', 'W-8BEN'] } },
  },
];

describe.each(CHANGES)('$what', ({ before, make, audit, after }) => {
  it('stands in the audit trail: who, when, from what to what and why', async () => {
    const staff = await begin(before);
    const { frozen: _, hold: __, ...unchanged } = (await staff.record('p1')).partner;
    expect(await make(staff)).toMatchObject({ kind: 'done', record: { version: 2 } });
    expect(await staff.record('p1')).toEqual({ partner: { ...unchanged, ...after }, version: 2 });
    const record = {
      ...{ id: expect.any(String), at: instant(staff.program.time), by: { kind: 'staff', id: 'ann' } },
      ...{ subject: 'partner:p1', partnerId: 'p1', why: NOTE },
      ...audit,
    };
    expect(await staff.trail()).toEqual([record]);
    expect(await staff.trail('p1')).toEqual([record]);
    expect(await staff.trail('p2')).toEqual([]);
  });

  it('happens whole or not at all, wherever the process dies', async () => {
    const start = await begin(before);
    const operations = await diesAfterEachOperation(
      () => start.copy(),
      make,
      async (staff) => {
        const changes = (await staff.record('p1')).version - 1;
        expect(await staff.trail()).toHaveLength(changes);
        expect(await staff.trail('p1')).toHaveLength(changes);
      },
    );
    expect(operations).toBeGreaterThanOrEqual(4);
  });

  it('loses against somebody who was faster, and leaves nothing behind', async () => {
    const start = await begin(before);
    const outcomes: string[] = [];
    await duringEachOperation(
      () => start.copy(),
      async (staff) => void outcomes.push((await make(staff)).kind),
      async (staff) => expect(await staff.hold('p1', 'bob')).toMatchObject({ kind: 'done' }),
      async (staff) => {
        const people = (await staff.trail()).map(({ by }) => by.id).sort();
        expect(people).toEqual(outcomes.at(-1) === 'done' ? ['ann', 'bob'] : ['bob']);
        expect((await staff.record('p1')).version).toBe(1 + people.length);
      },
    );
    expect(outcomes).toContain('moved');
  });
});

it('two who saw the same version: one wins', async () => {
  const start = await begin();
  const outcomes: string[] = [];
  await duringEachOperation(
    () => start.copy(),
    async (staff) => void outcomes.push((await staff.hold('p1', 'ann', 1)).kind),
    async (staff) => void outcomes.push((await staff.hold('p1', 'bob', 1)).kind),
    async (staff) => {
      expect(outcomes.splice(0)).toEqual(['done', 'moved']);
      expect(await staff.trail()).toMatchObject([{ by: { id: 'bob' } }]);
    },
  );
});

it('a version that is over changes nothing', async () => {
  const staff = await begin();
  await staff.hold('p1');
  const items = staff.program.items();
  expect(await staff.release('p1', 'ann', 1)).toEqual({ kind: 'moved' });
  expect(staff.program.items()).toEqual(items);
});

it.each<{ why: string; status: number; make: (staff: MemoryStaff) => Promise<StaffChangeOutcome> }>([
  { why: 'the release of somebody who is not held', status: 409, make: (staff) => staff.release('p1') },
  { why: 'a rate of yesterday', status: 422, make: (staff) => staff.rate('p1', 1_000, '2026-04-14') },
  { why: 'a rate of more than everything', status: 422, make: (staff) => staff.rate('p1', 10_001) },
  { why: 'a form that comes tomorrow', status: 422, make: (staff) => staff.form('p1', 'W-9', '2026-04-16') },
  {
    why: 'a partner whom nobody knows',
    status: 404,
    make: (staff) =>
      changePartner({ id: partnerId('p9'), version: 1 }, staff.word(), staff.with, (each) => hold(each, NOTE)),
  },
])('$why is refused, and nothing changes', async ({ status, make }) => {
  const staff = await begin();
  const items = staff.program.items();
  expect(await make(staff)).toMatchObject({ kind: 'refused', why: { status } });
  expect(staff.program.items()).toEqual(items);
});

it('the same form twice is on file once', async () => {
  const staff = await begin();
  await staff.form('p1', 'W-9', '2026-04-14');
  await staff.form('p1', 'W-9', '2026-04-15');
  expect((await staff.record('p1')).partner.tax.formsOnFile).toEqual(['W-9']);
  expect(await staff.trail()).toHaveLength(2);
});

it.each<{ what: string; held: Partial<Partner> }>([
  { what: 'a hold', held: { hold: 'a doubt' } },
  { what: 'a freeze', held: { frozen: true } },
])('with a Friday between $what and its release, the next one pays everything', async ({ held }) => {
  const staff = await begin();
  const { program } = staff;
  await program.client('c1', 'p1');
  await program.payment('pay1', 'c1', '1000.00', '2026-01-05');
  await program.changePartner('p1', held);
  await program.friday('2026-04-17');
  expect(program.account('p1')).toMatchObject({ carriedCents: 300_00, reasons: ['on-hold'] });
  expect(program.payouts('p1')).toEqual([]);
  expect(program.problems()).toEqual([]);

  await staff.release('p1');
  await program.friday('2026-04-24');
  expect(program.payouts('p1')).toMatchObject([{ weekEnding: '2026-04-18', amountCents: 300_00, state: 'paid' }]);
  expect(program.problems()).toEqual([]);
});
