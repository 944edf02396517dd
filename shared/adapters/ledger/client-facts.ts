/** The facts of clients over a table: a read for any number of them. */
import type { Client } from '../../domain/client.ts';
import type { ClientId } from '../../domain/ids.ts';
import type { EarningsLedger } from '../../ports/earnings-ledger.ts';
import type { Table } from '../../ports/table.ts';
import { toClient } from './intake-ledger.ts';
import { clientKey } from './keys.ts';

export const clientFacts =
  (table: Table): EarningsLedger['clientFacts'] =>
  async (ids) => {
    const items = ids.length > 0 ? await table.getMany(ids.map(clientKey)) : [];
    const facts = items.flatMap((item) => toClient(item)?.client ?? []);
    return new Map<ClientId, Client>(facts.map((client) => [client.id, client]));
  };
