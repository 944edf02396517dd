/** What the commands share: Node's version, options read strictly, and errors as sentences instead of stack traces. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { isLocalDay, type LocalDay, weekdayOf } from '../shared/domain/calendar/local-day.ts';

/** A mistake on the command line or in the files given: told without a stack, exit status 2. */
export class UsageProblem extends Error {
  override readonly name = 'UsageProblem';
}

const FRIDAY = 5;

export function friday(text: string, option: string): LocalDay {
  if (isLocalDay(text) && weekdayOf(text) === FRIDAY) return text;
  throw new UsageProblem(`--${option} ${text}: must be a Friday that exists, yyyy-mm-dd`);
}

export function options<Config extends NonNullable<ParseArgsConfig['options']>>(config: Config, help: string) {
  try {
    const { values } = parseArgs({
      options: { ...config, help: { type: 'boolean', short: 'h' } },
      allowPositionals: false,
    });
    if ((values as { help?: boolean }).help) {
      process.stdout.write(help);
      process.exit(0);
    }
    return parseArgs({ options: config, args: process.argv.slice(2) }).values;
  } catch (error) {
    throw new UsageProblem(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
  }
}

/** Runs a command to its end: 2 for a mistake of the user's, 1 for anything else that failed. */
export async function command(main: () => Promise<void>): Promise<void> {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < 24) {
    process.stderr.write(
      `This runs on Node 24, and this is ${process.version}: start it by npm, after npm ci without --ignore-scripts.\n`,
    );
    process.exit(2);
  }
  try {
    await main();
  } catch (error) {
    if (error instanceof UsageProblem) {
      process.stderr.write(`${error.message}\n`);
      process.exit(2);
    }
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  }
}
