/** The documented arithmetic at its boundaries, and the local database's own count held against it. */
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentedUnits, itemBytes, readUnits, writeUnits } from '../../bench/request-units.ts';
import { startTestDynamoDb, type TestDynamoDb } from '../support/dynoxide.ts';

describe('rounding', () => {
  it.each([
    { bytes: 0, read: 1, write: 1 },
    { bytes: 1_024, read: 1, write: 1 },
    { bytes: 1_025, read: 1, write: 2 },
    { bytes: 4_096, read: 1, write: 4 },
    { bytes: 4_097, read: 2, write: 5 },
  ])('$bytes bytes: $read read, $write write', ({ bytes, read, write }) => {
    expect(readUnits(bytes)).toBe(read);
    expect(writeUnits(bytes)).toBe(write);
  });
});

describe('the size of an item', () => {
  it.each([
    { why: 'text in UTF-8', value: { S: 'añb' }, bytes: 4 },
    { why: 'a number of one digit', value: { N: '7' }, bytes: 2 },
    { why: 'two digits a byte', value: { N: '1975' }, bytes: 3 },
    { why: 'zeros at the end do not count', value: { N: '190000' }, bytes: 2 },
    { why: 'zero', value: { N: '0' }, bytes: 1 },
    { why: 'a sign is a byte', value: { N: '-1975' }, bytes: 4 },
    { why: 'true', value: { BOOL: true }, bytes: 1 },
    { why: 'an empty list', value: { L: [] }, bytes: 3 },
    { why: 'a list of texts', value: { L: [{ S: 'ab' }, { S: 'c' }] }, bytes: 8 },
    { why: 'a map with its names', value: { M: { ab: { S: 'cd' } } }, bytes: 8 },
  ])('$why', ({ value, bytes }) => expect(itemBytes({ name: value })).toBe('name'.length + bytes));
});

const item = (bytes: number) => ({ pk: { S: 'p' }, sk: { S: 's' }, v: { S: 'x'.repeat(bytes - 7) } });
const key = { pk: { S: 'p' }, sk: { S: 's' } };

describe('a request', () => {
  it.each([
    { why: 'a missing item costs a read', operation: 'GetItem', request: {}, answer: {}, units: { read: 1, write: 0 } },
    {
      why: 'a query adds sizes up before it rounds',
      operation: 'Query',
      request: {},
      answer: { Items: [item(2_000), item(2_000), item(97)] },
      units: { read: 2, write: 0 },
    },
    {
      why: 'an empty query costs a read',
      operation: 'Query',
      request: {},
      answer: { Items: [] },
      units: { read: 1, write: 0 },
    },
    {
      why: 'a batch rounds each item up, and those that are missing',
      operation: 'BatchGetItem',
      request: { RequestItems: { table: { Keys: [key, key, key] } } },
      answer: { Responses: { table: [item(100), item(5_000)] } },
      units: { read: 4, write: 0 },
    },
    {
      why: 'what a batch left over is asked for again and paid then',
      operation: 'BatchGetItem',
      request: { RequestItems: { table: { Keys: [key, key, key] } } },
      answer: { Responses: { table: [item(100)] }, UnprocessedKeys: { table: { Keys: [key, key] } } },
      units: { read: 1, write: 0 },
    },
    { why: 'a put', operation: 'PutItem', request: { Item: item(1_025) }, answer: {}, units: { read: 0, write: 2 } },
    {
      why: 'a put that is refused',
      operation: 'PutItem',
      request: { Item: item(1_025) },
      answer: undefined,
      units: { read: 0, write: 2 },
    },
    {
      why: 'a batch of puts',
      operation: 'BatchWriteItem',
      request: {
        RequestItems: { table: [{ PutRequest: { Item: item(100) } }, { PutRequest: { Item: item(1_100) } }] },
      },
      answer: {},
      units: { read: 0, write: 3 },
    },
    {
      why: 'a transaction doubles, after rounding, and a check is a write',
      operation: 'TransactWriteItems',
      request: {
        TransactItems: [{ Put: { Item: item(1_025) } }, { ConditionCheck: { Key: key } }, { Delete: { Key: key } }],
      },
      answer: {},
      units: { read: 0, write: 8 },
    },
    { why: 'what is free', operation: 'DescribeTable', request: {}, answer: {}, units: { read: 0, write: 0 } },
  ])('$why', ({ operation, request, answer, units }) =>
    expect(documentedUnits(operation, request, answer)).toEqual(units),
  );
});

describe('the local database counts the same', () => {
  const TableName = 'units';
  let database: TestDynamoDb | undefined;
  let client: DynamoDBClient;

  beforeAll(async () => {
    database = await startTestDynamoDb();
    if (!database) return;
    client = new DynamoDBClient({
      endpoint: database.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'sk', AttributeType: 'S' },
        ],
      }),
    );
  });
  afterAll(async () => {
    client?.destroy();
    await database?.stop();
  });

  /** As it goes over the wire: the SDK's own shapes would hide the attribute types. */
  async function ask(
    operation: string,
    input: Record<string, unknown>,
  ): Promise<{ reported: number; documented: number }> {
    const request = { ...input, ReturnConsumedCapacity: 'TOTAL' };
    const answer = await fetch(database?.endpoint ?? '', {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
        'x-amz-date': '20261120T170000Z',
        authorization:
          'AWS4-HMAC-SHA256 Credential=test/20261120/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
      },
      body: JSON.stringify(request),
    });
    const body = (await answer.json()) as {
      ConsumedCapacity?: { CapacityUnits: number } | { CapacityUnits: number }[];
    };
    expect(answer.status, JSON.stringify(body)).toBe(200);
    const units = documentedUnits(operation, request, body);
    const reported = [body.ConsumedCapacity ?? []].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
    return { reported, documented: units.read + units.write };
  }

  const cases: readonly (readonly [string, Record<string, unknown>])[] = [
    ...[1_024, 1_025, 4_096, 4_097].flatMap((bytes) => [
      ['PutItem', { TableName, Item: item(bytes) }] as const,
      ['GetItem', { TableName, Key: key, ConsistentRead: true }] as const,
      ['DeleteItem', { TableName, Key: { pk: { S: 'no' }, sk: { S: 'such' } } }] as const,
    ]),
    ['Query', query('p')],
    ['Query', query('nobody')],
    [
      'BatchGetItem',
      { RequestItems: { [TableName]: { Keys: [key, { pk: { S: 'no' }, sk: { S: 'such' } }], ConsistentRead: true } } },
    ],
    [
      'BatchWriteItem',
      {
        RequestItems: {
          [TableName]: ['1', '2'].map((sk) => ({ PutRequest: { Item: { pk: { S: 'b' }, sk: { S: sk } } } })),
        },
      },
    ],
    [
      'TransactWriteItems',
      {
        TransactItems: [
          { Put: { TableName, Item: { ...item(2_000), sk: { S: 't' } } } },
          {
            ConditionCheck: {
              TableName,
              Key: { pk: { S: 'c' }, sk: { S: 'c' } },
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
          { Delete: { TableName, Key: { pk: { S: 'd' }, sk: { S: 'd' } } } },
        ],
      },
    ],
    // The items of a run: numbers, lists and maps a kilobyte long, so that a byte more or less would show.
    ...[1_022, 1_023, 1_024, 1_025, 1_026].map((bytes) => ['PutItem', { TableName, Item: rich(bytes) }] as const),
  ];

  it('for every kind of request that the ledger makes', async ({ skip }) => {
    if (!database) skip('no DynamoDB on this machine');
    for (const [operation, input] of cases) {
      const { reported, documented } = await ask(operation, input);
      expect({ operation, input, units: documented }).toEqual({ operation, input, units: reported });
    }
  });

  function query(pk: string): Record<string, unknown> {
    return {
      TableName,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: pk } },
    };
  }

  function rich(bytes: number): ReturnType<typeof item> {
    const base = {
      pk: { S: `rich-${bytes}` },
      sk: { S: 's' },
      cents: { N: '-1975' },
      at: { N: '1794592800000' },
      done: { BOOL: true },
      rows: { L: [{ M: { p: { S: 'partner' }, a: { N: '19750' } } }] },
      v: { S: '' },
    };
    return { ...base, v: { S: 'x'.repeat(bytes - itemBytes(base)) } };
  }
});
