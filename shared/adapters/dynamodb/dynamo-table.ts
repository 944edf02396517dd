/**
 * The ledger's table on DynamoDB. Every read is consistent, every refusal for load or conflict is tried again.
 *
 * What an answer proves:
 * - `done`: written.
 * - `refused` of a transaction: nothing was written.
 * - `refused` of one write alone: its condition did not hold *when it was last tried*. The SDK repeats a request whose
 *   answer was lost, and a condition that our own first try made false is then reported as refused. So a caller never
 *   takes `refused` for "somebody else": it reads again, and finds its own write or another's.
 * - For the same reason an `add` alone counts once only if its condition is one that the write itself makes false
 *   (a version). In a transaction the request token sees to it.
 * - TableBusy: the last answer said that nothing was written; start again from a read. Of `putAll` some items may be
 *   there: put them all again. Any other error leaves it unknown.
 */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Item, Query, Table, Write, WriteOutcome } from '../../ports/table.ts';
import { checkWrites } from '../../ports/write-rules.ts';
import { batches } from './batches.ts';
import { rangeOf } from './query-range.ts';
import { PATIENCE, type Patience, whileBusy } from './retry.ts';
import { transact } from './transaction.ts';
import { transactionRequest, writeRequest } from './write-request.ts';

/** `sleep`, `random` and `maxAttempts` (10) are for tests: they steer the waiting between attempts. */
export function dynamoTable(options: { client: DynamoDBClient; tableName: string } & Partial<Patience>): Table {
  const {
    client,
    tableName,
    sleep = PATIENCE.sleep,
    random = PATIENCE.random,
    maxAttempts = PATIENCE.maxAttempts,
  } = options;
  const patience: Patience = { sleep, random, maxAttempts };
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });

  async function writeAlone(write: Write): Promise<WriteOutcome> {
    const { Put, Delete, Update } = writeRequest(tableName, write);
    try {
      await whileBusy<unknown>(patience, async () => {
        if (Put) return documents.send(new PutCommand(Put));
        if (Delete) return documents.send(new DeleteCommand(Delete));
        if (Update) return documents.send(new UpdateCommand(Update));
      });
      return { done: true };
    } catch (error) {
      if (error instanceof Error && error.name === 'ConditionalCheckFailedException')
        return { done: false, refused: [0] };
      throw error;
    }
  }

  return {
    async get({ pk, sk }) {
      const request = { TableName: tableName, Key: { pk, sk }, ConsistentRead: true };
      const answer = await whileBusy(patience, () => documents.send(new GetCommand(request)));
      return answer.Item as Item | undefined;
    },

    ...batches(documents, tableName, patience),

    async *query(query: Query) {
      const range = rangeOf(query);
      let left = query.limit ?? Number.POSITIVE_INFINITY;
      if (range === undefined || left < 1) return;
      const { condition, startAfter, end } = range;
      const request: QueryCommandInput = {
        TableName: tableName,
        ConsistentRead: true,
        KeyConditionExpression: condition ? `pk = :pk AND ${condition.expression}` : 'pk = :pk',
        ExpressionAttributeValues: { ':pk': query.pk, ...condition?.values },
        ...(query.descending && { ScanIndexForward: false }),
      };
      let start: QueryCommandInput['ExclusiveStartKey'] =
        startAfter === undefined ? undefined : { pk: query.pk, sk: startAfter };
      do {
        const next = { ...request, ExclusiveStartKey: start, ...(Number.isFinite(left) && { Limit: left }) };
        const page = await whileBusy(patience, () => documents.send(new QueryCommand(next)));
        const items = ((page.Items ?? []) as Item[]).filter(({ sk }) => sk !== end);
        yield* items;
        left -= items.length;
        start = page.LastEvaluatedKey;
      } while (start !== undefined && left > 0);
    },

    async write(writes) {
      checkWrites(writes);
      const [first] = writes;
      if (first === undefined) return { done: true };
      // DynamoDB has no plain request that only checks.
      if (writes.length === 1 && first.kind !== 'check') return writeAlone(first);
      return transact(
        documents,
        patience,
        writes.map((write) => transactionRequest(tableName, write)),
      );
    },
  };
}
