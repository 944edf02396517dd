/**
 * The ledger's store: one table of items under (pk, sk), consistent reads, conditional writes, transactions.
 * Adapters: DynamoDB in the cloud and on the laptop, memory in simulations. All reads are strongly consistent.
 */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Attributes are JSON values: no dates, sets or undefined (undefined attributes are left out). */
export type Item = Key & Readonly<Record<string, unknown>>;

/** What must hold of the stored item for a write to happen. */
export type Condition =
  | { readonly kind: 'absent' }
  | { readonly kind: 'present' }
  | { readonly kind: 'equals'; readonly attribute: string; readonly value: string | number | boolean }
  | { readonly kind: 'one-of'; readonly attribute: string; readonly values: readonly (string | number)[] }
  | { readonly kind: 'less-than'; readonly attribute: string; readonly value: string | number }
  /** The item, or only this attribute of it, is missing. */
  | { readonly kind: 'attribute-absent'; readonly attribute: string }
  | { readonly kind: 'all'; readonly of: readonly Condition[] }
  | { readonly kind: 'any'; readonly of: readonly Condition[] };

export type Write =
  | { readonly kind: 'put'; readonly item: Item; readonly when?: Condition }
  | { readonly kind: 'delete'; readonly key: Key; readonly when?: Condition }
  | { readonly kind: 'check'; readonly key: Key; readonly when: Condition }
  /**
   * Creates the item when it is missing; one that only removes needs a condition that the item is there. `add` starts
   * from 0. An attribute stands in one of the three only.
   */
  | {
      readonly kind: 'update';
      readonly key: Key;
      readonly set?: Readonly<Record<string, unknown>>;
      readonly add?: Readonly<Record<string, number>>;
      readonly remove?: readonly string[];
      readonly when?: Condition;
    };

/**
 * `refused` lists the places of those writes whose condition did not hold. Nothing was written; but of one write alone it may
 * be an earlier try of the same call that was written and whose answer was lost: whoever is refused reads again.
 */
export type WriteOutcome = { readonly done: true } | { readonly done: false; readonly refused: readonly number[] };

export interface Query {
  readonly pk: string;
  /** Only sort keys that begin so. */
  readonly prefix?: string;
  /** Only sort keys after this one. */
  readonly after?: string;
  /** Only sort keys before this one. */
  readonly before?: string;
  /** The last sort key first. */
  readonly descending?: true;
  /** So many items at most, and no more are read. */
  readonly limit?: number;
}

export interface Table {
  get(key: Key): Promise<Item | undefined>;
  /** Any number of keys, duplicates allowed; items come in no order, missing ones are left out. */
  getMany(keys: readonly Key[]): Promise<Item[]>;
  /** In sort-key order or its reverse, page by page, at constant memory. */
  query(query: Query): AsyncIterable<Item>;
  /** All or nothing, up to 100 writes on different items. One write alone goes as a plain conditional write at half the price. */
  write(writes: readonly Write[]): Promise<WriteOutcome>;
  /** Unconditional puts, any number: only for items that may be written again with the same content. */
  putAll(items: readonly Item[]): Promise<void>;
}

/** The most writes in one transaction. */
export const MAX_WRITES = 100;

/** Thrown when the store refused for load or conflicts until the retries ran out. Nothing was written, but for some items of a `putAll`. */
export class TableBusy extends Error {
  override readonly name = 'TableBusy';
}
