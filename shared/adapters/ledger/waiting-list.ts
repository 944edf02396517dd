/** The waiting list over a table, asked for one partner. */
import type { WaitingList } from '../../ports/books.ts';
import type { Table } from '../../ports/table.ts';
import { waitingKey } from './keys.ts';

export const waitingList = (table: Table): WaitingList => ({
  waits: async (partner) => (await table.get(waitingKey(partner))) !== undefined,
});
