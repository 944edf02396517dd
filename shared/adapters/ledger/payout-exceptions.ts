/** What waits for somebody over a table: an item each in one list, beside the payout or batch that it is about. */
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { PartnerId } from '../../domain/ids.ts';
import { isWaiting } from '../../domain/payout-state.ts';
import type { PayoutException, PayoutExceptions } from '../../ports/payout-exceptions.ts';
import type { Item, Table } from '../../ports/table.ts';
import { auditWrites } from './audit-writes.ts';
import { toBatch } from './batch.ts';
import { decideException } from './decide-exception.ts';
import { batchKey, EXCEPTIONS, payoutKey, WAITING_PAYOUT_PREFIX, waitingPayoutKey } from './keys.ts';
import { mailWrites } from './mail-writes.ts';
import { onceWrite } from './once-records.ts';
import { batchOfPayout, findPayout, toPayout } from './settlement-ledger.ts';

export function payoutExceptions(table: Table): PayoutExceptions {
  return {
    async list({ after, limit }) {
      const listed: Item[] = [];
      for await (const item of table.query({ pk: EXCEPTIONS, ...(after ? { after } : {}), limit })) {
        listed.push(item);
        if (listed.length === limit) break;
      }
      const last = listed.at(-1);
      const items = await exceptionsOf(listed, table);
      return listed.length === limit && last ? { items, next: last.sk } : { items };
    },
    async *waitingPayouts() {
      for await (const item of table.query({ pk: EXCEPTIONS, prefix: WAITING_PAYOUT_PREFIX })) {
        const payout = await findPayout(table, item.partnerId as PartnerId, item.weekEnding as WeekEnding);
        if (payout && isWaiting(payout.state))
          yield {
            payout,
            ...(item.remindedAtDay === undefined ? {} : { remindedAtDay: item.remindedAtDay as number }),
          };
      }
    },
    find: (partner, week) => findPayout(table, partner, week),
    async findBatch(week, manifest, generation) {
      const item = await table.get(batchKey(week, manifest, generation));
      return item && toBatch(item);
    },
    batchOf: (payout) => batchOfPayout(table, payout),
    async askToCancel({ partnerId, weekEnding }, by, audit, once) {
      const unclaimed = { kind: 'equals', attribute: 'state', value: 'unclaimed' } as const;
      const { done } = await table.write([
        { kind: 'update', key: payoutKey(partnerId, weekEnding), set: { cancelAskedBy: by }, when: unclaimed },
        ...auditWrites(audit),
        onceWrite(once),
      ]);
      return done;
    },
    keepOrder: async (audit, once) => (await table.write([...auditWrites(audit), onceWrite(once)])).done,
    async proposeWriteOff({ partnerId, weekEnding, state }, by, audit, once) {
      const { done } = await table.write([
        {
          kind: 'update',
          key: payoutKey(partnerId, weekEnding),
          set: { writeOffProposedBy: by },
          when: {
            kind: 'all',
            of: [
              { kind: 'equals', attribute: 'state', value: state },
              { kind: 'attribute-absent', attribute: 'writeOffProposedBy' },
            ],
          },
        },
        ...auditWrites(audit),
        onceWrite(once),
      ]);
      return done;
    },
    decide: (payout, end, alone, audit, once) =>
      decideException(table, payout, end, alone, [...auditWrites(audit), onceWrite(once)]),
    async remind({ partnerId, weekEnding }, atDay, mail) {
      const { done } = await table.write([
        {
          kind: 'update',
          key: waitingPayoutKey(partnerId, weekEnding),
          set: { remindedAtDay: atDay },
          when: {
            kind: 'all',
            of: [
              { kind: 'present' },
              {
                kind: 'any',
                of: [
                  { kind: 'attribute-absent', attribute: 'remindedAtDay' },
                  { kind: 'less-than', attribute: 'remindedAtDay', value: atDay },
                ],
              },
            ],
          },
        },
        {
          kind: 'check',
          key: payoutKey(partnerId, weekEnding),
          when: { kind: 'equals', attribute: 'state', value: 'unclaimed' },
        },
        ...mailWrites([mail]),
      ]);
      return done;
    },
  };
}

/** In the order of the list. One that ended since it was listed is left out. */
async function exceptionsOf(listed: readonly Item[], table: Table): Promise<PayoutException[]> {
  const keyOf = (item: Item) =>
    item.sk.startsWith(WAITING_PAYOUT_PREFIX)
      ? payoutKey(item.partnerId as PartnerId, item.weekEnding as WeekEnding)
      : batchKey(item.weekEnding as WeekEnding, item.manifest as string, item.generation as number);
  const found = listed.length > 0 ? await table.getMany(listed.map(keyOf)) : [];
  const byKey = new Map(found.map((item) => [`${item.pk} ${item.sk}`, item]));
  return listed.flatMap((item): PayoutException[] => {
    const { pk, sk } = keyOf(item);
    const about = byKey.get(`${pk} ${sk}`);
    if (!about) return [];
    if (!item.sk.startsWith(WAITING_PAYOUT_PREFIX)) {
      const batch = toBatch(about);
      return batch.state === 'parked' ? [{ kind: 'batch', batch }] : [];
    }
    const payout = toPayout(about);
    return isWaiting(payout.state) ? [{ kind: 'payout', payout }] : [];
  });
}
