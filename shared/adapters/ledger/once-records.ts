/** What calls with an `Idempotency-Key` came to, over a table. */
import type { OnceRecord, OnceRecords } from '../../ports/once.ts';
import type { Table, Write } from '../../ports/table.ts';
import { onceKey } from './keys.ts';

/** For the transaction of the call's effect: a second call at the same moment fails on it and is answered from it. */
export const onceWrite = ({ id, requestHash, answer }: OnceRecord): Write => ({
  kind: 'put',
  item: { ...onceKey(id), id, requestHash, answer },
  when: { kind: 'absent' },
});

export function onceRecords(table: Table): OnceRecords {
  return {
    async find(id) {
      const item = await table.get(onceKey(id));
      return item && { id, requestHash: item.requestHash as string, answer: item.answer };
    },
    async remember(record) {
      await table.write([onceWrite(record)]);
    },
  };
}
