/** Fires the rules as program time passes: by itself on a running clock, and step by step for a driver. */
import type { ProgramClock } from '../clock.ts';
import { isObject } from '../json.ts';
import type { StateDirectory } from '../state-directory.ts';
import type { EventBridge, Fired, Rule } from './event-bridge.ts';

export interface SchedulerOptions {
  readonly clock: ProgramClock;
  readonly eventBridge: EventBridge;
  readonly state: StateDirectory | undefined;
  readonly passTimeUntil: (at: number, signal: AbortSignal) => Promise<void>;
  /** Told of each firing that nobody asked for. */
  readonly onFired: (fired: Fired) => void;
  readonly onProblem: (problem: string) => void;
}

export interface AdvanceOptions {
  /** Told of each firing when what it started has ended. */
  readonly onFired?: (fired: Fired) => void | Promise<void>;
  /** Which rules fire on the way; the others count as fired without effect. @default all enabled ones */
  readonly only?: (rule: Rule) => boolean;
}

interface Due {
  readonly at: number;
  readonly rules: readonly Rule[];
}

const KEPT = 'schedule.json';

export class Scheduler {
  readonly #options: SchedulerOptions;
  readonly #stop = new AbortController();
  /** Everything due up to here has fired. Kept: a restart fires late what it missed, never twice what it finished. */
  #firedThrough: number;
  #turn: Promise<unknown> = Promise.resolve();
  #running: Promise<void> | undefined;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    const kept = options.state?.read(KEPT);
    const before = isObject(kept) ? kept.firedThrough : undefined;
    this.#firedThrough = typeof before === 'number' ? before : options.clock.now();
    // At once: killed in its first firing, the next start must know that this one did not end.
    this.#setFiredThrough(this.#firedThrough);
  }

  /** The next firing after a program instant. */
  next(after: number = this.#firedThrough, only: (rule: Rule) => boolean = () => true): Due | undefined {
    let due: Due | undefined;
    for (const rule of this.#options.eventBridge.rules) {
      const at = rule.enabled && only(rule) ? rule.nextFiring(after) : undefined;
      if (at === undefined || (due && at > due.at)) continue;
      due = due && at === due.at ? { at, rules: [...due.rules, rule] } : { at, rules: [rule] };
    }
    return due;
  }

  /** On a running clock rules fire by themselves; on one that stands, only `advanceTo` and `fire` fire them. */
  start(): void {
    this.#running = this.#run();
  }

  /**
   * Moves program time to an instant. Each rule due on the way fires at its time and what it started ends before
   * time goes on. The clock stands meanwhile. Called again after a crash, it repeats at most the last firing.
   */
  advanceTo(at: number, options: AdvanceOptions = {}): Promise<void> {
    return this.#inTurn(async () => {
      const { clock, passTimeUntil } = this.#options;
      const { signal } = this.#stop;
      const wasRunning = clock.mode === 'real';
      if (wasRunning) clock.stand();
      try {
        for (
          let due = this.next(undefined, options.only);
          due && due.at <= at;
          due = this.next(undefined, options.only)
        ) {
          // A workflow that waits may have carried the clock beyond: then the rule fires late.
          if (clock.now() < due.at) await passTimeUntil(due.at, signal);
          await this.#fireAndWait(due, options);
          // Stopping ends what was started before its time: the next start fires again.
          signal.throwIfAborted();
          this.#setFiredThrough(due.at);
        }
        if (clock.now() < at) await passTimeUntil(at, signal);
        if (this.#firedThrough < at) this.#setFiredThrough(at);
      } finally {
        if (wasRunning) clock.run();
      }
    });
  }

  async stop(): Promise<void> {
    this.#stop.abort(new Error('the embedded cloud is stopping'));
    await this.#running;
  }

  async #fireAndWait({ at, rules }: Due, { onFired }: AdvanceOptions): Promise<void> {
    for (const rule of rules) {
      for (const fired of await this.#options.eventBridge.fire(rule, at)) {
        if (fired.kind !== 'undelivered') await fired.ended;
        await onFired?.(fired);
      }
    }
  }

  async #run(): Promise<void> {
    const { clock, eventBridge, onFired, onProblem } = this.#options;
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const due = this.next();
      // Without rules there is nothing to do; the far future keeps the loop alive for a clock that starts to run.
      await this.#untilDue(due?.at ?? Number.MAX_SAFE_INTEGER, signal);
      if (signal.aborted) return;
      await this.#inTurn(async () => {
        if (!due || clock.mode !== 'real' || this.#firedThrough >= due.at || clock.now() < due.at) return;
        try {
          for (const rule of due.rules) for (const fired of await eventBridge.fire(rule, due.at)) onFired(fired);
        } finally {
          // A firing that failed is over, too: the next one makes up for it.
          this.#setFiredThrough(due.at);
        }
      }).catch((error: unknown) => onProblem(`a rule did not fire: ${String(error)}`));
    }
  }

  /** Not the clock's own alarm, which a standing clock would be moved to. */
  #untilDue(at: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined;
      const done = () => {
        clearTimeout(timer);
        forget();
        resolve();
      };
      const look = () => {
        clearTimeout(timer);
        if (signal.aborted || (clock.mode === 'real' && clock.now() >= at)) return done();
        if (clock.mode === 'real')
          timer = setTimeout(look, Math.min(Math.max(at - clock.now(), 1), MAX_TIMER_MS)).unref();
      };
      const forget = clock.onMove(look);
      signal.addEventListener('abort', look, { once: true });
      look();
    });
  }

  #setFiredThrough(at: number): void {
    this.#firedThrough = at;
    this.#options.state?.write(KEPT, { firedThrough: at });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => {});
    return result;
  }
}

const MAX_TIMER_MS = 2 ** 31 - 1;
