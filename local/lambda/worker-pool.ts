/** The workers of one function: warm ones are used again, new ones start up to a limit, and then calls wait. */
import type { FunctionWorker } from './function-worker.ts';

export class WorkerPool {
  readonly #limit: number;
  readonly #startWorker: () => Promise<FunctionWorker>;
  readonly #workers = new Set<FunctionWorker>();
  readonly #idle: FunctionWorker[] = [];
  readonly #waiting: ((worker: FunctionWorker | Promise<FunctionWorker>) => void)[] = [];
  #starting = 0;
  #stopped = false;

  constructor(limit: number, startWorker: () => Promise<FunctionWorker>) {
    this.#limit = limit;
    this.#startWorker = startWorker;
  }

  get workers(): ReadonlySet<FunctionWorker> {
    return this.#workers;
  }

  async take(): Promise<FunctionWorker> {
    for (let warm = this.#idle.pop(); warm; warm = this.#idle.pop()) {
      if (warm.usable) return warm;
      this.#workers.delete(warm);
    }
    if (this.#workers.size + this.#starting < this.#limit) return this.#start();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  giveBack(worker: FunctionWorker): void {
    const next = this.#waiting.shift();
    if (!worker.usable) this.#workers.delete(worker);
    if (next) next(worker.usable ? worker : this.#start());
    else if (worker.usable) this.#idle.push(worker);
  }

  /** Calls that run report that their runtime exited; calls that wait fail. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const next of this.#waiting.splice(0)) next(this.#start());
    const workers = [...this.#workers];
    for (const worker of workers) worker.kill();
    await Promise.all(workers.map((worker) => worker.stop()));
  }

  async #start(): Promise<FunctionWorker> {
    this.#starting += 1;
    try {
      this.#refuseWhenStopped();
      const worker = await this.#startWorker();
      this.#workers.add(worker);
      if (this.#stopped) await worker.stop();
      this.#refuseWhenStopped();
      return worker;
    } finally {
      this.#starting -= 1;
    }
  }

  #refuseWhenStopped(): void {
    if (this.#stopped) throw new Error('the embedded cloud is stopping');
  }
}
