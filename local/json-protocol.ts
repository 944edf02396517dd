/** A small server for AWS's JSON protocol: operations come in `X-Amz-Target`, errors go out with a `__type`. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { isObject } from './json.ts';

/** Answered to the caller by its name, as the SDK's exception of that name. */
export class ServiceError extends Error {
  override readonly name: string;

  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

export type Operation = (input: Readonly<Record<string, unknown>>) => unknown;
export type Operations = Readonly<Record<string, Operation>>;

/** What a browser asks before it calls, and is told for two days. */
const PREFLIGHT = {
  'access-control-allow-headers': 'authorization,content-type,x-amz-date,x-amz-target,x-amz-user-agent,cache-control',
  'access-control-allow-methods': 'POST,OPTIONS',
  'access-control-max-age': '172800',
};

/** Listens before it answers, since functions want its address before there is a service that knows functions. */
export class JsonServer {
  readonly #server: Server;
  readonly #version: '1.0' | '1.1';
  readonly #forBrowsers: boolean;
  #operations: Operations = {};

  private constructor(server: Server, version: '1.0' | '1.1', forBrowsers: boolean) {
    this.#server = server;
    this.#version = version;
    this.#forBrowsers = forBrowsers;
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.#serve(request, response));
  }

  /** On a free port of this machine; `version` is the protocol's. Pages of any site may call some services, as Cognito. */
  static async listen(version: '1.0' | '1.1', { forBrowsers = false } = {}): Promise<JsonServer> {
    const server = createServer();
    const json = new JsonServer(server, version, forBrowsers);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return json;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  answer(operations: Operations): void {
    this.#operations = operations;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const cors = this.#forBrowsers ? { 'access-control-allow-origin': '*' } : undefined;
    if (cors && request.method === 'OPTIONS') return void response.writeHead(200, { ...cors, ...PREFLIGHT }).end();
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { ...cors, 'content-type': `application/x-amz-json-${this.#version}` });
      response.end(JSON.stringify(body ?? {}));
    };
    const name = String(request.headers['x-amz-target']).split('.').pop() ?? '';
    try {
      const text = (await buffer(request)).toString('utf8');
      const input: unknown = text === '' ? {} : JSON.parse(text);
      const operation = Object.hasOwn(this.#operations, name) ? this.#operations[name] : undefined;
      if (!operation) throw new ServiceError('UnknownOperationException', `${name} is not answered on this machine`);
      answer(200, await operation(isObject(input) ? input : {}));
    } catch (error) {
      if (error instanceof ServiceError) answer(400, { __type: error.name, message: error.message });
      else answer(500, { __type: 'InternalFailure', message: String(error) });
    }
  }
}
