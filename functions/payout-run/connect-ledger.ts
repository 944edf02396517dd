/** The ledger's table, from the environment of a function. */
import { connectTable } from '../../shared/adapters/dynamodb/connect.ts';
import { ledgerEnvironment, readEnvironment } from '../../shared/contracts/environment.ts';
import type { Table } from '../../shared/ports/table.ts';

export const connectLedger = (): Table => connectTable(readEnvironment(ledgerEnvironment).TABLE_NAME);
