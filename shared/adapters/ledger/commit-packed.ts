/** Writes changes of different clients or partners in as few transactions as they fit: fewer calls at the same price. */
import { type Key, MAX_WRITES, type Table, type Write } from '../../ports/table.ts';

/** Each change is written whole or not at all; where a shared transaction is refused, each of its changes is tried alone. */
export async function commitPacked(table: Table, changes: readonly (readonly Write[])[]): Promise<boolean[]> {
  const results: boolean[] = changes.map(() => false);
  for (const pack of packs(changes)) {
    const outcome = await table.write(pack.writes);
    if (outcome.done || pack.places.length === 1) {
      for (const place of pack.places) results[place] = outcome.done;
      continue;
    }
    for (const place of pack.places) results[place] = (await table.write(changes[place] ?? [])).done;
  }
  return results;
}

interface Pack {
  readonly places: number[];
  readonly writes: Write[];
  readonly byKey: Map<string, Write>;
}

const emptyPack = (): Pack => ({ places: [], writes: [], byKey: new Map() });

function packs(changes: readonly (readonly Write[])[]): Pack[] {
  const made: Pack[] = [];
  let pack = emptyPack();
  for (const [place, writes] of changes.entries()) {
    if (!fits(pack, writes)) {
      made.push(pack);
      pack = emptyPack();
    }
    const further = writes.filter((write) => !pack.byKey.has(keyOf(write)));
    for (const write of further) pack.byKey.set(keyOf(write), write);
    pack.writes.push(...further);
    pack.places.push(place);
  }
  return [...made, pack].filter(({ places }) => places.length > 0);
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
