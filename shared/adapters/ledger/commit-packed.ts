/** Writes changes of different clients or partners in as few transactions as they fit: fewer calls, and shared checks are paid once. */
import { type Key, MAX_WRITES, type Table, type Write } from '../../ports/table.ts';

/** Each change is written whole or not at all. False: a condition of it did not hold; the others of its transaction are tried again without it. */
export async function commitPacked(table: Table, changes: readonly (readonly Write[])[]): Promise<boolean[]> {
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
  const failed = new Set(refused.flatMap((place) => (writes[place] ? [keyOf(writes[place])] : [])));
  const good = places.filter((place) => !changes[place]?.some((write) => failed.has(keyOf(write))));
  if (good.length === places.length) return undefined;
  return good.reduce((pack, place) => added(pack, place, changes[place] ?? []), emptyPack());
}

interface Pack {
  readonly places: number[];
  readonly writes: Write[];
  readonly byKey: Map<string, Write>;
}

const emptyPack = (): Pack => ({ places: [], writes: [], byKey: new Map() });

/**
 * Those that share a check stand together, so that a transaction pays for it once: 500 payments meet 64 week markers, and as
 * they come each would bring a check of its own, two of its twelve write units.
 */
function inPackingOrder(changes: readonly (readonly Write[])[]): number[] {
  const sharers = new Map<string, number>();
  for (const key of changes.flatMap(checkedKeys)) sharers.set(key, (sharers.get(key) ?? 0) + 1);
  const mostShared = (writes: readonly Write[]): string =>
    checkedKeys(writes).reduce((best, key) => ((sharers.get(key) ?? 0) > (sharers.get(best) ?? 1) ? key : best), '');
  const groups = changes.map(mostShared);
  return [...changes.keys()].sort((a, b) => compare(groups[a] ?? '', groups[b] ?? ''));
}

const checkedKeys = (writes: readonly Write[]): string[] => writes.filter(({ kind }) => kind === 'check').map(keyOf);
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
  const further = writes.filter((write) => !pack.byKey.has(keyOf(write)));
  for (const write of further) pack.byKey.set(keyOf(write), write);
  pack.writes.push(...further);
  pack.places.push(place);
  return pack;
}

/** Two changes may share a check of one item; any other meeting on an item needs a transaction of its own. */
function fits(pack: Pack, writes: readonly Write[]): boolean {
  const met = writes.filter((write) => pack.byKey.has(keyOf(write)));
  const shareable = met.every((write) => write.kind === 'check' && pack.byKey.get(keyOf(write))?.kind === 'check');
  return shareable && pack.writes.length + writes.length - met.length <= MAX_WRITES;
}

function keyOf(write: Write): string {
  const { pk, sk }: Key = write.kind === 'put' ? write.item : write.key;
  return `${pk}|${sk}`;
}
