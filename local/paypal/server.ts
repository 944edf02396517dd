/** The local PayPal over HTTP: reads a request whole, answers it in one go, and spoils the answer where a fault was ordered. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer } from './answers.ts';
import type { Api } from './api.ts';
import { control } from './control-routes.ts';
import type { LocalPayPalControls } from './controls.ts';
import { type FaultDesk, type Operation, spoil } from './faults.ts';
import type { OpenApiCheck } from './open-api.ts';
import type { TokenDesk } from './tokens.ts';
import type { WebhookDesk } from './webhooks.ts';

export interface ServerParts {
  readonly host: string;
  readonly port: number;
  readonly api: Api;
  readonly controls: LocalPayPalControls;
  readonly faults: FaultDesk;
  readonly webhooks: Pick<WebhookDesk, 'certificateAt'>;
  readonly tokens: TokenDesk;
  readonly count: (operation: Operation) => void;
  readonly check: OpenApiCheck | undefined;
  readonly deviates: (sentences: readonly string[]) => void;
}

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

interface Call {
  readonly operation: Operation;
  /** Of the batch or item, where the path names one. */
  readonly id: string;
}

const ROUTES: readonly (readonly [method: string, path: RegExp, operation: Operation])[] = [
  ['POST', /^\/v1\/oauth2\/token$/, 'token'],
  ['POST', /^\/v1\/payments\/payouts$/, 'create'],
  ['GET', /^\/v1\/payments\/payouts\/([^/]+)$/, 'batch'],
  ['GET', /^\/v1\/payments\/payouts-item\/([^/]+)$/, 'item'],
  ['POST', /^\/v1\/payments\/payouts-item\/([^/]+)\/cancel$/, 'cancel'],
];

export async function listen(parts: ServerParts): Promise<RunningServer> {
  const server = createServer((request, response) => {
    serve(parts, request, response).catch((error: unknown) => {
      // A client that goes away before its request is whole needs no answer; a bug of ours must be seen.
      if (!request.complete) return;
      console.error('local PayPal:', error);
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(parts.port, parts.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://${parts.host}:${port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

async function serve(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const method = request.method ?? 'GET';
  const url = new URL(request.url ?? '/', 'http://local');
  const text = Buffer.concat(await request.toArray()).toString();
  const body = jsonOf(text);
  if (url.pathname.startsWith('/_local/'))
    return write(response, await control(parts.controls, method, url.pathname, body));
  const certificate = method === 'GET' ? parts.webhooks.certificateAt(url.pathname) : undefined;
  if (certificate !== undefined) {
    response.writeHead(200, { 'content-type': 'application/x-pem-file' }).end(certificate);
    return;
  }

  const call = callOf(method, url.pathname);
  if (!call)
    return write(response, { status: 404, body: { name: 'RESOURCE_NOT_FOUND', message: 'No such resource.' } });
  parts.count(call.operation);
  const fault = parts.faults.take({
    operation: call.operation,
    path: url.pathname,
    senderBatchId: senderBatchIdOf(body),
  });
  const send = (answer: Answer) => write(response, answer);
  if (fault?.stage === 'before') return spoil(fault.effect, undefined, response, send);

  const answer = answerTo(parts, call, request.headers.authorization, url.searchParams, text, body);
  if (answer === 'no-answer') return;
  if (fault) return spoil(fault.effect, answer, response, send);
  send(answer);
}

function answerTo(
  { api, tokens, check, deviates }: ServerParts,
  { operation, id }: Call,
  authorization: string | undefined,
  query: URLSearchParams,
  text: string,
  body: unknown,
): Answer | 'no-answer' {
  if (operation === 'token') return tokens.grant(authorization, text);
  if (!tokens.accepts(authorization)) {
    return { status: 401, body: { error: 'invalid_token', error_description: 'Access Token not found in cache' } };
  }
  const answer = {
    create: () => api.create(body),
    batch: () => api.batch(id, query),
    item: () => api.item(id),
    cancel: () => api.cancel(id),
  }[operation]();
  if (check && answer !== 'no-answer') {
    deviates(check.ofAnswer(operation, answer.status, withDebugId(answer)));
    // What was refused need not be as the file says; what was taken must.
    if (answer.status < 300) deviates(check.ofRequest(operation, body));
  }
  return answer;
}

function callOf(method: string, path: string): Call | undefined {
  for (const [routeMethod, pattern, operation] of ROUTES) {
    const match = routeMethod === method ? pattern.exec(path) : null;
    if (match) return { operation, id: decodeURIComponent(match[1] ?? '') };
  }
  return undefined;
}

const DEBUG_ID = 'f10ca1';

/** PayPal puts it into every error's body, beside the header that all answers have. */
function withDebugId({ status, body }: Answer): object {
  return status >= 400 && 'name' in body ? { ...body, debug_id: DEBUG_ID } : body;
}

function write(response: ServerResponse, answer: Answer): void {
  response
    .writeHead(answer.status, { 'content-type': 'application/json', 'paypal-debug-id': DEBUG_ID })
    .end(JSON.stringify(withDebugId(answer)));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function senderBatchIdOf(body: unknown): string | undefined {
  const id = (body as { sender_batch_header?: { sender_batch_id?: unknown } } | null | undefined)?.sender_batch_header
    ?.sender_batch_id;
  return typeof id === 'string' ? id : undefined;
}
