/** Turns the interpreter's event log into the history that GetExecutionHistory answers in the cloud. */
import type { StateMachine } from 'aws-local-stepfunctions';
import { isObject } from '../json.ts';
import { readPath } from '../read-path.ts';
import type { ExecutionEnd, HistoryEvent } from './records.ts';
import type { Workflow } from './workflow.ts';

type Logs = ReturnType<StateMachine['run']>['eventLogs'];
export type InterpreterEvent = Logs extends AsyncGenerator<infer Event> ? Event : never;
type StateEvent = Extract<InterpreterEvent, { readonly state: unknown }>;

/** One call of a task's function. */
export interface TaskCall {
  readonly resource: string;
  readonly input: string;
  output: string | undefined;
}

type Details = Omit<HistoryEvent, 'id' | 'previousEventId' | 'timestamp'>;

const WHOLE = { truncated: false };

export class History {
  readonly #workflow: Workflow;
  readonly #now: () => number;
  readonly #add: (event: HistoryEvent) => void;
  #count = 0;
  /** The last event of the main line (-1) and of each Map iteration. */
  readonly #last = new Map<number, number>();
  /** Calls in the order they were made, by state, until the interpreter tells of them. */
  readonly #calls = new Map<string, TaskCall[]>();
  /** The call a branch is in, while it may still succeed. */
  readonly #current = new Map<number, TaskCall>();
  readonly #openIterations = new Set<number>();
  /** The interpreter tells of iterations a little late: what the main line did meanwhile waits here. */
  #held: InterpreterEvent[] = [];

  constructor(workflow: Workflow, now: () => number, add: (event: HistoryEvent) => void) {
    this.#workflow = workflow;
    this.#now = now;
    this.#add = add;
  }

  started(input: string): void {
    const { roleArn } = this.#workflow;
    this.#append(-1, {
      type: 'ExecutionStarted',
      executionStartedEventDetails: { input, inputDetails: WHOLE, roleArn },
    });
  }

  called(state: string, call: TaskCall): void {
    this.#calls.set(state, [...(this.#calls.get(state) ?? []), call]);
  }

  hear(event: InterpreterEvent): void {
    const nested = 'index' in event && event.index !== undefined;
    const mapFailed = event.type === 'StateFailed' && event.state.type === 'Map';
    if (!nested && !mapFailed && this.#openIterations.size > 0) {
      this.#held.push(event);
      return;
    }
    this.#tell(event);
    if (this.#openIterations.size === 0) this.#release();
  }

  ended(end: ExecutionEnd): void {
    this.#openIterations.clear();
    this.#release();
    const { status, output, error, cause } = end;
    const why = { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
    switch (status) {
      case 'SUCCEEDED':
        this.#append(-1, {
          type: 'ExecutionSucceeded',
          executionSucceededEventDetails: { output: output ?? 'null', outputDetails: WHOLE },
        });
        return;
      case 'FAILED':
        this.#append(-1, { type: 'ExecutionFailed', executionFailedEventDetails: why });
        return;
      case 'TIMED_OUT':
        this.#append(-1, { type: 'ExecutionTimedOut', executionTimedOutEventDetails: why });
        return;
      case 'ABORTED':
        this.#append(-1, { type: 'ExecutionAborted', executionAbortedEventDetails: why });
    }
  }

  #release(): void {
    const held = this.#held;
    this.#held = [];
    for (const event of held) this.#tell(event);
  }

  #tell(event: InterpreterEvent): void {
    switch (event.type) {
      case 'StateEntered':
      case 'StateExited':
      case 'StateFailed':
      case 'StateRetried':
      case 'StateCaught':
        this.#tellState(event as StateEvent);
        return;
      case 'MapIterationStarted':
        this.#openIterations.add(event.index);
        this.#last.set(event.index, this.#last.get(-1) ?? 0);
        this.#append(event.index, {
          type: 'MapIterationStarted',
          mapIterationStartedEventDetails: { name: event.parentState.name, index: event.index },
        });
        return;
      case 'MapIterationSucceeded':
      case 'MapIterationFailed': {
        const details = { name: event.parentState.name, index: event.index };
        this.#append(
          event.index,
          event.type === 'MapIterationSucceeded'
            ? { type: event.type, mapIterationSucceededEventDetails: details }
            : { type: event.type, mapIterationFailedEventDetails: details },
        );
        this.#openIterations.delete(event.index);
        this.#last.set(-1, this.#last.get(event.index) ?? 0);
      }
    }
  }

  #tellState(event: StateEvent): void {
    const branch = event.index ?? -1;
    const { name, input } = event.state;
    // What the interpreter runs as a task may be a Wait.
    const type = String(this.#workflow.states.get(name)?.Type ?? event.state.type);
    switch (event.type) {
      case 'StateEntered':
        this.#append(branch, {
          type: `${type}StateEntered` as Details['type'],
          stateEnteredEventDetails: { name, input: JSON.stringify(input), inputDetails: WHOLE },
        });
        this.#begin(type, name, branch, input);
        return;
      case 'StateRetried':
        this.#begin(type, name, branch, input);
        return;
      case 'StateFailed':
        this.#fail(type, branch, event.Error, causeOf(event.Cause));
        return;
      case 'StateExited':
        this.#succeed(type, branch);
        this.#append(branch, {
          type: `${type}StateExited` as Details['type'],
          stateExitedEventDetails: { name, output: JSON.stringify(event.state.output ?? null), outputDetails: WHOLE },
        });
    }
  }

  #begin(type: string, name: string, branch: number, input: unknown): void {
    if (type === 'Map') {
      const path = this.#workflow.states.get(name)?.ItemsPath;
      const items = typeof path === 'string' ? readPath(input, path) : input;
      const length = Array.isArray(items) ? items.length : 0;
      this.#append(branch, { type: 'MapStateStarted', mapStateStartedEventDetails: { length } });
    }
    const call = this.#calls.get(name)?.shift();
    if (type !== 'Task' || !call) return;
    this.#current.set(branch, call);
    this.#append(branch, {
      type: 'LambdaFunctionScheduled',
      lambdaFunctionScheduledEventDetails: { resource: call.resource, input: call.input, inputDetails: WHOLE },
    });
    this.#append(branch, { type: 'LambdaFunctionStarted' });
  }

  #succeed(type: string, branch: number): void {
    if (type === 'Map') this.#append(branch, { type: 'MapStateSucceeded' });
    const call = this.#current.get(branch);
    this.#current.delete(branch);
    if (type !== 'Task' || !call) return;
    this.#append(branch, {
      type: 'LambdaFunctionSucceeded',
      lambdaFunctionSucceededEventDetails: { output: call.output ?? 'null', outputDetails: WHOLE },
    });
  }

  #fail(type: string, branch: number, error: string, cause: string): void {
    if (type === 'Map') {
      this.#openIterations.clear();
      this.#append(branch, { type: 'MapStateFailed' });
    }
    if (!this.#current.delete(branch)) return;
    this.#append(
      branch,
      error === 'States.Timeout'
        ? { type: 'LambdaFunctionTimedOut', lambdaFunctionTimedOutEventDetails: { error, cause } }
        : { type: 'LambdaFunctionFailed', lambdaFunctionFailedEventDetails: { error, cause } },
    );
  }

  #append(branch: number, details: Details): void {
    this.#count += 1;
    const previousEventId = this.#last.get(branch) ?? 0;
    this.#last.set(branch, this.#count);
    this.#add({ ...details, id: this.#count, previousEventId, timestamp: this.#now() / 1000 });
  }
}

const causeOf = (cause: unknown): string =>
  typeof cause === 'string' ? cause : isObject(cause) ? JSON.stringify(cause) : String(cause ?? '');
