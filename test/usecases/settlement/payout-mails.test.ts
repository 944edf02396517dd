/** A mail for each payout that was paid, for partners who asked for one; and what it costs the others: nothing. */
import { describe, expect, it } from 'vitest';
import { mailWrites } from '../../../shared/adapters/ledger/mail-writes.ts';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import { partnerId } from '../../../shared/domain/ids.ts';
import type { MailPreferences } from '../../../shared/domain/partner.ts';
import type { PayPalItemStatus } from '../../../shared/ports/payout-gateway.ts';
import type { Item } from '../../../shared/ports/table.ts';
import { payoutMailIdOf } from '../../../shared/usecases/settlement/payout-mails.ts';
import { queueBatches } from '../../../shared/usecases/settlement/queue-batches.ts';
import { diesAfterEachOperation, duringEachOperation, type Operation } from '../../support/memory-faults.ts';
import { type MemoryProgram, receiverOf } from '../../support/memory-program.ts';
import { type Owed, owingProgram, THREE, WEEK } from '../../support/memory-scenes.ts';
import { sampleMail } from '../../support/sample-mails.ts';

const LOOK = '2026-04-25';
const NEXT_LOOK = '2026-04-26';
const ASKED: MailPreferences = { payouts: true };

/** PayPal has the batch and pays it; nobody has looked yet. */
async function sent(asks: Readonly<Record<string, MailPreferences>>, owed: Owed = THREE): Promise<MemoryProgram> {
  const program = await owingProgram(owed);
  for (const [partner, mailPreferences] of Object.entries(asks))
    await program.changePartner(partner, { mailPreferences });
  const opened = await program.open({ weekEnding: weekEnding(WEEK) });
  await program.plan(opened);
  await queueBatches(opened, program.settlement);
  await program.work();
  return program;
}
const sentToOne = () => sent({ p1: ASKED }, { p1: 100 });

const mailsIn = (program: MemoryProgram): Item[] => program.items().filter(({ pk }) => pk.startsWith('MAIL#'));
const openMailsIn = (program: MemoryProgram): string[] =>
  program.items().flatMap(({ pk, sk }) => (pk === 'OPEN-MAILS' ? [sk] : []));
const idFor = (partner: string) => payoutMailIdOf(weekEnding(WEEK), partnerId(partner));

/** What a look asks of the table. */
async function operationsOf(program: MemoryProgram, work: () => Promise<unknown>): Promise<Operation[]> {
  const operations: Operation[] = [];
  program.table.interrupt(
    (operation) => {
      operations.push(operation);
      return false;
    },
    async () => {},
  );
  await work();
  return operations;
}

describe('a payout that was paid', () => {
  it('is mailed to the log-in e-mail of who asked, and to nobody else', async () => {
    const program = await sent({ p2: ASKED, p3: { payouts: false } });
    await program.daily(LOOK);
    expect(mailsIn(program)).toEqual([
      {
        pk: `MAIL#${idFor('p2')}`,
        sk: '!',
        id: idFor('p2'),
        kind: 'payout-sent',
        to: 'p2@partner.example',
        partnerId: 'p2',
        createdAt: program.time,
        data: { weekEnding: WEEK, amountCents: 200_00, receiver: 'p…@payee.example' },
      },
    ]);
    expect(openMailsIn(program)).toEqual([idFor('p2')]);
    expect(program.posted).toEqual([idFor('p2')]);
    expect(program.problems()).toEqual([]);
  });

  it('is mailed once, however often PayPal is looked at and whatever it says later', async () => {
    const program = await sent({ p1: ASKED }, { p1: 100, p2: 200 });
    program.paypal.turn(receiverOf('p2'), 'UNCLAIMED');
    for (const day of [LOOK, NEXT_LOOK]) await program.daily(day);
    program.paypal.turn(receiverOf('p1'), 'REFUNDED');
    await program.daily('2026-04-27');
    expect(program.payouts('p1')).toMatchObject([{ state: 'refunded' }]);
    expect(mailsIn(program)).toHaveLength(1);
    expect(program.posted).toEqual([idFor('p1')]);
  });

  it.each(['UNCLAIMED', 'BLOCKED', 'ONHOLD', 'PENDING'] as const)(
    'is mailed then, and not while it was %s',
    async (status) => {
      const program = await sentToOne();
      program.paypal.turn(receiverOf('p1'), status);
      await program.daily(LOOK);
      expect(mailsIn(program)).toEqual([]);
      program.paypal.turn(receiverOf('p1'), 'SUCCESS');
      await program.daily(NEXT_LOOK);
      await program.daily('2026-04-27');
      expect(program.posted).toEqual([idFor('p1')]);
      expect(mailsIn(program)).toHaveLength(1);
    },
  );

  it('of another week is another mail, and so is one of another partner', () => {
    const weeks = [WEEK, '2026-04-25'].map(weekEnding);
    // Signs that an id of a mail has not.
    const partners = ['p1', 'p2', 'a.b:c@d', 'p'.repeat(40)].map(partnerId);
    const ids = weeks.flatMap((week) => partners.map((partner) => payoutMailIdOf(week, partner)));
    expect(new Set(ids).size).toBe(8);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
  });
});

it.each<PayPalItemStatus>(['FAILED', 'RETURNED', 'CANCELED', 'DENIED', 'REFUNDED', 'REVERSED'])(
  'a payout that was %s is not mailed',
  async (status) => {
    const program = await sentToOne();
    program.paypal.turn(receiverOf('p1'), status);
    for (const day of [LOOK, NEXT_LOOK]) await program.daily(day);
    expect([mailsIn(program), openMailsIn(program), program.posted]).toEqual([[], [], []]);
  },
);

describe('what the run has planned', () => {
  it.each<{ why: string; before: MailPreferences; after: MailPreferences; mails: number }>([
    {
      why: 'goes by the wish of then: who ends the mails gets this one',
      before: ASKED,
      after: { payouts: false },
      mails: 1,
    },
    {
      why: 'goes by the wish of then: who asks for mails gets none yet',
      before: { payouts: false },
      after: ASKED,
      mails: 0,
    },
  ])('$why', async ({ before, after, mails }) => {
    const program = await sent({ p1: before }, { p1: 100 });
    await program.changePartner('p1', { mailPreferences: after });
    await program.daily(LOOK);
    expect(program.posted).toHaveLength(mails);
  });

  it('goes to the log-in e-mail of the day on which it is paid', async () => {
    const program = await sentToOne();
    await program.changePartner('p1', { email: 'moved@partner.example' });
    await program.daily(LOOK);
    expect(mailsIn(program)).toMatchObject([{ to: 'moved@partner.example' }]);
  });

  it('is the same batch for PayPal, and has the same hash', async () => {
    const [asked, silent] = [await sent({ p1: ASKED, p3: ASKED }), await sent({})];
    expect(asked.paypal.requests).toEqual(silent.paypal.requests);
    expect((await asked.batches(WEEK))[0]?.hash).toBe((await silent.batches(WEEK))[0]?.hash);
  });
});

describe('the cost', () => {
  const manifests = (program: MemoryProgram) =>
    program.items().filter(({ pk, sk }) => pk === `RUN#${WEEK}` && sk.startsWith('MANIFEST#'));
  const sizes = (operations: readonly Operation[]) =>
    operations.flatMap((operation) => (operation.kind === 'write' ? [operation.writes.length] : []));
  const reads = (operations: readonly Operation[]) =>
    operations.flatMap(({ kind }) => (kind === 'write' ? [] : [kind]));

  it.each([
    ['never asked', {}],
    ['said no', { p1: { payouts: false }, p2: { payouts: false }, p3: { payouts: false } }],
  ])('of partners who %s is what it was: no attribute, no read, no write', async (_, asks) => {
    const program = await sent(asks);
    const rows = manifests(program).flatMap((item) => item.rows as object[]);
    expect(rows.map((row) => Object.keys(row).sort().join(''))).toEqual(['aceprv', 'aceprv', 'aceprv']);
    const operations = await operationsOf(program, () => program.daily(LOOK));
    // A plain write a payout; the batch with its place among the open ones.
    expect(sizes(operations)).toEqual([1, 1, 1, 2]);
    // Which batches are open; these; their run; the manifest.
    expect(reads(operations)).toEqual(['query', 'getMany', 'get', 'get']);
  });

  it('of those who ask is one read for all of them, and two items more in the transaction of each', async () => {
    const program = await sent({ p1: ASKED, p3: ASKED });
    const operations = await operationsOf(program, () => program.daily(LOOK));
    expect(sizes(operations).sort()).toEqual([1, 2, 3, 3]);
    expect(reads(operations)).toEqual(['query', 'getMany', 'get', 'get', 'getMany']);
  });
});

describe('one mail', () => {
  it('is written by a look that dies after any of its steps and by the next, and the sweep finds it', async () => {
    const operations = await diesAfterEachOperation(
      sentToOne,
      (program) => program.daily(LOOK),
      async (program) => {
        await program.daily(NEXT_LOOK);
        expect(program.payouts('p1')).toMatchObject([{ state: 'paid' }]);
        expect(mailsIn(program)).toHaveLength(1);
        expect(openMailsIn(program)).toEqual([idFor('p1')]);
        expect(program.posted.length).toBeLessThanOrEqual(1);
      },
    );
    expect(operations).toBeGreaterThan(5);
  });

  it('is written by two who look at the same moment', async () => {
    const places = await duringEachOperation(
      sentToOne,
      (program) => program.daily(LOOK),
      (program) => program.daily(LOOK),
      async (program) => {
        expect(mailsIn(program)).toHaveLength(1);
        expect(program.posted).toEqual([idFor('p1')]);
      },
    );
    expect(places).toBeGreaterThan(5);
  });
});

it('a mail that is there already keeps no payout from being paid', async () => {
  const program = await sentToOne();
  await program.table.write(mailWrites([sampleMail('payout-sent', { id: idFor('p1') })]));
  await program.daily(LOOK);
  expect(program.payouts('p1')).toMatchObject([{ state: 'paid' }]);
  expect(mailsIn(program)).toHaveLength(1);
});

it('one payout that cannot be moved keeps no mail of another from being posted', async () => {
  const program = await sent({ p1: ASKED });
  const { movePayout } = program.settlementLedger;
  const ledger: typeof program.settlementLedger = {
    ...program.settlementLedger,
    movePayout: (move) => (move.partnerId === 'p2' ? Promise.reject(new Error('busy')) : movePayout(move)),
  };
  Object.assign(program.settlement, { ledger });
  await expect(program.daily(LOOK)).rejects.toThrow('busy');
  expect(program.posted).toEqual([idFor('p1')]);
});

it('a partner without a profile is paid without a mail', async () => {
  const program = await sentToOne();
  await program.table.write([{ kind: 'delete', key: { pk: 'PARTNER#p1', sk: 'PROFILE' } }]);
  await program.daily(LOOK);
  expect(program.payouts('p1')).toMatchObject([{ state: 'paid' }]);
  expect(mailsIn(program)).toEqual([]);
});
