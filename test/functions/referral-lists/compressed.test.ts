/** Long text goes out compressed to whoever takes it so, and is not sent where it would not arrive. */
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sendable } from '../../../functions/referral-lists/compressed.ts';

const long = 'line,email\n'.repeat(100_000);
const plain = (content: string) => ({ kind: 'sendable', content, headers: {} });

it('a short text goes out as it stands', () => expect(sendable('a,b\n', 'gzip')).toEqual(plain('a,b\n')));

describe('a long text', () => {
  it.each(['gzip', 'br, GZIP;q=0.5', 'deflate, *'])('is compressed for %s', (encoding) => {
    const sent = sendable(long, encoding);
    if (sent.kind !== 'sendable' || typeof sent.content === 'string') throw new Error('it is not compressed');
    expect(sent.headers).toEqual({ 'content-encoding': 'gzip' });
    expect(gunzipSync(sent.content).toString()).toBe(long);
  });

  it.each(['', 'identity', 'gzip;q=0', 'gzip; q=0.0'])('stays as it is for %j', (encoding) =>
    expect(sendable(long, encoding)).toEqual(plain(long)),
  );

  it('that Lambda would not let through is sent compressed only', () => {
    expect(sendable(long.repeat(5), '')).toEqual({ kind: 'too-large' });
    expect(sendable(long.repeat(5), 'gzip').kind).toBe('sendable');
  });
});
