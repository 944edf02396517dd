/** The table's contract against a real DynamoDB protocol, and the two tables against each other. */
import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { connectTable } from '../../../shared/adapters/dynamodb/connect.ts';
import { dynamoTable } from '../../../shared/adapters/dynamodb/dynamo-table.ts';
import { memoryTable } from '../../../shared/adapters/memory/memory-table.ts';
import type { Condition, Table, Write } from '../../../shared/ports/table.ts';
import { startTestDynamoDb } from '../../support/dynoxide.ts';
import { tableContract } from '../table-contract.ts';

const server = await startTestDynamoDb();

describe.skipIf(server === undefined)('the table on DynamoDB', () => {
  const tableName = `table-contract-${randomUUID()}`;
  const client = new DynamoDBClient({
    endpoint: server?.endpoint,
    region: process.env.AWS_REGION ?? 'us-west-2',
    ...(!process.env.AWS_ACCESS_KEY_ID && { credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }),
  });
  const table = dynamoTable({ client, tableName });

  beforeAll(async () => {
    await client.send(
      new CreateTableCommand({
        TableName: tableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: ['pk', 'sk'].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
      }),
    );
    await waitUntilTableExists({ client, maxWaitTime: 50 }, { TableName: tableName });
  });

  afterAll(async () => {
    await client.send(new DeleteTableCommand({ TableName: tableName })).finally(() => server?.stop());
    client.destroy();
  });

  tableContract(() => table);

  it('is found through the variables that the SDK reads', async () => {
    onTestFinished(() => void vi.unstubAllEnvs());
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', server?.endpoint);
    vi.stubEnv('AWS_REGION', process.env.AWS_REGION ?? 'us-west-2');
    vi.stubEnv('AWS_ACCESS_KEY_ID', process.env.AWS_ACCESS_KEY_ID ?? 'local');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', process.env.AWS_SECRET_ACCESS_KEY ?? 'local');
    const item = { pk: `TEST#${randomUUID()}`, sk: 'A' };
    await connectTable(tableName).write([{ kind: 'put', item }]);
    expect(await table.get(item)).toEqual(item);
  });

  it('answers any history of writes as the table in memory does', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(writes, { minLength: 1, maxLength: 3 }), { maxLength: 25 }),
        async (history) => {
          const pk = `TEST#${randomUUID()}`;
          const memory = memoryTable();
          for (const transaction of history) {
            const inPartition = transaction.map((write) => write(pk));
            expect(await answerOf(table, inPartition)).toEqual(await answerOf(memory, inPartition));
          }
          let place = 0;
          for await (const item of table.query({ pk })) expect(item).toEqual(memory.items()[place++]);
          expect(place).toBe(memory.items().length);
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** What a caller sees; the two tables word their exceptions differently. */
const answerOf = (table: Table, writes: Write[]): Promise<unknown> => table.write(writes).catch(() => 'broken input');

// Few keys, attributes and values, so that conditions meet what is stored.
const attribute = fc.constantFrom('a', 'b');
const number = fc.integer({ min: -1, max: 1 });
const text = fc.constantFrom('', 'x');
const value = fc.oneof(number, text);
const conditions = fc.letrec<{ tree: Condition }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom<Condition>({ kind: 'absent' }, { kind: 'present' }),
    attribute.map((attribute): Condition => ({ kind: 'attribute-absent', attribute })),
    fc.record({ kind: fc.constant('equals' as const), attribute, value: fc.oneof(value, fc.boolean()) }),
    fc.record({ kind: fc.constant('less-than' as const), attribute, value }),
    fc.record({ kind: fc.constant('one-of' as const), attribute, values: fc.array(value, { maxLength: 2 }) }),
    fc.record({ kind: fc.constantFrom('all' as const, 'any' as const), of: fc.array(tie('tree'), { maxLength: 3 }) }),
  ),
})).tree;
const content = fc.dictionary(attribute, fc.oneof(value, fc.boolean(), fc.constant(null), fc.constant(undefined)));
const when = fc.option(conditions, { nil: undefined });
const writes = fc
  .tuple(
    fc.constantFrom('k', 'l', 'm'),
    fc.oneof(
      fc.record({ kind: fc.constant('put' as const), content, when }),
      fc.record({ kind: fc.constant('delete' as const), when }),
      fc.record({ kind: fc.constant('check' as const), when: conditions }),
      fc.record({
        kind: fc.constant('update' as const),
        set: content,
        add: fc.dictionary(attribute, number),
        remove: fc.array(attribute, { maxLength: 1 }),
        when,
      }),
    ),
  )
  .map(
    ([sk, write]) =>
      (pk: string): Write =>
        write.kind === 'put'
          ? { kind: 'put', item: { ...write.content, pk, sk }, when: write.when }
          : { ...write, key: { pk, sk } },
  );
