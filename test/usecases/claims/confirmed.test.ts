/** What a confirmed claim moves: both sides into the same run, told to both, in one step for whoever looks, and taken back whole. */
import { describe, expect, it } from 'vitest';
import { earningsLedger } from '../../../shared/adapters/ledger/earnings-ledger.ts';
import { addDays, localDay } from '../../../shared/domain/calendar/local-day.ts';
import { partnerId } from '../../../shared/domain/ids.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import { MAX_MOVEMENTS } from '../../../shared/domain/payment-net.ts';
import { listEntries } from '../../../shared/usecases/earnings/list-entries.ts';
import { showEarnings } from '../../../shared/usecases/earnings/show-earnings.ts';
import { whyOfClient } from '../../../shared/usecases/earnings/why-not-paid.ts';
import { MemoryClaims } from '../../support/memory-claims.ts';
import { diesAfterEachOperation, duringEachOperation, writesTo } from '../../support/memory-faults.ts';
import { receiverOf } from '../../support/memory-program.ts';

const CLIENT = { clientId: 'c1' };
const P1_MAIL = 'p1@partner.example';
const P2_MAIL = 'p2@partner.example';

/** c1 is p1's and mature: paid $400 in April, which p1 was paid for, and $40 in May, which is earned. */
async function begin(payments = 1): Promise<MemoryClaims> {
  const claims = new MemoryClaims();
  const { program } = claims;
  await program.configure({ bucketGroups: 1, thresholdCents: cents(1) });
  for (const partner of ['p1', 'p2', 'p3']) await program.partner(partner);
  await program.client('c1', 'p1');
  await program.payment('first', 'c1', '0.00', '2026-01-01');
  for (let nr = 0; nr < payments; nr += 1) await program.payment(`april${nr}`, 'c1', '400.00', '2026-04-20');
  await program.fridays('2026-04-24', '2026-05-01');
  await program.payment('may', 'c1', '40.00', '2026-05-04');
  return claims.on('2026-05-05');
}
const paid = ({ program }: MemoryClaims, partner: string): number =>
  program.paypal.moved().get(receiverOf(partner)) ?? 0;
const carried = ({ program }: MemoryClaims, partner: string): number =>
  Number(program.account(partner)?.carriedCents ?? 0);
const kept = (claims: MemoryClaims, partner: string): number => paid(claims, partner) + carried(claims, partner);

const START = begin();
const claimed = async (): Promise<{ claims: MemoryClaims; claim: string }> => {
  const claims = await (await START).copy();
  return { claims, claim: await claims.claim('p2', CLIENT) };
};

it('both sides fall into the same run, though the one was paid already', async () => {
  const { claims, claim } = await claimed();
  expect(paid(claims, 'p1')).toBe(0);
  expect(carried(claims, 'p1')).toBe(0);
  await claims.confirm(claim);
  expect(claims.program.entries('p1')).toEqual([
    '2026-04-25 april0#!commission 10000',
    '2026-05-02 april0#!commission -10000',
    '2026-05-09 may#!commission 0',
  ]);
  expect(claims.program.entries('p2')).toEqual([
    '2026-05-02 april0#!commission 10000',
    '2026-05-09 may#!commission 1000',
  ]);
  await claims.program.fridays('2026-05-08', '2026-05-15');
  expect(claims.program.problems()).toEqual([]);
  expect(kept(claims, 'p1')).toBe(-100_00);
  expect(kept(claims, 'p2')).toBe(110_00);
});

it('is told to both by mail, and stands in the entries of both', async () => {
  const { claims, claim } = await claimed();
  await claims.confirm(claim);
  expect(claims.mailed(1)).toEqual([`claim-confirmed to ${P2_MAIL}`, `referrer-corrected to ${P1_MAIL}`]);
  const ledger = earningsLedger(claims.table);
  const entries = async (partner: string) =>
    (await listEntries(partnerId(partner), {}, { limit: 10 }, claims.now, ledger))?.items.map(
      ({ paymentId, cents: amount, statedCents, standing, reason }) => [
        paymentId,
        amount,
        statedCents,
        standing,
        reason,
      ],
    );
  expect(await entries('p1')).toEqual([
    ['may', 0, 10_00, 'void', 'referrer-corrected'],
    ['april0', -100_00, 100_00, 'void', 'referrer-corrected'],
    ['april0', 100_00, 100_00, 'counts', undefined],
  ]);
  expect(await entries('p2')).toEqual([
    ['may', 10_00, 10_00, 'counts', undefined],
    ['april0', 100_00, 100_00, 'counts', undefined],
  ]);
  const why = await whyOfClient(partnerId('p1'), 'c1' as never, claims.now, ledger);
  expect(why?.client.standing).toMatchObject({
    code: 'other-referrer',
    sentence: expect.stringMatching(/what it paid before 2026-04-05 stays with you/),
  });
  expect(why?.asides.map(({ code, statedCents }) => [code, statedCents])).toEqual([['referrer-corrected', 110_00]]);
});

it('the preview says to the cent what the decision moves, and writes nothing', async () => {
  const { claims, claim } = await claimed();
  const before = claims.program.items();
  const preview = await claims.preview(claim);
  expect(claims.program.items()).toEqual(before);
  expect(preview).toMatchObject({
    kind: 'moves',
    money: {
      reachesFrom: '2026-04-05',
      partners: [
        { partnerId: 'p1', partnerName: 'Partner p1', cents: -110_00, decidedCents: -100_00, voidCents: 110_00 },
        { partnerId: 'p2', partnerName: 'Partner p2', cents: 110_00, decidedCents: 0, voidCents: 0 },
      ],
      payments: [
        { paymentId: 'april0', day: '2026-04-20', from: 'p1', to: 'p2', cents: 100_00 },
        { paymentId: 'may', day: '2026-05-04', from: 'p1', to: 'p2', cents: 10_00 },
      ],
    },
  });
  const sum = (partner: string): number =>
    claims.program.entries(partner).reduce((cents, text) => cents + Number(text.split(' ').at(-1)), 0);
  const [p1, p2] = [sum('p1'), sum('p2')];
  await claims.decide(claim, 'confirm');
  expect([sum('p1') - p1, sum('p2') - p2]).toEqual([-110_00, 110_00]);
  expect(await claims.preview(claim, 'reopen')).toMatchObject({
    money: {
      partners: [
        { partnerId: 'p1', cents: 110_00 },
        { partnerId: 'p2', cents: -110_00 },
      ],
    },
  });
  expect(await claims.preview(claim)).toMatchObject({ kind: 'refused', why: { status: 409 } });
});

it('a decision that is taken back moves everything back, whether runs came between or not', async () => {
  for (const runs of [false, true]) {
    const { claims, claim } = await claimed();
    await claims.confirm(claim);
    if (runs) await claims.program.fridays('2026-05-08', '2026-05-15');
    const mails = claims.center.mails.length;
    expect(await claims.decide(claim, 'reopen')).toMatchObject({ kind: 'done', answer: { state: 'open' } });
    expect(claims.mailed(mails)).toEqual([
      'claim-question to owner@c1.example',
      `claim-reopened to ${P2_MAIL}`,
      `referrer-corrected to ${P1_MAIL}`,
    ]);
    await claims.program.fridays('2026-05-22', '2026-06-05');
    expect(claims.program.problems()).toEqual([]);
    expect([kept(claims, 'p1'), kept(claims, 'p2')]).toEqual([10_00, 0]);
  }
});

describe('of several claims for one client', () => {
  it('the first that is confirmed closes the others, which operations may reopen and confirm', async () => {
    const { claims, claim } = await claimed();
    const other = await claims.claim('p3', CLIENT);
    const token = claims.token(other);
    await claims.confirm(claim);
    expect(await claims.preview(other)).toMatchObject({ why: { status: 409, title: 'The claim is closed' } });
    expect(await claims.answer(token, 'confirm')).toEqual({ kind: 'over', why: 'over' });
    expect(claims.mailsOf('claim-ended')).toEqual([]);
    expect(await claims.decide(other, 'reopen')).toMatchObject({ kind: 'done' });
    expect(await claims.decide(other, 'confirm')).toMatchObject({ kind: 'done' });
    await claims.program.fridays('2026-05-08', '2026-05-22');
    expect(claims.program.problems()).toEqual([]);
    expect(['p1', 'p2', 'p3'].map((partner) => kept(claims, partner))).toEqual([-100_00, 0, 110_00]);
  });

  it('two that are confirmed at the same moment leave one, whoever is first', async () => {
    const operations = await duringEachOperation(
      async () => {
        const { claims, claim } = await claimed();
        const other = await claims.claim('p3', CLIENT);
        return Object.assign(claims, { both: [claims.token(claim), claims.token(other), claim, other] as const });
      },
      (claims) => claims.answer(claims.both[0], 'confirm'),
      (claims) => claims.answer(claims.both[1], 'confirm'),
      async (claims) => {
        const states = [(await claims.stored(claims.both[2])).state, (await claims.stored(claims.both[3])).state];
        expect(states.sort()).toEqual(['confirmed', 'open']);
        expect(claims.program.item('CLIENT#c1', 'PROFILE')?.facts).toMatchObject({ corrections: [{ nr: 1 }] });
        await claims.program.fridays('2026-05-08', '2026-05-22');
        expect(claims.program.problems()).toEqual([]);
        expect(kept(claims, 'p2') + kept(claims, 'p3')).toBe(110_00);
      },
    );
    expect(operations).toBeGreaterThan(8);
  });
});

it('an ambiguous sign-up is off the review list as long as a claim for the client is confirmed', async () => {
  const { claims } = await claimed();
  await claims.program.client('c2', undefined, { howHeard: 'p1@partner.example or p2@partner.example' });
  const review = () => claims.program.item('REVIEW', 'ambiguous-referrer#c2')?.review;
  const before = review();
  expect(before).toBeDefined();
  const claim = await claims.claim('p2', { clientId: 'c2' });
  await claims.confirm(claim);
  expect(review()).toBeUndefined();
  await claims.decide(claim, 'reopen');
  expect(review()).toEqual(before);
});

describe('a confirmation that comes in the middle of a Friday run', () => {
  it('before any operation of the run leaves the books at 0 and both sides in the same run', async () => {
    let waited = 0;
    const operations = await duringEachOperation(
      async () => {
        const { claims, claim } = await claimed();
        return Object.assign(claims, { token: () => claims.token(claim), mailed0: claims.token(claim) });
      },
      (claims) => claims.program.friday('2026-05-08'),
      async (claims) => {
        expect(await claims.answer(claims.mailed0, 'confirm')).toMatchObject({ kind: 'done' });
        if (claims.program.item('CLIENT#c1', 'PROFILE')?.waitsForRun) waited += 1;
      },
      async (claims) => {
        expect(claims.program.problems()).toEqual([]);
        // In this run both sides or neither: never the one without the other.
        expect(kept(claims, 'p1') + kept(claims, 'p2')).toBe(0);
        await claims.program.fridays('2026-05-15', '2026-05-22');
        expect(claims.program.problems()).toEqual([]);
        expect([kept(claims, 'p1'), kept(claims, 'p2')]).toEqual([-100_00, 110_00]);
      },
    );
    expect(operations).toBeGreaterThan(20);
    expect(waited).toBeGreaterThan(3);
  });

  it('and a payment and a refund of that client that come after it are taken in at once', async () => {
    const { claims, claim } = await claimed();
    const { program } = claims;
    program.moveTo('2026-05-08');
    const opened = await program.open({ scheduledTime: '2026-05-08T17:00:00Z' });
    await claims.confirm(claim);
    expect(program.item('CLIENT#c1', 'PROFILE')?.waitsForRun).toBe(true);
    expect(await program.payment('june', 'c1', '80.00', '2026-05-07')).toMatchObject([{ outcome: 'accepted' }]);
    expect(
      await program.tell({ type: 'refund', refundId: 'r1', paymentId: 'may', amount: '20.00', on: '2026-05-06' }),
    ).toMatchObject([{ outcome: 'accepted' }]);
    expect(program.entries('p2')).toEqual([]);
    await program.plan(opened);
    expect(program.item('CLIENT#c1', 'PROFILE')?.waitsForRun).toBeUndefined();
    await program.byHand('2026-05-02');
    await program.fridays('2026-05-15', '2026-05-22');
    expect(program.problems()).toEqual([]);
    expect([kept(claims, 'p1'), kept(claims, 'p2')]).toEqual([-100_00, 100_00 + 5_00 + 20_00]);
  });
});

describe('a process that dies while a claim is confirmed', () => {
  it.each([
    { what: 'in one step', payments: 1 },
    { what: 'in pieces', payments: 40 },
  ])('after any operation, $what, leaves one side or the other, and who comes next ends it', async ({ payments }) => {
    const start = await begin(payments);
    const claim = await start.claim('p2', CLIENT);
    const token = start.token(claim);
    const total = payments * 100_00;
    const operations = await diesAfterEachOperation(
      () => start.copy(),
      (claims) => claims.answer(token, 'confirm'),
      async (claims) => {
        const ledger = earningsLedger(claims.table);
        const earned = async (partner: string): Promise<number | 'being corrected'> => {
          try {
            const shown = await showEarnings(partnerId(partner), claims.now, ledger);
            return (shown?.balanceCents ?? 0) + (shown?.inFlightCents ?? 0) + (shown?.paidCents ?? 0);
          } catch (error) {
            expect((error as Error).name).toBe('BeingCorrected');
            return 'being corrected';
          }
        };
        const sides = [await earned('p1'), await earned('p2')];
        expect([
          [total + 10_00, 0],
          [0, total + 10_00],
          ['being corrected', 'being corrected'],
        ]).toContainEqual(sides);
        await claims.answer(token, 'confirm');
        await claims.program.refileDaily();
        await claims.night();
        expect(await claims.stored(claim)).toMatchObject({ state: 'confirmed' });
        await claims.program.fridays('2026-05-08', '2026-05-22');
        expect(claims.program.problems()).toEqual([]);
        expect([kept(claims, 'p1'), kept(claims, 'p2')]).toEqual([-total, total + 10_00]);
      },
    );
    expect(operations).toBeGreaterThan(7);
  });
});

it('a correction in pieces is read as one: a reader in its middle is asked to come again', async () => {
  const claims = await begin(40);
  const token = claims.token(await claims.claim('p2', CLIENT));
  const ledger = earningsLedger(claims.table);
  const read = async (partner: string): Promise<number | string> => {
    try {
      const found = await listEntries(partnerId(partner), {}, { limit: 100 }, claims.now, ledger);
      return (found?.items ?? []).reduce((sum, entry) => sum + entry.cents, 0);
    } catch (error) {
      return (error as Error).name;
    }
  };
  const seen = new Set<string>();
  const look = async (): Promise<void> => {
    seen.add(`${await read('p1')} ${await read('p2')}`);
    // Once more before each write of an entry.
    claims.table.interrupt(writesTo('WEEK#'), look);
  };
  claims.table.interrupt(writesTo('WEEK#'), look);
  await claims.answer(token, 'confirm');
  claims.table.interrupt(
    () => false,
    async () => {},
  );
  expect([...seen]).toEqual(['BeingCorrected BeingCorrected']);
  expect(`${await read('p1')} ${await read('p2')}`).toBe(`0 ${40 * 100_00 + 10_00}`);

  // Taken back while a run plans: whoever is credited no more when it is filed is asked to come again, too.
  const [{ claimId } = { claimId: '' }] = await claims.shown('p2');
  await claims.program.friday('2026-05-08');
  claims.program.moveTo('2026-05-15');
  const opened = await claims.program.open({ scheduledTime: '2026-05-15T17:00:00Z' });
  await claims.decide(claimId, 'reopen');
  seen.clear();
  claims.table.interrupt(
    (operation) => claims.program.item('OPEN-INTENTS', 'c1')?.waitsForRun === undefined && writesTo('WEEK#')(operation),
    look,
  );
  await claims.program.plan(opened);
  claims.table.interrupt(
    () => false,
    async () => {},
  );
  expect([...seen]).toEqual(['BeingCorrected BeingCorrected']);
});

it('a payment with as many refunds as there may be changes hands in one transaction, wherever its lines stand', async () => {
  const claims = new MemoryClaims();
  const { program } = claims;
  await program.configure({ bucketGroups: 1 });
  for (const partner of ['p1', 'p2']) await program.partner(partner);
  await program.client('c1', 'p1');
  program.moveTo('2026-04-08');
  await program.payment('pay', 'c1', '900.00', '2026-01-10');
  for (let refund = 1; refund <= MAX_MOVEMENTS; refund += 1) {
    const on = addDays(localDay('2026-01-10'), 6 * refund);
    await program.tell({ type: 'refund', refundId: `r${refund}`, paymentId: 'pay', amount: '4.00', on });
  }
  const claim = await claims.on('2026-02-05').claim('p2', CLIENT);
  await claims.on('2026-02-18').confirm(claim);
  // Now the one's lines follow an earlier first purchase, and the other's word stays where it was.
  await program.payment('first', 'c1', '0.00', '2025-09-01');
  expect(await claims.decide(claim, 'reopen')).toMatchObject({ kind: 'done' });
  expect(program.item('CLIENT#c1', 'PROFILE')?.intent).toBe(false);
  await program.friday('2026-04-17');
  expect(program.problems()).toEqual([]);
});

describe('a client whose referrer is not known yet', () => {
  /** c1 came by a partner of whom billing has not told; p2 claims it. */
  async function unknownReferrer(payments: number): Promise<{ claims: MemoryClaims; claim: string }> {
    const claims = new MemoryClaims();
    const { program } = claims;
    await program.configure({ bucketGroups: 1, thresholdCents: cents(1) });
    for (const partner of ['p1', 'p2']) await program.partner(partner);
    await program.client('c1', 'late');
    await program.payment('first', 'c1', '0.00', '2026-01-01');
    for (let nr = 0; nr < payments; nr += 1) await program.payment(`april${nr}`, 'c1', '400.00', '2026-04-20');
    return { claims, claim: await claims.on('2026-05-05').claim('p2', CLIENT) };
  }
  const settled = async ({ program }: MemoryClaims, payments: number): Promise<void> => {
    expect(program.item('CLIENT#c1', 'PROFILE')).toMatchObject({ intent: false, awaitsPartner: false });
    await program.fridays('2026-05-15', '2026-05-22');
    expect(program.problems()).toEqual([]);
    expect(program.paypal.moved().get(receiverOf('p2'))).toBe(payments * 100_00);
  };

  it('is filed after the run, though the referrer came while it planned', async () => {
    const { claims, claim } = await unknownReferrer(1);
    const { program } = claims;
    program.moveTo('2026-05-08');
    const opened = await program.open({ scheduledTime: '2026-05-08T17:00:00Z' });
    expect(await claims.decide(claim, 'confirm')).toMatchObject({ kind: 'done' });
    expect(program.item('CLIENT#c1', 'PROFILE')).toMatchObject({ intent: true, waitsForRun: true });
    const arrives = program.partner('late').catch((error: Error) => error.name);
    await program.plan(opened);
    await arrives;
    await program.run({ scheduledTime: '2026-05-08T17:00:00Z' });
    await program.refileDaily();
    await settled(claims, 1);
  });

  it('is filed to its end, though the referrer came between two pieces', async () => {
    const { claims, claim } = await unknownReferrer(40);
    let came = false;
    claims.table.interrupt(writesTo('WEEK#'), async () => {
      if (came) return;
      came = true;
      await claims.program.partner('late').catch(() => {});
    });
    await claims.confirm(claim);
    await claims.program.refileDaily();
    expect(came).toBe(true);
    await settled(claims, 40);
  });
});
