/** Reads and puts many items in as few requests as DynamoDB allows, asking again for what it leaves over. */
import { BatchGetCommand, BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Item, type Key, TableBusy } from '../../ports/table.ts';
import { identityOf } from '../../ports/write-rules.ts';
import { type Attempt, answered, busyOrThrow, type Patience, untilAnswered } from './retry.ts';

/** DynamoDB's limits of one request. */
const MAX_KEYS = 100;
const MAX_PUTS = 25;
/** Requests side by side: hides the round trip, and stays far below the client's 50 sockets. */
const LANES = 4;

export interface Batches {
  getMany(keys: readonly Key[]): Promise<Item[]>;
  putAll(items: readonly Item[]): Promise<void>;
}

export function batches(documents: DynamoDBDocumentClient, tableName: string, patience: Patience): Batches {
  return {
    async getMany(keys) {
      const found: Item[] = [];
      const wanted = lastOfEach(keys).map(({ pk, sk }) => ({ pk, sk }));
      await sideBySide(chunks(wanted, MAX_KEYS), (chunk) =>
        untilNothingIsLeft(patience, chunk, async (left) => {
          const request = { [tableName]: { Keys: left, ConsistentRead: true } };
          const { Responses, UnprocessedKeys } = await documents.send(new BatchGetCommand({ RequestItems: request }));
          found.push(...((Responses?.[tableName] ?? []) as Item[]));
          return (UnprocessedKeys?.[tableName]?.Keys ?? []) as Key[];
        }),
      );
      return found;
    },

    async putAll(items) {
      await sideBySide(chunks(lastOfEach(items), MAX_PUTS), (chunk) =>
        untilNothingIsLeft(patience, chunk, async (left) => {
          const request = { [tableName]: left.map((item) => ({ PutRequest: { Item: item } })) };
          const { UnprocessedItems } = await documents.send(new BatchWriteCommand({ RequestItems: request }));
          return (UnprocessedItems?.[tableName] ?? []).flatMap(({ PutRequest }) => (PutRequest?.Item as Item) ?? []);
        }),
      );
    },
  };
}

/** DynamoDB refuses a batch that names an item twice. */
const lastOfEach = <T extends Key>(keys: readonly T[]): T[] => [
  ...new Map(keys.map((key) => [identityOf(key), key])).values(),
];

function untilNothingIsLeft<T>(patience: Patience, batch: T[], request: (left: T[]) => Promise<T[]>): Promise<void> {
  let left = batch;
  return untilAnswered(patience, async (): Promise<Attempt<void>> => {
    try {
      const before = left.length;
      left = await request(left);
      if (left.length === 0) return answered(undefined);
      if (left.length < before) return { kind: 'progressed' };
    } catch (error) {
      return busyOrThrow(error);
    }
    return { kind: 'busy', failure: new TableBusy(`DynamoDB stayed busy: ${left.length} of a batch left unprocessed`) };
  });
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}

/** After a failure no lane starts anything more, so that nothing goes on behind the caller's back. */
async function sideBySide<T>(work: readonly T[], one: (next: T) => Promise<void>): Promise<void> {
  const rest = work.values();
  let failed = false;
  const lane = async () => {
    for (const next of rest) {
      if (failed) return;
      await one(next).catch((error) => {
        failed = true;
        throw error;
      });
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: LANES }, lane));
  for (const outcome of lanes) if (outcome.status === 'rejected') throw outcome.reason;
}
