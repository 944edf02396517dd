/**
 * DynamoDB's request units as documented, worked out from a request and its answer: item sizes round up to 1 KB (write) or
 * 4 KB (read), transactions cost double, a condition that fails is charged. Pure: the meter holds a stand-in's own count
 * against it.
 */

/** DynamoDB's JSON: `{"S":"text"}`, `{"N":"12"}`, `{"M":{…}}` … */
export type AttributeValue = Readonly<Record<string, unknown>>;
export type RawItem = Readonly<Record<string, AttributeValue>>;

export interface RequestUnits {
  readonly read: number;
  readonly write: number;
}

const READ_BYTES = 4_096;
const WRITE_BYTES = 1_024;
const TRANSACTION_FACTOR = 2;

/** A strongly consistent read of so many bytes; one that finds nothing costs as much as the smallest. */
export const readUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / READ_BYTES));
export const writeUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / WRITE_BYTES));

/** Names and values, all in UTF-8. */
export const itemBytes = (item: RawItem): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);

/** Lists and maps: 3 bytes, and 1 more for each element. */
const COLLECTION_BYTES = 3;

function valueBytes(value: AttributeValue): number {
  const [[type, content] = ['NULL', true]] = Object.entries(value);
  switch (type) {
    case 'S':
      return Buffer.byteLength(content as string);
    case 'N':
      return numberBytes(content as string);
    case 'B':
      return Buffer.byteLength(content as string, 'base64');
    case 'L':
      return (content as AttributeValue[]).reduce((sum, element) => sum + 1 + valueBytes(element), COLLECTION_BYTES);
    case 'M':
      return Object.entries(content as RawItem).reduce(
        (sum, [name, element]) => sum + 1 + Buffer.byteLength(name) + valueBytes(element),
        COLLECTION_BYTES,
      );
    case 'SS':
      return (content as string[]).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    default:
      // BOOL and NULL; the ledger stores nothing else.
      return 1;
  }
}

/** A byte for every two significant digits, one more, and one for the sign: `-19.75` is 4. */
function numberBytes(text: string): number {
  const [mantissa = ''] = text.replace('-', '').split(/e/i);
  const [whole = '', fraction = ''] = mantissa.split('.');
  const significant = `${whole}${fraction}`.replace(/^0+/, '').replace(/0+$/, '');
  if (significant === '') return 1;
  return Math.ceil(significant.length / 2) + 1 + (text.startsWith('-') ? 1 : 0);
}

interface WriteAction {
  readonly Item?: RawItem;
  readonly Key?: RawItem;
  readonly ExpressionAttributeValues?: RawItem;
}

/** What the request alone says of the item's size: all of a put, the least of an update or a delete. */
const actionBytes = ({ Item, Key = {}, ExpressionAttributeValues = {} }: WriteAction): number =>
  Item ? itemBytes(Item) : itemBytes(Key) + itemBytes(ExpressionAttributeValues);

const NOTHING: RequestUnits = { read: 0, write: 0 };
const read = (units: number): RequestUnits => ({ read: units, write: 0 });
const write = (units: number): RequestUnits => ({ read: 0, write: units });
const sum = (units: readonly number[]): number => units.reduce((total, each) => total + each, 0);

/**
 * What a request costs at least: exact but for writes that replace, change or delete an item larger than the request tells.
 * `answer` is undefined for a request that was refused for its condition: that costs the same as if it had been done.
 */
export function documentedUnits(operation: string, request: unknown, answer: unknown): RequestUnits {
  const asked = request as Record<string, unknown>;
  const said = (answer ?? {}) as Record<string, unknown>;
  switch (operation) {
    case 'GetItem':
      return read(readUnits(itemBytes((said.Item ?? {}) as RawItem)));
    case 'Query':
    case 'Scan':
      return read(readUnits(sum(((said.Items ?? []) as RawItem[]).map(itemBytes))));
    case 'BatchGetItem': {
      // Each item is rounded up by itself, and so is each that is missing.
      const keys = sum(tables(asked.RequestItems).map(({ Keys = [] }) => Keys.length));
      const left = sum(tables(said.UnprocessedKeys).map(({ Keys = [] }) => Keys.length));
      const found = Object.values((said.Responses ?? {}) as Record<string, RawItem[]>).flat();
      return read(sum(found.map((item) => readUnits(itemBytes(item)))) + keys - left - found.length);
    }
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return write(writeUnits(actionBytes(asked as WriteAction)));
    case 'BatchWriteItem': {
      const requests = Object.values(
        (asked.RequestItems ?? {}) as Record<string, Record<string, WriteAction>[]>,
      ).flat();
      return write(sum(requests.flatMap((each) => Object.values(each)).map((each) => writeUnits(actionBytes(each)))));
    }
    case 'TransactWriteItems': {
      const actions = ((asked.TransactItems ?? []) as Record<string, WriteAction>[]).flatMap((each) =>
        Object.values(each),
      );
      // A condition check is a write as well, though it writes nothing.
      return write(TRANSACTION_FACTOR * sum(actions.map((each) => writeUnits(actionBytes(each)))));
    }
    default:
      return NOTHING;
  }
}

const tables = (requests: unknown): { readonly Keys?: unknown[] }[] =>
  Object.values((requests ?? {}) as Record<string, { Keys?: unknown[] }>);
