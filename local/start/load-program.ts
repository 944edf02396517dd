/** The program that `npm start` shows: the demo, or a directory of CSV files, brought up to its last Friday's run. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, type LocalDay, weekdayOf } from '../../shared/domain/calendar/local-day.ts';
import { instant, localDayOf } from '../../shared/domain/calendar/time-zone.ts';
import { DEFAULT_SETTINGS } from '../../shared/domain/program-settings.ts';
import { UsageProblem } from '../command-line.ts';
import { demoProgram } from '../demo-program/demo-program.ts';
import { byDay, noonOf, tell } from '../known-events.ts';
import type { Laptop } from '../laptop.ts';
import { formatProblems, readProgramFiles } from '../program-files/read-program-files.ts';
import { progress } from '../progress.ts';
import { applySettings } from './apply-settings.ts';

type Demo = ReturnType<typeof demoProgram>;

export interface StartProgram {
  /** When it first hears of anything. */
  readonly begin: number;
  /** Up to this Friday's run. */
  readonly friday: LocalDay;
  readonly events: Demo['events'];
  readonly settings: Demo['settings'];
  readonly outcomes: Demo['outcomes'];
}

/** When the rule fires, on its day. */
export const RULE_TIME = 'T17:00:00Z';
const FRIDAY = 5;
const DEMO_SEED = 20_260_102;

/** The latest Friday whose rule has fired. */
export function lastFriday(now: number): LocalDay {
  let day = localDayOf(instant(now), DEFAULT_SETTINGS.timeZone);
  while (weekdayOf(day) !== FRIDAY || Date.parse(`${day}${RULE_TIME}`) > now) day = addDays(day, -1);
  return day;
}

/** @throws UsageProblem when the files are not as they should be. */
export async function programOf(directory: string | undefined, friday: LocalDay): Promise<StartProgram> {
  if (directory === undefined) {
    // The Saturday that ends the week of the run before: history up to it is what that run pays.
    return { begin: noonOf(addDays(friday, -13)), friday, ...demoProgram({ friday, seed: DEMO_SEED }) };
  }
  const files = await readProgramFiles(directory, { timeZone: DEFAULT_SETTINGS.timeZone });
  if (files.kind === 'refused') throw new UsageProblem(formatProblems(files.problems, files.total));
  const events = files.events.filter(({ knownOn }) => knownOn <= friday);
  return { begin: noonOf(addDays(friday, -6)), friday, events, settings: [], outcomes: [] };
}

const LOADED = 'start.json';

/** With kept state a program is loaded once; interrupted while loading, it is told everything again, which changes nothing. */
export async function loadProgram(laptop: Laptop, program: StartProgram, stateDir: string | undefined): Promise<void> {
  const marker = stateDir && join(stateDir, LOADED);
  const { cloud, clock, paypal } = laptop;
  if (!marker || !existsSync(marker)) {
    for (const { receiver, status, error } of program.outcomes) paypal.setOutcome(receiver, status, error);
    const shown = progress('importing', program.events.length);
    let done = 0;
    for (const { day, events } of sinceBegin(program)) {
      // The settings were made by the partners before the first run of the program.
      if (noonOf(day) > clock.now() && done > 0) await applySettings(laptop.table, program.settings);
      if (noonOf(day) > clock.now()) await cloud.advanceTo(noonOf(day));
      await tell(laptop, events);
      done += events.length;
      shown.to(done, day);
    }
    await applySettings(laptop.table, program.settings);
    shown.end();
    if (marker) writeFileSync(marker, JSON.stringify({ friday: program.friday }));
  }
  await cloud.advanceTo(Math.max(Date.parse(`${program.friday}${RULE_TIME}`), clock.now()));
}

/** What was known when the program begins comes in one go, the rest day by day. */
function* sinceBegin({ begin, events }: StartProgram): Generator<{ day: LocalDay; events: Demo['events'] }> {
  const before = events.filter(({ knownOn }) => noonOf(knownOn) <= begin);
  const [first] = before;
  if (first) yield { day: first.knownOn, events: before };
  yield* byDay(events.slice(before.length));
}
