/**
 * `npm run replay`: a program's history through the real pipeline. Events become known on their days, the clock goes from
 * Friday to Friday, the state machine runs: what the program would have paid, payout by payout.
 */
import { writeFile } from 'node:fs/promises';
import { addDays, type LocalDay } from '../shared/domain/calendar/local-day.ts';
import { type WeekEnding, weekEndingPaidBy } from '../shared/domain/calendar/week.ts';
import { add, NOTHING, toDecimal, toDollars } from '../shared/domain/money/cents.ts';
import { DEFAULT_SETTINGS } from '../shared/domain/program-settings.ts';
import { ProgramClock } from './clock.ts';
import { command, friday, options, UsageProblem } from './command-line.ts';
import { noonOf } from './known-events.ts';
import { type Laptop, startLaptop } from './laptop.ts';
import { formatProblems, readProgramFiles } from './program-files/read-program-files.ts';
import { openBookmark } from './replay/bookmark.ts';
import { goThrough } from './replay/go-through.ts';
import { runResults } from './run-results.ts';

const HELP = `Replays a program's history: what would it have paid, Friday by Friday?

  npm run replay -- --data DIR --from FRIDAY --to FRIDAY --out FILE [--state DIR]

  --data DIR     partners.csv, clients.csv, payments.csv and refunds.csv (see README, "CSV files")
  --from FRIDAY  the first Friday whose run counts, yyyy-mm-dd; history before it is known to it
  --to FRIDAY    the last one
  --out FILE     gets week_ending,partner_id,amount_cents,status, a line a payout, sorted
  --state DIR    keeps the work: interrupted (Ctrl-C, kill -9) and started again, it goes on where it was
  --help

Exit status: 0 done, 1 failed, 2 the options or the files are not as they should be.
`;

interface Replay {
  readonly data: string;
  readonly from: LocalDay;
  readonly to: LocalDay;
  readonly out: string;
  readonly state: string | undefined;
}

function readOptions(): Replay {
  const text = { type: 'string' } as const;
  const given = options({ data: text, from: text, to: text, out: text, state: text }, HELP);
  const required = (name: 'data' | 'from' | 'to' | 'out'): string => {
    const value = given[name];
    if (!value) throw new UsageProblem(`--${name} is missing\n\n${HELP}`);
    return value;
  };
  const from = friday(required('from'), 'from');
  const to = friday(required('to'), 'to');
  if (to < from) throw new UsageProblem(`--to ${to} is before --from ${from}`);
  return { data: required('data'), from, to, out: required('out'), state: given.state };
}

async function replay({ data, from, to, out, state }: Replay): Promise<void> {
  const { timeZone } = DEFAULT_SETTINGS;
  const files = await readProgramFiles(data, { timeZone });
  if (files.kind === 'refused') throw new UsageProblem(formatProblems(files.problems, files.total));
  const known = files.events.filter(({ knownOn }) => knownOn <= to);
  const [first] = known;
  const begin = first && first.knownOn < from ? first.knownOn : from;
  const bookmark = openBookmark(state, { data, from, to, events: known });

  const laptop = await startLaptop({
    // Never later than the first event: the program's first week is the one in which it first hears of anything.
    clock: ProgramClock.standing(noonOf(begin)),
    stateDir: state,
    onStep: (step) => process.stderr.write(`${step}\n`),
  });
  const interrupted = new Promise<void>((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  try {
    const stopped = await Promise.race([
      goThrough(laptop, known, { from, to }, bookmark),
      interrupted.then(() => 'interrupted' as const),
    ]);
    if (stopped === 'interrupted') {
      process.stderr.write(
        state ? `\ninterrupted; start it again with --state ${state} to go on\n` : '\ninterrupted\n',
      );
      process.exitCode = 130;
      return;
    }
    await writeResults(laptop, { from, to, out });
  } finally {
    await laptop.stop();
  }
}

async function writeResults(
  { table, paypal }: Laptop,
  { from, to, out }: Pick<Replay, 'from' | 'to' | 'out'>,
): Promise<void> {
  const lines: string[] = [];
  let payouts = 0;
  let total = NOTHING;
  for (let day = from; day <= to; day = addDays(day, 7)) {
    const week: WeekEnding = weekEndingPaidBy(day);
    const results = await runResults(table, week);
    for (const { partnerId, amountCents, state } of results?.payouts ?? []) {
      lines.push(`${week},${partnerId},${amountCents},${state}`);
      payouts += 1;
      total = add(total, amountCents);
    }
  }
  await writeFile(out, `${['week_ending,partner_id,amount_cents,status', ...lines].join('\n')}\n`);
  const moved = paypal.transfers().reduce((sum, { cents }) => sum + cents, 0);
  process.stdout.write(
    `${payouts} payouts, ${toDollars(total)} (${toDecimal(total)}), written to ${out}; PayPal was asked to pay ${toDollars(moved as typeof total)}\n`,
  );
}

await command(async () => replay(readOptions()));
