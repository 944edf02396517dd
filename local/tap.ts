/**
 * A tap in front of the services that functions call: it sees each request with who sent it, counts, and lets a test
 * break things. A function's worker is told apart by its access key, or by the tap's own port for other services.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { isObject } from './json.ts';

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

export interface TapCaller {
  readonly functionName: string;
  readonly requestId: string | undefined;
}

export interface TapOptions {
  readonly hooks: FaultHooks;
  /** Service addresses, by the suffix of `AWS_ENDPOINT_URL_`. */
  readonly services: Readonly<Record<string, string>>;
  readonly caller: (workerId: string) => TapCaller | undefined;
  readonly kill: (workerId: string) => void;
}

/** DynamoDB's operations that read; all others that consume anything write. Batches of both are told apart. */
const READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems']);
const CONSUMING = new Set([...READS, 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);

export class Tap {
  readonly #options: TapOptions;
  readonly #servers = new Set<Server>();
  readonly #sequences = new Map<string, number>();
  #requests: Record<string, number> = {};
  #readUnits = 0;
  #writeUnits = 0;
  /** The tap's addresses, by the suffix of `AWS_ENDPOINT_URL_`. */
  #endpoints: Record<string, string> = {};

  private constructor(options: TapOptions) {
    this.#options = options;
  }

  static async start(options: TapOptions): Promise<Tap> {
    const tap = new Tap(options);
    const names = Object.entries(options.services);
    const urls = await Promise.all(
      names.map(([name, url]) => tap.#listen(name.toLowerCase().replaceAll('_', ''), url, workerOfAccessKey)),
    );
    tap.#endpoints = Object.fromEntries(names.map(([name], index) => [name, urls[index] ?? '']));
    return tap;
  }

  get endpoints(): Readonly<Record<string, string>> {
    return this.#endpoints;
  }

  /** Puts a tap of the worker's own in front of each upstream that its environment names. */
  async adaptEnvironment(environment: Record<string, string>, workerId: string): Promise<Record<string, string>> {
    const adapted = { ...environment };
    for (const [name, url] of Object.entries(this.#options.hooks.upstreams ?? {})) {
      const users = Object.keys(adapted).filter((key) => adapted[key]?.startsWith(url));
      if (users.length === 0) continue;
      const own = await this.#listen(name, url, () => workerId);
      for (const key of users) adapted[key] = own + (adapted[key] ?? '').slice(url.length);
    }
    return adapted;
  }

  usage(): RequestUsage {
    return { requests: { ...this.#requests }, readUnits: this.#readUnits, writeUnits: this.#writeUnits };
  }

  resetUsage(): void {
    this.#requests = {};
    this.#readUnits = 0;
    this.#writeUnits = 0;
    this.#sequences.clear();
  }

  async stop(): Promise<void> {
    for (const server of this.#servers) {
      server.closeAllConnections();
      server.close();
    }
  }

  async #listen(service: string, target: string, workerOf: (request: IncomingMessage) => string | undefined) {
    const server = createServer((request, response) => {
      this.#serve(service, target, workerOf(request), request, response).catch(() => response.destroy());
    });
    this.#servers.add(server);
    server.listen(0, '127.0.0.1').unref();
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async #serve(
    service: string,
    target: string,
    workerId: string | undefined,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { hooks, caller } = this.#options;
    const body = await buffer(request);
    const who = workerId === undefined ? undefined : caller(workerId);
    const operation = operationOf(request);
    if (workerId === undefined || !who) return hand(response, await forward(target, request, body));

    const sequence = (this.#sequences.get(who.functionName) ?? 0) + 1;
    this.#sequences.set(who.functionName, sequence);
    const key = `${service}.${operation}`;
    this.#requests[key] = (this.#requests[key] ?? 0) + 1;
    const call: TapCall = { service, ...who, operation, sequence, body: body.toString('utf8') };

    const before = await hooks.beforeRequest?.(call);
    if (before !== undefined) return this.#judge(before, workerId, response);
    const counted = service === 'dynamodb' && CONSUMING.has(operation) ? askingForCapacity(body) : body;
    const reply = await forward(target, request, counted);
    if (service === 'dynamodb') this.#countCapacity(operation, reply.body);
    const after = await hooks.afterReply?.(call, { status: reply.status, body: reply.body.toString('utf8') });
    if (after !== undefined) return this.#judge(after, workerId, response);
    hand(response, reply);
  }

  #judge(verdict: Exclude<TapVerdict, undefined>, workerId: string, response: ServerResponse): void {
    if (verdict === 'kill') this.#options.kill(workerId);
    if (verdict === 'kill' || verdict === 'drop') {
      response.destroy();
      return;
    }
    response.writeHead(verdict.status, { 'content-type': 'application/x-amz-json-1.0' }).end(verdict.body);
  }

  #countCapacity(operation: string, body: Buffer): void {
    const reply = jsonOf(body);
    const consumed = isObject(reply) ? reply.ConsumedCapacity : undefined;
    for (const each of Array.isArray(consumed) ? consumed : [consumed]) {
      if (!isObject(each)) continue;
      const units = Number(each.CapacityUnits ?? 0);
      if (READS.has(operation)) this.#readUnits += units;
      else this.#writeUnits += units;
    }
  }
}

interface RawReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** `Credential=KEY/20261120/us-east-1/dynamodb/aws4_request` */
const workerOfAccessKey = (request: IncomingMessage): string | undefined =>
  /Credential=([^/]+)\//.exec(request.headers.authorization ?? '')?.[1];

function operationOf(request: IncomingMessage): string {
  const target = request.headers['x-amz-target'];
  return typeof target === 'string'
    ? (target.split('.').pop() ?? target)
    : `${request.method} ${request.url?.split('?')[0]}`;
}

function askingForCapacity(body: Buffer): Buffer {
  const input = jsonOf(body);
  if (!isObject(input) || input.ReturnConsumedCapacity !== undefined) return body;
  return Buffer.from(JSON.stringify({ ...input, ReturnConsumedCapacity: 'TOTAL' }));
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

async function forward(target: string, request: IncomingMessage, body: Buffer): Promise<RawReply> {
  const { 'transfer-encoding': _, ...headers } = request.headers;
  const { hostname, port } = new URL(target);
  const outgoing = send({
    hostname,
    port,
    // As it came: a parsed URL would lose a bare `?`.
    path: request.url,
    method: request.method,
    headers: { ...headers, 'content-length': String(body.length) },
  });
  outgoing.end(body);
  const [reply] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: reply.statusCode ?? 502, headers: reply.headers, body: await buffer(reply) };
}

function hand(response: ServerResponse, reply: RawReply): void {
  const { 'transfer-encoding': _, connection: __, 'keep-alive': ___, ...headers } = reply.headers;
  response.writeHead(reply.status, { ...headers, 'content-length': String(reply.body.length) });
  response.end(reply.body);
}
