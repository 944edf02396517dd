/** Applies a frozen manifest: account, payout and waiting list of each partner in one step, at most once a run. */
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { PartnerId } from '../../domain/ids.ts';
import { add, type Cents, NOTHING, subtract } from '../../domain/money/cents.ts';
import type { Payout } from '../../ports/payout.ts';
import type { Account, Manifest, ManifestRow, PartnerStanding } from '../../ports/run-ledger.ts';
import { type Table, TableBusy, type Write } from '../../ports/table.ts';
import { accountWrites, toAccount } from './account.ts';
import { commitPacked } from './commit-packed.ts';
import { accountKey, payoutKey } from './keys.ts';

/** Each round loses only to a payout that came back in between; so many in a row means that something else is wrong. */
const MAX_ROUNDS = 10;

export async function applyRows(
  table: Table,
  week: WeekEnding,
  { id, rows }: Manifest,
  known: ReadonlyMap<PartnerId, PartnerStanding>,
): Promise<void> {
  let accounts = new Map([...known].map(([partner, { account }]) => [partner, account]));
  let pending = rows;
  for (let round = 0; pending.length > 0; round += 1) {
    if (round > MAX_ROUNDS) throw new TableBusy(`${pending.length} accounts of manifest ${id} kept changing`);
    accounts = await withMissing(table, pending, accounts);
    const due = pending.flatMap((row) => {
      const account = accounts.get(row.partnerId);
      return account && isDue(row, account, week) ? [{ row, account }] : [];
    });
    const done = await commitPacked(
      table,
      due.map(({ row, account }) => rowWrites(week, id, row, account)),
    );
    pending = due.filter((_, place) => !done[place]).map(({ row }) => row);
    // Whoever lost was decided on an account that has changed: read again.
    accounts = new Map();
  }
}

async function withMissing(
  table: Table,
  rows: readonly ManifestRow[],
  accounts: Map<PartnerId, Account>,
): Promise<Map<PartnerId, Account>> {
  const missing = rows.filter(({ partnerId }) => !accounts.has(partnerId)).map(({ partnerId }) => partnerId);
  if (missing.length === 0) return accounts;
  const items = new Map((await table.getMany(missing.map(accountKey))).map((item) => [item.pk, item]));
  return new Map([...accounts, ...missing.map((id) => [id, toAccount(items.get(accountKey(id).pk))] as const)]);
}

function isDue(row: ManifestRow, account: Account, week: WeekEnding): boolean {
  if (account.lastRun !== undefined && account.lastRun >= week) return false;
  const unchanged =
    row.entriesCents === NOTHING && row.payoutCents === NOTHING && sameReasons(row.reasons, account.reasons);
  // A partner who just goes on waiting costs no write: nothing of the account would change but the name of the run.
  return !unchanged;
}

const sameReasons = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((reason, place) => reason === b[place]);

function rowWrites(week: WeekEnding, manifest: string, row: ManifestRow, account: Account): Write[] {
  const paid = row.payoutCents > 0;
  // Taken from the account as it is now: what came back after the decision stays on it.
  const carriedCents: Cents = subtract(add(account.carriedCents, row.entriesCents), row.payoutCents);
  const foldedCents = add(account.foldedCents, row.entriesCents);
  const { version: _, ...rest } = account;
  const after = {
    ...rest,
    carriedCents,
    foldedCents,
    lastRun: week,
    reasons: row.reasons,
    ...(paid ? { lastPayout: week } : {}),
  };
  return [...accountWrites(row.partnerId, account, after), ...(paid ? [payoutWrite(week, manifest, row)] : [])];
}

function payoutWrite(week: WeekEnding, manifest: string, row: ManifestRow): Write {
  const { partnerId, payoutCents: amountCents, receiver = '', receiverVersion = 0 } = row;
  const payout: Payout = {
    partnerId,
    weekEnding: week,
    amountCents,
    receiver,
    receiverVersion,
    state: 'planned',
    manifest,
  };
  return { kind: 'put', item: { ...payoutKey(partnerId, week), ...payout }, when: { kind: 'absent' } };
}
