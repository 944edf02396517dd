/** Step Functions on this machine: starts executions and remembers them. */
import { randomUUID } from 'node:crypto';
import { ServiceError } from '../json-protocol.ts';
import type { StateDirectory } from '../state-directory.ts';
import { findOne } from '../template/stack-template.ts';
import { Execution, type ExecutionTools } from './execution.ts';
import { type ExecutionEnd, type ExecutionRecord, ExecutionRecords, type HistoryEvent } from './records.ts';
import type { Workflow } from './workflow.ts';

export interface StepFunctionsOptions extends Omit<ExecutionTools, 'onEvent'> {
  readonly state: StateDirectory | undefined;
}

/** Everything billed on the weekly run's side of Step Functions. */
export interface StepFunctionsUsage {
  readonly executions: number;
  /** States entered, one more for each retry: what a Standard workflow is billed by. */
  readonly stateTransitions: number;
}

/** Step Functions' own limit; an execution that reaches it fails there too. */
const MAX_EVENTS = 25_000;
const MAX_INPUT_BYTES = 256 * 1024;

export class StepFunctions {
  readonly #workflows: readonly Workflow[];
  readonly #options: StepFunctionsOptions;
  readonly #records: ExecutionRecords;
  readonly #running = new Map<string, Execution>();
  #usage: StepFunctionsUsage = { executions: 0, stateTransitions: 0 };

  constructor(workflows: readonly Workflow[], options: StepFunctionsOptions) {
    this.#workflows = workflows;
    this.#options = options;
    this.#records = new ExecutionRecords(options.state, options.clock.now());
  }

  get workflows(): readonly Workflow[] {
    return this.#workflows;
  }

  get usage(): StepFunctionsUsage {
    return this.#usage;
  }

  resetUsage(): void {
    this.#usage = { executions: 0, stateTransitions: 0 };
  }

  /** By logical id, name or ARN. @throws ServiceError StateMachineDoesNotExist. */
  workflow(reference: string | undefined): Workflow {
    const found = this.#workflows.find(({ arn }) => arn === reference);
    if (found) return found;
    if (reference?.startsWith('arn:')) throw new ServiceError('StateMachineDoesNotExist', `There is no ${reference}`);
    return findOne('state machine', this.#workflows, reference);
  }

  /** @throws ServiceError as StartExecution answers it. */
  start(workflow: Workflow, input: string, name: string = randomUUID()): ExecutionRecord {
    if (!/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u.test(name)) {
      throw new ServiceError('InvalidName', `Invalid Name: '${name}'`);
    }
    if (!isJson(input) || Buffer.byteLength(input) > MAX_INPUT_BYTES) {
      throw new ServiceError('InvalidExecutionInput', 'The input is no JSON, or larger than 262144 bytes');
    }
    const executionArn = `${workflow.arn.replace(':stateMachine:', ':execution:')}:${name}`;
    const before = this.#records.get(executionArn);
    if (before) {
      // While it runs, the same name and input mean the same execution; afterwards the name is used up.
      if (!before.end && before.input === input) return before;
      throw new ServiceError('ExecutionAlreadyExists', `Execution Already Exists: '${executionArn}'`);
    }
    const startDate = this.#options.clock.now() / 1000;
    const record = this.#records.start({ executionArn, stateMachineArn: workflow.arn, name, input, startDate });
    this.#usage = { ...this.#usage, executions: this.#usage.executions + 1 };
    const execution = new Execution(record, workflow, {
      ...this.#options,
      onEvent: (event) => this.#remember(executionArn, event),
    });
    this.#running.set(executionArn, execution);
    void execution.ended.then((end) => {
      this.#records.end(executionArn, end);
      this.#running.delete(executionArn);
    });
    return record;
  }

  /** @throws ServiceError ExecutionDoesNotExist. */
  record(executionArn: string): ExecutionRecord {
    const record = this.#records.get(executionArn);
    if (!record) throw new ServiceError('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
    return record;
  }

  /** Newest first. */
  list(stateMachineArn: string): readonly ExecutionRecord[] {
    return this.#records.of(this.workflow(stateMachineArn).arn);
  }

  /** @throws ServiceError ExecutionDoesNotExist. */
  async waitFor(executionArn: string): Promise<ExecutionEnd> {
    const record = this.record(executionArn);
    const end = record.end ?? (await this.#running.get(executionArn)?.ended);
    if (!end) throw new Error(`${executionArn} runs nowhere`);
    return end;
  }

  /** Returns when it stopped. */
  async abort(executionArn: string, error?: string, cause?: string): Promise<ExecutionEnd> {
    this.record(executionArn);
    const why = { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
    this.#running.get(executionArn)?.stop({ status: 'ABORTED', ...why });
    return this.waitFor(executionArn);
  }

  /** Aborts what runs, as the next start does with what a crash left running. */
  async stop(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((arn) => this.abort(arn, undefined, 'The embedded cloud stopped')));
  }

  #remember(executionArn: string, event: HistoryEvent): void {
    const before = this.#records.get(executionArn)?.events[event.previousEventId - 1]?.type ?? '';
    const isRetry = event.type === 'LambdaFunctionScheduled' && /(Failed|TimedOut)$/.test(before);
    if (event.type?.endsWith('StateEntered') || isRetry) {
      this.#usage = { ...this.#usage, stateTransitions: this.#usage.stateTransitions + 1 };
    }
    this.#records.addEvent(executionArn, event);
    if (event.id === MAX_EVENTS) {
      const cause = `The execution reached the maximum number of history events (${MAX_EVENTS}).`;
      this.#running.get(executionArn)?.stop({ status: 'FAILED', error: 'States.Runtime', cause });
    }
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
