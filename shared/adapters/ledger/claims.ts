/** Claims over a table. */
import type { LocalDay } from '../../domain/calendar/local-day.ts';
import { type Claim, type ClaimBook, EMPTY_BOOK } from '../../domain/claim.ts';
import type { ClaimId } from '../../domain/ids.ts';
import type { ClaimGuard, ClaimRecord, Claims } from '../../ports/claims.ts';
import type { Item, Query, Table } from '../../ports/table.ts';
import { claimWrites } from './claim-writes.ts';
import {
  CLAIM_PREFIX,
  claimBookKey,
  claimedClientKey,
  claimedNameKey,
  claimKey,
  clientKey,
  OPEN_CLAIMS,
  profileKey,
} from './keys.ts';

export function claims(table: Table): Claims {
  const listed = async (query: Query): Promise<Item[]> => {
    const items: Item[] = [];
    for await (const item of table.query(query)) items.push(item);
    return items;
  };
  const records = async (ids: readonly ClaimId[]): Promise<Map<ClaimId, ClaimRecord>> => {
    const items = ids.length > 0 ? await table.getMany(ids.map(claimKey)) : [];
    return new Map(items.map(toRecord).map((record) => [record.claim.id, record]));
  };
  const inOrderOf = async (ids: readonly ClaimId[]): Promise<ClaimRecord[]> => {
    const found = await records(ids);
    return ids.flatMap((id) => found.get(id) ?? []);
  };
  return {
    async find(id) {
      const item = await table.get(claimKey(id));
      return item && toRecord(item);
    },
    async book(partner) {
      const item = await table.get(claimBookKey(partner));
      if (!item) return { book: EMPTY_BOOK, version: 0 };
      const { open, refusedOn, version } = item as unknown as ClaimBook & { version: number };
      return { book: { open, refusedOn }, version };
    },
    guardOfName: async (partner, nameHash) => toGuard(await table.get(claimedNameKey(partner, nameHash))),
    guardOfClient: async (partner, client) => toGuard(await table.get(claimedClientKey(client, partner))),
    async ofPartner(partner, { before, limit }) {
      const bound = before === undefined ? {} : { before: `${CLAIM_PREFIX}${before}` };
      const { pk } = profileKey(partner);
      const items = await listed({ pk, prefix: CLAIM_PREFIX, descending: true, limit, ...bound });
      const found = await records(items.map(claimIdIn));
      return items.flatMap((item) => {
        const record = found.get(claimIdIn(item));
        return record ? [{ claim: record.claim, place: item.sk.slice(CLAIM_PREFIX.length) }] : [];
      });
    },
    ofClient: async (client) =>
      inOrderOf((await listed({ pk: clientKey(client).pk, prefix: CLAIM_PREFIX })).map(claimIdIn)),
    async open({ after, limit }) {
      const items = await listed({ pk: OPEN_CLAIMS, limit, ...(after === undefined ? {} : { after }) });
      return inOrderOf(items.map(({ sk }) => sk as ClaimId));
    },
    change: async (change) => (await table.write(claimWrites(change))).done,
  };
}

const toRecord = (item: Item): ClaimRecord => ({ claim: item.claim as Claim, version: item.version as number });

const claimIdIn = (item: Item): ClaimId => item.claimId as ClaimId;

const toGuard = (item: Item | undefined): ClaimGuard | undefined =>
  item &&
  (item.deniedOn
    ? { kind: 'denied', on: item.deniedOn as LocalDay, claimId: claimIdIn(item) }
    : { kind: 'open', claimId: claimIdIn(item) });
