/**
 * The program's clock. It either runs with the wall clock plus an offset ('real') or stands until it is moved
 * ('manual'). Functions read it through shared memory, so a move reaches workers that are already warm.
 */
export type ClockMode = 'real' | 'manual';

/** What is kept of a clock between starts. */
export interface ClockState {
  readonly mode: ClockMode;
  /** The program instant when it was saved, in ms. */
  readonly at: number;
  /** Program time minus wall time when it was saved, in ms. */
  readonly offsetMs: number;
}

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** setTimeout fires at once beyond this: longer sleeps are taken in turns. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export class ProgramClock {
  /** One 64-bit cell: milliseconds × 2, plus 1 when the clock stands; see `programNow`. */
  readonly shared = new SharedArrayBuffer(8);
  readonly #cell = new BigInt64Array(this.shared);
  readonly #sleepers = new Set<Sleeper>();
  readonly #listeners = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;

  private constructor(mode: ClockMode, at: number) {
    this.#set(mode, at);
  }

  /** A clock that runs with the wall clock, from a program instant on. */
  static running(at: number = Date.now()): ProgramClock {
    return new ProgramClock('real', at);
  }

  /** A clock that stands at a program instant until it is moved. */
  static standing(at: number): ProgramClock {
    return new ProgramClock('manual', at);
  }

  get mode(): ClockMode {
    return (Atomics.load(this.#cell, 0) & 1n) === 1n ? 'manual' : 'real';
  }

  /** Milliseconds since 1970-01-01T00:00:00Z, in program time. */
  now(): number {
    return programNow(this.#cell);
  }

  /** Moves forward. @throws RangeError when the instant is past or no number: use `reset` to go back. */
  moveTo(at: number): void {
    const now = this.now();
    // Two callers may ask for the same instant while the clock runs: being there already is no error.
    if (!Number.isFinite(at) || at < now - (this.mode === 'real' ? 1_000 : 0)) {
      throw new RangeError(`the program clock stands at ${iso(now)} and cannot move to ${iso(at)}`);
    }
    if (at > now) this.#set(this.mode, at);
  }

  /** Sets the clock to any instant, also an earlier one. For a new program only: what was recorded keeps its dates. */
  reset(at: number, mode: ClockMode = this.mode): void {
    this.#set(mode, at);
  }

  /** Lets the clock run with the wall clock from where it is. */
  run(): void {
    this.#set('real', this.now());
  }

  /** Stops the clock where it is. */
  stand(): void {
    this.#set('manual', this.now());
  }

  state(): ClockState {
    return { mode: this.mode, at: this.now(), offsetMs: this.now() - Date.now() };
  }

  /** Takes up a kept state, never going back. A running clock ran on while nobody looked. */
  restore(kept: ClockState): void {
    const at = this.mode === 'manual' ? kept.at : kept.mode === 'real' ? Date.now() + kept.offsetMs : kept.at;
    if (at > this.now()) this.#set(this.mode, at);
  }

  /** Resolves once the program's time has come, by the wall clock or by a move. Rejects when the signal aborts. */
  waitUntil(at: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (at <= this.now()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.#sleepers.delete(sleeper);
        reject(signal?.reason);
      };
      const sleeper: Sleeper = {
        until: at,
        wake: () => {
          signal?.removeEventListener('abort', abort);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', abort, { once: true });
      this.#plan();
    });
  }

  /** The earliest instant somebody waits for, if any. */
  nextWake(): number | undefined {
    let next: number | undefined;
    for (const { until } of this.#sleepers) if (next === undefined || until < next) next = until;
    return next;
  }

  /** Called after each move and change of mode, not as a running clock runs. Returns how to stop listening. */
  onMove(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #set(mode: ClockMode, at: number): void {
    const ms = BigInt(Math.round(mode === 'manual' ? at : at - Date.now()));
    Atomics.store(this.#cell, 0, ms * 2n + (mode === 'manual' ? 1n : 0n));
    this.#plan();
    for (const listener of this.#listeners) listener();
  }

  /** Wakes who is due, and sets one timer for the next one when the clock runs. */
  #plan(): void {
    clearTimeout(this.#timer);
    const now = this.now();
    for (const sleeper of [...this.#sleepers].sort((a, b) => a.until - b.until)) {
      if (sleeper.until > now) break;
      this.#sleepers.delete(sleeper);
      sleeper.wake();
    }
    const next = this.nextWake();
    if (next === undefined || this.mode === 'manual') return;
    this.#timer = setTimeout(() => this.#plan(), Math.min(Math.max(next - now, 1), MAX_TIMER_MS));
    this.#timer.unref();
  }
}

/** Reads program time from the shared cell. `wallNow` is the real clock, where `Date` itself was replaced. */
export function programNow(cell: BigInt64Array, wallNow: () => number = Date.now): number {
  const value = Atomics.load(cell, 0);
  const ms = Number(value >> 1n);
  return (value & 1n) === 1n ? ms : wallNow() + ms;
}

const iso = (at: number): string => (Number.isFinite(at) ? new Date(at).toISOString() : String(at));
