/** Referral lists over a table: a head with its counters, rows and results in chunks, and where to find them. */
import type { Instant } from '../../domain/calendar/time-zone.ts';
import type { ReferralListId } from '../../domain/ids.ts';
import type { JudgedRow } from '../../domain/referral-list-row.ts';
import type { ListRow, NewReferralList, ReferralLists } from '../../ports/referral-lists.ts';
import type { Table } from '../../ports/table.ts';
import { ABSENT } from './at-version.ts';
import { auditWrites } from './audit-writes.ts';
import {
  listChunkKey,
  OPEN_LISTS,
  openListKey,
  PARTNER_LIST_PREFIX,
  partnerListKey,
  profileKey,
  recentListsKey,
  referralListKey,
} from './keys.ts';
import { onceWrite } from './once-records.ts';
import { counted, newHead, STAGES, toReferralList } from './referral-list-head.ts';

/** Names and addresses stand in the rows: after half a year nobody asks for them any more. */
const KEPT_SECONDS = 180 * 86_400;

export function referralLists(table: Table): ReferralLists {
  return {
    async recentUploads(partner) {
      const item = await table.get(recentListsKey(partner));
      return { version: (item?.version as number | undefined) ?? 0, at: (item?.at as Instant[] | undefined) ?? [] };
    },
    putRows: (list, chunks) =>
      table.putAll(
        chunks.map((rows, chunk) => ({ ...listChunkKey(list.id, 'CHUNK', chunk), ...packed(rows), ttl: ttlOf(list) })),
      ),
    async create(list, { before, after }, audit, once) {
      const uploadedAt = new Date(list.uploadedAt).toISOString();
      const { done } = await table.write([
        { kind: 'put', item: { ...referralListKey(list.id), ...newHead(list), ttl: ttlOf(list) }, when: ABSENT },
        {
          kind: 'put',
          item: { ...recentListsKey(list.partnerId), at: after, version: before.version + 1 },
          when: before.version === 0 ? ABSENT : { kind: 'equals', attribute: 'version', value: before.version },
        },
        {
          kind: 'put',
          item: { ...partnerListKey(list.partnerId, uploadedAt, list.id), listId: list.id, ttl: ttlOf(list) },
        },
        { kind: 'put', item: { ...openListKey(list.id) } },
        ...auditWrites(audit),
        onceWrite(once),
      ]);
      return done;
    },
    async find(list) {
      const item = await table.get(referralListKey(list));
      return item && toReferralList(list, item);
    },
    async ofPartner(partner, { before, limit }) {
      const pages = before === undefined ? {} : { before: `${PARTNER_LIST_PREFIX}${before}` };
      const places = new Map<ReferralListId, string>();
      const query = {
        pk: profileKey(partner).pk,
        prefix: PARTNER_LIST_PREFIX,
        ...pages,
        descending: true,
        limit,
      } as const;
      for await (const item of table.query(query))
        places.set(item.listId as ReferralListId, item.sk.slice(PARTNER_LIST_PREFIX.length));
      const heads = places.size > 0 ? await table.getMany([...places.keys()].map(referralListKey)) : [];
      const lists = new Map(heads.map((item) => [item.id as ReferralListId, item]));
      return [...places].flatMap(([id, place]) => {
        const item = lists.get(id);
        return item ? [{ list: toReferralList(id, item), place }] : [];
      });
    },
    rows: async (list, chunk) => unpacked<ListRow>((await table.get(listChunkKey(list, 'CHUNK', chunk)))?.rows) ?? [],
    judged: async (list, stage, chunk) =>
      unpacked<JudgedRow>((await table.get(listChunkKey(list, STAGES[stage].results, chunk)))?.rows),
    async finishChunk(list, stage, chunk, judged) {
      const { results, working } = STAGES[stage];
      const { done } = await table.write([
        {
          kind: 'put',
          item: { ...listChunkKey(list.id, results, chunk), ...packed(judged), ttl: ttlOf(list) },
          when: ABSENT,
        },
        {
          kind: 'update',
          key: referralListKey(list.id),
          add: counted(stage, judged),
          when: {
            kind: 'all',
            of: [
              { kind: 'equals', attribute: 'state', value: working },
              { kind: 'equals', attribute: `${stage}:chunks`, value: chunk },
            ],
          },
        },
      ]);
      return done;
    },
    async finishStage({ id, chunks }, stage) {
      const { working, done: state } = STAGES[stage];
      const { done } = await table.write([
        {
          kind: 'update',
          key: referralListKey(id),
          set: { state },
          when: {
            kind: 'all',
            of: [
              { kind: 'equals', attribute: 'state', value: working },
              { kind: 'equals', attribute: `${stage}:chunks`, value: chunks },
            ],
          },
        },
        { kind: 'delete', key: openListKey(id) },
      ]);
      return done;
    },
    async beginCommit({ id }, day, audit, once) {
      const { done } = await table.write([
        {
          kind: 'update',
          key: referralListKey(id),
          set: { state: STAGES.commit.working, committedOn: day },
          when: { kind: 'equals', attribute: 'state', value: STAGES.preview.done },
        },
        { kind: 'put', item: { ...openListKey(id) } },
        ...auditWrites(audit),
        onceWrite(once),
      ]);
      return done;
    },
    async *open() {
      for await (const { sk } of table.query({ pk: OPEN_LISTS })) yield sk as ReferralListId;
    },
  };
}

const ttlOf = ({ uploadedAt }: Pick<NewReferralList, 'uploadedAt'>): number =>
  Math.ceil(uploadedAt / 1_000) + KEPT_SECONDS;

/** As one text: five hundred rows as maps of their own would be half as large again, and slow to read. */
const packed = (rows: readonly (ListRow | JudgedRow)[]) => ({ rows: JSON.stringify(rows) });
const unpacked = <Row>(rows: unknown): readonly Row[] | undefined =>
  rows === undefined ? undefined : (JSON.parse(rows as string) as Row[]);
