/** Lambda on this machine: each function has a pool of workers, each worker takes one invocation at a time. */
import { randomUUID } from 'node:crypto';
import type { Activity } from '../activity.ts';
import type { ProgramClock } from '../clock.ts';
import { findOne } from '../template/stack-template.ts';
import { type FunctionSettings, lambdaEnvironment } from './function-settings.ts';
import { FunctionWorker } from './function-worker.ts';
import type { InvocationOutcome, InvocationRequest } from './protocol.ts';

/** One line a function wrote to standard output or error. */
export interface FunctionLog {
  readonly functionName: string;
  readonly requestId: string | undefined;
  readonly line: string;
}

export interface FunctionUsage {
  readonly invocations: number;
  readonly errors: number;
  readonly coldStarts: number;
  /** Time in handlers and loading, rounded up to 1 ms an invocation as Lambda bills it. */
  readonly billedMs: number;
  readonly memoryMb: number;
}

export interface LambdaOptions {
  readonly clock: ProgramClock;
  readonly activity: Activity;
  readonly region: string;
  /** Service addresses by the suffix of `AWS_ENDPOINT_URL_`. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** Workers a function may have at once; its reserved concurrency may be less. Beyond, invocations wait. */
  readonly maxWorkers: number;
  readonly onLog: ((log: FunctionLog) => void) | undefined;
  /** Changes a worker's environment before it starts, such as addresses that a tap stands in front of. */
  readonly adaptEnvironment?: (
    environment: Record<string, string>,
    worker: { readonly id: string; readonly functionName: string },
  ) => Promise<Record<string, string>>;
}

/** Lambda's limit of a synchronous event and of an answer, in bytes. */
const MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;

interface Pool {
  readonly settings: FunctionSettings;
  readonly limit: number;
  readonly workers: Set<FunctionWorker>;
  readonly idle: FunctionWorker[];
  readonly waiting: ((worker: FunctionWorker | Promise<FunctionWorker>) => void)[];
  starting: number;
  usage: FunctionUsage;
}

const UNUSED = { invocations: 0, errors: 0, coldStarts: 0, billedMs: 0 };

export class LambdaService {
  readonly #pools: readonly Pool[];
  readonly #options: LambdaOptions;
  #workerCount = 0;
  #stopped = false;

  constructor(functions: readonly FunctionSettings[], options: LambdaOptions) {
    this.#options = options;
    this.#pools = functions.map((settings) => ({
      settings,
      limit: Math.max(1, Math.min(options.maxWorkers, settings.reservedConcurrency ?? options.maxWorkers)),
      workers: new Set(),
      idle: [],
      waiting: [],
      starting: 0,
      usage: { ...UNUSED, memoryMb: settings.memoryMb },
    }));
  }

  get functions(): readonly FunctionSettings[] {
    return this.#pools.map(({ settings }) => settings);
  }

  /** By logical id, name, or ARN with or without a qualifier. @throws Error when there is no such function. */
  find(reference: string): FunctionSettings {
    return this.#pool(reference).settings;
  }

  /** The event goes through JSON, as does the answer: `payload` is JSON. */
  invoke(reference: string, event: unknown): Promise<InvocationOutcome> {
    const pool = this.#pool(reference);
    return this.#options.activity.track(async () => {
      const requestId = randomUUID();
      const eventJson = JSON.stringify(event) ?? 'null';
      const outcome =
        Buffer.byteLength(eventJson) > MAX_PAYLOAD_BYTES
          ? tooLarge(requestId, 'RequestEntityTooLargeException', 'Request must be smaller than 6291456 bytes')
          : await this.#run(pool, requestId, eventJson);
      if (outcome.kind === 'failed') pool.usage = { ...pool.usage, errors: pool.usage.errors + 1 };
      return outcome;
    });
  }

  /** Kills every busy worker of a function: their invocations report that the runtime exited. */
  kill(reference: string): void {
    for (const worker of this.#pool(reference).workers) if (worker.busyWith !== undefined) worker.kill();
  }

  /** Kills one worker, by the access key its requests carry. */
  killWorker(id: string): void {
    this.#workerById(id)?.worker.kill();
  }

  /** Who calls with this access key. */
  caller(id: string): { readonly functionName: string; readonly requestId: string | undefined } | undefined {
    const found = this.#workerById(id);
    return found && { functionName: found.pool.settings.name, requestId: found.worker.busyWith };
  }

  usage(): Record<string, FunctionUsage> {
    return Object.fromEntries(this.#pools.map(({ settings, usage }) => [settings.name, usage]));
  }

  resetUsage(): void {
    for (const pool of this.#pools) pool.usage = { ...UNUSED, memoryMb: pool.settings.memoryMb };
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const { waiting } of this.#pools) {
      for (const next of waiting.splice(0)) next(Promise.reject(new Error('the embedded cloud is stopping')));
    }
    const workers = this.#pools.flatMap((pool) => [...pool.workers]);
    for (const worker of workers) worker.kill();
    await Promise.all(workers.map((worker) => worker.stop()));
  }

  async #run(pool: Pool, requestId: string, eventJson: string): Promise<InvocationOutcome> {
    const { settings } = pool;
    const worker = await this.#take(pool);
    const request: InvocationRequest = {
      requestId,
      eventJson,
      timeoutMs: settings.timeoutMs,
      functionName: settings.name,
      functionArn: settings.arn,
      memoryMb: settings.memoryMb,
      logGroup: `/aws/lambda/${settings.name}`,
      logStream: worker.id,
    };
    const started = performance.now();
    const outcome = await worker.invoke(request);
    const { invocations, billedMs } = pool.usage;
    const duration = Math.ceil(performance.now() - started);
    pool.usage = { ...pool.usage, invocations: invocations + 1, billedMs: billedMs + duration };
    this.#giveBack(pool, worker);
    if (outcome.kind === 'returned' && Buffer.byteLength(outcome.payload) > MAX_PAYLOAD_BYTES) {
      const message = `Response payload size exceeded maximum allowed payload size (${MAX_PAYLOAD_BYTES} bytes).`;
      return tooLarge(requestId, 'Function.ResponseSizeTooLarge', message);
    }
    return outcome;
  }

  async #take(pool: Pool): Promise<FunctionWorker> {
    for (let warm = pool.idle.pop(); warm; warm = pool.idle.pop()) {
      if (warm.usable) return warm;
      pool.workers.delete(warm);
    }
    if (pool.workers.size + pool.starting < pool.limit) return this.#start(pool);
    return new Promise((resolve) => pool.waiting.push(resolve));
  }

  async #start(pool: Pool): Promise<FunctionWorker> {
    const { clock, endpoints, region, onLog, adaptEnvironment } = this.#options;
    this.#workerCount += 1;
    const id = `LOCALWORKER${String(this.#workerCount).padStart(5, '0')}`;
    const { settings } = pool;
    pool.starting += 1;
    try {
      const plain = lambdaEnvironment(settings, endpoints, id, region);
      const environment = adaptEnvironment ? await adaptEnvironment(plain, { id, functionName: settings.name }) : plain;
      if (this.#stopped) throw new Error('the embedded cloud is stopping');
      const worker = new FunctionWorker(id, settings, environment, clock.shared, (line, requestId) =>
        onLog?.({ functionName: settings.name, requestId, line }),
      );
      pool.workers.add(worker);
      pool.usage = { ...pool.usage, coldStarts: pool.usage.coldStarts + 1 };
      return worker;
    } finally {
      pool.starting -= 1;
    }
  }

  #giveBack(pool: Pool, worker: FunctionWorker): void {
    const next = pool.waiting.shift();
    if (worker.usable) {
      if (next) next(worker);
      else pool.idle.push(worker);
      return;
    }
    pool.workers.delete(worker);
    if (next) next(this.#start(pool));
  }

  #pool(reference: string): Pool {
    const name = /:function:([^:]+)/.exec(reference)?.[1] ?? reference;
    const { logicalId } = findOne('function', this.functions, name);
    const pool = this.#pools.find(({ settings }) => settings.logicalId === logicalId);
    if (!pool) throw new Error(`there is no function ${reference}`);
    return pool;
  }

  #workerById(id: string): { readonly pool: Pool; readonly worker: FunctionWorker } | undefined {
    for (const pool of this.#pools) {
      for (const worker of pool.workers) if (worker.id === id) return { pool, worker };
    }
    return undefined;
  }
}

const tooLarge = (requestId: string, errorType: string, errorMessage: string): InvocationOutcome => ({
  kind: 'failed',
  requestId,
  error: { errorType, errorMessage },
});
