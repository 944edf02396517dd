/** What every adapter of the port `table.ts` promises. Each test works in a partition of its own, so a table may be shared. */
import type { Table } from '../../shared/ports/table.ts';
import { conditionContract } from './table-contract/conditions.ts';
import { itemContract } from './table-contract/items.ts';
import { queryContract } from './table-contract/queries.ts';
import { transactionContract } from './table-contract/transactions.ts';

export function tableContract(open: () => Table): void {
  itemContract(open);
  conditionContract(open);
  transactionContract(open);
  queryContract(open);
}
