/** Long text goes out compressed to whoever takes it so, and is not sent where it would not arrive. */
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { contentOf } from '../../../functions/api/content.ts';
import { HttpProblem } from '../../../functions/http-problem.ts';

const accepting = (encoding?: string) => ({ headers: encoding === undefined ? {} : { 'accept-encoding': encoding } });
const long = 'line,email\n'.repeat(100_000);

it('bytes go out as base64, a short text as it stands', () => {
  expect(contentOf(new Uint8Array([1, 2]), accepting('gzip'))).toEqual({
    body: 'AQI=',
    isBase64Encoded: true,
    headers: {},
  });
  expect(contentOf('a,b\n', accepting('gzip'))).toEqual({ body: 'a,b\n', isBase64Encoded: false, headers: {} });
});

describe('a long text', () => {
  it.each(['gzip', 'br, GZIP;q=0.5', 'deflate, *'])('is compressed for %s', (encoding) => {
    const { body, isBase64Encoded, headers } = contentOf(long, accepting(encoding));
    expect([isBase64Encoded, headers]).toEqual([true, { 'content-encoding': 'gzip' }]);
    expect(gunzipSync(Buffer.from(body, 'base64')).toString()).toBe(long);
  });

  it.each([undefined, 'identity', 'gzip;q=0', 'gzip; q=0.0'])('stays as it is for %s', (encoding) => {
    expect(contentOf(long, accepting(encoding))).toEqual({ body: long, isBase64Encoded: false, headers: {} });
  });

  it('that Lambda would not let through is refused with what helps', () => {
    const tooLong = long.repeat(5);
    expect(() => contentOf(tooLong, accepting())).toThrow(HttpProblem);
    expect(contentOf(tooLong, accepting('gzip')).isBase64Encoded).toBe(true);
  });
});
