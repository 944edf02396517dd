/** Opens the table of this environment: region, credentials and endpoint are the SDK's own variables. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Table } from '../../ports/table.ts';
import { dynamoTable } from './dynamo-table.ts';

export function connectTable(tableName: string): Table {
  return dynamoTable({ client: new DynamoDBClient({}), tableName });
}
