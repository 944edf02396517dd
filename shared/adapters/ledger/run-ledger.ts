/** The weekly run's view of the ledger over a table. */
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { PartnerId } from '../../domain/ids.ts';
import { add } from '../../domain/money/cents.ts';
import type { Partner } from '../../domain/partner.ts';
import { moneyPlaceOf } from '../../domain/payout-state.ts';
import type { Payout } from '../../ports/payout.ts';
import type { Manifest, PartnerStanding, Run, RunLedger } from '../../ports/run-ledger.ts';
import type { Batch } from '../../ports/settlement-ledger.ts';
import type { Condition, Item, Table, Write } from '../../ports/table.ts';
import { toAccount } from './account.ts';
import { applyRows } from './apply-rows.ts';
import { newBatchWrites, toBatch } from './batch.ts';
import { duePartners } from './due-partners.ts';
import {
  accountKey,
  BATCH_PREFIX,
  calendarKey,
  MANIFEST_PREFIX,
  manifestKey,
  markerKey,
  payoutKey,
  profileKey,
  runKey,
  runPartition,
} from './keys.ts';
import { fromManifest, toManifest } from './manifest.ts';
import { begin, readProgram } from './program.ts';

export function runLedger(table: Table): RunLedger {
  return {
    begin: (now) => begin(table, now),
    async calendar() {
      const { calendar } = await readProgram(table);
      if (!calendar) throw new Error('the program has no first week yet: begin comes first');
      return calendar;
    },
    findRun: (week) => findRun(table, week),
    runs: (weeks) => runs(table, weeks),
    async createRun(run, calendar) {
      const { lastRun } = calendar;
      const unchanged: Condition = lastRun
        ? { kind: 'equals', attribute: 'lastRun', value: lastRun }
        : { kind: 'attribute-absent', attribute: 'lastRun' };
      const outcome = await table.write([
        { kind: 'put', item: { ...runKey(run.weekEnding), ...run }, when: { kind: 'absent' } },
        {
          kind: 'update',
          key: calendarKey,
          set: { lastRun: run.weekEnding, foldedThrough: run.foldsAfter, planning: run.weekEnding },
          when: unchanged,
        },
      ]);
      return outcome.done;
    },
    changeRun: (run, change) => changeRun(table, run, change),
    async closeWeeks(weeks, buckets) {
      for (const week of [...weeks].sort().reverse())
        await table.putAll(buckets.map((bucket) => ({ ...markerKey(week, bucket) })));
    },
    duePartners: (bucket, weeks, after) => duePartners(table, bucket, weeks, after),
    standings: (partners) => standings(table, partners),
    manifests: (week, group) => manifests(table, week, group),
    freezeManifest: (week, attempt, manifest, batch) => freeze(table, week, attempt, manifest, batch),
    async frozenPayouts(week) {
      const batches: Batch[] = [];
      for await (const item of table.query({ pk: runPartition(week), prefix: BATCH_PREFIX }))
        batches.push(toBatch(item));
      const first = batches.filter(({ generation }) => generation === 1);
      return {
        payouts: first.reduce((sum, { items }) => sum + items, 0),
        payoutCents: add(...first.map(({ totalCents }) => totalCents)),
      };
    },
    applyRows: (week, manifest, known) => applyRows(table, week, manifest, known),
  };
}

const asRead = ({ state, attempt }: Run): Condition => ({
  kind: 'all',
  of: [
    { kind: 'equals', attribute: 'state', value: state },
    { kind: 'equals', attribute: 'attempt', value: attempt },
  ],
});

export async function changeRun(table: Table, run: Run, change: Partial<Run>): Promise<boolean> {
  const leavesPlanning = run.state === 'planning' && (change.state ?? 'planning') !== 'planning';
  const outcome = await table.write([
    { kind: 'update', key: runKey(run.weekEnding), set: { ...change }, when: asRead(run) },
    // From here on large changes of clients may begin again.
    ...(leavesPlanning
      ? [{ kind: 'update', key: calendarKey, remove: ['planning'], when: { kind: 'present' } } as const]
      : []),
  ]);
  return outcome.done;
}

export async function findRun(table: Table, week: WeekEnding): Promise<Run | undefined> {
  const item = await table.get(runKey(week));
  return item && toRun(item);
}

export const runs = async (table: Table, weeks: readonly WeekEnding[]): Promise<Run[]> =>
  (await table.getMany(weeks.map(runKey))).map(toRun);

function toRun({ pk: _, sk: __, ...run }: Item): Run {
  return run as unknown as Run;
}

export async function* manifests(table: Table, week: WeekEnding, group: number): AsyncIterable<Manifest> {
  const prefix = `${MANIFEST_PREFIX}g${String(group).padStart(2, '0')}-`;
  for await (const item of table.query({ pk: runPartition(week), prefix })) yield toManifest(item);
}

async function freeze(
  table: Table,
  week: WeekEnding,
  attempt: number,
  manifest: Manifest,
  batch: Parameters<RunLedger['freezeManifest']>[3],
): Promise<boolean> {
  const planning: Condition = {
    kind: 'all',
    of: [
      { kind: 'equals', attribute: 'state', value: 'planning' },
      { kind: 'equals', attribute: 'attempt', value: attempt },
    ],
  };
  const writes: Write[] = [
    { kind: 'check', key: runKey(week), when: planning },
    { kind: 'put', item: { ...manifestKey(week, manifest.id), ...fromManifest(manifest) }, when: { kind: 'absent' } },
    ...(batch ? newBatchWrites({ weekEnding: week, manifest: manifest.id, generation: 1 }, batch) : []),
  ];
  return (await table.write(writes)).done;
}

export async function standings(
  table: Table,
  partners: readonly PartnerId[],
): Promise<Map<PartnerId, PartnerStanding>> {
  const items = byKey(await table.getMany(partners.flatMap((id) => [profileKey(id), accountKey(id)])));
  const accounts = new Map(partners.map((id) => [id, toAccount(items(accountKey(id)))]));
  const lastPayouts = partners.flatMap((id) => {
    const week = accounts.get(id)?.lastPayout;
    return week ? [payoutKey(id, week)] : [];
  });
  const payouts = byKey(lastPayouts.length > 0 ? await table.getMany(lastPayouts) : []);
  // What came back since the account was read is on it with its refusal: seen half, neither would hold the payout back.
  const back = [...accounts].flatMap(([id, { lastPayout }]) => {
    const last = lastPayout && (payouts(payoutKey(id, lastPayout)) as unknown as Payout | undefined);
    return last && moneyPlaceOf(last.state) === 'back' ? [id] : [];
  });
  const again = byKey(back.length > 0 ? await table.getMany(back.map(accountKey)) : []);
  for (const id of back) accounts.set(id, toAccount(again(accountKey(id))));
  return new Map(
    partners.map((id) => {
      const account = accounts.get(id) ?? toAccount(undefined);
      const last = account.lastPayout
        ? (payouts(payoutKey(id, account.lastPayout)) as unknown as Payout | undefined)
        : undefined;
      return [
        id,
        {
          partner: items(profileKey(id))?.partner as Partner | undefined,
          account,
          payoutInFlight: last !== undefined && moneyPlaceOf(last.state) === 'in-flight',
          ...(last && { lastPayout: last }),
        },
      ];
    }),
  );
}

function byKey(items: readonly Item[]): (key: { pk: string; sk: string }) => Item | undefined {
  const found = new Map(items.map((item) => [`${item.pk}|${item.sk}`, item]));
  return ({ pk, sk }) => found.get(`${pk}|${sk}`);
}
