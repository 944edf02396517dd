/** `npm run mutants`: plants one bug after the other and sees that each is caught. */
import { availableParallelism } from 'node:os';
import { command, options, UsageProblem } from '../../../local/command-line.ts';
import { progress } from '../../../local/progress.ts';
import { MUTANTS } from './all.ts';
import { type Hunt, hunt } from './hunt.ts';

const HELP = `npm run mutants -- [options]

Plants each bug of test/simulation/mutants in a copy of the program, and lets the simulation (or the unit
tests that are named for it) find it. Prints what caught which; exit status 1 when one survives.

  --only TEXT   those whose id or file has the text in it
  --seeds N     seeds a mutant at most (150)
  --weeks W     weeks a seed (40)
  --threads N   mutants at a time (one a core)
  --help
`;

async function main(): Promise<void> {
  const asked = options(
    {
      ...{
        only: { type: 'string' },
        seeds: { type: 'string' },
        weeks: { type: 'string' },
        threads: { type: 'string' },
      },
    },
    HELP,
  );
  const { only = '' } = asked;
  const bounds = { seeds: Number(asked.seeds ?? 150), weeks: Number(asked.weeks ?? 40) };
  const chosen = MUTANTS.filter(({ id, file }) => id.includes(only) || file.includes(only));
  if (chosen.length === 0) throw new UsageProblem(`--only ${only}: there is no such mutant`);
  const shown = progress('mutants', chosen.length);
  const hunts: Hunt[] = [];
  const rest = chosen.values();
  const begun = performance.now();
  const lane = async (): Promise<void> => {
    for (const mutant of rest) {
      const done = await hunt(mutant, bounds);
      hunts.push(done);
      shown.to(hunts.length, done.caughtBy === undefined ? `SURVIVED: ${mutant.id}` : mutant.id);
    }
  };
  await Promise.all(Array.from({ length: Number(asked.threads ?? availableParallelism()) }, lane));
  shown.end();
  hunts.sort((a, b) => MUTANTS.indexOf(a.mutant) - MUTANTS.indexOf(b.mutant));
  for (const { mutant, caughtBy, seconds, found } of hunts)
    process.stdout.write(
      `${mutant.id.padEnd(38)} ${(caughtBy ?? 'SURVIVED').padEnd(26)} ${seconds.toFixed(1).padStart(6)} s  ${found.slice(0, 110)}\n`,
    );
  const survivors = hunts.filter(({ caughtBy }) => caughtBy === undefined);
  const minutes = (performance.now() - begun) / 60_000;
  process.stdout.write(
    `\n${hunts.length} bugs planted, ${hunts.length - survivors.length} caught, in ${minutes.toFixed(1)} minutes\n`,
  );
  for (const { mutant } of survivors)
    process.stdout.write(`survived: ${mutant.id} (${mutant.file}): ${mutant.breaks}\n`);
  if (survivors.length > 0) process.exitCode = 1;
}

await command(main);
