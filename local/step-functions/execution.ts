/** Runs one execution with the interpreter: calls functions, passes time in Waits, and writes the history. */
import type { StateMachine } from 'aws-local-stepfunctions';
import type { ProgramClock } from '../clock.ts';
import { isObject } from '../json.ts';
import type { LambdaService } from '../lambda/lambda-service.ts';
import { History, type TaskCall } from './history.ts';
import type { ExecutionEnd, ExecutionRecord, HistoryEvent } from './records.ts';
import type { WaitTask, Workflow } from './workflow.ts';

export interface ExecutionTools {
  readonly clock: ProgramClock;
  readonly lambda: LambdaService;
  /** Returns once program time has come; on a standing clock it makes it come. */
  readonly passTimeUntil: (at: number, signal: AbortSignal) => Promise<void>;
  readonly onEvent: (event: HistoryEvent) => void;
}

/** Step Functions' limit of a task's result, in bytes. */
const MAX_PAYLOAD_BYTES = 256 * 1024;

/** An error as the workflow sees it: its name is what Retry and Catch match. */
class StatesError extends Error {
  override readonly name: string;
  /** The interpreter asks these two: no retrier and no catcher may hide a terminal error. */
  readonly isRetryable: boolean;
  readonly isCatchable: boolean;

  constructor(name: string, cause: string, terminal = false) {
    super(cause);
    this.name = name;
    this.isRetryable = !terminal;
    this.isCatchable = !terminal;
  }
}

type RunOptions = NonNullable<Parameters<StateMachine['run']>[1]>;
type Handlers = NonNullable<NonNullable<RunOptions['overrides']>['taskResourceLocalHandlers']>;
type InterpreterJson = Parameters<StateMachine['run']>[0];

export class Execution {
  readonly record: ExecutionRecord;
  /** Never rejects: a failed execution is an end, too. */
  readonly ended: Promise<ExecutionEnd>;
  readonly #workflow: Workflow;
  readonly #tools: ExecutionTools;
  readonly #history: History;
  readonly #over = new AbortController();
  #forced: Omit<ExecutionEnd, 'stopDate'> | undefined;

  constructor(record: ExecutionRecord, workflow: Workflow, tools: ExecutionTools) {
    this.record = record;
    this.#workflow = workflow;
    this.#tools = tools;
    this.#history = new History(workflow, () => tools.clock.now(), tools.onEvent);
    this.#history.started(record.input);
    this.ended = this.#run();
  }

  /** Ends the execution now. Functions that were called run on, as in the cloud. */
  stop(end: Omit<ExecutionEnd, 'stopDate'>): void {
    this.#forced ??= end;
    this.#over.abort(new Error(`the execution is ${end.status}`));
  }

  async #run(): Promise<ExecutionEnd> {
    const { clock } = this.#tools;
    const { record } = this;
    const retryable = [...this.#workflow.states].filter(([, state]) => Array.isArray(state.Retry));
    // Back-off protects others from load; on a clock that stands there is nobody to wait for.
    const noBackOff = Object.fromEntries(retryable.map(([name]) => [name, 0]));
    const run = this.#workflow.machine.run(JSON.parse(record.input) as InterpreterJson, {
      context: { Execution: { Id: record.executionArn, Name: record.name }, StateMachine: { Id: this.#workflow.arn } },
      overrides: {
        taskResourceLocalHandlers: this.#handlers(),
        ...(clock.mode === 'manual' && { retryIntervalOverrides: noBackOff }),
      },
    });
    this.#over.signal.addEventListener('abort', run.abort, { once: true });
    const told = this.#listen(run.eventLogs);
    let outcome: Omit<ExecutionEnd, 'stopDate'>;
    try {
      outcome = { status: 'SUCCEEDED', output: JSON.stringify(await run.result) };
    } catch (error) {
      const { name, message } = error instanceof Error && error.cause instanceof Error ? error.cause : (error as Error);
      outcome = { status: 'FAILED', error: name, cause: message };
    }
    await told;
    const end = { ...(this.#forced ?? outcome), stopDate: clock.now() / 1000 };
    this.#history.ended(end);
    return end;
  }

  async #listen(logs: ReturnType<StateMachine['run']>['eventLogs']): Promise<void> {
    for await (const event of logs) this.#history.hear(event);
  }

  #handlers(): Handlers {
    const handlers: Handlers = {};
    for (const [name, state] of this.#workflow.states) {
      if (state.Type === 'Wait') {
        handlers[name] = async (input) => (await this.#wait(input)) as InterpreterJson;
      }
      if (state.Type === 'Task') {
        handlers[name] = async (input) => (await this.#call(name, String(state.Resource), input)) as InterpreterJson;
      }
    }
    return handlers;
  }

  async #call(state: string, functionArn: string, input: unknown): Promise<unknown> {
    // The interpreter may still start iterations of a Map after the execution has ended.
    this.#over.signal.throwIfAborted();
    const call: TaskCall = { resource: functionArn, input: JSON.stringify(input), output: undefined };
    this.#history.called(state, call);
    this.#checkTimeout();
    if (Buffer.byteLength(call.input) > MAX_PAYLOAD_BYTES) throw tooLarge(state, 'input');
    const outcome = await this.#tools.lambda.invoke(functionArn, input);
    if (outcome.kind === 'failed') throw new StatesError(outcome.error.errorType, JSON.stringify(outcome.error));
    if (Buffer.byteLength(outcome.payload) > MAX_PAYLOAD_BYTES) throw tooLarge(state, 'output');
    call.output = outcome.payload;
    return JSON.parse(outcome.payload) as unknown;
  }

  async #wait(task: unknown): Promise<unknown> {
    this.#over.signal.throwIfAborted();
    const { seconds, input } = (isObject(task) ? task : {}) as unknown as WaitTask;
    if (typeof seconds !== 'number' || !Number.isInteger(seconds) || seconds < 0) {
      throw new StatesError('States.Runtime', `a Wait of ${JSON.stringify(seconds)} seconds is none`, true);
    }
    const until = this.#tools.clock.now() + seconds * 1000;
    const deadline = this.#deadline();
    await this.#tools.passTimeUntil(Math.min(until, deadline), this.#over.signal);
    if (until > deadline) this.#checkTimeout();
    return input;
  }

  #deadline(): number {
    return this.#workflow.timeoutMs === undefined ? Infinity : this.record.startDate * 1000 + this.#workflow.timeoutMs;
  }

  /** The machine's TimeoutSeconds, in program time. */
  #checkTimeout(): void {
    if (this.#tools.clock.now() < this.#deadline()) return;
    this.stop({ status: 'TIMED_OUT', error: 'States.Timeout' });
    this.#over.signal.throwIfAborted();
  }
}

const tooLarge = (state: string, what: string): StatesError =>
  new StatesError(
    'States.DataLimitExceeded',
    `The ${what} of the state ${state} is larger than the limit of ${MAX_PAYLOAD_BYTES} bytes`,
    true,
  );
