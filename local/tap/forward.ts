/** Passes HTTP requests on as they came. */
import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface RawReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** Sends a request on, with another body perhaps, and reads the whole answer. */
export async function forward(target: string, request: IncomingMessage, body: Buffer): Promise<RawReply> {
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

export function hand(response: ServerResponse, reply: RawReply): void {
  const { 'transfer-encoding': _, connection: __, 'keep-alive': ___, ...headers } = reply.headers;
  response.writeHead(reply.status, { ...headers, 'content-length': String(reply.body.length) });
  response.end(reply.body);
}
