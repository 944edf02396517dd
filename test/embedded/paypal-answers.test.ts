import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectClosed, expectSound, ledgerItems, transfersOf } from '../support/embedded-audit.ts';
import { lastEnd } from '../support/embedded-executions.ts';
import { Owed } from '../support/embedded-owed.ts';
import { TROUBLED_GROUPS, troubles } from '../support/embedded-paypal-troubles.ts';
import { type EmbeddedProgram, startProgram } from '../support/embedded-program.ts';
import { Saboteur } from '../support/embedded-saboteur.ts';
import { movesTo, setPartner, setProgram } from '../support/embedded-settings.ts';
import { addressOf, BEGIN, earners, fridayOf, weekOf } from '../support/embedded-weeks.ts';

/** A time-out takes 30 s of waiting, whatever the clock says: the second program has its Fridays meanwhile. */
let troubled: EmbeddedProgram;
let firstFriday: Promise<void>;
let program: EmbeddedProgram;
const alarms: string[] = [];
const troubledPartners = troubles.flatMap(({ partners }) => partners);

beforeAll(async () => {
  troubled = await startProgram(BEGIN, {
    onLog: ({ line }) => {
      if (line.includes('"alarm":true')) alarms.push(line);
    },
  });
  await setProgram(troubled.table, { bucketGroups: TROUBLED_GROUPS, settleWithinHours: 4 });
  await troubled.tell(...earners(troubledPartners, 3));
  for (const { faults, batchId } of troubles) {
    for (const fault of faults) troubled.paypal.orderFault({ ...fault, senderBatchId: batchId(1) });
  }
  // Reconcile's looks fail as well, for a while.
  troubled.paypal.orderFault({ effect: 'malformed-json', stage: 'after', on: 'batch', times: 4 });
  troubled.paypal.orderFault({ effect: 'reset', stage: 'before', on: 'batch', times: 4 });
  firstFriday = troubled.friday(fridayOf(1));
  firstFriday.catch(() => {});
});
afterAll(() => Promise.all([troubled?.stop(), program?.stop()]));

describe('items end in different ways', () => {
  const partners = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6'];
  const [, invalid = '', unclaimed = '', failed = '', held = '', locked = ''] = partners;
  const saboteur = new Saboteur();
  const owed = new Owed(partners);
  const carried = async (week: number) =>
    Object.fromEntries(
      ((await program.results(weekOf(week)))?.carried ?? []).map(({ partnerId, balanceCents, reasons }) => [
        partnerId,
        [balanceCents, ...reasons],
      ]),
    );
  const friday = async (week: number) => {
    owed.earn();
    await program.friday(fridayOf(week));
  };

  beforeAll(async () => {
    program = await startProgram(BEGIN, { faults: saboteur.hooks });
    saboteur.payPalUrl = program.paypal.url;
    await setProgram(program.table, { bucketGroups: 1 });
    await program.tell(...earners(partners, 11));
  });

  it('without the money for it, the same batch waits and is paid once the balance is topped up', async () => {
    program.paypal.setBalance(100_00);
    let refusals = 0;
    saboteur.after = ({ service, operation, reply }) => {
      if (service !== 'paypal' || operation !== 'POST /v1/payments/payouts' || reply.status !== 422) return undefined;
      refusals += 1;
      if (refusals === 3) program.paypal.setBalance(1_000_000_00);
      return undefined;
    };
    await friday(1);
    saboteur.rest();
    expect(refusals).toBe(3);
    expect(program.paypal.batches().map(({ senderBatchId }) => senderBatchId)).toEqual([
      `payout-${weekOf(1)}-g00-0001-1`,
    ]);
    expect(transfersOf(program, 1)).toEqual(owed.pay(partners));
    await expectClosed(program, 1);
  });

  it('one refused by name, one unclaimed, one failed, one on hold, one locked: the rest is paid', async () => {
    await setPartner(program.table, invalid, movesTo('nobody@nowhere'));
    program.paypal.setOutcome(addressOf(unclaimed), 'UNCLAIMED');
    program.paypal.setOutcome(addressOf(failed), 'FAILED', 'INTERNAL_ERROR');
    program.paypal.setOutcome(addressOf(held), 'ONHOLD');
    program.paypal.setOutcome(addressOf(locked), 'FAILED');
    await friday(2);
    const ends = (await program.results(weekOf(2)))?.payouts.map(({ partnerId, state }) => [partnerId, state]);
    expect(ends).toEqual([
      ['p1', 'paid'],
      [invalid, 'rejected'],
      [unclaimed, 'unclaimed'],
      [failed, 'failed'],
      [held, 'planned'],
      [locked, 'failed'],
    ]);
    expect((await lastEnd(program.cloud)).output).toMatchObject({
      closed: { payouts: 6, paidCents: owed.balance('p1'), openCents: owed.balance(unclaimed) + owed.balance(held) },
    });
    expect(owed.pay(['p1'])).toEqual(transfersOf(program, 2).filter((line) => line.endsWith('SUCCESS')));
    await expectClosed(program, 2);
  });

  it('the next Friday names a reason for each, and pays what only failed', async () => {
    for (const partner of [failed, locked]) program.paypal.setOutcome(addressOf(partner), 'SUCCESS');
    await friday(3);
    const inFlight = (partner: string) => [owed.balance(partner) / 2, 'payout-in-flight'];
    expect(await carried(3)).toEqual({
      [invalid]: [owed.balance(invalid), 'paypal-address-refused'],
      [unclaimed]: inFlight(unclaimed),
      [held]: inFlight(held),
      [locked]: [owed.balance(locked), 'paypal-address-refused'],
    });
    expect(transfersOf(program, 3)).toEqual(owed.pay(['p1', failed]));
    await expectClosed(program, 3);
  });

  it('the daily look finds what was released, and after 30 days what was not claimed', async () => {
    const item = program.paypal
      .transfers()
      .find(({ receiver, status }) => receiver === addressOf(held) && status === 'ONHOLD');
    program.paypal.moveItem(item?.payoutItemId ?? '', 'SUCCESS');
    program.paypal.setOutcome(addressOf(held), 'SUCCESS');
    const week2 = owed.balance(held) / 2;
    await friday(4);
    expect(transfersOf(program, 2)).toContain(`${addressOf(held)} ${week2} SUCCESS`);
    // Week 2 is paid after all; weeks 3 and 4 are paid now.
    owed.earns(held, -week2);
    expect(transfersOf(program, 4)).toEqual(owed.pay(['p1', failed, held]));

    await friday(5);
    owed.pay(['p1', failed, held]);
    await friday(6);
    owed.pay(['p1', failed, held]);
    expect((await carried(6))[unclaimed]).toEqual([owed.balance(unclaimed) * 0.8, 'payout-in-flight']);
    await friday(7);
    expect(transfersOf(program, 7)).toEqual(owed.pay(['p1', failed, held]));
    // Returned on 2026-02-22: all of it is on the balance again, and the address needs a change first.
    expect(await carried(7)).toEqual(
      Object.fromEntries(
        [invalid, unclaimed, locked].map((partner) => [partner, [owed.balance(partner), 'paypal-address-refused']]),
      ),
    );
    await expectClosed(program, 7);
    expect((await program.results(weekOf(2)))?.run.report).toMatchObject({ openCents: 0 });
  });

  it('a denied batch comes back whole, and with better addresses the next Friday pays everything', async () => {
    for (const partner of [invalid, unclaimed, locked]) {
      await setPartner(program.table, partner, movesTo(`better-${addressOf(partner)}`));
      owed.moves(partner, `better-${addressOf(partner)}`);
    }
    program.paypal.setBatchOutcome(`payout-${weekOf(8)}-g00-0001-1`, 'DENIED');
    await friday(8);
    await expectClosed(program, 8);
    await friday(9);
    expect(transfersOf(program, 9)).toEqual(owed.pay(partners));
    await expectClosed(program, 9);
    expect(ledgerStates(await ledgerItems(program.cloud), 8)).toEqual(new Set(['denied']));
  });

  it('no money until the deadline: the run closes, the payouts stay in flight, and the daily look has them paid', async () => {
    await setProgram(program.table, { bucketGroups: 1, settleWithinHours: 2 });
    program.paypal.setBalance(0);
    await friday(10);
    expect((await lastEnd(program.cloud)).output).toMatchObject({
      settlement: { outcome: 'deadline', openBatches: 1 },
    });
    expect(transfersOf(program, 10)).toEqual([]);
    await expectClosed(program, 10);
    program.paypal.setBalance(1_000_000_00);
    // Two mornings: one sends the batch again, the next one sees it paid.
    await program.cloud.advanceTo(program.clock.now() + 2 * 86_400_000);
    expect(transfersOf(program, 10)).toEqual(owed.pay(partners));
    expect(ledgerStates(await ledgerItems(program.cloud), 10)).toEqual(new Set(['paid']));
    await expectSound(program);
  });

  it('nothing but errors for 25 days: then the batch is parked, and never sent again', async () => {
    await setProgram(program.table, { bucketGroups: 1, settleWithinHours: 2 });
    program.paypal.orderFault({ effect: 'internal-error', stage: 'before', times: 10_000 });
    await friday(11);
    const [alone] = program.cloud.executions();
    await program.cloud.advanceTo(program.clock.now() + 24 * 86_400_000, {
      only: ({ logicalId }) => logicalId.startsWith('Daily'),
    });
    const before = program.paypal.calls().create;
    await program.cloud.advanceTo(program.clock.now() + 86_400_000, {
      only: ({ logicalId }) => logicalId.startsWith('Daily'),
    });
    expect(program.paypal.calls().create).toBeGreaterThan(before);
    await program.cloud.advanceTo(program.clock.now() + 2 * 86_400_000, {
      only: ({ logicalId }) => logicalId.startsWith('Daily'),
    });
    const asked = program.paypal.calls().create;
    program.paypal.clearFaults();
    await program.cloud.advanceTo(program.clock.now() + 2 * 86_400_000, {
      only: ({ logicalId }) => logicalId.startsWith('Daily'),
    });
    expect(program.paypal.calls().create).toBe(asked);
    expect(transfersOf(program, 11)).toEqual([]);
    expect(ledgerStates(await ledgerItems(program.cloud), 11)).toEqual(new Set(['planned']));
    expect(program.cloud.executions()[0]).toBe(alone);
    await expectSound(program);
  });
});

const ledgerStates = (items: Awaited<ReturnType<typeof ledgerItems>>, week: number): Set<unknown> =>
  new Set(items.filter(({ sk }) => sk === `PAYOUT#${weekOf(week)}`).map(({ state }) => state));

describe('PayPal', () => {
  const owed = new Owed(troubledPartners);
  beforeAll(async () => {
    await firstFriday;
    owed.earn();
  });

  it.each(troubles.map(({ why, partners, batchId }) => [why, partners, batchId(1)] as const))(
    '%s: the batch is there once, and paid',
    (_, partners, batchId) => {
      const items = troubled.paypal.transfers().filter(({ senderBatchId }) => senderBatchId === batchId);
      expect(items.map(({ receiver, cents, status }) => `${receiver} ${cents} ${status}`).sort()).toEqual(
        owed.pay(partners),
      );
    },
  );

  it('had every trouble that was ordered, and the run closed', async () => {
    expect(troubled.paypal.batches()).toHaveLength(troubles.length);
    const spoilt = troubles.flatMap(({ faults }) => faults).reduce((sum, { times = 1 }) => sum + times, 0);
    expect(troubled.paypal.calls().create).toBeGreaterThan(spoilt);
    await expectClosed(troubled, 1);
  });

  it('says "duplicate" without saying which: the batch is parked with an alarm, never sent under a new id', async () => {
    const [lost, ...others] = troubles;
    troubled.paypal.answerDuplicates('older');
    troubled.paypal.orderFault({ effect: 'reset', stage: 'after', senderBatchId: lost?.batchId(2) });
    alarms.length = 0;
    await troubled.friday(fridayOf(2));
    owed.earn();
    expect(transfersOf(troubled, 2)).toEqual(owed.pay(troubledPartners));
    expect(alarms.filter((line) => line.includes('parked'))).toHaveLength(1);
    expect((await lastEnd(troubled.cloud)).output).toMatchObject({ settlement: { parkedBatches: 1 } });
    await expectClosed(troubled, 2);

    await troubled.friday(fridayOf(3));
    owed.earn();
    expect(transfersOf(troubled, 3)).toEqual(owed.pay(others.flatMap(({ partners }) => partners)));
    expect((await troubled.results(weekOf(3)))?.carried.map(({ reasons }) => reasons)).toEqual([
      ['payout-in-flight'],
      ['payout-in-flight'],
    ]);
    await expectClosed(troubled, 3);
  });
});
