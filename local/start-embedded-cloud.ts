/**
 * The embedded cloud: runs a synthesized CDK stack on this machine, with the functions, tables, queues, routes, rules
 * and workflows it names. Nothing of the app is written down here.
 */
import type { Closer, EmbeddedCloud, EmbeddedCloudOptions } from './embedded-cloud.ts';
import { runStack } from './run-stack.ts';

/** @throws Error that names what cannot run: a resource, a route, a state, a missing package. Nothing is left running then. */
export async function startEmbeddedCloud(options: EmbeddedCloudOptions): Promise<EmbeddedCloud> {
  const closers: Closer[] = [];
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= closeAll(closers);
    return stopped;
  };
  try {
    return await runStack(options, (closer) => closers.push(closer), stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The last that was started ends first. */
async function closeAll(closers: readonly Closer[]): Promise<void> {
  const problems: unknown[] = [];
  for (const close of closers.toReversed()) {
    try {
      await close();
    } catch (problem) {
      problems.push(problem);
    }
  }
  if (problems.length > 0) throw new AggregateError(problems, 'the embedded cloud did not stop cleanly');
}
