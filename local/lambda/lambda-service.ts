/** Lambda on this machine: each function has a pool of workers, each worker takes one invocation at a time. */
import { randomUUID } from 'node:crypto';
import type { Activity } from '../activity.ts';
import type { ProgramClock } from '../clock.ts';
import { findOne } from '../template/stack-template.ts';
import { type FunctionSettings, lambdaEnvironment } from './function-settings.ts';
import { FunctionWorker } from './function-worker.ts';
import type { InvocationOutcome, InvocationRequest } from './protocol.ts';
import { WorkerPool } from './worker-pool.ts';

/** One line a function wrote to standard output or error. */
export interface FunctionLog {
  readonly functionName: string;
  readonly requestId: string | undefined;
  readonly line: string;
}

/** An invocation that returned, and how long its handler took. */
export interface FunctionReturn {
  readonly functionName: string;
  readonly requestId: string;
  readonly handlerMs: number;
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
  readonly onReturn?: ((returned: FunctionReturn) => void) | undefined;
  /** Where compiled code is kept between workers: with it a cold start takes half the time. */
  readonly compiledDir: string;
  /** Changes a worker's environment before it starts, such as addresses that a tap stands in front of. */
  readonly adaptEnvironment?: (
    environment: Record<string, string>,
    worker: { readonly id: string; readonly functionName: string },
  ) => Promise<Record<string, string>>;
}

/** Lambda's limit of a synchronous event and of an answer, in bytes. */
const MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;

/** Access keys of workers begin with this. */
const WORKER_ID = 'LOCALWORKER';

interface Served {
  readonly settings: FunctionSettings;
  readonly pool: WorkerPool;
  usage: FunctionUsage;
}

const unused = ({ memoryMb }: FunctionSettings): FunctionUsage => ({
  invocations: 0,
  errors: 0,
  coldStarts: 0,
  billedMs: 0,
  memoryMb,
});

export class LambdaService {
  readonly #served: readonly Served[];
  readonly #options: LambdaOptions;
  #workerCount = 0;

  constructor(functions: readonly FunctionSettings[], options: LambdaOptions) {
    this.#options = options;
    this.#served = functions.map((settings) => {
      const limit = Math.max(1, Math.min(options.maxWorkers, settings.reservedConcurrency ?? options.maxWorkers));
      const pool = new WorkerPool(limit, () => this.#startWorker(served));
      const served: Served = { settings, pool, usage: unused(settings) };
      return served;
    });
  }

  get functions(): readonly FunctionSettings[] {
    return this.#served.map(({ settings }) => settings);
  }

  /** By logical id, name, or ARN with or without a qualifier. @throws Error when there is no such function. */
  find(reference: string): FunctionSettings {
    return findOne('function', this.functions, /:function:([^:]+)/.exec(reference)?.[1] ?? reference);
  }

  /** The event goes through JSON, as does the answer: `payload` is JSON. */
  invoke(reference: string, event: unknown): Promise<InvocationOutcome> {
    const served = this.#serving(reference);
    return this.#options.activity.track(async () => {
      const requestId = randomUUID();
      const eventJson = JSON.stringify(event) ?? 'null';
      const outcome =
        Buffer.byteLength(eventJson) > MAX_PAYLOAD_BYTES
          ? tooLarge(requestId, 'RequestEntityTooLargeException', 'Request must be smaller than 6291456 bytes')
          : await this.#run(served, requestId, eventJson);
      if (outcome.kind === 'failed') served.usage = { ...served.usage, errors: served.usage.errors + 1 };
      return outcome;
    });
  }

  /** Kills every busy worker of a function: their invocations report that the runtime exited. */
  kill(reference: string): void {
    for (const worker of this.#serving(reference).pool.workers) if (worker.busyWith !== undefined) worker.kill();
  }

  /** Kills one worker, by the access key its requests carry. */
  killWorker(id: string): void {
    this.#workerById(id)?.worker.kill();
  }

  /** Who calls with this access key: a function, a worker that is gone, or (undefined) somebody else. */
  caller(id: string): { readonly functionName: string; readonly requestId: string | undefined } | 'gone' | undefined {
    if (!id.startsWith(WORKER_ID)) return undefined;
    const { settings, worker } = this.#workerById(id) ?? {};
    return settings && worker?.usable ? { functionName: settings.name, requestId: worker.busyWith } : 'gone';
  }

  usage(): Record<string, FunctionUsage> {
    return Object.fromEntries(this.#served.map(({ settings, usage }) => [settings.name, usage]));
  }

  resetUsage(): void {
    for (const served of this.#served) served.usage = unused(served.settings);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#served.map(({ pool }) => pool.stop()));
  }

  async #run(served: Served, requestId: string, eventJson: string): Promise<InvocationOutcome> {
    const { settings, pool } = served;
    const worker = await pool.take();
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
    const { invocations, billedMs } = served.usage;
    const duration = Math.ceil(performance.now() - started);
    served.usage = { ...served.usage, invocations: invocations + 1, billedMs: billedMs + duration };
    pool.giveBack(worker);
    if (outcome.kind === 'returned')
      this.#options.onReturn?.({ functionName: settings.name, requestId, handlerMs: outcome.handlerMs ?? duration });
    if (outcome.kind === 'returned' && Buffer.byteLength(outcome.payload) > MAX_PAYLOAD_BYTES) {
      const message = `Response payload size exceeded maximum allowed payload size (${MAX_PAYLOAD_BYTES} bytes).`;
      return tooLarge(requestId, 'Function.ResponseSizeTooLarge', message);
    }
    return outcome;
  }

  async #startWorker(served: Served): Promise<FunctionWorker> {
    const { clock, endpoints, region, onLog, compiledDir, adaptEnvironment } = this.#options;
    const { settings } = served;
    this.#workerCount += 1;
    const id = `${WORKER_ID}${String(this.#workerCount).padStart(5, '0')}`;
    const plain = lambdaEnvironment(settings, endpoints, id, region);
    const environment = adaptEnvironment ? await adaptEnvironment(plain, { id, functionName: settings.name }) : plain;
    served.usage = { ...served.usage, coldStarts: served.usage.coldStarts + 1 };
    const compiled = { NODE_COMPILE_CACHE: compiledDir };
    return new FunctionWorker(id, settings, { ...environment, ...compiled }, clock.shared, (line, requestId) =>
      onLog?.({ functionName: settings.name, requestId, line }),
    );
  }

  #serving(reference: string): Served {
    const settings = this.find(reference);
    const served = this.#served.find((each) => each.settings === settings);
    if (!served) throw new Error(`there is no function ${reference}`);
    return served;
  }

  #workerById(id: string): { readonly settings: FunctionSettings; readonly worker: FunctionWorker } | undefined {
    for (const { settings, pool } of this.#served) {
      for (const worker of pool.workers) if (worker.id === id) return { settings, worker };
    }
    return undefined;
  }
}

const tooLarge = (requestId: string, errorType: string, errorMessage: string): InvocationOutcome => ({
  kind: 'failed',
  requestId,
  error: { errorType, errorMessage },
});
