/** One of the threads that live seeds: takes one after the other until there is none left. */
import { parentPort } from 'node:worker_threads';
import { runSeed } from './run-seed.ts';

const port = parentPort;
if (!port) throw new Error('this is a thread of simulate.ts');

// What is thrown is mostly a fault that was ordered; whoever lives a broken seed again sees where.
Error.stackTraceLimit = 0;

port.on('message', async ({ seed, weeks }: { seed: number; weeks: number }) => {
  port.postMessage(await runSeed(seed, weeks));
});
