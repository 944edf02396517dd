/** CloudFront on this machine: files of a bucket and the HTTP API on one address, by the template's distribution. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { FindFile } from './bucket-files.ts';
import type { Behaviour, DistributionSettings } from './distribution.ts';
import { type HeadersPolicy, withPolicy } from './response-headers.ts';

export interface ConnectedCdn {
  readonly settings: DistributionSettings;
  /** By an origin's domain name. */
  readonly files: (domainName: string) => FindFile;
  /** Where the content policy sends browsers that call the user pool, and where it is on this machine. */
  readonly userPool: { readonly inCloud: string; readonly here: string };
  readonly onProblem: (problem: string) => void;
}

/** Beside the portal on this machine only, under a path that no distribution has. */
export interface BesidePortal {
  /** Put into the head of every page. */
  readonly head: string;
  readonly serve: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

const BESIDE = '/_local/';
/** Of one connection, not of the answer. */
const HOP_BY_HOP = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'proxy-connection'];

/** Listens before it is connected, since functions want its address in their environment. */
export class Cdn {
  readonly #server: Server;
  #connected: ConnectedCdn | undefined;
  #beside: BesidePortal | undefined;

  private constructor(server: Server) {
    this.#server = server;
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      this.#serve(request, response).catch((problem) => this.#fail(response, problem));
    });
  }

  /** On this machine only; port 0 takes a free one. @throws Error when the port is taken. */
  static async listen(port: number): Promise<Cdn> {
    const cdn = new Cdn(createServer());
    cdn.#server.listen(port, '127.0.0.1');
    await once(cdn.#server, 'listening');
    return cdn;
  }

  /** By the name that browsers trust as they trust TLS. */
  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  connect(connected: ConnectedCdn): void {
    this.#connected = connected;
  }

  putBeside(beside: BesidePortal): void {
    this.#beside = beside;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const cdn = this.#connected;
    if (!cdn) return answer(response, 503, 'text/plain', 'not connected yet\n');
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (this.#beside && path.startsWith(BESIDE)) return this.#beside.serve(request, response);
    const behaviour = cdn.settings.behaviours.find(({ pattern }) => pattern?.test(path) ?? true);
    const method = request.method ?? 'GET';
    if (!behaviour?.methods.includes(method)) {
      return answer(response, 403, 'text/plain', `${method} is not allowed here\n`, behaviour?.headers);
    }
    const { origin, viewerRequest } = behaviour;
    const uri = viewerRequest ? viewerRequest({ method, uri: path }) : path;
    return origin.kind === 'api'
      ? callApi(origin.domainName, behaviour, request, response)
      : this.#sendFile(cdn, behaviour, uri, request, response);
  }

  async #sendFile(
    cdn: ConnectedCdn,
    behaviour: Behaviour,
    uri: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const headers = behaviour.headers?.map((header) => ({
      ...header,
      value: header.value.replaceAll(cdn.userPool.inCloud, cdn.userPool.here),
    }));
    const file = await cdn.files(behaviour.origin.domainName)(decoded(uri).slice(1));
    // As S3 tells whoever may read objects and not list them.
    if (!file) return answer(response, 403, 'application/xml', '<Error><Code>AccessDenied</Code></Error>', headers);
    const { contentType, etag, cacheControl } = file;
    const own = ['content-type', contentType, 'etag', etag, ...(cacheControl ? ['cache-control', cacheControl] : [])];
    // What stands beside the portal is not in the file: a page with it is never the one that the browser has.
    const extra = contentType === 'text/html' ? this.#beside?.head : undefined;
    if (extra === undefined && request.headers['if-none-match'] === etag) {
      response.writeHead(304, withPolicy(own, headers)).end();
      return;
    }
    const whole =
      extra === undefined ? file.contents : Buffer.from(`${file.contents}`.replace('</head>', `${extra}</head>`));
    const zips = behaviour.compresses && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
    const body = zips ? gzipSync(whole) : whole;
    const more = [...(zips ? ['content-encoding', 'gzip'] : []), 'content-length', String(body.length)];
    response.writeHead(200, withPolicy([...own, ...more, 'vary', 'accept-encoding'], headers));
    response.end(request.method === 'HEAD' ? undefined : body);
  }

  #fail(response: ServerResponse, problem: unknown): void {
    this.#connected?.onProblem(`portal: ${problem instanceof Error ? problem.message : String(problem)}`);
    if (response.headersSent) response.destroy();
    else answer(response, 502, 'text/plain', 'the origin did not answer\n');
  }
}

/** Everything as it came but the name of this machine, and the answer with what the policy adds. */
async function callApi(
  host: string,
  { headers: policy }: Behaviour,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [hostname = '', port] = host.split(':');
  const headers = pairsOf(request.rawHeaders).filter(([name]) => name !== 'host' && !HOP_BY_HOP.includes(name));
  const chunked = request.headers['transfer-encoding'] === undefined ? [] : ['transfer-encoding', 'chunked'];
  const outgoing = send({
    hostname,
    port,
    path: request.url,
    method: request.method,
    headers: ['host', host, ...chunked, ...headers.flat()],
  });
  request.pipe(outgoing);
  const [reply] = (await once(outgoing, 'response')) as [IncomingMessage];
  const kept = pairsOf(reply.rawHeaders).filter(([name]) => !HOP_BY_HOP.includes(name));
  response.writeHead(reply.statusCode ?? 502, withPolicy(kept.flat(), policy));
  reply.pipe(response);
  await once(response, 'close');
}

function pairsOf(raw: readonly string[]): [name: string, value: string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index < raw.length; index += 2)
    pairs.push([(raw[index] ?? '').toLowerCase(), raw[index + 1] ?? '']);
  return pairs;
}

function answer(response: ServerResponse, status: number, type: string, body: string, policy?: HeadersPolicy): void {
  response.writeHead(status, withPolicy(['content-type', type], policy)).end(body);
}

/** A path with broken percent signs names no file. */
function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
