/** The whole stack in a process of its own, made to be killed: lives the program on kept state to its end, and writes what it decided. */
import { writeFileSync } from 'node:fs';
import { ProgramClock } from '../../local/clock.ts';
import { command, options } from '../../local/command-line.ts';
import { noonOf } from '../../local/known-events.ts';
import { type Laptop, startLaptop } from '../../local/laptop.ts';
import { openBookmark } from '../../local/replay/bookmark.ts';
import { goThrough } from '../../local/replay/go-through.ts';
import { runResults } from '../../local/run-results.ts';
import { addDays } from '../../shared/domain/calendar/local-day.ts';
import { weekEndingPaidBy } from '../../shared/domain/calendar/week.ts';
import { type ChaosProgram, chaosProgram } from './program.ts';

const text = { type: 'string' } as const;
const HELP = 'Started by npm run chaos.\n';

async function main(): Promise<void> {
  const given = options({ state: text, template: text, assembly: text, seed: text, out: text }, HELP);
  const { state = '', template = '', assembly = '', seed = '', out = '' } = given;
  const program = chaosProgram(Number(seed));
  const { known, from, to } = program;
  const bookmark = openBookmark(state, { data: '', from, to, events: known });
  const laptop = await startLaptop({
    clock: ProgramClock.standing(noonOf(known[0]?.knownOn ?? from)),
    stateDir: state,
    synthesized: { templateFile: template, assemblyDir: assembly },
  });
  try {
    for (const { receiver, status, error } of program.outcomes) laptop.paypal.setOutcome(receiver, status, error);
    await goThrough(laptop, known, { from, to }, bookmark);
    writeFileSync(out, JSON.stringify(await decisionsOf(laptop, program)));
  } finally {
    await laptop.stop();
  }
}

/** One line for each partner of each run: what was paid, and what was carried for which reasons. */
async function decisionsOf({ table }: Laptop, { from, to }: ChaosProgram): Promise<string[]> {
  const lines: string[] = [];
  for (let friday = from; friday <= to; friday = addDays(friday, 7)) {
    const week = weekEndingPaidBy(friday);
    const results = await runResults(table, week);
    lines.push(`${week} run ${results?.run.state ?? 'missing'}`);
    for (const { partnerId, amountCents, state } of results?.payouts ?? [])
      lines.push(`${week} ${partnerId} ${amountCents} ${state}`);
    for (const { partnerId, balanceCents, reasons } of results?.carried ?? [])
      lines.push(`${week} ${partnerId} ${balanceCents} carried ${reasons.join(' ')}`);
  }
  return lines;
}

await command(main);
