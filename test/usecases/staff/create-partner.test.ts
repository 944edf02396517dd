/** A partner whom operations make: once, audited, and credited with the clients that named them before. */
import { expect, it } from 'vitest';
import { partnerId } from '../../../shared/domain/ids.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import { createPartner, type NewPartnerFacts } from '../../../shared/usecases/staff/create-partner.ts';
import { diesAfterEachOperation, duringEachOperation } from '../../support/memory-faults.ts';
import { MemoryProgram, type Told } from '../../support/memory-program.ts';
import { answered, type Caller, MemoryStaff } from '../../support/memory-staff.ts';

const FACTS: NewPartnerFacts = {
  ...{ partnerId: partnerId('p9'), name: 'Nia Nine', email: 'nia@partner.example', country: 'US' },
};
const KEYED: Caller = { by: 'ann', key: 'k1' };
const EVENT: Told = { type: 'partner', partnerId: 'p9', name: 'Nine by billing', email: 'nine@partner.example' };

/** Wednesday 2026-04-15. c1 and c2 named p9, whom nobody knows; c1 paid $400 that are earned by then. */
async function begin(): Promise<MemoryStaff> {
  const program = new MemoryProgram().moveTo('2026-04-03');
  await program.configure({ bucketGroups: 1, thresholdCents: cents(1) });
  await program.client('c1', 'p9');
  await program.client('c2', 'p9');
  await program.payment('a', 'c1', '400.00', '2026-01-11');
  return new MemoryStaff(program.moveTo('2026-04-15'));
}
const create = (staff: MemoryStaff, more: Partial<NewPartnerFacts> = {}, caller: Caller = {}) => {
  const facts = { ...FACTS, ...more };
  return createPartner(facts, staff.word(caller.by), staff.call(facts, caller), staff.with);
};
const earned = ({ program }: MemoryStaff): string[] => program.entries('p9');
const EARNED = ['2026-04-11 a#!commission 10000'];
/** The next run credits them with everything, whatever was left undone. */
async function nextRunKnows(staff: MemoryStaff): Promise<void> {
  await staff.program.friday('2026-04-17');
  expect(earned(staff)).toEqual(EARNED);
  expect(staff.program.account('p9')).toMatchObject({ carriedCents: 100_00, reasons: ['no-paypal-address'] });
  expect(staff.program.problems()).toEqual([]);
}

it('is made as told, found by e-mail and name, and audited', async () => {
  const staff = await begin();
  const more = { joinedOn: staff.today };
  expect(answered(await create(staff, more))).toEqual({ partnerId: 'p9' });
  const partner = {
    ...{ id: 'p9', name: 'Nia Nine', email: 'nia@partner.example', country: 'US', joinedOn: '2026-04-15' },
    rates: [],
    heldEmails: [{ address: 'nia@partner.example', from: '0001-01-01' }],
    tax: { formsOnFile: [] },
  };
  expect(await staff.record('p9')).toEqual({ partner, version: 1 });
  expect(await staff.trail('p9')).toMatchObject([
    { action: 'partner.create', by: { kind: 'staff', id: 'ann' }, why: staff.word().note, to: partner },
  ]);
  await staff.program.client('by-mail', undefined, { howHeard: 'from nia@partner.example' } as object);
  await staff.program.client('by-name', undefined, { howHeard: 'from nia  NINE' } as object);
  for (const client of ['by-mail', 'by-name'])
    expect(staff.program.item(`CLIENT#${client}`, 'PROFILE')?.facts).toMatchObject({ referrer: 'p9' });
});

it('is credited with clients that waited, at once', async () => {
  const staff = await begin();
  await create(staff);
  await staff.refile();
  expect(earned(staff)).toEqual(EARNED);
  await nextRunKnows(staff);
});

it('earns from a client that waited and pays only afterwards', async () => {
  const staff = await begin();
  await create(staff);
  await staff.refile();
  await staff.program.payment('b', 'c2', '40.00', '2026-04-15');
  expect(earned(staff)).toEqual([...EARNED, '2026-07-18 b#!commission 1000']);
  expect(staff.program.problems()).toEqual([]);
});

it('is not credited with a client of the same name before somebody has looked', async () => {
  const staff = await begin();
  await create(staff, { name: 'Owner of c1' });
  await staff.refile();
  expect(earned(staff)).toEqual(['2026-04-11 a#!commission 0']);
  expect(await staff.with.reviews.find('self-referral', 'c1~p9')).toBeDefined();
});

it('whatever dies on the way, and whoever changes the partner then, the next run knows the clients', async () => {
  const start = await begin();
  const operations = await diesAfterEachOperation(
    () => start.copy(),
    async (staff) => {
      await create(staff, {}, KEYED);
      await staff.refile();
    },
    async (staff) => {
      expect(answered(await create(staff, {}, KEYED))).toEqual({ partnerId: 'p9' });
      await staff.rate('p9', 2_500);
      await nextRunKnows(staff);
    },
  );
  expect(operations).toBeGreaterThan(8);
});

it('made while a run plans is credited by the next', async () => {
  const staff = await begin();
  staff.program.moveTo('2026-04-17');
  const opened = await staff.program.open({ scheduledTime: '2026-04-17T17:00:00Z' });
  await create(staff);
  expect(await staff.refile()).toMatchObject({ failed: 1 });
  await staff.program.plan(opened);
  await staff.program.run(opened.requested);
  await staff.program.friday('2026-04-24');
  expect(staff.program.account('p9')).toMatchObject({ carriedCents: 100_00 });
  expect(staff.program.problems()).toEqual([]);
});

it('is credited with a client that signs up, or pays, at the very moment', async () => {
  const start = await begin();
  for (const news of [
    ({ program }: MemoryStaff) => program.client('c3', 'p9'),
    ({ program }: MemoryStaff) => program.payment('b', 'c2', '40.00', '2026-01-11'),
  ])
    await duringEachOperation(
      () => start.copy(),
      async (staff) => {
        await news(staff);
        await staff.program.payment('c', 'c3', '40.00', '2026-01-11');
      },
      (staff) => create(staff),
      async (staff) => {
        await staff.program.friday('2026-04-17');
        const { cents: counted } = (await staff.with.earnings.client(partnerId('p9'), 'c1' as never))?.totals ?? {};
        expect(counted).toBe(100_00);
        expect(earned(staff).length).toBeGreaterThanOrEqual(2);
        expect(staff.program.problems()).toEqual([]);
      },
    );
});

it('is made once: sent again, twice at the same moment, and by two', async () => {
  const start = await begin();
  const outcomes: unknown[] = [];
  const send = (more: Partial<NewPartnerFacts>, caller: Caller) => async (staff: MemoryStaff) =>
    void outcomes.push(await create(staff, more, caller));
  const made = async (staff: MemoryStaff): Promise<void> => expect(await staff.actions()).toEqual(['partner.create']);

  await duringEachOperation(() => start.copy(), send({}, KEYED), send({}, KEYED), made);
  for (const outcome of outcomes.splice(0)) expect(outcome).toEqual({ kind: 'done', answer: { partnerId: 'p9' } });

  await duringEachOperation(
    () => start.copy(),
    send({}, KEYED),
    send({ name: 'Other' }, KEYED),
    async (staff) => {
      await made(staff);
      expect(outcomes.splice(0)).toMatchObject([{ kind: 'done' }, { kind: 'key-reused' }]);
      expect((await staff.record('p9')).partner.name).toBe('Other');
    },
  );
  outcomes.length = 0;

  await duringEachOperation(
    () => start.copy(),
    send({}, { by: 'ann' }),
    send({}, { by: 'bob' }),
    async (staff) => {
      await made(staff);
      expect(outcomes.splice(0)).toMatchObject([{ kind: 'done' }, { kind: 'refused', why: { status: 409 } }]);
    },
  );
});

it('and billing, who import the same id at the same moment: one of them makes the partner', async () => {
  const start = await begin();
  const told = start.program.parse(EVENT);
  await duringEachOperation(
    () => start.copy(),
    (staff) => create(staff),
    async ({ program }) => void (await program.takeIn(told)),
    async (staff) => {
      expect((await staff.record('p9')).partner.name).toBe('Nine by billing');
      expect(await staff.actions()).toEqual([]);
      expect(earned(staff)).toEqual(EARNED);
    },
  );
  await create(start);
  expect(await start.program.takeIn(told)).toMatchObject([{ outcome: 'refused' }]);
  expect((await start.record('p9')).partner.name).toBe('Nia Nine');
});
