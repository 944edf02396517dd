/** A rate that changes today: today's payments earn by it, known ones too, and those that somebody is still writing. */
import { expect, it } from 'vitest';
import { addDays, localDay } from '../../../shared/domain/calendar/local-day.ts';
import { instant } from '../../../shared/domain/calendar/time-zone.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import { refilePartners } from '../../../shared/usecases/intake/refile-partners.ts';
import { diesAfterEachOperation, duringEachOperation, writesTo } from '../../support/memory-faults.ts';
import { MemoryProgram, receiverOf, type Told } from '../../support/memory-program.ts';
import { MemoryStaff } from '../../support/memory-staff.ts';

const TODAY = '2026-04-15';
const YESTERDAY = '2026-04-14';

const payment = (paymentId: string, clientId: string, paidAt: string): Told => ({
  ...{ type: 'payment', paymentId, clientId, amount: '100.00', currency: 'USD', paidAt },
});

/** Wednesday 2026-04-15. So many clients of p1, mature since long, pay $100 yesterday and today; one of p2 does, too. */
async function begin(clients = 2): Promise<MemoryStaff> {
  const program = new MemoryProgram().moveTo('2026-04-10');
  await program.configure({ bucketGroups: 1, maturityDays: 0, thresholdCents: cents(1) });
  await program.partner('p1');
  await program.partner('p2');
  const names = Array.from({ length: clients }, (_, place) => `c${String(place).padStart(3, '0')}`);
  for (const [client, partner] of [...names.map((name) => [name, 'p1'] as const), ['d', 'p2'] as const]) {
    await program.client(client, partner);
    await program.tell(payment(`${client}-yesterday`, client, YESTERDAY), payment(`${client}-today`, client, TODAY));
  }
  program.moveTo(TODAY);
  return new MemoryStaff(program);
}

/** Payments' cents by their days, each amount once. */
function earned(staff: MemoryStaff, partner = 'p1'): Record<string, string> {
  const found: Record<string, Set<string>> = {};
  for (const entry of staff.program.entries(partner)) {
    const [, line = '', amount = ''] = entry.split(' ');
    const day = line.includes('yesterday') ? 'yesterday' : 'today';
    found[day] = (found[day] ?? new Set()).add(amount);
  }
  return Object.fromEntries(Object.entries(found).map(([day, amounts]) => [day, [...amounts].sort().join(' and ')]));
}
const open = async (staff: MemoryStaff): Promise<number> => (await staff.with.refilings.open()).length;

it.each([{ clients: 2 }, { clients: 101 }])("reaches today's payments of all $clients clients", async ({ clients }) => {
  const staff = await begin(clients);
  await staff.rate('p1', 1_000);
  expect(earned(staff)).toEqual({ yesterday: '2500', today: '2500' });
  await staff.refile();
  expect(earned(staff)).toEqual({ yesterday: '2500', today: '1000' });
  expect(staff.program.entries('p1')).toHaveLength(2 * clients);
  expect(earned(staff, 'p2')).toEqual({ yesterday: '2500', today: '2500' });
  expect(staff.program.problems()).toEqual([]);
});

it('reaches all payments of a client whose payments do not fit one transaction', async () => {
  const staff = await begin(1);
  for (let call = 0; call < 6; call += 1)
    await staff.program.tell(
      ...Array.from({ length: 20 }, (_, place) => payment(`more-${call}-${place}`, 'c000', TODAY)),
    );
  await staff.rate('p1', 1_000);
  await staff.refile();
  expect(earned(staff)).toEqual({ yesterday: '2500', today: '1000' });
  expect(staff.program.problems()).toEqual([]);
});

it.each([
  { from: TODAY, amount: '1000' },
  { from: '2026-04-16', amount: '2500' },
])('from $from on: a payment of today that is told afterwards earns $amount', async ({ from, amount }) => {
  const staff = await begin();
  await staff.rate('p1', 1_000, from);
  await staff.refile();
  await staff.program.tell(payment('later', 'c000', TODAY));
  expect(earned(staff).today).toBe(amount);
});

it('writes nothing where nothing changes', async () => {
  const staff = await begin();
  await staff.rate('p1', 1_000, '2026-04-16');
  const before = staff.program.items();
  await staff.refile();
  expect(staff.program.items()).toEqual(before);
});

it('is over a minute after the change, and not before', async () => {
  const staff = await begin();
  await staff.rate('p1', 1_000);
  await staff.seconds(59).refile();
  expect(await open(staff)).toBe(1);
  await staff.seconds(1).refile();
  expect(await open(staff)).toBe(0);
});

it('changed twice, the later word holds, and both are over in the end', async () => {
  const staff = await begin();
  await staff.rate('p1', 1_000);
  await staff.seconds(1).rate('p1', 2_000);
  expect(await open(staff)).toBe(2);
  await staff.seconds(60).refile();
  expect(earned(staff).today).toBe('2000');
  expect(await open(staff)).toBe(0);
});

it('a payment that billing was writing by the old rate is corrected by the daily rule', async () => {
  const staff = await begin();
  // A client with nothing to file anew: no version moves that the call of billing would fail on.
  await staff.program.client('quiet', 'p1');
  staff.table.interrupt(writesTo('EVENT#'), async () => {
    await staff.rate('p1', 1_000);
    await staff.refile();
  });
  await staff.program.tell(payment('stale', 'quiet', TODAY));
  expect(staff.table.interrupted).toBe(true);
  expect(earned(staff)).toEqual({ yesterday: '2500', today: '1000 and 2500' });
  await staff.program.moveTo('2026-04-16').refileDaily();
  expect(earned(staff)).toEqual({ yesterday: '2500', today: '1000' });
  await staff.program.friday('2026-04-24');
  expect(await open(staff)).toBe(0);
  expect(staff.program.paypal.moved().get(receiverOf('p1'))).toBe(2 * 25_00 + 3 * 10_00);
  expect(staff.program.problems()).toEqual([]);
});

it('does so even when the week was paid meanwhile: the run after corrects it', async () => {
  const staff = await begin();
  // The rate changes within the minute before the run opens; a call of billing outlives both.
  staff.program.moveTo('2026-04-24');
  const late = payment('stale', 'c000', '2026-04-24');
  staff.table.interrupt(writesTo('EVENT#'), async () => {
    await staff.rate('p1', 1_000);
    await staff.program.friday('2026-04-24');
  });
  await staff.program.tell(late);
  expect(earned(staff).today).toBe('2500');
  expect(await open(staff)).toBe(1);
  await staff.program.friday('2026-05-01');
  expect(staff.program.entries('p1')).toContain('2026-04-25 stale#!commission 1000');
  expect(staff.program.problems()).toEqual([]);
});

it('wherever refiling dies, the next run finishes it first, and pays by the new rate', async () => {
  const start = await begin();
  await start.rate('p1', 1_000);
  await diesAfterEachOperation(
    () => start.copy(),
    (staff) => staff.refile(),
    async ({ program }) => {
      await program.friday('2026-04-24');
      expect(program.payouts('p1')).toMatchObject([{ amountCents: 2 * 25_00 + 2 * 10_00 }]);
      expect(program.problems()).toEqual([]);
    },
  );
});

it('whoever pays, or files anew at the same moment, comes to the same', async () => {
  const start = await begin(1);
  await start.rate('p1', 1_000);
  for (const meanwhile of [
    (staff: MemoryStaff) => staff.program.tell(payment('more', 'c000', TODAY)),
    (staff: MemoryStaff) => staff.refile(),
  ])
    await duringEachOperation(
      () => start.copy(),
      (staff) => staff.refile(),
      meanwhile,
      async (staff) => {
        expect(earned(staff)).toEqual({ yesterday: '2500', today: '1000' });
        expect(staff.program.problems()).toEqual([]);
      },
    );
});

it('while a run plans nothing is filed anew; it is afterwards', async () => {
  const staff = await begin();
  staff.program.moveTo('2026-04-17');
  const opened = await staff.program.open({ scheduledTime: '2026-04-17T17:00:00Z' });
  await staff.program.tell(payment('friday', 'c000', '2026-04-17'));
  await staff.rate('p1', 1_000);
  expect(await staff.refile()).toMatchObject({ failed: 1 });
  expect(await open(staff)).toBe(1);
  await staff.program.plan(opened);
  await staff.refile();
  expect(staff.program.entries('p1')).toContain('2026-04-18 friday#!commission 1000');
  expect(staff.program.problems()).toEqual([]);
});

it('that changes on a Friday changes nothing that its run pays', async () => {
  const staff = await begin();
  staff.program.moveTo('2026-04-24');
  await staff.rate('p1', 1_000);
  await staff.refile();
  await staff.program.friday('2026-04-24');
  expect(staff.program.payouts('p1')).toMatchObject([{ weekEnding: '2026-04-18', amountCents: 4 * 25_00 }]);
});

it('one partner whose clients cannot be filed yet holds up no other', async () => {
  const staff = await begin();
  await staff.rate('p1', 1_000);
  await staff.rate('p2', 1_000);
  // Somebody always writes to p1's first client.
  let count = 0;
  const again = (): void =>
    staff.table.interrupt(writesTo('CLIENT#c000'), async () => {
      count += 1;
      await staff.program.tell(payment(`other-${count}`, 'c000', addDays(localDay(TODAY), -2)));
      again();
    });
  again();
  expect(await staff.refile()).toMatchObject({ failed: 1 });
  expect(await open(staff)).toBe(2);
  expect(earned(staff, 'p2')).toEqual({ yesterday: '2500', today: '1000' });
});

it('a client that cannot even be read holds up no other, of this partner or the next', async () => {
  const staff = await begin();
  await staff.rate('p1', 1_000);
  await staff.rate('p2', 1_000);
  const { intake } = staff.with;
  const broken: typeof intake = {
    ...intake,
    paymentIdsOf: async (client) => {
      if (client === 'c000') throw new Error('throttled');
      return intake.paymentIdsOf(client);
    },
  };
  const settings = await staff.with.ledger.settings();
  const now = instant(staff.program.time);
  expect(await refilePartners(now, {}, { ...staff.with, intake: broken, settings })).toMatchObject({ failed: 1 });
  expect(staff.program.entries('p1').filter((entry) => entry.endsWith(' 1000'))).toHaveLength(1);
  expect(earned(staff, 'p2')).toEqual({ yesterday: '2500', today: '1000' });
  expect(await open(staff)).toBe(2);
});
