/** The audit finds nothing in books that are right, and names each error that is planted in them. */
import { describe, expect, it } from 'vitest';
import type { BookProblemKind } from '../../../shared/domain/book-problem-kind.ts';
import type { WitnessedBatch, WitnessedItem } from '../../../shared/ports/books.ts';
import type { Item } from '../../../shared/ports/table.ts';
import { CAST } from '../../simulation/cast.ts';
import { Simulation } from '../../simulation/simulation.ts';
import { audit, witnessOf } from '../../support/memory-audit.ts';
import { MemoryProgram, receiverOf } from '../../support/memory-program.ts';

/** Ada is paid twice, and a payment of hers is refunded; Bo waits below the threshold; Cy's payout failed. */
async function program(): Promise<MemoryProgram> {
  const made = new MemoryProgram();
  await made.configure({ maturityDays: 0, bucketGroups: 1 });
  for (const partner of ['ada', 'bo', 'cy']) await made.partner(partner);
  for (const [client, partner] of [
    ['c1', 'ada'],
    ['c2', 'bo'],
    ['c3', 'cy'],
  ] as const)
    await made.client(client, partner);
  await made.payment('p1', 'c1', '800.00', '2025-12-20');
  await made.payment('p2', 'c2', '79.00', '2025-12-20');
  await made.payment('p3', 'c3', '400.00', '2025-12-20');
  made.paypal.outcomes.set(receiverOf('cy'), 'FAILED');
  await made.friday('2026-01-02');
  await made.payment('p4', 'c1', '600.00', '2026-01-05');
  await made.tell({ type: 'refund', refundId: 'r1', paymentId: 'p1', amount: '100.00', on: '2026-01-06' });
  await made.friday('2026-01-16');
  return made;
}

const first = <Value>(values: readonly Value[]): Value => values[0] as Value;

/** Changes the stored item, or takes it away. */
async function plant(made: MemoryProgram, is: (item: Item) => boolean, change: object | undefined): Promise<void> {
  const item = made.items().find(is);
  if (!item) throw new Error('there is no such item');
  if (change) await made.table.putAll([{ ...item, ...change }]);
  else await made.table.write([{ kind: 'delete', key: { pk: item.pk, sk: item.sk } }]);
}

const isEntry = (partner: string) => (item: Item) => item.pk.startsWith('WEEK#') && item.sk.startsWith(`${partner}#`);
const isOf = (partner: string, prefix: string) => (item: Item) =>
  item.pk === `PARTNER#${partner}` && item.sk.startsWith(prefix);
const isWaiting = (partner: string) => (item: Item) => item.pk.startsWith('WAITING#') && item.sk === partner;

describe('books that are right', () => {
  it('have no problem, and sums by partner that come to nothing', async () => {
    const made = await program();
    const report = await audit(made, witnessOf(made));
    expect(report.problems).toEqual([]);
    expect(report.partners).toEqual([
      { partnerId: 'ada', entriesCents: 325_00, payoutsCents: 325_00, carriedCents: 0, differenceCents: 0 },
      { partnerId: 'bo', entriesCents: 19_75, payoutsCents: 0, carriedCents: 19_75, differenceCents: 0 },
      { partnerId: 'cy', entriesCents: 100_00, payoutsCents: 0, carriedCents: 100_00, differenceCents: 0 },
    ]);
    expect(report).toMatchObject({ entries: 5, payouts: 4, payPalItems: 4, total: { differenceCents: 0 } });
  });

  it('are judged without PayPal, too', async () => {
    const made = await program();
    expect(await audit(made, undefined)).toMatchObject({ problems: [], payPalItems: undefined });
  });

  it('have none before the program began, nor while a run stands half planned', async () => {
    expect((await audit(new MemoryProgram(), [])).problems).toEqual([]);
    const made = await program();
    await made.payment('p5', 'c1', '800.00', '2026-01-20');
    made.moveTo('2026-01-30');
    const opened = await made.open({ scheduledTime: '2026-01-30T17:00:00Z' });
    expect((await audit(made, witnessOf(made))).problems).toEqual([]);
    await made.plan(opened);
    expect((await audit(made, witnessOf(made))).problems).toEqual([]);
  });
});

describe('an error in the ledger is named', () => {
  it.each<[string, (item: Item) => boolean, object | undefined, string, BookProblemKind[]]>([
    [
      'a missing entry',
      isEntry('ada'),
      undefined,
      'ada',
      ['books-off', 'folded-off', 'week-total-off', 'client-total-off', 'entry-missing'],
    ],
    [
      'an altered amount',
      isEntry('bo'),
      { cents: 19_76 },
      'bo',
      ['books-off', 'folded-off', 'week-total-off', 'client-total-off', 'entry-altered'],
    ],
    ['a missing payout', isOf('ada', 'PAYOUT#'), undefined, 'ada', ['books-off', 'row-without-payout']],
    ['an altered payout', isOf('ada', 'PAYOUT#'), { amountCents: 200_01 }, 'ada', ['books-off', 'payout-unlike-row']],
    ['another receiver', isOf('ada', 'PAYOUT#'), { receiver: 'thief@payee.example' }, 'ada', ['payout-unlike-row']],
    ['a payout that came back twice', isOf('cy', 'ACCOUNT'), { carriedCents: 200_00 }, 'cy', ['books-off']],
    ['a sum of folded cents that is off', isOf('bo', 'ACCOUNT'), { foldedCents: 0 }, 'bo', ['folded-off']],
    ['a waiting item that is missing', isWaiting('bo'), undefined, 'bo', ['waiting-missing']],
    ['a total of a week that is off', isOf('bo', 'WEEK#'), { cents: 1 }, 'bo', ['week-total-off']],
    ['a total of a client that is off', isOf('bo', 'CLIENT#'), { entries: 2 }, 'bo', ['client-total-off']],
    [
      'a payout without PayPal’s id',
      isOf('ada', 'PAYOUT#'),
      { payoutItemId: 'ITEM-of-another' },
      'ada',
      ['payout-untraceable'],
    ],
  ])('%s', async (_, is, change, about, kinds) => {
    const made = await program();
    await plant(made, is, change);
    const { problems } = await audit(made, witnessOf(made));
    expect([...new Set(problems.map((problem) => problem.about))]).toEqual([about]);
    expect(problems.map(({ kind }) => kind).sort()).toEqual([...kinds].sort());
  });

  it('somebody who waits for nothing', async () => {
    const made = await program();
    const item = made.items().find(isWaiting('bo')) as Item;
    await made.table.putAll([{ ...item, pk: 'WAITING#00' }]);
    const ada = made.items().find(isEntry('ada')) as Item;
    await made.table.putAll([{ pk: `WAITING#${ada.pk.slice(-2)}`, sk: 'ada' }]);
    expect((await audit(made, witnessOf(made))).problems).toEqual([
      { kind: 'waiting-for-nothing', about: 'ada', detail: 'nothing is carried' },
    ]);
  });

  it('an entry that no payment knows of', async () => {
    const made = await program();
    const entry = made.items().find(isEntry('bo')) as Item;
    await made.table.putAll([{ ...entry, sk: 'bo#p9#!commission', paymentId: 'p9' }]);
    const { problems } = await audit(made, witnessOf(made));
    expect(problems.map(({ kind }) => kind)).toContain('entry-untraceable');
  });

  it('a payout that no manifest pays', async () => {
    const made = await program();
    const payout = made.items().find(isOf('ada', 'PAYOUT#')) as Item;
    await made.table.putAll([{ ...payout, sk: 'PAYOUT#2026-01-03', weekEnding: '2026-01-03' }]);
    const { problems } = await audit(made, witnessOf(made));
    expect(problems.map(({ kind, about }) => [kind, about])).toEqual([
      ['books-off', 'ada'],
      ['payout-without-row', 'ada'],
    ]);
  });

  it('a batch that does not hold what its manifest pays', async () => {
    const made = await program();
    await plant(made, ({ sk }) => sk.startsWith('BATCH#'), { totalCents: 1 });
    const { problems } = await audit(made, witnessOf(made));
    expect(problems.map(({ kind }) => kind)).toEqual(['batch-unlike-manifest']);
  });
});

describe('what PayPal has otherwise is named', () => {
  const withItems = (batch: WitnessedBatch, items: (items: readonly WitnessedItem[]) => WitnessedItem[]) => ({
    ...batch,
    items: items(batch.items),
  });
  it.each<[string, (batches: WitnessedBatch[]) => WitnessedBatch[], BookProblemKind, RegExp]>([
    [
      'another amount',
      ([batch, ...rest]) => [
        withItems(first([batch]) as WitnessedBatch, ([item, ...more]) => [
          { ...(item as WitnessedItem), cents: 1 },
          ...more,
        ]),
        ...rest,
      ],
      'paypal-item-altered',
      /^(ada|cy)$/,
    ],
    [
      'another receiver',
      ([batch, ...rest]) => [
        withItems(first([batch]) as WitnessedBatch, ([item, ...more]) => [
          { ...(item as WitnessedItem), receiver: 'thief@payee.example' },
          ...more,
        ]),
        ...rest,
      ],
      'paypal-item-altered',
      /^(ada|cy)$/,
    ],
    [
      'a missing item',
      ([batch, ...rest]) => [withItems(first([batch]) as WitnessedBatch, (items) => items.slice(1)), ...rest],
      'paypal-item-missing',
      /^(ada|cy)$/,
    ],
    [
      'an extra item',
      ([batch, ...rest]) => [
        withItems(first([batch]) as WitnessedBatch, (items) => [
          ...items,
          { ...(items[0] as WitnessedItem), senderItemId: 'x', payoutItemId: 'X' },
        ]),
        ...rest,
      ],
      'paypal-item-extra',
      /^payout-/,
    ],
    ['a missing batch', (batches) => batches.slice(1), 'paypal-batch-missing', /^payout-/],
    [
      'a batch that nobody sent',
      (batches) => [...batches, { payoutBatchId: 'PP', senderBatchId: 'of somebody', items: [] }],
      'paypal-batch-unknown',
      /^of somebody$/,
    ],
  ])('%s', async (_, change, kind, about) => {
    const made = await program();
    const { problems } = await audit(made, change(witnessOf(made)));
    expect(problems.map((problem) => problem.kind)).toEqual([kind]);
    expect(problems[0]?.about).toMatch(about);
  });

  it('a payout that was paid twice, under another batch', async () => {
    const made = await program();
    const batches = witnessOf(made);
    const again = {
      ...first(batches),
      payoutBatchId: 'PP-again',
      senderBatchId: `${first(batches).senderBatchId}-again`,
    };
    const { problems } = await audit(made, [...batches, again]);
    expect(problems.map(({ kind, about }) => [kind, about])).toEqual([
      ['paypal-batch-unknown', again.senderBatchId],
      ['payout-paid-twice', 'ada'],
    ]);
  });
});

it('finds nothing in programs that have lived through the simulation', { timeout: 60_000 }, async () => {
  for (const seed of [3, 4, 6]) {
    const simulation = new Simulation(seed, 20);
    await simulation.live(CAST);
    const made = new MemoryProgram();
    await made.table.putAll(simulation.store.items());
    const { problems, entries } = await audit(made, undefined);
    expect(problems).toEqual([]);
    expect(entries).toBeGreaterThan(0);
  }
});
