import { afterEach, expect, it, vi } from 'vitest';
import { DEFAULT_SETTINGS } from '../../shared/domain/program-settings.ts';

const POOL = 'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

async function answered() {
  vi.stubEnv('USER_POOL_ENDPOINT', 'https://cognito-idp.eu-central-1.amazonaws.com/');
  vi.stubEnv('USER_POOL_CLIENT_ID', 'a-client');
  const { handler } = await import('../../functions/portal-settings/get-settings.ts');
  const event = { routeKey: 'GET /portal-settings', headers: {}, requestContext: { timeEpoch: 0, http: {} } };
  return handler(event as never, { getRemainingTimeInMillis: () => 1_000 } as never);
}

it("tells where to sign in, and the program's money and time zone, to be kept for five minutes", async () => {
  const { statusCode, headers, body } = await answered();
  expect(statusCode).toBe(200);
  expect(headers?.['cache-control']).toBe('public, max-age=300');
  expect(JSON.parse(String(body))).toEqual({
    userPool: { endpoint: 'https://cognito-idp.eu-central-1.amazonaws.com/', clientId: 'a-client' },
    timeZone: DEFAULT_SETTINGS.timeZone,
    currency: 'USD',
  });
});

it('names another pool where functions are sent to one', async () => {
  vi.stubEnv(POOL, 'http://127.0.0.1:4711');
  expect(JSON.parse(String((await answered()).body)).userPool.endpoint).toBe('http://127.0.0.1:4711');
});
