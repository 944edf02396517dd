/** The time by which tokens live, also where somebody moves the program's: the embedded cloud sets `Date`, in its own realm only. */
import { runInNewContext } from 'node:vm';

export const wallClock = { now: (): number => runInNewContext('Date.now()') as number };
