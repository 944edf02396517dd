/** One of the threads that live seeds: takes one after the other until there is none left. */
import { parentPort } from 'node:worker_threads';
import { runSeed } from './run-seed.ts';

const port = parentPort;
if (!port) throw new Error('this is a thread of simulate.ts');

port.on('message', async ({ seed, weeks }: { seed: number; weeks: number }) => {
  port.postMessage(await runSeed(seed, weeks));
});
