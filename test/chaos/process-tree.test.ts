/** A `kill -9` reaches children and their children, whoever started them, and nobody else. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { isAlive, killTree, treeOf } from './process-tree.ts';

/** Says the ids of its child and grandchild once both are there; the grandchild lives in a group of its own. */
const FAMILY = `sh -c 'setsid sleep 600 & echo $!; wait' & echo $!; wait`;

it('leaves none of a family', async () => {
  const bystander = spawn('sleep', ['600'], { stdio: 'ignore' });
  const root = spawn('sh', ['-c', FAMILY], { stdio: ['ignore', 'pipe', 'ignore'] });
  const closed = once(root, 'close');
  try {
    const said = new Set<number>();
    for await (const chunk of root.stdout.iterator({ destroyOnReturn: false })) {
      for (const pid of String(chunk).trim().split('\n')) said.add(Number(pid));
      if (said.size === 2) break;
    }
    const tree = treeOf(root.pid ?? 0);
    expect(tree).toEqual(expect.arrayContaining([root.pid, ...said]));
    expect(killTree(root.pid ?? 0)).toEqual(tree);
    root.stdout.resume();
    await closed;
    await expect.poll(() => tree.filter(isAlive)).toEqual([]);
    expect(isAlive(bystander.pid ?? 0)).toBe(true);
  } finally {
    bystander.kill('SIGKILL');
  }
});

it('of a process that is not there is nothing to kill', () => {
  expect(killTree(2 ** 22 + 1)).toEqual([]);
});
