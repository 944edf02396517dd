/** What tests may do to requests between functions and services, and what is counted of them. */

/** A request of a function to a service. */
export interface TapCall {
  /** `dynamodb`, `sqs`, `sfn`, `secretsmanager`, or an upstream's name. */
  readonly service: string;
  readonly functionName: string;
  /** The invocation that sends it; undefined when the worker sends between invocations. */
  readonly requestId: string | undefined;
  /** From `X-Amz-Target`, such as `TransactWriteItems`; `POST /v1/payments/payouts` for an upstream. */
  readonly operation: string;
  /** Counts this function's requests to all services from 1, since the start or `resetUsage`. */
  readonly sequence: number;
  readonly body: string;
}

export interface TapReply {
  readonly status: number;
  readonly body: string;
}

/**
 * `kill` terminates the function's worker: the caller never hears an answer. A reply is handed back instead of the
 * service's. `drop` closes the connection without an answer, and the function lives.
 */
export type TapVerdict = 'kill' | 'drop' | TapReply | undefined;

export interface FaultHooks {
  /** Before the service sees the request: a verdict keeps it from the service. */
  readonly beforeRequest?: (call: TapCall) => TapVerdict | Promise<TapVerdict>;
  /** The service has answered, what it wrote is durable, and the function does not know yet. */
  readonly afterReply?: (call: TapCall, reply: TapReply) => TapVerdict | Promise<TapVerdict>;
  /** Other services to stand in front of, by name: where functions have such an address in their environment, they get the tap's. */
  readonly upstreams?: Readonly<Record<string, string>>;
}

/** Requests by `service.operation`, and DynamoDB's own count of capacity. */
export interface RequestUsage {
  readonly requests: Readonly<Record<string, number>>;
  /** Capacity units as DynamoDB reports them. */
  readonly readUnits: number;
  readonly writeUnits: number;
}
