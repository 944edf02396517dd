/**
 * One execution environment of a function: a worker thread that is cold once and then warm, until it breaks. Its memory
 * is not limited: V8 ends the whole process, not the thread, when a limited heap runs over between two collections.
 */
import { Worker } from 'node:worker_threads';
import type { FunctionSettings } from './function-settings.ts';
import {
  type ErrorEnvelope,
  EXITED,
  type InvocationOutcome,
  type InvocationRequest,
  TIMED_OUT,
  type WorkerMessage,
  type WorkerStart,
} from './protocol.ts';

/** Loading a bundle is not the function's time, but it may not last for ever either. */
const LOAD_TIMEOUT_MS = 60_000;

interface Running {
  readonly request: InvocationRequest;
  readonly end: (outcome: InvocationOutcome) => void;
  timer: NodeJS.Timeout;
}

export class FunctionWorker {
  /** Identifies this environment: it is also its access key, so that a tap knows who is calling. */
  readonly id: string;
  readonly #worker: Worker;
  readonly #onOutput: (text: string, requestId: string | undefined) => void;
  readonly #settings: FunctionSettings;
  #running: Running | undefined;
  #unfinishedLine = '';
  #lastRequestId: string | undefined;
  #usable = true;

  constructor(
    id: string,
    settings: FunctionSettings,
    environment: Readonly<Record<string, string>>,
    clock: SharedArrayBuffer,
    onOutput: (line: string, requestId: string | undefined) => void,
  ) {
    this.id = id;
    this.#settings = settings;
    this.#onOutput = onOutput;
    const { handlerFile, handlerExport } = settings;
    this.#worker = new Worker(new URL('./worker-main.ts', import.meta.url), {
      workerData: { handlerFile, handlerExport, clock } satisfies WorkerStart,
      env: environment,
      execArgv: [],
      name: `${settings.name} ${id}`,
    });
    this.#worker.on('message', (message: WorkerMessage) => this.#hear(message));
    this.#worker.on('error', (error) => this.#broke(crash(error)));
    this.#worker.on('exit', (code) => this.#broke(exit(`exit status ${code}`)));
  }

  get usable(): boolean {
    return this.#usable;
  }

  get busyWith(): string | undefined {
    return this.#running?.request.requestId;
  }

  invoke(request: InvocationRequest): Promise<InvocationOutcome> {
    this.#lastRequestId = request.requestId;
    return new Promise((end) => {
      this.#running = { request, end, timer: this.#timeOut(LOAD_TIMEOUT_MS) };
      this.#worker.postMessage(request);
    });
  }

  /** Ends the environment at once, wherever its code is. A running invocation reports that its runtime exited. */
  kill(): void {
    this.#broke(exit('signal: killed'));
  }

  async stop(): Promise<void> {
    this.#usable = false;
    await this.#worker.terminate();
  }

  #hear(message: WorkerMessage): void {
    switch (message.kind) {
      case 'started':
        if (this.#running?.request.requestId === message.requestId) {
          clearTimeout(this.#running.timer);
          this.#running.timer = this.#timeOut(this.#settings.timeoutMs);
        }
        return;
      case 'output':
        this.#output(message.text);
        return;
      case 'returned':
      case 'failed':
        if (this.#running?.request.requestId === message.requestId) this.#end(message);
        return;
      case 'broken':
        this.#broke(message.error);
    }
  }

  #timeOut(ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      const errorMessage = `Task timed out after ${(ms / 1000).toFixed(2)} seconds`;
      this.#broke({ errorType: TIMED_OUT, errorMessage: `RequestId: ${this.#lastRequestId} Error: ${errorMessage}` });
    }, ms);
  }

  #broke(error: ErrorEnvelope): void {
    const { requestId } = this.#running?.request ?? {};
    this.#usable = false;
    void this.#worker.terminate();
    if (requestId !== undefined) this.#end({ kind: 'failed', requestId, error: withRequest(error, requestId) });
  }

  #end(outcome: InvocationOutcome): void {
    const running = this.#running;
    if (!running) return;
    clearTimeout(running.timer);
    if (this.#unfinishedLine) this.#output('\n');
    this.#running = undefined;
    running.end(outcome);
  }

  #output(text: string): void {
    const lines = (this.#unfinishedLine + text).split('\n');
    this.#unfinishedLine = lines.pop() ?? '';
    for (const line of lines) this.#onOutput(line, this.#running?.request.requestId ?? this.#lastRequestId);
  }
}

const exit = (how: string): ErrorEnvelope => ({
  errorType: EXITED,
  errorMessage: `Error: Runtime exited with error: ${how}`,
});

function crash(error: unknown): ErrorEnvelope {
  if (!(error instanceof Error)) return exit(String(error));
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}

/** Lambda names the request where the runtime itself went away. */
const withRequest = (error: ErrorEnvelope, requestId: string): ErrorEnvelope =>
  error.errorType === EXITED ? { ...error, errorMessage: `RequestId: ${requestId} ${error.errorMessage}` } : error;
