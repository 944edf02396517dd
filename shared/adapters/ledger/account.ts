/** A partner's account and its shadow in the waiting list, which stands exactly while carried cents are not 0. */
import type { PartnerId } from '../../domain/ids.ts';
import { NOTHING } from '../../domain/money/cents.ts';
import type { Account } from '../../ports/run-ledger.ts';
import type { Item, Write } from '../../ports/table.ts';
import { accountKey, waitingKey } from './keys.ts';

export const NEW_ACCOUNT: Account = { carriedCents: NOTHING, foldedCents: NOTHING, reasons: [], version: 0 };

export function toAccount(item: Item | undefined): Account {
  if (!item) return NEW_ACCOUNT;
  const { pk: _, sk: __, ...account } = item;
  return account as unknown as Account;
}

/** Both in the same transaction, under the version that was read. */
export function accountWrites(partner: PartnerId, before: Account, after: Omit<Account, 'version'>): Write[] {
  const writes: Write[] = [
    {
      kind: 'put',
      item: { ...accountKey(partner), ...after, version: before.version + 1 },
      when: before.version === 0 ? { kind: 'absent' } : { kind: 'equals', attribute: 'version', value: before.version },
    },
  ];
  const waited = before.carriedCents !== NOTHING;
  const waits = after.carriedCents !== NOTHING;
  if (waits && !waited) writes.push({ kind: 'put', item: { ...waitingKey(partner) } });
  if (waited && !waits) writes.push({ kind: 'delete', key: waitingKey(partner) });
  return writes;
}
