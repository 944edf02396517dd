/** What the Lambda service and its workers say to each other, and what an invocation ends with. */

/** Given to a worker when it starts. */
export interface WorkerStart {
  readonly handlerFile: string;
  readonly handlerExport: string;
  /** The program clock's cell; see clock.ts. */
  readonly clock: SharedArrayBuffer;
}

/** Sent to a worker: one invocation at a time. */
export interface InvocationRequest {
  readonly requestId: string;
  readonly eventJson: string;
  readonly timeoutMs: number;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMb: number;
  readonly logGroup: string;
  readonly logStream: string;
}

/** Lambda's description of a failed invocation. `trace` is the stack by lines. */
export interface ErrorEnvelope {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export type WorkerMessage =
  /** The bundle is loaded: the function's own time starts. */
  | { readonly kind: 'started'; readonly requestId: string }
  | { readonly kind: 'output'; readonly text: string }
  | Returned
  | { readonly kind: 'failed'; readonly requestId: string; readonly error: ErrorEnvelope }
  /** After this the worker is of no use: its module did not load, or its state is unknown. */
  | { readonly kind: 'broken'; readonly error: ErrorEnvelope };

export interface Returned {
  readonly kind: 'returned';
  readonly requestId: string;
  readonly payload: string;
  /** From the event as JSON to the answer as JSON, loading left out. */
  readonly handlerMs?: number;
}

export type InvocationOutcome =
  | Returned
  | { readonly kind: 'failed'; readonly requestId: string; readonly error: ErrorEnvelope };

/** An `errorType` of our own making, as Lambda names it. */
export const TIMED_OUT = 'Sandbox.Timedout';
export const EXITED = 'Runtime.ExitError';
