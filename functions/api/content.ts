/** Content that is no JSON of ours on its way out: bytes as base64, and long text compressed, since Lambda answers 6 MB at most. */
import { gzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { HttpProblem } from '../http-problem.ts';

/** Below it nothing is gained that anybody would notice. */
const COMPRESSED_FROM = 500_000;
/** The whole answer is JSON, in which line breaks and quotes of the text count twice: its letters are counted so. */
const MOST_BYTES = 5_500_000;

type Content = Required<Pick<APIGatewayProxyStructuredResultV2, 'body' | 'isBase64Encoded' | 'headers'>>;

/** @throws HttpProblem 406 for a text that is too long for whoever takes it as it stands only. */
export function contentOf(content: string | Uint8Array, { headers }: Pick<APIGatewayProxyEventV2, 'headers'>): Content {
  if (typeof content !== 'string') return { body: base64(content), isBase64Encoded: true, headers: {} };
  const plain: Content = { body: content, isBase64Encoded: false, headers: {} };
  if (content.length < COMPRESSED_FROM) return plain;
  if (takesGzip(headers['accept-encoding']))
    return { body: base64(gzipSync(content)), isBase64Encoded: true, headers: { 'content-encoding': 'gzip' } };
  if (Buffer.byteLength(JSON.stringify(content)) <= MOST_BYTES) return plain;
  throw new HttpProblem({
    title: 'The file is too large to be sent as it stands',
    status: 406,
    detail: 'take it compressed: send Accept-Encoding: gzip',
  });
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** `gzip;q=0` says that it is not taken. */
const takesGzip = (accepted = ''): boolean =>
  accepted.split(',').some((each) => /^\s*(gzip|\*)\s*(;(?!\s*q=0(\.0*)?\s*$).*)?$/i.test(each));
