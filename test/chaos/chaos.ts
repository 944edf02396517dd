/** `npm run chaos`: kills the whole stack with `kill -9` in the middle of its runs, and holds what it paid against a calm life. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../../infra/synthesize.ts';
import { command, options, UsageProblem } from '../../local/command-line.ts';
import { type Random, random } from '../../local/demo-program/random.ts';
import { runCommand } from '../support/run-command.ts';
import { differences, type Outcome, outcomeIn } from './outcome.ts';
import { FRIDAYS, PARTNERS } from './program.ts';
import { type Moment, Stack } from './stack-life.ts';

const HELP = `Kills the whole stack with kill -9 in the middle of its runs: does it pay the same in the end?

  npm run chaos -- [options]

  --kills N  how many times (100)
  --seed S   draws the program and the moments (a new one each time, which is printed)
  --help

A small program is lived through once in calm. Then it is lived through again, in rounds, in a process with all its
child processes, which is killed at drawn moments while an execution runs and started again on the same state; at the
end of each round its runs, payouts and carried balances and PayPal's books must be those of the calm life, and the
audit of npm run verify must find nothing. A moment is an event of a run's history and some milliseconds after it, as
long as the calm run took from there to the next one: the same seed draws the same events, and the machine's load
decides what exactly is cut.

Exit status: 0 all was as in calm, 1 not (what differs, the seed, and where the state is kept), 2 the options are not
as they should be.
`;

/** In a round every fourth run is left alone, so that the kills reach the later Fridays, too: about three for each. */
const SPARED = 4;
const KILLS_A_ROUND = 3 * FRIDAYS;
/** A life without progress: no run takes so many kills by chance. */
const MAX_LIVES_A_ROUND = 200;
/** A drawn moment may come when its run is over, but not again and again. */
const MAX_ROUNDS_A_KILL = 3;

interface Chaos {
  readonly kills: number;
  readonly seed: number;
}

function readOptions(): Chaos {
  const given = options({ kills: { type: 'string' }, seed: { type: 'string' } }, HELP);
  const whole = (name: 'kills' | 'seed', otherwise: number, least: number): number => {
    const value = given[name] === undefined ? otherwise : Number(given[name]);
    if (!Number.isSafeInteger(value) || value < least)
      throw new UsageProblem(`--${name} ${given[name]}: must be a whole number from ${least}`);
    return value;
  };
  return { kills: whole('kills', 100, 1), seed: whole('seed', Date.now() % 1_000_000, 0) };
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

class Broken extends Error {
  override readonly name = 'Broken';
}

async function chaos({ kills, seed }: Chaos): Promise<void> {
  const begun = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'chaos-'));
  const stacks: Stack[] = [];
  const killAll = (): void => stacks.forEach((stack) => void stack.kill());
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.once(signal, () => {
      killAll();
      rmSync(folder, { recursive: true, force: true });
      process.exit(code);
    });
  }
  const chance = random(seed);
  const programSeed = chance.between(0, 2 ** 31);
  say(`seed ${seed}: ${PARTNERS} partners, ${FRIDAYS} Fridays, ${kills} kills`);
  let keep = false;
  try {
    const synthesized = await synthesize({ outdir: join(folder, 'cdk.out'), checkSchemas: false });
    const stackIn = (name: string): Stack => {
      const stateDir = join(folder, name);
      mkdirSync(stateDir);
      const stack = new Stack({ stateDir, synthesized, programSeed });
      stacks.push(stack);
      return stack;
    };
    const calmLife = await stackIn('calm').live(() => undefined);
    if (calmLife.end !== 'finished') throw new Broken('the calm life did not end by itself');
    const calm = outcomeIn(join(folder, 'calm'));
    await audit(join(folder, 'calm'), calm, calm);
    const [pace = []] = calmLife.runs;
    say(
      `calm: ${calmLife.runs.length} runs of ${pace.length} events, ${calm.decisions.length} lines of decisions, ` +
        `${itemsOf(calm)} items at PayPal`,
    );

    let done = 0;
    for (let round = 1; done < kills; round += 1) {
      if (round > MAX_ROUNDS_A_KILL * kills) throw new Broken(`after ${round - 1} rounds there are only ${done} kills`);
      const name = `round-${round}`;
      done = await killedRound(stackIn(name), {
        chance,
        pace,
        done,
        upTo: Math.min(done + KILLS_A_ROUND, kills),
        kills,
      });
      await audit(join(folder, name), calm, outcomeIn(join(folder, name)));
      say(
        `round ${round}: the same payouts as in calm, on the ledger's side and on PayPal's; the audit finds the books right`,
      );
      rmSync(join(folder, name), { recursive: true });
    }
    const left = stacks.flatMap((stack) => stack.leftBehind());
    if (left.length > 0) throw new Broken(`processes were left behind: ${left.join(', ')}`);
    say(
      `${done} kills, nothing paid twice, nothing lost, no process left behind, ${Math.round((performance.now() - begun) / 1_000)} s`,
    );
  } catch (error) {
    keep = true;
    const what = error instanceof Broken ? error.message : String((error as Error).stack);
    process.stderr.write(`${what}\n\nagain: npm run chaos -- --kills ${kills} --seed ${seed}\nkept: ${folder}\n`);
    process.exitCode = 1;
  } finally {
    killAll();
    if (!keep) rmSync(folder, { recursive: true, force: true });
  }
}

interface Round {
  readonly chance: Random;
  /** When a calm run's events came, in ms since its begin. */
  readonly pace: readonly number[];
  readonly done: number;
  readonly upTo: number;
  readonly kills: number;
}

/** @returns how many kills there are after it. */
async function killedRound(stack: Stack, { chance, pace, done: before, upTo, kills }: Round): Promise<number> {
  let done = before;
  for (let lives = 1; lives <= MAX_LIVES_A_ROUND; lives += 1) {
    const life = await stack.live(() => (done < upTo && !chance.oneIn(SPARED) ? drawMoment(chance, pace) : undefined));
    if (life.end === 'finished') return done;
    if (!life.cut) {
      say('  a kill came when its run was over: not counted');
      continue;
    }
    done += 1;
    const { afterMs, state, processes } = life.cut;
    say(`  kill ${done}/${kills}: ${Math.round(afterMs)} ms into a run, in ${state}; ${processes} processes`);
  }
  throw new Broken(`after ${MAX_LIVES_A_ROUND} starts the program has not come to its end`);
}

/** Every step of a run alike, however short: at its begin, its end or anywhere between. */
function drawMoment(chance: Random, pace: readonly number[]): Moment {
  const event = chance.between(0, pace.length - 1);
  const [at = 0, next = at] = pace.slice(event);
  return { event, thenMs: chance.between(0, Math.ceil(next - at)) };
}

/** @throws Broken with all that differs, and with what the audit of npm run verify finds. */
async function audit(stateDir: string, calm: Outcome, outcome: Outcome): Promise<void> {
  const problems = differences(calm, outcome);
  const { code, stdout, stderr } = await runCommand('local/verify.ts', '--state', stateDir).ended;
  if (code !== 0) problems.push(stdout.trim(), stderr.trim());
  if (problems.length > 0) throw new Broken(problems.filter(Boolean).join('\n'));
}

const itemsOf = ({ payPal }: Outcome): number => payPal.reduce((sum, { items }) => sum + items.length, 0);

await command(async () => chaos(readOptions()));
