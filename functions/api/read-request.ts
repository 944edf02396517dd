/** Reads a request by its endpoint's contract: path, query, headers and body, all problems at once. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import {
  type Endpoint,
  IDEMPOTENCY_KEY_HEADER,
  IDEMPOTENCY_KEY_PATTERN,
  MAX_BODY_BYTES,
  type Upload,
} from '../../shared/contracts/api/endpoint.ts';
import { HttpProblem } from '../http-problem.ts';
import { FieldProblems } from './field-problems.ts';

export interface ReadRequest {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  /** The version that the caller has seen. */
  readonly ifMatch: number | undefined;
  readonly idempotencyKey: string | undefined;
}

const NOTHING = z.strictObject({});

/** @throws HttpProblem 400 naming every field that is wrong; 413, 415, 428 for the request's form. */
export function readRequest(endpoint: Endpoint, event: APIGatewayProxyEventV2): ReadRequest {
  const problems = new FieldProblems();
  const request = {
    ifMatch: endpoint.etag === 'required' ? ifMatchOf(event, problems) : undefined,
    idempotencyKey: endpoint.idempotencyKey ? idempotencyKeyOf(event, problems) : undefined,
    params: problems.parse(endpoint.params ?? NOTHING, event.pathParameters ?? {}, 'path'),
    query: problems.parse(endpoint.query ?? NOTHING, event.queryStringParameters ?? {}, 'query'),
    body: bodyOf(endpoint, event, problems),
  };
  problems.refuse();
  return request;
}

function bodyOf({ body, upload }: Endpoint, event: APIGatewayProxyEventV2, problems: FieldProblems): unknown {
  if (upload) return textOf(boundedBytesOf(event, upload), problems);
  return body ? problems.parse(body, jsonBodyOf(event), 'body') : noBodyOf(event, problems);
}

/** @throws HttpProblem 415, 413 */
function boundedBytesOf(event: APIGatewayProxyEventV2, { contentType, maxBytes }: Upload | typeof JSON_BODY): Buffer {
  const sentAs = event.headers['content-type'];
  if (sentAs?.split(';')[0]?.trim().toLowerCase() !== contentType) {
    const detail = sentAs === undefined ? 'it came without a Content-Type' : `it came as ${sentAs}`;
    throw new HttpProblem({ title: `Send the body as ${contentType}`, status: 415, detail });
  }
  const bytes = bytesOf(event);
  if (bytes.length <= maxBytes) return bytes;
  const detail = `${bytes.length} bytes; at most ${maxBytes} are taken`;
  throw new HttpProblem({ title: 'The body is too large', status: 413, detail });
}

/**
 * The gateway hands text on as UTF-8: what was none comes with a sign in its place that says so. UTF-16 without a mark is
 * valid UTF-8 full of zeros.
 */
const NOT_TEXT = /[\uFFFD\0]/;

function textOf(bytes: Buffer, problems: FieldProblems): string {
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  const place = text.search(NOT_TEXT);
  if (place < 0) return text;
  const line = text.slice(0, place).split('\n').length;
  problems.add('body', `line ${line} is not UTF-8 text: save the file in that encoding`, 'body');
  return '';
}

const JSON_BODY = { contentType: 'application/json', maxBytes: MAX_BODY_BYTES } as const;

function jsonBodyOf(event: APIGatewayProxyEventV2): unknown {
  const bytes = boundedBytesOf(event, JSON_BODY);
  try {
    return JSON.parse(bytes.toString('utf8'), wellFormed);
  } catch (cause) {
    throw new HttpProblem({ title: 'The body is not JSON', status: 400 }, { cause });
  }
}

/** An empty object says nothing, and many clients send one; anything else would be ignored without a word. */
function noBodyOf(event: APIGatewayProxyEventV2, problems: FieldProblems): undefined {
  const text = bytesOf(event).toString('utf8').trim();
  if (text !== '' && text !== '{}') problems.add('body', 'must be empty: this call takes none', 'body');
}

const bytesOf = ({ body, isBase64Encoded }: APIGatewayProxyEventV2): Buffer =>
  Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');

/** Half of a surrogate pair, which only an escape can bring, is no text: the ledger would keep something else. */
function wellFormed(_: string, value: unknown): unknown {
  if (typeof value === 'string' && !value.isWellFormed()) throw new SyntaxError('half of a surrogate pair');
  return value;
}

function ifMatchOf(event: APIGatewayProxyEventV2, problems: FieldProblems): number | undefined {
  const header = event.headers['if-match'];
  if (header === undefined)
    throw new HttpProblem({
      title: 'Say which version you change',
      status: 428,
      detail: 'send the ETag of what you read as If-Match, so that two tabs do not overwrite each other',
    });
  const [, version] = /^"(\d{1,12})"$/.exec(header) ?? [];
  if (version !== undefined) return Number(version);
  problems.add('if-match', 'must be an ETag as this API gave it, such as "7"', 'header');
  return undefined;
}

function idempotencyKeyOf(event: APIGatewayProxyEventV2, problems: FieldProblems): string | undefined {
  const key = event.headers[IDEMPOTENCY_KEY_HEADER];
  if (key !== undefined && IDEMPOTENCY_KEY_PATTERN.test(key)) return key;
  const problem =
    'must be 16 to 64 of A-Z a-z 0-9 _ -: a new UUID for each thing that shall happen once, the same one when the same is sent again';
  problems.add(IDEMPOTENCY_KEY_HEADER, problem, 'header');
  return undefined;
}

/** Somebody else changed it since the caller read it. */
export const versionMoved = (): HttpProblem =>
  new HttpProblem({
    title: 'It was changed meanwhile',
    status: 412,
    detail: 'read it again, look at what changed, and send your change with the new ETag',
  });
