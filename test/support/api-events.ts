/** Calls as API Gateway hands them to a function of the API, and what the function answers. */
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { Endpoint } from '../../shared/contracts/api/endpoint.ts';
import { routeKeyOf } from '../../shared/contracts/api/endpoint.ts';
import { type Problem, problemSchema } from '../../shared/contracts/problem.ts';

export interface ApiCall {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Names in lower case, as the gateway has them. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; `rawBody` as it stands. */
  readonly body?: unknown;
  readonly rawBody?: string;
  readonly isBase64Encoded?: boolean;
  /** Of the access token, as texts. Undefined: no token was asked for. */
  readonly claims?: Readonly<Record<string, string>>;
}

/** 2026-11-20T17:00:00Z */
export const CALLED_AT = Date.UTC(2026, 10, 20, 17);

export function apiEvent(endpoint: Pick<Endpoint, 'method' | 'path'>, call: ApiCall = {}): APIGatewayProxyEventV2 {
  const body = call.rawBody ?? (call.body === undefined ? undefined : JSON.stringify(call.body));
  const routeKey = routeKeyOf(endpoint);
  return {
    version: '2.0',
    routeKey,
    rawPath: endpoint.path,
    rawQueryString: '',
    headers: { ...(call.body !== undefined && { 'content-type': 'application/json' }), ...call.headers },
    ...(call.query && { queryStringParameters: { ...call.query } }),
    ...(call.params && { pathParameters: { ...call.params } }),
    ...(body !== undefined && { body }),
    isBase64Encoded: call.isBase64Encoded ?? false,
    requestContext: {
      routeKey,
      timeEpoch: CALLED_AT,
      domainName: 'api.example',
      ...(call.claims && { authorizer: { jwt: { claims: { ...call.claims }, scopes: null } } }),
    },
  } as unknown as APIGatewayProxyEventV2;
}

export type ApiFunction = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

const CONTEXT = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 10_000 } as unknown as Context;

export interface ApiAnswer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Parsed when it is JSON. */
  readonly body: unknown;
}

export async function callFunction(
  handler: unknown,
  endpoint: Pick<Endpoint, 'method' | 'path'>,
  call?: ApiCall,
): Promise<ApiAnswer> {
  const { statusCode, headers = {}, body } = await (handler as ApiFunction)(apiEvent(endpoint, call), CONTEXT);
  const isJson = String(headers['content-type']).includes('json');
  return { status: statusCode, headers, body: isJson && body !== undefined ? JSON.parse(body) : body };
}

/** The answer as problem details. @throws when it is none. */
export function problemIn({ status, headers, body }: ApiAnswer): Problem {
  const problem = problemSchema.strict().parse(body);
  if (headers['content-type'] !== 'application/problem+json' || problem.status !== status)
    throw new Error(`not as problem details have it: ${JSON.stringify({ status, headers, body })}`);
  return problem;
}
