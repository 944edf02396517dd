/**
 * `npm run bench:api`: does the API get slower with a partner's history? Calls the partner's routes for histories of several
 * sizes side by side. Fails when a summary reads more of a long one than of a short one; times are printed only.
 */
import { command, options, UsageProblem } from '../local/command-line.ts';
import { localDay } from '../shared/domain/calendar/local-day.ts';
import { weekEnding } from '../shared/domain/calendar/week.ts';
import { gateProblems, report } from './api-report.ts';
import { ROUTES } from './api-routes.ts';
import { measureApi } from './measured-api.ts';
import { MIN_ENTRIES, partnerHistory } from './partner-history.ts';
import { playHistories } from './played-histories.ts';

const HELP = `Does the API get slower with a partner's history? Calls a partner's routes at several sizes.

  npm run bench:api -- [--entries 100,10000,100000] [--calls 200]

  --entries N,N  partners with so many entries: a payout each week, ten years of them at most, a tenth still maturing
  --calls N      of each route for each partner
  --help

The default takes some three minutes on two quiet cores, most of it to write the largest history.

Exit status: 0 within what routes may read, 1 a count is over or something failed, 2 wrong options.
`;

/** A Wednesday: the week that ended waits for its run. */
const TODAY = localDay('2026-11-18');
const LAST_WEEK = weekEnding('2026-11-14');

function readOptions(): { sizes: readonly number[]; calls: number } {
  const text = { type: 'string' } as const;
  const { entries = '100,10000,100000', calls = '200' } = options({ entries: text, calls: text }, HELP);
  const count = (value: string, option: string, least: number): number => {
    const number = Number(value);
    if (Number.isInteger(number) && number >= least) return number;
    throw new UsageProblem(`--${option} ${value}: must be a whole number from ${least} on`);
  };
  const sizes = entries.split(',').map((size) => count(size, 'entries', MIN_ENTRIES));
  if (new Set(sizes).size < sizes.length) throw new UsageProblem(`--entries ${entries}: each size once`);
  return { sizes, calls: count(calls, 'calls', 1) };
}

async function bench(): Promise<void> {
  const { sizes, calls } = readOptions();
  const onStep = (step: string): void => void process.stderr.write(`${step}\n`);
  const play = () =>
    playHistories(
      sizes.map((size) => partnerHistory(size, LAST_WEEK, TODAY)),
      TODAY,
    );
  const cells = await measureApi(play, { today: TODAY, routes: ROUTES, calls, onStep });
  const problems = gateProblems(cells);
  process.stdout.write(report(cells, calls, problems));
  if (problems.length > 0) process.exitCode = 1;
}

await command(bench);
