/**
 * A tap in front of the services that functions call: it sees each request with who sent it, counts, and lets a test
 * break things. A function's worker is told apart by its access key, or by the tap's own port for other services.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { isObject } from '../json.ts';
import type { FaultHooks, RequestUsage, TapCall, TapVerdict } from '../tap.ts';
import { forward, hand } from './forward.ts';

export interface TapCaller {
  readonly functionName: string;
  readonly requestId: string | undefined;
}

export interface TapOptions {
  readonly hooks: FaultHooks;
  /** Service addresses, by the suffix of `AWS_ENDPOINT_URL_`. */
  readonly services: Readonly<Record<string, string>>;
  /** `gone` is a worker that was killed: what it sent before is lost with it. Undefined for anybody else. */
  readonly caller: (accessKeyId: string) => TapCaller | 'gone' | undefined;
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
    if (who === 'gone') {
      response.destroy();
      return;
    }

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
