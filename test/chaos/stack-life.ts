/** One process of the stack on kept state: it lives to the program's end, or is killed in the middle of a run. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Synthesized } from '../../infra/synthesize.ts';
import { ExecutionJournal } from './execution-journal.ts';
import { DECISIONS } from './outcome.ts';
import { isAlive, killTree, treeOf } from './process-tree.ts';

const LIVE = join(import.meta.dirname, 'live.ts');
const LOOK_EVERY_MS = 4;

export interface Kept {
  readonly stateDir: string;
  readonly synthesized: Synthesized;
  readonly programSeed: number;
}

export interface Cut {
  /** How long the execution had run, in wall-clock ms. */
  readonly afterMs: number;
  /** The state it was in. */
  readonly state: string;
  readonly processes: number;
}

/** When to kill: so many ms after an event of the run's history was seen, counted from 0. */
export interface Moment {
  readonly event: number;
  readonly thenMs: number;
}

interface SeenRun {
  readonly executionArn: string;
  readonly begun: number;
  readonly eventsMs: number[];
  readonly moment: Moment | undefined;
}

/** `killed` without a cut: it came between two runs, which is no kill of a run. */
export type Life =
  | { readonly end: 'finished'; readonly runs: readonly (readonly number[])[] }
  | { readonly end: 'killed'; readonly cut: Cut | undefined };

export class Stack {
  readonly #kept: Kept;
  readonly #seen = new Set<number>();
  #process: ChildProcess | undefined;

  constructor(kept: Kept) {
    this.#kept = kept;
  }

  /**
   * @param nextMoment asked at the begin of each run; undefined lets it run.
   * @throws Error when the stack ends by itself before the program does.
   */
  async live(nextMoment: () => Moment | undefined): Promise<Life> {
    const journal = new ExecutionJournal(this.#kept.stateDir);
    const child = this.#start();
    const said: string[] = [];
    child.stderr?.setEncoding('utf8').on('data', (text: string) => said.push(text));
    const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
    const watch = new Watch(journal, nextMoment, this);
    const code = await closed;
    watch.stop();
    this.#process = undefined;
    if (watch.killed) return { end: 'killed', cut: watch.cut };
    if (code !== 0) throw new Error(`the stack ended by itself, ${code}:\n${said.join('').slice(-4_000)}`);
    return { end: 'finished', runs: watch.runs };
  }

  /** `kill -9` of the stack and of all that it started. @returns of how many processes. */
  kill(): number {
    const pid = this.#process?.pid;
    if (pid === undefined) return 0;
    const tree = killTree(pid);
    for (const each of tree) this.#seen.add(each);
    return tree.length;
  }

  /** Remembers what the stack has started by now. */
  note(): void {
    const pid = this.#process?.pid;
    if (pid !== undefined) for (const each of treeOf(pid)) this.#seen.add(each);
  }

  /** Of all its lives. */
  leftBehind(): number[] {
    return [...this.#seen].filter(isAlive);
  }

  #start(): ChildProcess {
    const { stateDir, synthesized, programSeed } = this.#kept;
    const args = ['--state', stateDir, '--out', join(stateDir, DECISIONS), '--seed', String(programSeed)];
    const assembly = ['--template', synthesized.templateFile, '--assembly', synthesized.assemblyDir];
    this.#process = spawn(process.execPath, [LIVE, ...args, ...assembly], {
      stdio: ['ignore', 'ignore', 'pipe'],
      // A start compiles a thousand files: the calm life keeps what became of them for all others.
      env: { ...process.env, NODE_COMPILE_CACHE: join(stateDir, '..', 'compiled') },
    });
    return this.#process;
  }
}

/** Looks every few ms at what runs, and kills when the moment of a run has come. */
class Watch {
  /** Of each run, when each event of its history was first seen, in ms since the run's begin. */
  readonly runs: number[][] = [];
  killed = false;
  cut: Cut | undefined;
  readonly #timer: NodeJS.Timeout;
  readonly #journal: ExecutionJournal;
  readonly #nextMoment: () => Moment | undefined;
  readonly #stack: Stack;
  #run: SeenRun | undefined;

  constructor(journal: ExecutionJournal, nextMoment: () => Moment | undefined, stack: Stack) {
    this.#journal = journal;
    this.#nextMoment = nextMoment;
    this.#stack = stack;
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const running = this.#journal.look();
    if (running?.executionArn !== this.#run?.executionArn) {
      this.#run = running && {
        executionArn: running.executionArn,
        begun: performance.now(),
        eventsMs: [],
        moment: this.#nextMoment(),
      };
      if (this.#run) this.runs.push(this.#run.eventsMs);
      this.#stack.note();
    }
    if (!running || !this.#run) return;
    const { begun, eventsMs, moment } = this.#run;
    const nowMs = performance.now() - begun;
    while (eventsMs.length < running.events) eventsMs.push(nowMs);
    const since = moment && eventsMs[moment.event];
    if (moment && since !== undefined && nowMs >= since + moment.thenMs) this.#kill(nowMs);
  }

  #kill(afterMs: number): void {
    this.stop();
    const processes = this.#stack.kill();
    this.killed = true;
    // What is on the disk decides: the run may have ended a moment before.
    const cut = this.#journal.look();
    this.cut = cut && { afterMs, state: cut.state, processes };
  }
}
