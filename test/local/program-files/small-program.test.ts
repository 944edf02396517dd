/** The project's own data set, from its files through the program's rules to its payouts, against the oracle's calculation. */
import { describe, expect, it } from 'vitest';
import { readProgramFiles } from '../../../local/program-files/read-program-files.ts';
import { addDays, localDay } from '../../../shared/domain/calendar/local-day.ts';
import { weekEndingPaidBy } from '../../../shared/domain/calendar/week.ts';
import {
  hasSample,
  readExpected,
  SAMPLE_DIRECTORY,
  SMALL_PROGRAM_DIRECTORY,
  SMALL_PROGRAM_RUNS,
} from '../../support/oracle-files.ts';
import { ToldProgram } from '../demo-program/told-program.ts';

async function payoutsOf(directory: string, runs: { from: string; to: string }): Promise<string> {
  const files = await readProgramFiles(directory, { timeZone: 'America/Los_Angeles' });
  if (files.kind === 'refused') throw new Error(`${directory} is refused: ${JSON.stringify(files.problems)}`);
  const [first] = files.events;
  const from = localDay(runs.from);
  const program = new ToldProgram(first && first.knownOn < from ? first.knownOn : from);
  const lines: string[] = [];
  let told = 0;
  for (let friday = from; friday <= runs.to; friday = addDays(friday, 7)) {
    // The run comes in the morning: what is heard of on its Friday comes after it.
    const next = files.events.findIndex(({ knownOn }, place) => place >= told && knownOn >= friday);
    const known = files.events.slice(told, next < 0 ? undefined : next);
    told += known.length;
    await program.hear(known);
    const { rows } = await program.runOn(friday);
    const paid = rows.filter(({ payoutCents }) => payoutCents > 0);
    lines.push(...paid.map(({ partnerId, payoutCents }) => `${weekEndingPaidBy(friday)},${partnerId},${payoutCents}`));
  }
  return `${['week_ending,partner_id,amount_cents', ...lines.sort()].join('\n')}\n`;
}

describe('a history read from its files and paid Friday by Friday', () => {
  it('comes to the payouts that the oracle worked out', async () => {
    expect(await payoutsOf(SMALL_PROGRAM_DIRECTORY, SMALL_PROGRAM_RUNS)).toBe(readExpected(SMALL_PROGRAM_DIRECTORY));
  });

  it.skipIf(!hasSample())('comes to the payouts of the sample', async () => {
    const payouts = await payoutsOf(SAMPLE_DIRECTORY, { from: '1997-01-03', to: '1998-07-31' });
    expect(payouts).toBe(readExpected(SAMPLE_DIRECTORY));
  });
});
