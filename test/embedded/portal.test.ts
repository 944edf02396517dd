/** Portal and API on the one address of the template's distribution. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedProgram, startProgram } from '../support/embedded-program.ts';
import { BEGIN } from '../support/embedded-weeks.ts';

let program: EmbeddedProgram;
beforeAll(async () => {
  program = await startProgram(BEGIN);
});
afterAll(() => program?.stop());

const get = (path: string, init?: RequestInit) => fetch(`${program.cloud.portalUrl}${path}`, init);
const headersOf = (answer: Response, ...names: string[]) => names.map((name) => answer.headers.get(name));
async function script(): Promise<string> {
  const [, path] = /<script[^>]*\ssrc="([^"]+)"/.exec(await (await get('/')).text()) ?? [];
  return String(path);
}

describe('a page', () => {
  it.each(['/', '/index.html', '/settings', '/operations/partners/a.b'])(
    '%s is index.html, asked for anew',
    async (path) => {
      const answer = await get(path);
      expect(answer.status).toBe(200);
      expect(headersOf(answer, 'content-type', 'cache-control')).toEqual(['text/html', 'no-cache']);
      expect(await answer.text()).toBe(await (await get('/index.html')).text());
    },
  );

  it("has the template's headers, and reaches this machine's user pool instead of the cloud's", async () => {
    const answer = await get('/settings');
    expect(headersOf(answer, 'strict-transport-security', 'x-frame-options', 'referrer-policy')).toEqual([
      'max-age=63072000; includeSubDomains',
      'DENY',
      'no-referrer',
    ]);
    const policy = String(answer.headers.get('content-security-policy'));
    expect(policy).toContain(`connect-src 'self' ${program.cloud.endpoints.cognito};`);
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; /);
    expect(policy).not.toMatch(/unsafe|amazonaws|\*/);
  });

  it('is not sent again to whom has it', async () => {
    const etag = String((await get('/')).headers.get('etag'));
    expect((await get('/', { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await get('/', { headers: { 'if-none-match': '"another"' } })).status).toBe(200);
  });
});

describe('an asset', () => {
  it('is kept for a year and comes compressed', async () => {
    const answer = await get(await script());
    expect(headersOf(answer, 'content-type', 'cache-control', 'content-encoding', 'x-content-type-options')).toEqual([
      'text/javascript',
      'public, max-age=31536000, immutable',
      'gzip',
      'nosniff',
    ]);
    expect((await answer.text()).length).toBeGreaterThan(100);
  });

  it.each(['/assets/not-there.js', '/assets/..%2findex.html', '/assets/..%2f..%2fpackage.json', '/nobody.txt'])(
    '%s is none, and not kept',
    async (path) => {
      const answer = await get(path);
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([403, null]);
      expect(await answer.text()).not.toMatch(/<html|partner-payouts/);
    },
  );

  it('is only read', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) expect((await get('/', { method })).status).toBe(403);
    const head = await get('/', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });
});

describe('a call', () => {
  it('is answered by the API, with its own headers and HSTS', async () => {
    const answer = await get('/docs');
    expect(await answer.text()).toBe(await (await fetch(`${program.cloud.apiUrl}/docs`)).text());
    expect(headersOf(answer, 'cache-control', 'strict-transport-security')).toEqual([
      'public, max-age=300',
      'max-age=63072000; includeSubDomains',
    ]);
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
  });

  it('comes as it was sent, with its method, query, headers and body', async () => {
    const body = JSON.stringify({ events: [] });
    const billing = await get('/billing/events', { method: 'POST', body });
    expect([billing.status, billing.headers.get('content-type')]).toEqual([401, 'application/problem+json']);
    const refused = await get('/me/earnings?a=1', { headers: { authorization: 'Bearer none' } });
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toMatch(/invalid_token/);
    expect((await get('/me/nothing-here')).status).toBe(404);
  });

  it('tells a browser where to sign in, which answers pages of other origins', async () => {
    const answer = await get('/portal-settings');
    expect(await answer.json()).toEqual({
      userPool: { endpoint: program.cloud.endpoints.cognito, clientId: program.cloud.userPool.clientId },
      timeZone: 'America/Los_Angeles',
      currency: 'USD',
    });
    const asked = await fetch(program.cloud.endpoints.cognito, {
      method: 'OPTIONS',
      headers: {
        origin: program.cloud.portalUrl,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-amz-target',
      },
    });
    expect(asked.status).toBe(200);
    expect(headersOf(asked, 'access-control-allow-origin', 'access-control-allow-methods')).toEqual([
      '*',
      'POST,OPTIONS',
    ]);
    expect(asked.headers.get('access-control-allow-headers')).toMatch(/content-type,.*x-amz-target/);
    const refused = await fetch(program.cloud.endpoints.cognito, { method: 'POST', body: '{}' });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([400, '*']);
  });
});

it('is what the stack says that its address is, and what mails lead to', () => {
  expect(program.cloud.outputs.PortalUrl).toBe(program.cloud.portalUrl);
  expect(program.cloud.portalUrl).toMatch(/^http:\/\/localhost:\d+$/);
});
