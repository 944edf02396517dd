/** `npm run simulate`: lives many small programs in a cloud that breaks, and holds each step against the rules. */
import { writeSync } from 'node:fs';
import { command, options, UsageProblem } from '../../local/command-line.ts';
import { progress } from '../../local/progress.ts';
import { Report, replayLine } from './report.ts';
import { runSeeds } from './run-seeds.ts';

const HELP = `npm run simulate -- [options]

Runs the real use cases over the memory ledger and a PayPal with books of its own, and injects faults
at every step. The same seed goes the same way, step for step.

  --seeds N      how many seeds (200)
  --weeks W      Fridays of each program on which things go wrong (52); nine calm ones follow
  --from SEED    the first seed (1)
  --seed S       one seed only
  --trace        with --seed: every step, on standard output
  --threads N    threads (one a core)
  --until-broken stops at the first seed that breaks
  --help

Exit status 1 when a seed broke: one line for each says how to live it again.
`;

function count(text: string | undefined, name: string, otherwise: number | undefined): number | undefined {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0 || (name !== 'from' && name !== 'seed' && value === 0))
    throw new UsageProblem(`--${name} ${text}: must be a whole number`);
  return value;
}

async function main(): Promise<void> {
  const asked = options(
    {
      ...{ seeds: { type: 'string' }, weeks: { type: 'string' }, from: { type: 'string' }, seed: { type: 'string' } },
      ...{ threads: { type: 'string' }, trace: { type: 'boolean' }, 'until-broken': { type: 'boolean' } },
    },
    HELP,
  );
  const weeks = count(asked.weeks, 'weeks', 52) ?? 52;
  const seed = count(asked.seed, 'seed', undefined);
  const report = new Report();
  const begun = performance.now();
  if (seed !== undefined) {
    // At once, since a trace is for the moment before something breaks.
    const tell = asked.trace ? (line: string) => void writeSync(1, `${line}\n`) : undefined;
    // Only here: where threads live the seeds, loading the whole program in this one as well would hold them up.
    const { runSeed } = await import('./run-seed.ts');
    const result = await runSeed(seed, weeks, tell);
    report.add(result);
    process.stdout.write(`seed ${seed}: trace ${result.hash}, ${result.steps} steps\n${result.stack ?? ''}\n`);
  } else {
    const from = count(asked.from, 'from', 1) ?? 1;
    const seeds = count(asked.seeds, 'seeds', 200) ?? 200;
    const threads = count(asked.threads, 'threads', undefined);
    const shown = progress('seeds', seeds);
    const untilBroken = asked['until-broken'] === true;
    await runSeeds({ from, seeds, weeks, untilBroken, ...(threads === undefined ? {} : { threads }) }, (result) => {
      report.add(result);
      shown.to(report.seeds, report.broken.length > 0 ? `${report.broken.length} broke` : '');
    });
    shown.end();
  }
  process.stdout.write(report.text((performance.now() - begun) / 1_000));
  for (const result of report.broken) process.stdout.write(`${replayLine(result)}\n`);
  if (report.broken.length > 0) process.exitCode = 1;
}

await command(main);
