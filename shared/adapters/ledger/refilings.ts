/** Open refilings over a table: an item each change of a partner, gone once its clients' payments are filed by it. */
import type { OpenRefiling, Refilings } from '../../ports/refilings.ts';
import type { Table, Write } from '../../ports/table.ts';
import { OPEN_REFILINGS, openRefilingKey } from './keys.ts';

export const openRefilingWrite = (refiling: OpenRefiling): Write => ({
  kind: 'put',
  item: { ...openRefilingKey(refiling.partnerId, refiling.changedAt), ...refiling },
});

export function refilings(table: Table): Refilings {
  return {
    async open() {
      const found: OpenRefiling[] = [];
      for await (const { pk: _, sk: __, ...refiling } of table.query({ pk: OPEN_REFILINGS }))
        found.push(refiling as unknown as OpenRefiling);
      return found;
    },
    async end({ partnerId, changedAt }) {
      await table.write([{ kind: 'delete', key: openRefilingKey(partnerId, changedAt) }]);
    },
  };
}
