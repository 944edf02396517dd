/**
 * A world of processes that take turns on one virtual clock. Every call that leaves a process is a step: the process stops, the
 * step happens when its time has come, and until then anybody else's steps may. A process can be killed between any two of them.
 */
import { Agenda } from './agenda.ts';
import type { Chance } from './chance.ts';
import type { Trace } from './trace.ts';

export type End<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'failed'; readonly error: Error }
  /** Crashed, or killed when its time was up: nothing that it still meant to do happens. */
  | { readonly kind: 'died'; readonly how: string };

export class Process {
  readonly name: string;
  /** Steps that it waits for. */
  pending = 0;
  gone = false;
  died: (how: string) => void = () => {};
  /** Told when the process stops again, or is gone. */
  stopped: (() => void) | undefined;

  constructor(name: string) {
    this.name = name;
  }

  stop(): void {
    const { stopped } = this;
    this.stopped = undefined;
    stopped?.();
  }
}

interface Planned {
  readonly process: Process | undefined;
  readonly act: () => void;
}

const NEVER = new Promise<never>(() => {});

export class World {
  readonly chance: Chance;
  readonly trace: Trace;
  /** Milliseconds since 1970. */
  now: number;
  readonly #agenda = new Agenda<Planned>();
  #processes = 0;
  #failure: Error | undefined;

  constructor(now: number, chance: Chance, trace: Trace) {
    this.now = now;
    this.chance = chance;
    this.trace = trace;
  }

  /** Ends the simulation: something is as it must never be. Only the first is kept. */
  fail(error: Error): void {
    this.#failure ??= error;
  }

  get failed(): boolean {
    return this.#failure !== undefined;
  }

  /** Something that nobody does: it just happens. */
  at(time: number, act: () => void): void {
    this.#agenda.add(Math.max(time, this.now), { process: undefined, act });
  }

  /** A process begins at once; `limitMs` later it is killed. */
  start<Result>(
    name: string,
    work: (process: Process) => Promise<Result>,
    ended: (end: End<Result>) => void,
    limitMs?: number,
  ): Process {
    this.#processes += 1;
    const process = new Process(`${name}~${this.#processes}`);
    const end = (how: End<Result>): void => {
      if (process.gone) return;
      process.gone = true;
      this.trace.add(this.now, process.name, how.kind === 'died' ? how.how : how.kind);
      ended(how);
      process.stop();
    };
    process.died = (how) => end({ kind: 'died', how });
    this.#agenda.add(this.now, {
      process,
      act: () => {
        work(process).then(
          (result) => end({ kind: 'done', result }),
          (error: Error) => end({ kind: 'failed', error }),
        );
      },
    });
    if (limitMs !== undefined) this.at(this.now + limitMs, () => process.died('ran out of time'));
    return process;
  }

  /** One step of a process: `effect` happens `afterMs` from now, and its value or error is what the process goes on with. */
  step<Value>(process: Process, label: string, afterMs: number, effect: () => Value): Promise<Value> {
    if (process.gone) return NEVER;
    process.pending += 1;
    const done = new Promise<Value>((resolve, reject) => {
      const act = (): void => {
        process.pending -= 1;
        this.trace.add(this.now, process.name, label);
        try {
          const value = effect();
          if (!process.gone) resolve(value);
        } catch (error) {
          if (!process.gone) reject(error as Error);
        }
      };
      this.#agenda.add(this.now + afterMs, { process, act });
    });
    process.stop();
    return done;
  }

  /** Waits for something that others bring about: whoever has `release` ends the waiting. */
  wait<Value>(process: Process, label: string): { readonly until: Promise<Value>; release(value: Value): void } {
    let resolved: (value: Value) => void = () => {};
    const until = new Promise<Value>((resolve) => {
      resolved = resolve;
    });
    process.pending += 1;
    process.stop();
    return {
      until: process.gone ? NEVER : until,
      release: (value) => {
        const act = (): void => {
          process.pending -= 1;
          this.trace.add(this.now, process.name, label);
          resolved(value);
        };
        this.#agenda.add(this.now, { process, act });
      },
    };
  }

  /** Until nothing is planned any more, or something failed. @throws what failed. */
  async run(): Promise<void> {
    for (let next = this.#agenda.take(); next && !this.#failure; next = this.#agenda.take()) {
      this.now = next.at;
      const { process, act } = next.value;
      if (process?.gone) continue;
      try {
        act();
      } catch (error) {
        this.fail(error as Error);
      }
      if (process === undefined || process.gone) continue;
      if (process.pending === 0) await stopOf(process);
      // One that waits for further steps may go on with nothing: then a moment is all that it is given.
      else for (let turn = 0; turn < 4; turn += 1) await undefined;
    }
    if (this.#failure) throw this.#failure;
  }
}

const stopOf = (process: Process): Promise<void> =>
  new Promise((resolve) => {
    process.stopped = resolve;
  });
