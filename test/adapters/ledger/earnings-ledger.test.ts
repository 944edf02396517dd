/** What screens read: kept totals, pages and single items, of one partner and nobody else. */
import { describe, expect, it } from 'vitest';
import { earningsLedger } from '../../../shared/adapters/ledger/earnings-ledger.ts';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import { clientId, partnerId } from '../../../shared/domain/ids.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import type { EarningsLedger, LedgerEntry } from '../../../shared/ports/earnings-ledger.ts';
import { MemoryProgram } from '../../support/memory-program.ts';

const P1 = partnerId('p1');
const NOBODY = partnerId('nobody');
const [C1, C2, C3] = [clientId('c1'), clientId('c2'), clientId('c3')];
const MATURITY = weekEnding('2026-04-11');
const NEXT = weekEnding('2026-04-18');

/** c1 matures on 2026-04-11 and pays twice before and once after that; c2 signed up only; c3 is another partner's. */
async function program(): Promise<{ program: MemoryProgram; ledger: EarningsLedger }> {
  const made = new MemoryProgram().moveTo('2026-04-03');
  await made.configure({ bucketGroups: 1 });
  await made.partner('p1');
  await made.partner('p2');
  await made.client('c1', 'p1');
  await made.client('c2', 'p1');
  await made.client('c3', 'p2');
  await made.payment('a', 'c1', '400.00', '2026-01-11');
  await made.payment('b', 'c1', '40.00', '2026-02-11');
  await made.payment('c', 'c1', '80.00', '2026-04-14');
  await made.payment('d', 'c3', '44.00', '2026-01-11');
  return { program: made, ledger: earningsLedger(made.table) };
}
const START = program();

async function all(entries: AsyncIterable<LedgerEntry>): Promise<LedgerEntry[]> {
  const found: LedgerEntry[] = [];
  for await (const entry of entries) found.push(entry);
  return found;
}

describe('weeks', () => {
  const first = {
    ...{ weekEnding: MATURITY, cents: 110_00, entries: 2, voidCents: 0, heldCents: 0 },
    ...{ centsByWeekday: [0, 0, 0, 0, 0, 0, 110_00], lateEntries: 0 },
  };
  const second = {
    ...{ weekEnding: NEXT, cents: 20_00, entries: 1, voidCents: 0, heldCents: 0 },
    ...{ centsByWeekday: [0, 0, 20_00, 0, 0, 0, 0], lateEntries: 0 },
  };
  it.each([
    { page: undefined, found: [first, second] },
    { page: { after: MATURITY }, found: [second] },
    { page: { before: NEXT }, found: [first] },
    { page: { limit: 1 }, found: [first] },
    { page: { limit: 1, descending: true }, found: [second] },
    { page: { before: NEXT, descending: true }, found: [first] },
    { page: { after: NEXT }, found: [] },
  ] as const)('are paged by $page', async ({ page, found }) => {
    const { ledger } = await START;
    expect(await ledger.weeks(P1, page)).toEqual(found);
  });

  it('hold what is void and what is late', async () => {
    const { program: made } = await START;
    const copy = await made.copy();
    await copy.tell({ type: 'cancellation', clientId: 'c1', on: '2026-03-01' });
    expect(await earningsLedger(copy.table).weeks(P1)).toMatchObject([
      { weekEnding: MATURITY, cents: 0, entries: 2, voidCents: 110_00 },
      { weekEnding: NEXT, cents: 0, entries: 1, voidCents: 20_00, centsByWeekday: [0, 0, 0, 0, 0, 0, 0] },
    ]);
  });
});

describe('clients', () => {
  const paying = { clientId: C1, cents: 130_00, entries: 3, voidCents: 0, heldCents: 0 };
  const silent = { clientId: C2, cents: 0, entries: 0, voidCents: 0, heldCents: 0 };
  it.each([
    { page: { limit: 9 }, found: [paying, silent] },
    { page: { limit: 1 }, found: [paying] },
    { page: { limit: 9, after: C1 }, found: [silent] },
  ])('are paged by $page, those who have not paid too', async ({ page, found }) => {
    const { ledger } = await START;
    expect(await ledger.clients(P1, page)).toEqual(found);
  });

  it('are there for a partner whom nobody knows yet', async () => {
    const made = new MemoryProgram();
    await made.client('c1', 'p9');
    const ledger = earningsLedger(made.table);
    expect(await ledger.clients(partnerId('p9'), { limit: 9 })).toEqual([{ ...silent, clientId: C1 }]);
  });

  it('are read one by one, and only by the partner whose they are', async () => {
    const { ledger } = await START;
    expect(await ledger.client(P1, C1)).toMatchObject({ totals: paying, client: { id: 'c1', since: '2026-01-11' } });
    expect(await ledger.client(P1, C3)).toBeUndefined();
    expect(await ledger.client(P1, clientId('c9'))).toBeUndefined();
  });

  it('are known by their facts, and their payments in the order of ids', async () => {
    const { ledger } = await START;
    const facts = await ledger.clientFacts([C1, C3, clientId('c9')]);
    expect([...facts].map(([id, { referrer }]) => [id, referrer]).sort()).toEqual([
      ['c1', 'p1'],
      ['c3', 'p2'],
    ]);
    expect(await ledger.clientFacts([])).toEqual(new Map());
    expect((await ledger.payments(C1)).map(({ id, payment }) => [id, payment?.amount])).toEqual([
      ['a', 400_00],
      ['b', 40_00],
      ['c', 80_00],
    ]);
    expect(await ledger.payments(C2)).toEqual([]);
  });
});

describe('entries of a week', () => {
  it('come in the order of their places, which are where a next page begins', async () => {
    const { ledger } = await START;
    const entries = await all(ledger.entriesOfWeek(P1, MATURITY));
    expect(entries).toMatchObject([
      {
        place: 'a#!commission',
        paymentId: 'a',
        clientId: 'c1',
        cents: 100_00,
        earnedOn: '2026-04-11',
        standing: 'counts',
      },
      { place: 'b#!commission', paymentId: 'b', clientId: 'c1', cents: 10_00 },
    ]);
    const [first, second] = entries;
    expect(await all(ledger.entriesOfWeek(P1, MATURITY, { limit: 1 }))).toEqual([first]);
    expect(await all(ledger.entriesOfWeek(P1, MATURITY, { after: first?.place, limit: 5 }))).toEqual([second]);
    expect(await all(ledger.entriesOfWeek(P1, MATURITY, { after: second?.place }))).toEqual([]);
  });

  it('are nobody else’s, wherever a page is said to begin', async () => {
    const { ledger, program: made } = await START;
    const entries = await all(ledger.entriesOfWeek(partnerId('p'), MATURITY, { after: '' }));
    expect(entries).toEqual([]);
    for (const after of ['', '!', 'zzz', '~', '../p2', 'a#!commission#']) {
      const own = await all(ledger.entriesOfWeek(P1, MATURITY, { after }));
      expect(own.every(({ partnerId: of }) => of === 'p1')).toBe(true);
    }
    expect(made.entries('p2')).toHaveLength(1);
  });
});

describe('standing', () => {
  it('of somebody who is no partner is none', async () => {
    const { ledger } = await START;
    expect(await ledger.standing(NOBODY)).toBeUndefined();
  });

  it('before the first run is a new account', async () => {
    const { ledger } = await START;
    const found = await ledger.standing(P1);
    expect(found).toMatchObject({
      partner: { id: 'p1' },
      version: 1,
      account: { carriedCents: 0, foldedCents: 0, version: 0 },
      settings: { thresholdCents: 100_00 },
      calendar: {},
    });
    expect(found?.lastPayout).toBeUndefined();
  });

  it('after runs knows what they folded and the last payout, in two reads', async () => {
    const made = await (await START).program.copy();
    await made.configure({ bucketGroups: 1, thresholdCents: cents(110_00) });
    await made.fridays('2026-04-10', '2026-04-24');
    let reads = 0;
    const counted = {
      ...made.table,
      get: (key: Parameters<typeof made.table.get>[0]) => {
        reads += 1;
        return made.table.get(key);
      },
      getMany: (keys: Parameters<typeof made.table.getMany>[0]) => {
        reads += 1;
        return made.table.getMany(keys);
      },
      query: made.table.query.bind(made.table),
      write: made.table.write.bind(made.table),
      putAll: made.table.putAll.bind(made.table),
    };
    expect(await earningsLedger(counted).standing(P1)).toMatchObject({
      account: { carriedCents: 20_00, foldedCents: 130_00, lastRun: '2026-04-18', lastPayout: '2026-04-11' },
      lastPayout: { weekEnding: '2026-04-11', amountCents: 110_00, state: 'paid' },
      calendar: { lastRun: '2026-04-18' },
    });
    expect(reads).toBe(2);
  });
});

describe('payouts', () => {
  async function paid(): Promise<EarningsLedger> {
    const made = await (await START).program.copy();
    await made.configure({ bucketGroups: 1, thresholdCents: cents(1) });
    await made.fridays('2026-04-10', '2026-04-24');
    return earningsLedger(made.table);
  }

  it('come latest first, page by page', async () => {
    const ledger = await paid();
    const weeks = async (page: Parameters<EarningsLedger['payouts']>[1]) =>
      (await ledger.payouts(P1, page)).map((payout) => payout.weekEnding);
    expect(await weeks({ limit: 9 })).toEqual([NEXT, MATURITY]);
    expect(await weeks({ limit: 1 })).toEqual([NEXT]);
    expect(await weeks({ limit: 1, before: NEXT })).toEqual([MATURITY]);
    expect(await weeks({ limit: 1, before: MATURITY })).toEqual([]);
  });

  it('from a week on come earliest first, that week’s among them', async () => {
    const ledger = await paid();
    const weeks = async (from: typeof NEXT, limit = 9) =>
      (await ledger.payoutsFrom(P1, from, limit)).map((payout) => payout.weekEnding);
    expect(await weeks(weekEnding('2026-01-03'))).toEqual([MATURITY, NEXT]);
    expect(await weeks(MATURITY)).toEqual([MATURITY, NEXT]);
    expect(await weeks(MATURITY, 1)).toEqual([MATURITY]);
    expect(await weeks(NEXT)).toEqual([NEXT]);
    expect(await weeks(weekEnding('2026-04-25'))).toEqual([]);
  });

  it('are read one by one', async () => {
    const ledger = await paid();
    expect(await ledger.payout(P1, NEXT)).toMatchObject({ partnerId: 'p1', amountCents: 20_00, state: 'paid' });
    expect(await ledger.payout(P1, weekEnding('2026-04-25'))).toBeUndefined();
  });
});
