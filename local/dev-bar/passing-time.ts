/** Lets the program's time pass for the development bar: to the next Friday's run, or by days. One move at a time. */
import { findRun } from '../../shared/adapters/ledger/run-ledger.ts';
import { localDay } from '../../shared/domain/calendar/local-day.ts';
import { weekEndingPaidBy } from '../../shared/domain/calendar/week.ts';
import type { Laptop } from '../laptop.ts';

export interface ProgramTime {
  /** ISO 8601, UTC. */
  readonly now: string;
  /** When the Friday rule fires next. */
  readonly nextFriday: string | undefined;
  readonly isMoving: boolean;
}

export interface Moved extends ProgramTime {
  /** Of the Friday that was moved to. */
  readonly run?: { readonly weekEnding: string; readonly state: string };
}

const DAY_MS = 86_400_000;

export class PassingTime {
  readonly #laptop: Laptop;
  #moving = false;

  constructor(laptop: Laptop) {
    this.#laptop = laptop;
  }

  now(): ProgramTime {
    const next = this.#nextFriday();
    return {
      now: new Date(this.#laptop.clock.now()).toISOString(),
      nextFriday: next === undefined ? undefined : new Date(next).toISOString(),
      isMoving: this.#moving,
    };
  }

  /** Undefined while another move is not over. */
  async days(days: number): Promise<Moved | undefined> {
    const moved = await this.#move(this.#laptop.clock.now() + days * DAY_MS);
    return moved ? this.now() : undefined;
  }

  /** Resolves when the run is over. Undefined while another move is not over. */
  async nextFriday(): Promise<Moved | undefined> {
    const at = this.#nextFriday();
    if (at === undefined) throw new Error('no rule of the stack fires on Fridays');
    if (!(await this.#move(at))) return undefined;
    const weekEnding = weekEndingPaidBy(localDay(new Date(at).toISOString().slice(0, 10)));
    const run = await findRun(this.#laptop.table, weekEnding);
    return { ...this.now(), ...(run && { run: { weekEnding, state: run.state } }) };
  }

  async #move(at: number): Promise<boolean> {
    if (this.#moving) return false;
    this.#moving = true;
    try {
      await this.#laptop.cloud.advanceTo(at);
      // PayPal tells of what it moved, and what it tells is worked off.
      await this.#laptop.paypal.webhooksSettled();
      await this.#laptop.cloud.idle();
      return true;
    } finally {
      this.#moving = false;
    }
  }

  #nextFriday(): number | undefined {
    return this.#laptop.cloud.rules().find(({ schedule }) => schedule.includes('FRI'))?.next;
  }
}
