/** What the local database never does: conflicts, throttling, half-done batches, cancellations for several reasons. */
import 'aws-sdk-client-mock-vitest/extend';
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  DynamoDBServiceException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { dynamoTable } from '../../../shared/adapters/dynamodb/dynamo-table.ts';
import { type Item, type Key, TableBusy, type Write } from '../../../shared/ports/table.ts';

const dynamodb = mockClient(DynamoDBDocumentClient);
afterAll(() => dynamodb.restore());
const sleep = vi.fn(async (_ms: number) => {});
const MAX_ATTEMPTS = 4;
const table = dynamoTable({
  client: new DynamoDBClient({ region: 'us-west-2' }),
  tableName: 'ledger',
  sleep,
  random: () => 0.5,
  maxAttempts: MAX_ATTEMPTS,
});

beforeEach(() => {
  dynamodb.reset();
  sleep.mockClear();
});

const failure = (name: string) =>
  new DynamoDBServiceException({ name, $fault: 'client', $metadata: {}, message: `${name} happened` });
const conditionFailed = () =>
  new ConditionalCheckFailedException({ $metadata: {}, message: 'The conditional request failed' });
const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    $metadata: {},
    message: 'cancelled',
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

const key: Item = { pk: 'PARTNER#p-1', sk: 'ACCOUNT' };
const other: Item = { pk: 'PARTNER#p-2', sk: 'ACCOUNT' };
const put: Write = { kind: 'put', item: { ...key, cents: 1 }, when: { kind: 'absent' } };
const check: Write = { kind: 'check', key: other, when: { kind: 'present' } };
const tokens = () => dynamodb.commandCalls(TransactWriteCommand).map(({ args }) => args[0].input.ClientRequestToken);
const waits = () => sleep.mock.calls.map(([ms]) => ms);
const keysOf = (count: number): Item[] => Array.from({ length: count }, (_, n) => ({ pk: 'P', sk: String(n) }));

const THROTTLES = [
  'ThrottlingException',
  'RequestLimitExceeded',
  'ProvisionedThroughputExceededException',
  'TransactionConflictException',
];

describe('a transaction that DynamoDB cancels', () => {
  it.each([
    { reasons: ['None', 'TransactionConflict'] },
    { reasons: ['ThrottlingError', 'None'] },
    { reasons: ['ProvisionedThroughputExceeded', 'TransactionConflict'] },
  ])('for $reasons is tried again as a new transaction', async ({ reasons }) => {
    dynamodb
      .on(TransactWriteCommand)
      .rejectsOnce(cancelled(...reasons))
      .rejectsOnce(cancelled(...reasons))
      .resolves({});
    expect(await table.write([put, check])).toEqual({ done: true });
    expect(dynamodb).toHaveReceivedCommandTimes(TransactWriteCommand, 3);
    expect(new Set(tokens()).size).toBe(3);
    expect(tokens().every(Boolean)).toBe(true);
    expect(waits()).toEqual([10, 20]);
  });

  it.each([
    { reasons: ['ConditionalCheckFailed', 'None'], refused: [0] },
    { reasons: ['None', 'ConditionalCheckFailed'], refused: [1] },
    { reasons: ['TransactionConflict', 'ConditionalCheckFailed'], refused: [1] },
    { reasons: ['ConditionalCheckFailed', 'ThrottlingError'], refused: [0] },
    { reasons: ['ConditionalCheckFailed', 'ConditionalCheckFailed'], refused: [0, 1] },
  ])('for $reasons is refused at $refused without another attempt', async ({ reasons, refused }) => {
    dynamodb.on(TransactWriteCommand).rejects(cancelled(...reasons));
    expect(await table.write([put, check])).toEqual({ done: false, refused });
    expect(dynamodb).toHaveReceivedCommandTimes(TransactWriteCommand, 1);
    expect(sleep).not.toHaveBeenCalled();
  });

  it('again and again ends as TableBusy with the last cancellation as its cause', async () => {
    const last = cancelled('TransactionConflict', 'None');
    dynamodb.on(TransactWriteCommand).rejects(last);
    const error = await table.write([put, check]).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TableBusy);
    expect(error).toHaveProperty('cause', last);
    expect(dynamodb).toHaveReceivedCommandTimes(TransactWriteCommand, MAX_ATTEMPTS);
    expect(sleep).toHaveBeenCalledTimes(MAX_ATTEMPTS - 1);
  });

  it.each([{ reasons: ['ValidationError', 'None'] }, { reasons: [] }])(
    'for $reasons passes through',
    async ({ reasons }) => {
      const error = cancelled(...reasons);
      dynamodb.on(TransactWriteCommand).rejects(error);
      await expect(table.write([put, check])).rejects.toBe(error);
      expect(dynamodb).toHaveReceivedCommandTimes(TransactWriteCommand, 1);
    },
  );
});

describe('a transaction that DynamoDB does not answer for certain', () => {
  it('keeps its token, so that it cannot be done twice', async () => {
    dynamodb
      .on(TransactWriteCommand)
      .rejectsOnce(failure('ThrottlingException'))
      .rejectsOnce(failure('TransactionInProgressException'))
      .resolves({});
    expect(await table.write([put, check])).toEqual({ done: true });
    expect(tokens()).toHaveLength(3);
    expect(new Set(tokens()).size).toBe(1);
  });

  it('is not called busy when it is still in progress at the end: it may yet be done', async () => {
    const inProgress = failure('TransactionInProgressException');
    dynamodb.on(TransactWriteCommand).rejectsOnce(inProgress).rejects(failure('ThrottlingException'));
    await expect(table.write([put, check])).rejects.toBe(inProgress);
    expect(dynamodb).toHaveReceivedCommandTimes(TransactWriteCommand, MAX_ATTEMPTS);
  });

  it('is called busy when what was in progress was cancelled after all', async () => {
    dynamodb
      .on(TransactWriteCommand)
      .rejectsOnce(failure('TransactionInProgressException'))
      .rejectsOnce(cancelled('TransactionConflict', 'None'))
      .rejects(failure('ThrottlingException'));
    await expect(table.write([put, check])).rejects.toBeInstanceOf(TableBusy);
  });

  it('passes an unknown error through at once', async () => {
    const error = failure('InternalServerError');
    dynamodb.on(TransactWriteCommand).rejects(error);
    await expect(table.write([put, check])).rejects.toBe(error);
    expect(dynamodb).toHaveReceivedCommandTimes(TransactWriteCommand, 1);
  });
});

describe('one write alone', () => {
  it.each([
    { write: put, command: PutCommand },
    { write: { kind: 'delete', key, when: { kind: 'present' } } as Write, command: DeleteCommand },
    { write: { kind: 'update', key, add: { n: 1 }, when: { kind: 'present' } } as Write, command: UpdateCommand },
  ])('goes as a plain request: $write.kind', async ({ write, command }) => {
    dynamodb.onAnyCommand().rejects(new Error('the wrong command'));
    dynamodb
      .on(command as typeof PutCommand)
      .rejectsOnce(conditionFailed())
      .resolves({});
    expect(await table.write([write])).toEqual({ done: false, refused: [0] });
    expect(await table.write([write])).toEqual({ done: true });
    expect(sleep).not.toHaveBeenCalled();
  });

  it('that only checks goes as a transaction', async () => {
    dynamodb.on(TransactWriteCommand).rejectsOnce(cancelled('ConditionalCheckFailed'));
    expect(await table.write([check])).toEqual({ done: false, refused: [0] });
    expect(dynamodb).toHaveReceivedCommandTimes(TransactWriteCommand, 1);
  });

  it.each(THROTTLES)('is tried again after %s', async (name) => {
    dynamodb.on(PutCommand).rejectsOnce(failure(name)).resolves({});
    expect(await table.write([put])).toEqual({ done: true });
    expect(dynamodb).toHaveReceivedCommandTimes(PutCommand, 2);
    expect(waits()).toEqual([10]);
  });

  it('is refused when the condition fails on a later attempt', async () => {
    dynamodb.on(PutCommand).rejectsOnce(failure('TransactionConflictException')).rejectsOnce(conditionFailed());
    expect(await table.write([put])).toEqual({ done: false, refused: [0] });
  });

  it('ends as TableBusy when DynamoDB stays busy', async () => {
    const throttled = failure('ThrottlingException');
    dynamodb.on(PutCommand).rejects(throttled);
    const error = await table.write([put]).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TableBusy);
    expect(error).toHaveProperty('cause', throttled);
    expect(dynamodb).toHaveReceivedCommandTimes(PutCommand, MAX_ATTEMPTS);
  });

  it('passes an unknown error through at once', async () => {
    const error = failure('ResourceNotFoundException');
    dynamodb.on(PutCommand).rejects(error);
    await expect(table.write([put])).rejects.toBe(error);
    expect(dynamodb).toHaveReceivedCommandTimes(PutCommand, 1);
  });
});

describe('broken input', () => {
  it.each<{ why: string; writes: Write[] }>([
    { why: '101 writes', writes: keysOf(101).map((item) => ({ kind: 'put', item })) },
    { why: 'two operations on one item', writes: [put, { ...check, key }] },
    { why: 'a removal that may meet no item', writes: [{ kind: 'update', key, remove: ['a'] }] },
  ])('is not sent: $why', async ({ writes }) => {
    await expect(table.write(writes)).rejects.toThrow(RangeError);
    expect(dynamodb.calls()).toHaveLength(0);
  });
});

describe('expressions', () => {
  it('name every attribute and value by placeholder, without the redundant parentheses that DynamoDB refuses', async () => {
    dynamodb.on(UpdateCommand).resolves({});
    const same = { kind: 'equals', attribute: 'version', value: 3 } as const;
    const nested = { kind: 'all', of: [{ kind: 'any', of: [same] }] } as const;
    const when = {
      kind: 'any',
      of: [nested, { kind: 'all', of: [{ kind: 'present' }, same] }, { kind: 'all', of: [] }],
    } as const;
    await table.write([
      { kind: 'update', key, set: { name: 'x' }, add: { version: 1 }, remove: ['note', 'size'], when },
    ]);
    expect(dynamodb).toHaveReceivedCommandWith(UpdateCommand, {
      TableName: 'ledger',
      Key: key,
      ConditionExpression:
        '#0 = :0 OR (attribute_exists(#1) AND #0 = :1) OR (attribute_exists(#1) OR attribute_not_exists(#1))',
      UpdateExpression: 'SET #2 = :2 ADD #0 :3 REMOVE #3, #4',
      ExpressionAttributeNames: { '#0': 'version', '#1': 'pk', '#2': 'name', '#3': 'note', '#4': 'size' },
      ExpressionAttributeValues: { ':0': 3, ':1': 3, ':2': 'x', ':3': 1 },
    });
  });

  it('are left out where there is nothing to say', async () => {
    dynamodb.on(UpdateCommand).resolves({});
    await table.write([{ kind: 'update', key }]);
    expect(dynamodb.commandCalls(UpdateCommand)[0]?.args[0].input).toStrictEqual({
      TableName: 'ledger',
      Key: key,
      UpdateExpression: undefined,
      ConditionExpression: undefined,
    });
  });

  it('make an update without changes a check inside a transaction', async () => {
    dynamodb.on(TransactWriteCommand).resolves({});
    await table.write([put, { kind: 'update', key: other, set: { a: undefined }, when: { kind: 'present' } }]);
    expect(dynamodb.commandCalls(TransactWriteCommand)[0]?.args[0].input.TransactItems?.[1]).toStrictEqual({
      ConditionCheck: {
        TableName: 'ledger',
        Key: other,
        ConditionExpression: 'attribute_exists(#0)',
        ExpressionAttributeNames: { '#0': 'pk' },
      },
    });
  });
});

describe('reads', () => {
  it.each(THROTTLES.slice(0, 3))('are tried again after %s', async (name) => {
    dynamodb
      .on(GetCommand)
      .rejectsOnce(failure(name))
      .resolves({ Item: { ...key, cents: 1 } });
    dynamodb
      .on(QueryCommand)
      .rejectsOnce(failure(name))
      .resolves({ Items: [key] });
    expect(await table.get(key)).toEqual({ ...key, cents: 1 });
    for await (const item of table.query({ pk: key.pk })) expect(item).toEqual(key);
    expect(dynamodb).toHaveReceivedCommandTimes(QueryCommand, 2);
    expect(waits()).toEqual([10, 10]);
  });

  it('end as TableBusy when DynamoDB stays busy', async () => {
    dynamodb.onAnyCommand().rejects(failure('ThrottlingException'));
    await expect(table.get(key)).rejects.toBeInstanceOf(TableBusy);
    await expect(table.query({ pk: 'P' })[Symbol.asyncIterator]().next()).rejects.toBeInstanceOf(TableBusy);
    await expect(table.getMany([key])).rejects.toBeInstanceOf(TableBusy);
  });

  it('are consistent', async () => {
    dynamodb.on(GetCommand).resolves({});
    dynamodb.on(QueryCommand).resolves({});
    dynamodb.on(BatchGetCommand).resolves({});
    await table.get(key);
    for await (const item of table.query({ pk: key.pk })) expect(item).toBeUndefined();
    await table.getMany([key]);
    expect(dynamodb).toHaveReceivedCommandWith(GetCommand, { ConsistentRead: true });
    expect(dynamodb).toHaveReceivedCommandWith(QueryCommand, { ConsistentRead: true });
    expect(dynamodb).toHaveReceivedCommandWith(BatchGetCommand, {
      RequestItems: { ledger: { Keys: [key], ConsistentRead: true } },
    });
  });

  it('follow a query through its pages, empty ones included, and no further than asked', async () => {
    const [a, b, c] = keysOf(3) as [Item, Item, Item];
    dynamodb
      .on(QueryCommand)
      .resolvesOnce({ Items: [a], LastEvaluatedKey: a })
      .resolvesOnce({ Items: [], LastEvaluatedKey: b })
      .resolves({ Items: [c] });
    const items = table.query({ pk: 'P', prefix: '1', after: '10' })[Symbol.asyncIterator]();
    expect((await items.next()).value).toEqual(a);
    expect(dynamodb).toHaveReceivedCommandTimes(QueryCommand, 1);
    expect((await items.next()).value).toEqual(c);
    expect(await items.next()).toEqual({ done: true, value: undefined });
    const starts = dynamodb.commandCalls(QueryCommand).map(({ args }) => args[0].input.ExclusiveStartKey);
    expect(starts).toEqual([{ pk: 'P', sk: '10' }, a, b]);
  });

  it('ask for no more items than are wanted, on the next page for those that are left', async () => {
    const [a, b, c] = keysOf(3) as [Item, Item, Item];
    dynamodb
      .on(QueryCommand)
      .resolvesOnce({ Items: [c, b], LastEvaluatedKey: b })
      .resolves({ Items: [a], LastEvaluatedKey: a });
    const items: Item[] = [];
    for await (const item of table.query({ pk: 'P', descending: true, limit: 3 })) items.push(item);
    expect(items).toEqual([c, b, a]);
    const asked = dynamodb.commandCalls(QueryCommand).map(({ args }) => args[0].input);
    expect(asked).toMatchObject([
      { Limit: 3, ScanIndexForward: false },
      { Limit: 1, ScanIndexForward: false, ExclusiveStartKey: b },
    ]);
  });

  it.each([
    { query: { prefix: 'b', before: 'b5' }, condition: 'sk BETWEEN :low AND :high', low: 'b', high: 'b5' },
    {
      query: { prefix: 'b', after: 'b1', before: 'b5' },
      condition: 'sk BETWEEN :low AND :high',
      low: 'b1',
      high: 'b5',
    },
    { query: { before: 'b5' }, condition: 'sk <= :high', high: 'b5' },
  ])(
    'read at most the one item at the far end of $query beside the answer',
    async ({ query, condition, low, high }) => {
      dynamodb.on(QueryCommand).resolves({
        Items: [
          { pk: 'P', sk: 'b3' },
          { pk: 'P', sk: 'b5' },
        ],
      });
      const items: Item[] = [];
      for await (const item of table.query({ pk: 'P', ...query })) items.push(item);
      expect(items).toEqual([{ pk: 'P', sk: 'b3' }]);
      expect(dynamodb).toHaveReceivedCommandWith(QueryCommand, {
        KeyConditionExpression: `pk = :pk AND ${condition}`,
        ExpressionAttributeValues: { ':pk': 'P', ...(low && { ':low': low }), ':high': high },
      });
    },
  );

  it.each([{ prefix: 'a', after: 'b' }, { prefix: 'b', before: 'a' }, { after: 'b', before: 'a' }, { limit: 0 }])(
    'do not ask for %j, which is empty',
    async (range) => {
      for await (const item of table.query({ pk: 'P', ...range })) expect(item).toBeUndefined();
      expect(dynamodb.calls()).toHaveLength(0);
    },
  );
});

describe('batches', () => {
  it('ask again for unprocessed keys, and count attempts anew after each progress', async () => {
    const [a, b, c] = keysOf(3) as [Item, Item, Item];
    const answer = (found: Key[], left: Key[]) => ({
      Responses: { ledger: found },
      ...(left.length > 0 && { UnprocessedKeys: { ledger: { Keys: left } } }),
    });
    dynamodb
      .on(BatchGetCommand)
      .resolvesOnce(answer([], [a, b, c]))
      .resolvesOnce(answer([], [a, b, c]))
      .rejectsOnce(failure('ProvisionedThroughputExceededException'))
      .resolvesOnce(answer([b], [a, c]))
      .resolvesOnce(answer([], [a, c]))
      .resolvesOnce(answer([c], [a]))
      .resolvesOnce(answer([a], []));
    expect(await table.getMany([a, b, c])).toEqual([b, c, a]);
    expect(waits()).toEqual([10, 20, 40, 5, 10, 5]);
    expect(dynamodb).toHaveReceivedNthCommandWith(BatchGetCommand, 5, {
      RequestItems: { ledger: { Keys: [a, c], ConsistentRead: true } },
    });
  });

  it('read 100 keys a request and each key once', async () => {
    dynamodb.on(BatchGetCommand).callsFake(({ RequestItems }) => ({ Responses: { ledger: RequestItems.ledger.Keys } }));
    expect(await table.getMany([...keysOf(250), ...keysOf(250)])).toHaveLength(250);
    expect(
      dynamodb.commandCalls(BatchGetCommand).map(({ args }) => args[0].input.RequestItems?.ledger?.Keys?.length),
    ).toEqual([100, 100, 50]);
  });

  it('put 25 items a request and again what was left unprocessed', async () => {
    const items = keysOf(60);
    const written: unknown[] = [];
    let refuseOnce = true;
    dynamodb.on(BatchWriteCommand).callsFake(({ RequestItems }) => {
      const left = refuseOnce ? RequestItems.ledger.slice(20) : [];
      refuseOnce = false;
      written.push(...RequestItems.ledger.slice(0, RequestItems.ledger.length - left.length));
      return { UnprocessedItems: { ledger: left } };
    });
    await table.putAll(items);
    expect(written).toHaveLength(60);
    expect(written).toEqual(expect.arrayContaining(items.map((Item) => ({ PutRequest: { Item } }))));
    expect(dynamodb).toHaveReceivedCommandTimes(BatchWriteCommand, 4);
    expect(waits()).toEqual([5]);
  });

  it('end as TableBusy when something stays unprocessed', async () => {
    dynamodb.on(BatchWriteCommand).callsFake(({ RequestItems }) => ({ UnprocessedItems: RequestItems }));
    await expect(table.putAll(keysOf(25))).rejects.toBeInstanceOf(TableBusy);
    expect(dynamodb).toHaveReceivedCommandTimes(BatchWriteCommand, MAX_ATTEMPTS);
  });

  it('start no further request once one has failed', async () => {
    const error = failure('ResourceNotFoundException');
    dynamodb.on(BatchWriteCommand).rejectsOnce(error).resolves({});
    await expect(table.putAll(keysOf(25 * 40))).rejects.toBe(error);
    expect(dynamodb.calls().length).toBeLessThanOrEqual(8);
  });

  it('pass an unknown error through', async () => {
    const error = failure('ResourceNotFoundException');
    dynamodb.onAnyCommand().rejects(error);
    await expect(table.getMany([key])).rejects.toBe(error);
    await expect(table.putAll([key])).rejects.toBe(error);
    expect(sleep).not.toHaveBeenCalled();
  });
});
