/** Writes changes of different clients or partners in as few transactions as they fit: fewer calls, and what they share is paid once. */
import { MAX_WRITES, type Table, type Write } from '../../ports/table.ts';
import { identityOf, keyOf } from '../../ports/write-rules.ts';
import { mergeAdditions, merged } from './merge-additions.ts';

/** Each change is written whole or not at all. False: a condition of it did not hold; the others of its transaction are tried again without it. */
export async function commitPacked(table: Table, given: readonly (readonly Write[])[]): Promise<boolean[]> {
  const changes = given.map(mergeAdditions);
  const results: boolean[] = changes.map(() => false);
  for (const pack of packs(changes, inPackingOrder(changes))) {
    let left: Pack | undefined = pack;
    while (left && left.places.length > 0) {
      const outcome = await table.write(left.writes);
      if (outcome.done) {
        for (const place of left.places) results[place] = true;
        break;
      }
      left = withoutRefused(left, outcome.refused, changes);
    }
  }
  return results;
}

/** Undefined when nothing says which condition failed: then none of the pack is known to be good. */
function withoutRefused(
  { places, writes }: Pack,
  refused: readonly number[],
  changes: readonly (readonly Write[])[],
): Pack | undefined {
  const failed = new Set(refused.flatMap((place) => (writes[place] ? [itemOf(writes[place])] : [])));
  const good = places.filter((place) => !changes[place]?.some((write) => failed.has(itemOf(write))));
  if (good.length === places.length) return undefined;
  return good.reduce((pack, place) => added(pack, place, changes[place] ?? []), emptyPack());
}

interface Pack {
  readonly places: number[];
  readonly writes: Write[];
  /** Where in `writes` an item is. */
  readonly placeOf: Map<string, number>;
}

const emptyPack = (): Pack => ({ places: [], writes: [], placeOf: new Map() });

/**
 * Those that share a check stand together, so that a transaction pays for it once: 500 payments meet 64 week markers, and as
 * they come each would bring a check of its own, two of its twelve write units. Among them those that add to the same item
 * stand together for the same reason: the clients of one partner add to the same week.
 */
function inPackingOrder(changes: readonly (readonly Write[])[]): number[] {
  const checks = mostShared(changes, (write) => write.kind === 'check');
  const additions = mostShared(changes, (write) => write.kind === 'update');
  const at = (names: readonly string[], place: number): string => names[place] ?? '';
  return [...changes.keys()].sort(
    (a, b) => compare(at(checks, a), at(checks, b)) || compare(at(additions, a), at(additions, b)),
  );
}

/** Of each change the item that it shares with most others, or an empty text. */
function mostShared(changes: readonly (readonly Write[])[], counts: (write: Write) => boolean): string[] {
  const itemsOf = (writes: readonly Write[]): string[] => writes.filter(counts).map(itemOf);
  const sharers = new Map<string, number>();
  for (const item of changes.flatMap(itemsOf)) sharers.set(item, (sharers.get(item) ?? 0) + 1);
  return changes.map((writes) =>
    itemsOf(writes).reduce((best, item) => ((sharers.get(item) ?? 0) > (sharers.get(best) ?? 1) ? item : best), ''),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

function packs(changes: readonly (readonly Write[])[], order: readonly number[]): Pack[] {
  const made: Pack[] = [];
  let pack = emptyPack();
  for (const place of order) {
    const writes = changes[place] ?? [];
    if (!fits(pack, writes)) {
      made.push(pack);
      pack = emptyPack();
    }
    pack = added(pack, place, writes);
  }
  return [...made, pack].filter(({ places }) => places.length > 0);
}

function added(pack: Pack, place: number, writes: readonly Write[]): Pack {
  for (const write of writes) {
    const at = pack.placeOf.get(itemOf(write));
    const both = at === undefined ? undefined : shared(pack.writes[at], write);
    if (at !== undefined && both) {
      pack.writes[at] = both;
      continue;
    }
    // Two writes of one change on an item that are not one write: the table refuses them.
    pack.placeOf.set(itemOf(write), pack.writes.length);
    pack.writes.push(write);
  }
  pack.places.push(place);
  return pack;
}

/** Changes may share a check of an item and what they add to it; any other meeting on an item needs a transaction of its own. */
function fits(pack: Pack, writes: readonly Write[]): boolean {
  let further = 0;
  for (const write of writes) {
    const at = pack.placeOf.get(itemOf(write));
    if (at === undefined) further += 1;
    else if (!shared(pack.writes[at], write)) return false;
  }
  return pack.writes.length + further <= MAX_WRITES;
}

/** The one write that stands for both, if there is one. */
function shared(a: Write | undefined, b: Write): Write | undefined {
  if (a?.kind !== 'check' || b.kind !== 'check') return a && merged(a, b);
  return JSON.stringify(a.when) === JSON.stringify(b.when) ? a : undefined;
}

const itemOf = (write: Write): string => identityOf(keyOf(write));
