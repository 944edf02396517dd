/** Reduces an execution's history to the states it went through: enough to draw the run on the state machine. */
import { type Instant, instant } from '../../domain/calendar/time-zone.ts';
import type { ExecutionEvent } from '../../ports/executions.ts';

/** One stay in a state. */
export interface Step {
  readonly state: string;
  /** Such as `Task` or `Choice`. */
  readonly type: string;
  /** Within a Map: which of its iterations, from 0. */
  readonly iteration?: number;
  readonly enteredAt: Instant;
  /** Absent while the execution is in the state, and where it ended in it. */
  readonly exitedAt?: Instant;
  /** How often its function was called after the first time. */
  readonly retries: number;
  /** Its last try failed; where the state was left all the same, the workflow went the way that it has for errors. */
  readonly failed?: true;
  /** Of the last try that failed; the state may have gone on after it. */
  readonly error?: string;
  readonly cause?: string;
}

/** Where an event stands: in which step, in which iteration. */
interface Place {
  readonly step?: OpenStep;
  readonly iteration?: number;
}

type OpenStep = { -readonly [Name in keyof Step]: Step[Name] } & { tries: number };

export function traceExecution(events: readonly ExecutionEvent[]): Step[] {
  const steps: OpenStep[] = [];
  const places = new Map<number, Place>();
  for (const event of events) {
    // Iterations of a Map run side by side: only the chain of events tells whose an event is.
    const before = places.get(event.previous) ?? {};
    places.set(event.id, placeAfter(event, before, steps));
  }
  return steps.map(({ tries, ...step }) => ({ ...step, retries: Math.max(0, tries - 1) }));
}

function placeAfter(event: ExecutionEvent, before: Place, steps: OpenStep[]): Place {
  const { step } = before;
  switch (event.kind) {
    case 'entered': {
      const entered = stepOf(event, before.iteration);
      steps.push(entered);
      return { ...before, step: entered };
    }
    case 'exited': {
      // What follows a Map hangs on the last event of one of its iterations.
      const left = step?.state === event.state ? step : steps.findLast((each) => isOpen(each, event.state));
      if (left) left.exitedAt = event.at;
      return { ...(left && { step: left }), ...(left?.iteration !== undefined && { iteration: left.iteration }) };
    }
    case 'tried':
      if (step) {
        step.tries += 1;
        delete step.failed;
      }
      return before;
    case 'failed':
      if (step) {
        step.failed = true;
        step.error = event.error;
        step.cause = event.cause && shortCause(event.cause);
      }
      return before;
    case 'iteration':
      return { ...before, iteration: event.iteration };
    case 'other':
      return before;
  }
}

const stepOf = ({ state = '', stateType = '', at }: ExecutionEvent, iteration: number | undefined): OpenStep => ({
  state,
  type: stateType,
  ...(iteration !== undefined && { iteration }),
  enteredAt: instant(at),
  retries: 0,
  tries: 0,
});

const isOpen = (step: OpenStep, state: string | undefined): boolean =>
  step.state === state && step.exitedAt === undefined;

const MAX_CAUSE_LENGTH = 300;

/** A function's error comes as JSON with its stack: what it says is enough. */
export function shortCause(cause: string): string {
  return messageIn(cause).slice(0, MAX_CAUSE_LENGTH);
}

function messageIn(cause: string): string {
  try {
    const { errorMessage } = JSON.parse(cause) as { errorMessage?: unknown };
    return typeof errorMessage === 'string' ? errorMessage : cause;
  } catch {
    return cause;
  }
}
