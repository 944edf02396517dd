/** The ledger's table as one process sees it: every call is a step, pages are cut anywhere, and anything may go wrong that does with DynamoDB. */
import type { MemoryStore } from '../../../shared/adapters/memory/memory-store.ts';
import type { Item, Key, Query, Table, Write, WriteOutcome } from '../../../shared/ports/table.ts';
import { TableBusy } from '../../../shared/ports/table.ts';
import { identityOf, keyOf } from '../../../shared/ports/write-rules.ts';
import type { Faults } from '../kernel/faults.ts';
import type { Process, World } from '../kernel/world.ts';
import { NoAnswerFrom } from './no-answer.ts';

export interface TableRoom {
  readonly world: World;
  readonly faults: Faults;
  readonly store: MemoryStore;
  /** Called after each change that is whole: a transaction, or one put among many. */
  readonly changed: () => void;
}

const busy = (): Error => new TableBusy('throttled until the retries ran out');
const timeout = (): Error => new NoAnswerFrom('the table');

/** A worker that hangs for so long is past its lease, and maybe past its message. */
const STALL_MS = 30 * 60_000;

export function simTable(process: Process, { world, faults, store, changed }: TableRoom): Table {
  const { chance } = world;
  // A slow function reads in one moment and writes in quite another.
  const slowest = faults.on ? chance.pick([40, 40, 40, 300, 1_500]) : 40;

  /** @param effect what the step does; it is not done when the fault says so. */
  function step<Value>(label: string, effect: () => Value, writes: readonly Write[] | undefined): Promise<Value> {
    const stall = faults.draw('stall') ? chance.between(1_000, STALL_MS) : 0;
    return world.step(process, label, chance.between(1, slowest) + stall, () => {
      const crash = faults.draw('process');
      if (crash === 'crash before a step') process.died(crash);
      if (process.gone) throw timeout();
      const { busyFunction } = faults;
      if (busyFunction !== undefined && process.name.startsWith(busyFunction) && chance.happens(0.6)) throw busy();
      const trouble = faults.draw('table') ?? (writes && writes.length > 1 ? faults.draw('write') : undefined);
      if (trouble === 'table busy' || trouble === 'transaction cancelled in conflict') throw busy();
      if (trouble === 'table time-out, nothing written') throw timeout();
      const value = effect();
      if (crash === 'crash after a step') process.died(crash);
      if (trouble === 'table time-out, written') throw timeout();
      return value;
    });
  }

  function write(writes: readonly Write[]): WriteOutcome {
    const outcome = store.write(writes);
    if (outcome.done) changed();
    // The port says so: the retry of a plain conditional write meets what its own first try has written.
    const [only] = writes;
    const retried = outcome.done && writes.length === 1 && only?.when !== undefined && only.kind !== 'check';
    if (retried && !store.holds(only) && faults.on && chance.happens(0.01)) {
      faults.count('single write done and told as refused');
      return { done: false, refused: [0] };
    }
    return outcome;
  }

  function putAll(items: readonly Item[]): void {
    const half = items.length > 1 && faults.draw('putAll');
    const some = half ? chance.between(0, items.length - 1) : items.length;
    for (const item of items.slice(0, some)) {
      store.put(item);
      changed();
    }
    if (half) throw busy();
  }

  return {
    get: (key) => step(`get ${told(key)}`, () => store.peek(key), undefined),

    getMany(keys) {
      const distinct = new Map(keys.map((key) => [identityOf(key), key]));
      const [first] = keys;
      const read = (wanted: readonly Key[]): Promise<Item[]> =>
        step(
          `get ${wanted.length} ${first ? told(first) : ''}`,
          () => wanted.flatMap((key) => store.peek(key) ?? []),
          undefined,
        );
      const all = [...distinct.values()];
      // A batch of gets is no transaction: others may write between two of its items.
      if (all.length < 2 || !chance.happens(0.1)) return read(all);
      const cut = chance.between(1, all.length - 1);
      return read(all.slice(0, cut)).then(async (some) => [...some, ...(await read(all.slice(cut)))]);
    },

    async *query({ limit = Number.POSITIVE_INFINITY, ...asked }: Query) {
      // Sixty-four buckets, most of them empty for ever in a small program: asking them is rarely worth a step.
      if (!store.finds(asked) && chance.happens(0.95)) return;
      let range = asked;
      for (let left = limit; left > 0; ) {
        const size = Math.min(left, chance.happens(0.2) ? chance.between(1, 3) : 100);
        const page = await step(`query ${asked.pk} ${asked.prefix ?? ''}`, () => store.page(range, size), undefined);
        yield* page;
        left -= page.length;
        const last = page.at(-1)?.sk;
        if (page.length < size || last === undefined) return;
        range = range.descending ? { ...range, before: last } : { ...range, after: last };
      }
    },

    write(writes) {
      const [first] = writes;
      const label = `write ${writes.length} ${first ? told(keyOf(first)) : ''}`;
      return step(label, () => write(writes), writes);
    },

    async putAll(items) {
      const [first] = items;
      if (first) await step(`put ${items.length} ${told(first)}`, () => putAll(items), undefined);
    },
  };
}

const told = ({ pk, sk }: Key): string => `${pk} ${sk}`;
