/** A process and all that it started, seen through /proc, so that a `kill -9` leaves none of them a moment to tidy up. */
import { readdirSync, readFileSync } from 'node:fs';

interface Seen {
  readonly pid: number;
  readonly parent: number;
  readonly state: string;
}

/** The process first, its descendants after it. Empty when it is not there. */
export function treeOf(root: number): number[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => look(Number(name)) ?? []);
  const tree = all.filter(({ pid }) => pid === root).map(({ pid }) => pid);
  for (const pid of tree) tree.push(...all.filter(({ parent }) => parent === pid).map(({ pid: child }) => child));
  return tree;
}

/** @returns who was killed. */
export function killTree(root: number): number[] {
  // Stopped first: it starts nothing any more while we look for what it started.
  send(root, 'SIGSTOP');
  const tree = treeOf(root);
  for (const pid of tree) send(pid, 'SIGKILL');
  return tree;
}

/** A zombie is dead: it only waits for its parent to notice. */
export function isAlive(pid: number): boolean {
  const state = look(pid)?.state;
  return state !== undefined && state !== 'Z' && state !== 'X';
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function look(pid: number): Seen | undefined {
  try {
    // `42 (a name (with) brackets) S 1 …`
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', parent = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { pid, parent: Number(parent), state };
  } catch {
    // Gone since we listed it.
    return undefined;
  }
}
