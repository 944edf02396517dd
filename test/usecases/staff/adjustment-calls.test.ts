/** Calls that move money, on their way: sent again, twice at once, cut off by a crash, or while their week closes. */
import { describe, expect, it } from 'vitest';
import { cents } from '../../../shared/domain/money/cents.ts';
import { diesAfterEachOperation, duringEachOperation, writesTo } from '../../support/memory-faults.ts';
import { MemoryProgram } from '../../support/memory-program.ts';
import { answered, MemoryStaff } from '../../support/memory-staff.ts';

/** Tuesday 2026-04-07: what is earned today is paid on Friday 2026-04-17. */
async function begin(): Promise<MemoryStaff> {
  const program = new MemoryProgram().moveTo('2026-04-07');
  await program.configure({ bucketGroups: 1, thresholdCents: cents(1) });
  await program.partner('p1');
  return new MemoryStaff(program);
}
const proposed = async (staff: MemoryStaff): Promise<string> =>
  answered(await staff.adjust('p1', 600_00, { by: 'ann' })).id;

/** The two calls that move money, on their way with a key. */
const CALLS = [
  { what: 'an adjustment', send: (staff: MemoryStaff, _: string, amount = 100) => staff.adjust('p1', amount, KEYED) },
  { what: 'an approval', send: (staff: MemoryStaff, id: string) => staff.decide(id, 'approve', KEYED) },
] as const;
const KEYED = { by: 'bob', key: 'k1' };

describe.each(CALLS)('$what with a key', ({ send }) => {
  const entries = (staff: MemoryStaff): number => staff.program.entries('p1').length;

  it('sent again is answered the same', async () => {
    const staff = await begin();
    const id = await proposed(staff);
    const first = answered(await send(staff, id));
    const items = staff.program.items();
    staff.program.moveTo('2026-04-13');
    expect(answered(await send(staff, id))).toEqual(first);
    expect(staff.program.items()).toEqual(items);
  });

  it('sent twice at the same moment happens once', async () => {
    const start = await begin();
    const id = await proposed(start);
    const answers: unknown[] = [];
    const places = await duringEachOperation(
      () => start.copy(),
      async (staff) => void answers.push(answered(await send(staff, id))),
      async (staff) => void answers.push(answered(await send(staff, id))),
      async (staff) => {
        const [one, other] = answers.splice(0);
        expect(one).toEqual(other);
        expect(entries(staff)).toBe(1);
        expect(await staff.trail()).toHaveLength(2);
        expect(staff.program.problems()).toEqual([]);
      },
    );
    expect(places).toBeGreaterThanOrEqual(5);
  });

  it('sent again after a crash happens once', async () => {
    const start = await begin();
    const id = await proposed(start);
    await diesAfterEachOperation(
      () => start.copy(),
      (staff) => send(staff, id),
      async (staff) => {
        expect((await staff.trail()).length).toBe(1 + entries(staff));
        expect(answered(await send(staff, id))).toMatchObject({ state: 'approved' });
        expect(entries(staff)).toBe(1);
        expect(await staff.trail()).toHaveLength(2);
        expect(staff.program.problems()).toEqual([]);
      },
    );
  });
});

it('another amount under a known key is a mistake, at the same moment too', async () => {
  const start = await begin();
  const outcomes: string[] = [];
  await duringEachOperation(
    () => start.copy(),
    async (staff) => void outcomes.push((await staff.adjust('p1', 100, KEYED)).kind),
    async (staff) => void outcomes.push((await staff.adjust('p1', 200, KEYED)).kind),
    async (staff) => {
      expect(outcomes.splice(0)).toEqual(['done', 'key-reused']);
      expect(staff.program.entries('p1')).toMatchObject([expect.stringMatching(/ 200$/)]);
    },
  );
});

it.each(CALLS)('$what whose week closes while it is being written counts in the next one', async ({ send }) => {
  const start = await begin();
  const id = await proposed(start);
  const places = await duringEachOperation(
    () => start.copy(),
    (staff) => send(staff, id),
    (staff) => staff.program.friday('2026-04-17'),
    async ({ program }) => {
      expect(program.entries('p1')).toMatchObject([expect.stringMatching(/^2026-04-18 /)]);
      expect(program.problems()).toEqual([]);
      await program.friday('2026-04-24');
      expect(program.payouts('p1')).toMatchObject([{ weekEnding: '2026-04-18' }]);
      expect(program.problems()).toEqual([]);
    },
  );
  expect(places).toBeGreaterThanOrEqual(5);
});

it('gives up politely when weeks keep closing', async () => {
  const staff = await begin();
  let friday = Date.parse('2026-04-17');
  const again = (): void =>
    staff.table.interrupt(writesTo('ADJUSTMENT#'), async () => {
      await staff.program.friday(new Date(friday).toISOString().slice(0, 10));
      friday += 7 * 86_400_000;
      again();
    });
  again();
  expect(await staff.adjust('p1', 100)).toMatchObject({ kind: 'refused', why: { status: 409 } });
  expect(staff.program.entries('p1')).toEqual([]);
});
