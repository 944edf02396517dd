/** API Gateway's payload format 2.0: what a function gets of a request, and what its answer means. */
import { isObject } from '../json.ts';

export interface ReceivedRequest {
  readonly requestId: string;
  readonly method: string;
  /** Path and query as they came. */
  readonly target: string;
  /** Names and values in turns, as Node has them. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly sourceIp: string;
  /** Wall-clock time: whoever signs requests does it by the wall clock, too. */
  readonly receivedAt: Date;
  readonly apiId: string;
  readonly domainName: string;
  /** What an authorizer read from the token; undefined where the route has none. */
  readonly claims: Readonly<Record<string, string>> | undefined;
}

export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

export function requestEvent(
  request: ReceivedRequest,
  routeKey: string,
  pathParameters: Readonly<Record<string, string>> | undefined,
): Record<string, unknown> {
  const mark = request.target.indexOf('?');
  const rawPath = mark < 0 ? request.target : request.target.slice(0, mark);
  const rawQueryString = mark < 0 ? '' : request.target.slice(mark + 1);
  const { headers, cookies } = headersOf(request.rawHeaders);
  const query = joined([...new URLSearchParams(rawQueryString)]);
  const isText = isTextBody(headers['content-type'], headers['content-encoding']);
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(rawQueryString !== '' && { queryStringParameters: query }),
    requestContext: {
      accountId: 'anonymous',
      apiId: request.apiId,
      ...(request.claims && { authorizer: { jwt: { claims: request.claims, scopes: null } } }),
      domainName: request.domainName,
      domainPrefix: request.apiId,
      http: {
        method: request.method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: request.requestId,
      routeKey,
      stage: '$default',
      time: commonLogTime(request.receivedAt),
      timeEpoch: request.receivedAt.getTime(),
    },
    ...(pathParameters && { pathParameters }),
    ...(request.body.length > 0 && { body: request.body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: request.body.length > 0 && !isText,
  };
}

/** @throws TypeError when the function's answer is none that API Gateway understands. */
export function answerOf(payload: unknown): HttpAnswer {
  if (!isObject(payload) || payload.statusCode === undefined) {
    // Without a status code the whole value is the body.
    const body = typeof payload === 'string' ? payload : JSON.stringify(payload ?? null);
    return { statusCode: 200, headers: [['content-type', 'application/json']], body: Buffer.from(body) };
  }
  const statusCode = Number(payload.statusCode);
  if (!Number.isInteger(statusCode) || statusCode < 100 || statusCode > 599) {
    throw new TypeError(`a function answered the status code ${JSON.stringify(payload.statusCode)}`);
  }
  const headers: [string, string][] = Object.entries(isObject(payload.headers) ? payload.headers : {}).map(
    ([name, value]) => [name.toLowerCase(), String(value)],
  );
  const cookies = Array.isArray(payload.cookies) ? payload.cookies : [];
  for (const cookie of cookies) headers.push(['set-cookie', String(cookie)]);
  if (!headers.some(([name]) => name === 'content-type')) headers.push(['content-type', 'text/plain;charset=UTF-8']);
  const { body } = payload;
  const text = body === undefined || body === null ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  return { statusCode, headers, body: Buffer.from(text, payload.isBase64Encoded === true ? 'base64' : 'utf8') };
}

function headersOf(raw: readonly string[]): { headers: Record<string, string>; cookies: string[] } {
  const pairs: [string, string][] = [];
  const cookies: string[] = [];
  for (let index = 0; index < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase();
    const value = raw[index + 1] ?? '';
    // Cookies come apart and leave the headers.
    if (name === 'cookie') cookies.push(...value.split(/;\s*/));
    else pairs.push([name, value]);
  }
  return { headers: joined(pairs), cookies };
}

/** Repeated names become one value with commas. */
function joined(pairs: readonly (readonly [string, string])[]): Record<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of pairs) {
    const before = values.get(name);
    values.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(values);
}

function isTextBody(contentType: string | undefined, contentEncoding: string | undefined): boolean {
  if (contentEncoding !== undefined && contentEncoding !== 'identity') return false;
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return /^text\/|^application\/(.*\+)?(json|xml)$|^application\/javascript$/.test(type);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `12/Mar/2026:19:03:58 +0000` */
function commonLogTime(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${two(at.getUTCDate())}/${MONTHS[at.getUTCMonth()]}/${at.getUTCFullYear()}`;
  return `${day}:${at.toISOString().slice(11, 19)} +0000`;
}
