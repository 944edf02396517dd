/** A Lambda function that serves endpoints of the API: finds the endpoint, checks who calls and what comes, answers as documented. */
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type * as z from 'zod';
import { type Endpoint, routeKeyOf } from '../../shared/contracts/api/endpoint.ts';
import type { Instant } from '../../shared/domain/calendar/time-zone.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Logins } from '../../shared/ports/logins.ts';
import { FOR_NO_CACHE, HttpProblem, json, problemDetails } from '../http-problem.ts';
import { logger, logsRequest } from '../logging.ts';
import { type CallerOf, callerOf } from './caller.ts';
import { readRequest } from './read-request.ts';

type OutputOf<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;
type BodyOf<E extends Endpoint> = E['answer'] extends { readonly body: infer Body extends z.ZodType }
  ? z.input<Body>
  : undefined;

/** What an endpoint's work is given: parsed, bounded, and only what its contract names. */
export interface Call<E extends Endpoint> {
  readonly caller: CallerOf<E['access']>;
  readonly params: OutputOf<E['params']>;
  readonly query: OutputOf<E['query']>;
  /** Of an upload its text. */
  readonly body: E extends { readonly upload: object } ? string : OutputOf<E['body']>;
  readonly ifMatch: E['etag'] extends 'required' ? number : undefined;
  readonly idempotencyKey: E['idempotencyKey'] extends true ? string : undefined;
  /** The program's time. */
  readonly now: Instant;
  /** The gateway's clock, in ms: tokens and sessions live by it. */
  readonly wallTime: number;
  readonly accessToken: string;
  /** As it was sent; empty where nothing was. */
  readonly acceptEncoding: string;
}

export interface Reply<Body> {
  readonly body?: Body;
  /** The version of what was answered: its ETag. */
  readonly version?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of JSON, for answers of another content type. */
  readonly content?: string | Uint8Array;
  /** Of a page that tells a person what is wrong, where a program would be given a problem. */
  readonly status?: 404 | 409 | 410;
}

export interface ServedEndpoint {
  readonly endpoint: Endpoint;
  readonly work: (call: Call<Endpoint>) => Promise<Reply<unknown>>;
}

export const serve = <E extends Endpoint>(
  endpoint: E,
  work: (call: Call<E>) => Promise<Reply<BodyOf<E>>>,
): ServedEndpoint => ({ endpoint, work: work as unknown as ServedEndpoint['work'] });

export interface ApiDependencies {
  /** May be left out where every endpoint is public. */
  readonly logins?: Pick<Logins, 'find'>;
  readonly clock: Clock;
}

/** Our own answer is not what its contract promises. Says where, never what stands there. */
export class AnswerBroken extends Error {
  override readonly name = 'AnswerBroken';
}

export function apiHandler(served: readonly ServedEndpoint[], { logins, clock }: ApiDependencies) {
  const byRoute = new Map(served.map((each) => [routeKeyOf(each.endpoint), each]));
  const callerAt = (event: APIGatewayProxyEventV2, { access, operationId }: Endpoint) => {
    if (access === 'public') return undefined;
    if (!logins) throw new Error(`${operationId} is not for everybody and has nowhere to look callers up`);
    return callerOf(event, access, logins);
  };
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(logsRequest())
    .use(problemDetails())
    .handler(async (event) => {
      const found = byRoute.get(event.routeKey);
      if (!found) throw new HttpProblem({ title: 'There is nothing here', status: 404 });
      const { endpoint, work } = found;
      const caller = await callerAt(event, endpoint);
      const request = readRequest(endpoint, event);
      const reply = await work({
        ...request,
        caller,
        now: clock.now(),
        wallTime: event.requestContext.timeEpoch,
        acceptEncoding: event.headers['accept-encoding'] ?? '',
        accessToken: event.headers.authorization?.replace(/^Bearer\s+/i, '') ?? '',
      } as unknown as Call<Endpoint>);
      const answered = answer(endpoint, reply);
      logger.info('answered', { operation: endpoint.operationId, status: answered.statusCode });
      return answered;
    });
}

function answer(endpoint: Endpoint, reply: Reply<unknown>): APIGatewayProxyStructuredResultV2 {
  const { answer: declared } = endpoint;
  const headers = { ...FOR_NO_CACHE, ...versionOf(endpoint, reply), ...reply.headers };
  if (declared.status === 204) return { statusCode: 204, headers };
  if ('body' in declared) {
    const { statusCode, headers: own, body } = json(declared.status, bodyOf(endpoint, declared.body, reply));
    return { statusCode, headers: { ...own, ...headers }, body };
  }
  const { content } = reply;
  if (content === undefined) throw new AnswerBroken(`${endpoint.operationId} has no content`);
  const isText = typeof content === 'string';
  return {
    statusCode: reply.status ?? declared.status,
    headers: { 'content-type': declared.contentType, ...headers },
    body: isText ? content : Buffer.from(content).toString('base64'),
    isBase64Encoded: !isText,
  };
}

function versionOf({ etag, operationId }: Endpoint, { version }: Reply<unknown>): Readonly<Record<string, string>> {
  if (!etag) return {};
  if (version === undefined) throw new AnswerBroken(`${operationId} has no version for its ETag`);
  return { etag: `"${version}"` };
}

/** Parsed by its own contract: what the contract does not name never leaves, and a wrong answer is our fault, not the caller's. */
function bodyOf({ operationId }: Endpoint, contract: z.ZodType, reply: Reply<unknown>): unknown {
  const parsed = contract.safeParse(reply.body);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map(({ path, code }) => `${path.join('.') || 'body'} ${code}`);
  throw new AnswerBroken(`${operationId} breaks its contract: ${where.join(', ')}`);
}
