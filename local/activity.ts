/** Counts what is under way, and tells who waits for a change: the ground for "idle" without polling. */
export class Activity {
  #running = 0;
  #waiting: (() => void)[] = [];

  get running(): number {
    return this.#running;
  }

  /** Counts a piece of work until it settles. */
  async track<T>(work: () => Promise<T>): Promise<T> {
    this.#running += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
      this.changed();
    }
  }

  /** Something happened that may have made somebody idle. */
  changed(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }

  nextChange(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
