/** An HTTP API on this machine: routes requests to functions as API Gateway does, in payload format 2.0. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LambdaService } from '../lambda/lambda-service.ts';
import { answerOf, type HttpAnswer, requestEvent } from './payload.ts';
import { matchRoute, type Route } from './routes.ts';

/** API Gateway's limit of a request. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

export interface ConnectedApi {
  readonly apiId: string;
  readonly routes: readonly Route[];
  readonly lambda: LambdaService;
}

/** Listens before it is connected, since functions may want its address in their environment. */
export class HttpApi {
  readonly #server: Server;
  #api: ConnectedApi | undefined;
  #requests = 0;

  private constructor(server: Server) {
    this.#server = server;
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.#serve(request, response));
  }

  /** On this machine only; port 0 takes a free one. @throws Error when the port is taken. */
  static async listen(port: number): Promise<HttpApi> {
    const api = new HttpApi(createServer());
    api.#server.listen(port, '127.0.0.1');
    await once(api.#server, 'listening');
    return api;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get requests(): number {
    return this.#requests;
  }

  resetUsage(): void {
    this.#requests = 0;
  }

  connect(api: ConnectedApi): void {
    this.#api = api;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = randomUUID();
    this.#requests += 1;
    let answer: HttpAnswer;
    try {
      answer = await this.#answer(request, requestId);
    } catch {
      answer = problem(500, 'Internal Server Error');
    }
    if (response.destroyed) return;
    // As a list, so that several cookies stay several.
    const headers = [
      ...answer.headers.flat(),
      'apigw-requestid',
      requestId,
      'content-length',
      String(answer.body.length),
    ];
    response.writeHead(answer.statusCode, headers);
    response.end(request.method === 'HEAD' ? undefined : answer.body);
  }

  async #answer(request: IncomingMessage, requestId: string): Promise<HttpAnswer> {
    const api = this.#api;
    if (!api) return problem(503, 'Service Unavailable');
    const method = request.method ?? 'GET';
    const target = request.url ?? '/';
    const match = matchRoute(api.routes, method, target.split('?')[0] ?? '/');
    if (!match) return problem(404, 'Not Found');
    const body = await bodyOf(request);
    const verdict = await match.route.authorizer?.decide((name) => headerOf(request, name));
    if (verdict?.kind === 'unauthorized') {
      return problem(401, 'Unauthorized', ['www-authenticate', verdict.challenge]);
    }
    if (!body) return problem(413, 'Request Too Long');

    const event = requestEvent(
      {
        requestId,
        method,
        target,
        rawHeaders: request.rawHeaders,
        body,
        sourceIp: request.socket.remoteAddress ?? '',
        receivedAt: new Date(),
        apiId: api.apiId,
        domainName: request.headers.host ?? '',
        claims: verdict?.claims,
      },
      match.route.routeKey,
      match.pathParameters,
    );
    return this.#invoke(api.lambda, match.route, event);
  }

  async #invoke(lambda: LambdaService, route: Route, event: unknown): Promise<HttpAnswer> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<'too late'>((resolve) => {
      timer = setTimeout(() => resolve('too late'), route.timeoutMs);
    });
    // The function runs on after the gateway gave up, as in the cloud.
    const outcome = await Promise.race([lambda.invoke(route.functionReference, event), tooLate]);
    clearTimeout(timer);
    if (outcome === 'too late') return problem(503, 'Service Unavailable');
    if (outcome.kind === 'failed') return problem(500, 'Internal Server Error');
    return answerOf(JSON.parse(outcome.payload));
  }
}

const problem = (statusCode: number, message: string, ...more: HttpAnswer['headers']): HttpAnswer => ({
  statusCode,
  headers: [['content-type', 'application/json'], ...more],
  body: Buffer.from(JSON.stringify({ message })),
});

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Reads too large bodies to their end, unkept: the sender would not hear an answer before that. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return size > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks);
}
