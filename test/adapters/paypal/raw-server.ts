/** A bare HTTP server that grants tokens and otherwise answers as a test says: for transport horrors. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string;
  readonly requestId: string | undefined;
  readonly body: string;
}

export interface RawServer {
  readonly url: string;
  /** Every request but those for tokens. */
  readonly requests: readonly RawRequest[];
  readonly tokenRequests: readonly RawRequest[];
}

type Handler = (request: IncomingMessage, response: ServerResponse, seen: RawRequest) => void;

/** Stops at the end of the test, hanging connections included. */
export async function rawServer(handle: Handler, token?: Handler): Promise<RawServer> {
  const requests: RawRequest[] = [];
  const tokenRequests: RawRequest[] = [];
  const server = createServer(async (request, response) => {
    const seen = {
      method: request.method ?? '',
      path: request.url ?? '',
      authorization: request.headers.authorization ?? '',
      requestId: request.headers['paypal-request-id']?.toString(),
      body: Buffer.concat(await request.toArray()).toString(),
    };
    if (seen.path !== '/v1/oauth2/token') {
      requests.push(seen);
      handle(request, response, seen);
      return;
    }
    tokenRequests.push(seen);
    if (token) token(request, response, seen);
    else json(response, 200, { access_token: `token-${tokenRequests.length}`, expires_in: 3_600 });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, tokenRequests };
}

export function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
