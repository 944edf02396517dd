/** Where cognito-local keeps pools, in its own form: in memory, and as one file of the state directory where there is one. */
import type { StateDirectory } from '../state-directory.ts';

/** What cognito-local asks of a store. A key is a path into nested objects. */
export interface PoolStore {
  get(context: unknown, key: string | readonly string[], fallback?: unknown): Promise<unknown>;
  set(context: unknown, key: string | readonly string[], value: unknown): Promise<void>;
  delete(context: unknown, key: string | readonly string[]): Promise<void>;
}

const KEPT = 'user-pools.json';

type Tree = Record<string, unknown>;

/** @returns a store for each pool id. */
export function keptPools(state: StateDirectory | undefined): (poolId: string) => PoolStore {
  const pools = withDates((state?.read(KEPT) ?? {}) as Tree) as Record<string, Tree>;
  const save = () => state?.write(KEPT, pools);
  return (poolId) => {
    pools[poolId] ??= { Users: {}, Groups: {} };
    const root = pools[poolId];
    return {
      get: async (_, key, fallback) => {
        let found: unknown = root;
        for (const part of path(key)) found = childOf(found, part);
        return found ?? fallback ?? null;
      },
      set: async (_, key, value) => {
        const { parent, last } = place(root, key);
        parent[last] = value;
        save();
      },
      delete: async (_, key) => {
        const { parent, last } = place(root, key);
        delete parent[last];
        save();
      },
    };
  };
}

const path = (key: string | readonly string[]): readonly string[] => (typeof key === 'string' ? [key] : key);

/** Own properties only: a user may be called `constructor`. */
const childOf = (tree: unknown, part: string): unknown =>
  typeof tree === 'object' && tree !== null && Object.hasOwn(tree, part) ? (tree as Tree)[part] : undefined;

function place(root: Tree, key: string | readonly string[]): { parent: Tree; last: string } {
  const parts = [...path(key)];
  const last = parts.pop() ?? '';
  let parent = root;
  for (const part of parts) {
    const child = childOf(parent, part) ?? {};
    parent[part] = child;
    parent = child as Tree;
  }
  return { parent, last };
}

/** cognito-local wants dates where a name ends with `Date`; JSON has texts. */
function withDates(tree: Tree): Tree {
  for (const [name, value] of Object.entries(tree)) {
    if (name.endsWith('Date') && typeof value === 'string') tree[name] = new Date(value);
    else if (typeof value === 'object' && value !== null) withDates(value as Tree);
  }
  return tree;
}
