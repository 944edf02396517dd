/** One token a client: shared by all who wait, dropped before it ends, renewed once. */
import { expect, it } from 'vitest';
import { tokenCache } from '../../../shared/adapters/paypal/token-cache.ts';

function cacheOf(lifetimeMs: number) {
  const clock = { now: 1_000_000, fetched: 0 };
  const cache = tokenCache(
    async () => {
      clock.fetched += 1;
      return { value: `token-${clock.fetched}`, lifetimeMs };
    },
    () => clock.now,
  );
  return { clock, cache };
}

it('fetches once for all who wait at the same time', async () => {
  const { clock, cache } = cacheOf(3_600_000);
  expect(await Promise.all([cache.current(), cache.current(), cache.current()])).toEqual([
    'token-1',
    'token-1',
    'token-1',
  ]);
  expect(clock.fetched).toBe(1);
});

it.each([
  { why: 'holds until its last minute', lifetimeMs: 3_600_000, after: 3_540_000 - 1, token: 'token-1' },
  { why: 'renews in its last minute', lifetimeMs: 3_600_000, after: 3_540_000, token: 'token-2' },
  { why: 'holds a short one for nine tenths', lifetimeMs: 10_000, after: 8_999, token: 'token-1' },
  { why: 'renews a short one in its last tenth', lifetimeMs: 10_000, after: 9_000, token: 'token-2' },
  { why: 'renews when the clock was set back', lifetimeMs: 3_600_000, after: -1, token: 'token-2' },
])('$why', async ({ lifetimeMs, after, token }) => {
  const { clock, cache } = cacheOf(lifetimeMs);
  await cache.current();
  clock.now += after;
  expect(await cache.current()).toBe(token);
});

it('forgets a token only while it is the one held', async () => {
  const { cache } = cacheOf(3_600_000);
  const first = await cache.current();
  cache.forget(first);
  const second = await cache.current();
  cache.forget(first);
  expect([first, second, await cache.current()]).toEqual(['token-1', 'token-2', 'token-2']);
});

it('keeps no failure', async () => {
  let tries = 0;
  const cache = tokenCache(
    async () => {
      tries += 1;
      if (tries === 1) throw new Error('down');
      return { value: 'token', lifetimeMs: 1_000 };
    },
    () => 0,
  );
  await expect(cache.current()).rejects.toThrow('down');
  expect(await cache.current()).toBe('token');
});
