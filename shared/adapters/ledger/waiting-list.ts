/** The waiting list over a table, asked for partners by their ids. */
import type { PartnerId } from '../../domain/ids.ts';
import type { WaitingList } from '../../ports/books.ts';
import type { Table } from '../../ports/table.ts';
import { waitingKey } from './keys.ts';

export const waitingList = (table: Table): WaitingList => ({
  waits: async (partner) => (await table.get(waitingKey(partner))) !== undefined,
  waitingOf: async (partners) =>
    new Set((await table.getMany(partners.map(waitingKey))).map(({ sk }) => sk as PartnerId)),
});
