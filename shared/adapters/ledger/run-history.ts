/** Present and past runs over a table, for operations' screens. */
import type { PartnerId } from '../../domain/ids.ts';
import type { Payout } from '../../ports/payout.ts';
import type { RunHistory } from '../../ports/run-history.ts';
import type { Table } from '../../ports/table.ts';
import { toAccount } from './account.ts';
import { duePartners } from './due-partners.ts';
import { accountKey, MANIFEST_PREFIX, manifestKey, payoutKey, runPartition } from './keys.ts';
import { toManifest } from './manifest.ts';
import { readProgram } from './program.ts';
import { findRun, manifests, runs, standings } from './run-ledger.ts';
import { batchesOf, rowsOf } from './settlement-ledger.ts';

export function runHistory(table: Table): RunHistory {
  return {
    findRun: (week) => findRun(table, week),
    manifests: (week, group) => manifests(table, week, group),
    duePartners: (bucket, weeks, after) => duePartners(table, bucket, weeks, after),
    standings: (partners) => standings(table, partners),
    batchesOf: (week) => batchesOf(table, week),
    rowsOf: (batch) => rowsOf(table, batch),
    program: () => readProgram(table),
    runs: (weeks) => runs(table, weeks),
    async manifest(week, id) {
      const item = await table.get(manifestKey(week, id));
      return item && toManifest(item);
    },
    async manifestAfter(week, id) {
      const after = id === undefined ? {} : { after: manifestKey(week, id).sk };
      // One at a time: a page of 1 MB would hold several that nobody asked for.
      for await (const item of table.query({ pk: runPartition(week), prefix: MANIFEST_PREFIX, ...after, limit: 1 }))
        return toManifest(item);
      return undefined;
    },
    async accounts(partners) {
      const items = await table.getMany(partners.map(accountKey));
      const found = new Map(items.map((item) => [item.pk, toAccount(item)]));
      return new Map(
        partners.flatMap((partner) => {
          const account = found.get(accountKey(partner).pk);
          return account ? [[partner, account] as const] : [];
        }),
      );
    },
    async payouts(week, partners) {
      const items = await table.getMany(partners.map((partner) => payoutKey(partner, week)));
      return new Map(
        items.map(({ pk: _, sk: __, ...payout }) => [payout.partnerId as PartnerId, payout as unknown as Payout]),
      );
    },
  };
}
