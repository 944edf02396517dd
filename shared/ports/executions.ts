/** Executions of the weekly workflow, as the workflow service knows them: to tell a run's living owner from a dead one, to start, to look. */
import type { Instant } from '../domain/calendar/time-zone.ts';

export interface Executions {
  /** `unknown` when the service has forgotten the execution: it is not running. */
  statusOf(executionArn: string): Promise<'running' | 'ended' | 'unknown'>;
}

export const EXECUTION_STATUSES = ['running', 'succeeded', 'failed', 'timed-out', 'aborted'] as const;
export type ExecutionStatus = (typeof EXECUTION_STATUSES)[number];

export interface Execution {
  /** Unique among the workflow's executions of the last 90 days. */
  readonly name: string;
  readonly arn: string;
  readonly status: ExecutionStatus;
  readonly startedAt: Instant;
  readonly stoppedAt?: Instant;
}

export interface ExecutionDetails extends Execution {
  /** JSON, to the byte as it was given. */
  readonly input: string;
  readonly error?: string;
  readonly cause?: string;
}

/**
 * One event of an execution's history. `previous` is the event it followed, which in a Map is not the one before it in time.
 * `tried`: a state's function was called, for the first time or again. `other`: nothing that a picture of the run needs.
 */
export interface ExecutionEvent {
  readonly id: number;
  readonly previous: number;
  readonly at: Instant;
  readonly kind: 'entered' | 'exited' | 'tried' | 'failed' | 'iteration' | 'other';
  /** Of `entered` and `exited`: the state's name and its type, such as `Task`. */
  readonly state?: string;
  readonly stateType?: string;
  /** Of `iteration`: which one of its Map begins, from 0. */
  readonly iteration?: number;
  readonly error?: string;
  readonly cause?: string;
}

export interface WorkflowExecutions extends Executions {
  /** `name-taken`: there was an execution of this name, and it is over or had another input. Running with the same input it is simply told again. */
  start(execution: {
    readonly name: string;
    readonly input: string;
  }): Promise<{ readonly startedAt: Instant } | 'name-taken'>;
  /** Newest first, page by page. */
  list(): AsyncIterable<Execution>;
  /** Undefined for a name that is not known, or not any more. */
  describe(name: string): Promise<ExecutionDetails | undefined>;
  /** In the order in which it happened. Without payloads. */
  history(name: string): Promise<ExecutionEvent[]>;
  /** The state machine's definition: Amazon States Language as JSON. */
  definition(): Promise<string>;
}
