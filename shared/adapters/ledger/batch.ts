/** A batch as an item, and its shadow among the open batches, which stands until the batch is over. */
import type { BatchRef } from '../../contracts/settlement.ts';
import type { FrozenBatch } from '../../ports/run-ledger.ts';
import type { Batch, BatchState } from '../../ports/settlement-ledger.ts';
import type { Item, Write } from '../../ports/table.ts';
import { batchKey, openBatchKey, parkedBatchKey, runKey } from './keys.ts';

const OVER: ReadonlySet<BatchState> = new Set(['settled', 'superseded', 'refused']);
export const isOver = (batch: Pick<Batch, 'state'>): boolean => OVER.has(batch.state);

export function toBatch(item: Item): Batch {
  const { pk: _, sk: __, ...batch } = item;
  return batch as unknown as Batch;
}

export function newBatchWrites(ref: BatchRef, frozen: FrozenBatch): Write[] {
  return putBatchWrites({ ...ref, ...frozen, state: 'frozen', version: 1, excluded: [], attempts: 0 });
}

/** For a batch that does not exist yet: the second writer fails. */
export function putBatchWrites(batch: Batch): Write[] {
  const { weekEnding, manifest, generation } = batch;
  return [
    { kind: 'put', item: { ...batchKey(weekEnding, manifest, generation), ...batch }, when: { kind: 'absent' } },
    { kind: 'put', item: { ...openBatchKey(weekEnding, manifest, generation), weekEnding, manifest, generation } },
  ];
}

/**
 * Under the version that was read; a batch that is over leaves the open ones in the same step. There is always a second
 * item, which makes it a transaction, and that knows its own repetition: a plain write whose answer was lost would find its
 * own version changed, and the record of what PayPal answered would be dropped. The second item is a small one: a check
 * costs by the size of what it looks at, and a manifest has up to 300 KB.
 */
export function changeBatchWrites(before: Batch, after: Batch): Write[] {
  const { weekEnding, manifest, generation } = before;
  return [
    {
      kind: 'put',
      item: { ...batchKey(weekEnding, manifest, generation), ...after },
      when: { kind: 'equals', attribute: 'version', value: before.version },
    },
    secondWrite(before, after),
    ...listWrites(before, after),
  ];
}

function secondWrite(before: Batch, after: Batch): Write {
  const { weekEnding, manifest, generation } = before;
  const open = openBatchKey(weekEnding, manifest, generation);
  if (isOver(before)) return { kind: 'check', key: runKey(weekEnding), when: { kind: 'present' } };
  return isOver(after) ? { kind: 'delete', key: open } : { kind: 'check', key: open, when: { kind: 'present' } };
}

/** A parked batch stands in the list of what waits for somebody, and in no other state. */
function listWrites({ weekEnding, manifest, generation, state }: Batch, after: Batch): Write[] {
  const key = parkedBatchKey(weekEnding, manifest, generation);
  if (after.state === state) return [];
  if (after.state === 'parked') return [{ kind: 'put', item: { ...key, weekEnding, manifest, generation } }];
  return state === 'parked' ? [{ kind: 'delete', key }] : [];
}
