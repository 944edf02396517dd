/** Paying's view of the ledger over a table. */
import type { BatchRef } from '../../contracts/settlement.ts';
import type { Instant } from '../../domain/calendar/time-zone.ts';
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { Partner } from '../../domain/partner.ts';
import type { Payout } from '../../ports/payout.ts';
import type { ManifestRow } from '../../ports/run-ledger.ts';
import type { Batch, SettlementLedger } from '../../ports/settlement-ledger.ts';
import type { Condition, Item, Table } from '../../ports/table.ts';
import { changeBatchWrites, putBatchWrites, toBatch } from './batch.ts';
import {
  BATCH_PREFIX,
  batchKey,
  lookKey,
  manifestKey,
  OPEN_BATCHES,
  payoutKey,
  profileKey,
  runPartition,
} from './keys.ts';
import { toManifest } from './manifest.ts';
import { movePayout } from './move-payout.ts';
import { changeRun, findRun } from './run-ledger.ts';

export function settlementLedger(table: Table): SettlementLedger {
  return {
    findRun: (week) => findRun(table, week),
    batchesOf: (week) => batchesOf(table, week),
    async openBatches() {
      const refs: BatchRef[] = [];
      for await (const item of table.query({ pk: OPEN_BATCHES })) refs.push(item as unknown as BatchRef);
      const items = await table.getMany(refs.map((ref) => batchKey(ref.weekEnding, ref.manifest, ref.generation)));
      return items.map(toBatch);
    },
    findBatch: (ref) => findBatch(table, ref),
    findPayout: (partner, week) => findPayout(table, partner, week),
    batchOfPayout: (payout) => batchOfPayout(table, payout),
    async lastLook({ weekEnding, manifest, generation }) {
      return (await table.get(lookKey(weekEnding, manifest, generation)))?.at as Instant | undefined;
    },
    async keepLook({ weekEnding, manifest, generation }, at) {
      const later: Condition = { kind: 'less-than', attribute: 'at', value: at };
      const key = lookKey(weekEnding, manifest, generation);
      const when: Condition = { kind: 'any', of: [{ kind: 'absent' }, later] };
      await table.write([{ kind: 'update', key, set: { at }, when }]);
    },
    rowsOf: (batch) => rowsOf(table, batch),
    changeRun: (run, change) => changeRun(table, run, change),
    changeBatch: (batch, change) => changeBatch(table, batch, change),
    async supersede(batch, next) {
      const retired = { ...batch, state: 'superseded' as const, version: batch.version + 1 };
      return (await table.write([...changeBatchWrites(batch, retired), ...putBatchWrites(next)])).done;
    },
    movePayout: (move) => movePayout(table, move),
    async loginEmails(partners) {
      if (partners.length === 0) return new Map();
      const profiles = (await table.getMany(partners.map(profileKey))).map((item) => item.partner as Partner);
      return new Map(profiles.map(({ id, email }) => [id, email]));
    },
  };
}

export async function batchesOf(table: Table, week: WeekEnding): Promise<Batch[]> {
  const batches: Batch[] = [];
  for await (const item of table.query({ pk: runPartition(week), prefix: BATCH_PREFIX })) batches.push(toBatch(item));
  return batches;
}

async function findBatch(table: Table, { weekEnding, manifest, generation }: BatchRef): Promise<Batch | undefined> {
  const item = await table.get(batchKey(weekEnding, manifest, generation));
  return item && toBatch(item);
}

export async function rowsOf(table: Table, batch: Batch): Promise<ManifestRow[]> {
  const item = await table.get(manifestKey(batch.weekEnding, batch.manifest));
  if (!item)
    throw new Error(`manifest ${batch.manifest} of week ${batch.weekEnding} is missing, and its batch is there`);
  return toManifest(item).rows.filter((row) => row.payoutCents > 0);
}

export async function findPayout(table: Table, partner: PartnerId, week: WeekEnding): Promise<Payout | undefined> {
  const item = await table.get(payoutKey(partner, week));
  return item && toPayout(item);
}

/** Of the generations of its manifest the one that took its place last. */
export async function batchOfPayout(
  table: Table,
  { weekEnding, manifest }: Pick<Payout, 'weekEnding' | 'manifest'>,
): Promise<Batch | undefined> {
  return (await batchesOf(table, weekEnding)).findLast(
    (batch) => batch.manifest === manifest && batch.state !== 'superseded',
  );
}

/** Everything but its keys. */
export function toPayout(item: Item): Payout {
  const { pk: _, sk: __, ...payout } = item;
  return payout as unknown as Payout;
}

async function changeBatch(table: Table, batch: Batch, change: Partial<Batch>): Promise<Batch | undefined> {
  const after: Batch = { ...batch, ...change, version: batch.version + 1 };
  const { done } = await table.write(changeBatchWrites(batch, after));
  return done ? after : undefined;
}
