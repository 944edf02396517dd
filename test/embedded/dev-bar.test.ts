/** The development bar's side on this machine: what it is told, how it moves the clock, and that nobody else may. */
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { devBar } from '../../local/dev-bar/dev-bar.ts';
import { demoLogins } from '../../local/start/demo-logins.ts';
import { callUserPool } from '../../local/user-pool/add-user.ts';
import { type EmbeddedProgram, startProgram } from '../support/embedded-program.ts';
import { BEGIN } from '../support/embedded-weeks.ts';

let program: EmbeddedProgram;
beforeAll(async () => {
  program = await startProgram(BEGIN);
  await program.tell({
    id: 'e1',
    type: 'partner',
    partnerId: 'alder-studio',
    name: 'Alder Studio',
    email: 'hello@alder-studio.example',
    paypalEmail: 'payouts@alder-studio.example',
    country: 'US',
    joinedOn: '2025-01-01',
  });
});
afterAll(() => program?.stop());

const ask = (path: string, init?: RequestInit) => fetch(`${program.cloud.portalUrl}${path}`, init);
// biome-ignore lint/suspicious/noExplicitAny: the answers have no common shape
const told = async (path: string, body?: object): Promise<any> =>
  (await ask(path, body && { method: 'POST', body: JSON.stringify(body) })).json();

it('is in no page, and answers nothing, until it is asked for', async () => {
  expect(await (await ask('/')).text()).not.toContain('_local');
  expect(await (await ask('/_local/people')).text()).not.toContain('password');
});

describe('once it is put beside the portal', () => {
  beforeAll(async () => program.cloud.putBesidePortal(await devBar(program, await demoLogins(program))));

  it('is in every page, under the page’s own policy', async () => {
    const page = await ask('/settings');
    expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self'; style-src 'self'/);
    const text = await page.text();
    for (const [file, type] of [
      ['/_local/dev-bar.js', 'text/javascript'],
      ['/_local/dev-bar.css', 'text/css'],
    ] as const) {
      expect(text).toContain(`"${file}"`);
      const answer = await ask(file);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
      expect((await answer.text()).length).toBeGreaterThan(500);
    }
  });

  it('knows people who can sign in, and what they show', async () => {
    const { partners, staff, password } = await told('/_local/people');
    const alder = { id: 'alder-studio', email: 'hello@alder-studio.example', shows: 'paid last Friday' };
    expect(partners).toEqual([alder]);
    expect(staff.map(({ email }: { email: string }) => email)).toEqual([
      'operations@program.example',
      'finance@program.example',
      'second.finance@program.example',
    ]);
    const signedIn = await callUserPool(program.cloud, 'InitiateAuth', {
      ClientId: program.cloud.userPool.clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: alder.email, PASSWORD: password },
    });
    expect(signedIn).toHaveProperty('AuthenticationResult.AccessToken');
  });

  it('goes to the next Friday, and says what became of its run', async () => {
    const { nextFriday } = await told('/_local/now');
    const moved = await told('/_local/next-friday', {});
    expect(moved).toMatchObject({ isMoving: false, run: { state: 'closed' } });
    expect(Date.parse(moved.now)).toBeGreaterThanOrEqual(Date.parse(nextFriday));
    expect(Date.parse(moved.nextFriday) - Date.parse(nextFriday)).toBe(7 * 86_400_000);
    expect(program.cloud.executions()[0]?.end?.status).toBe('SUCCEEDED');
  });

  it('goes on by days, one move at a time', async () => {
    const before = program.clock.now();
    const moves = [0, 1].map(() => ask('/_local/days', { method: 'POST', body: '{"days":1}' }));
    expect((await Promise.all(moves)).map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(program.clock.now() - before).toBe(86_400_000);
  });

  it.each([{ days: 0 }, { days: 31 }, { days: 1.5 }, { days: '1' }, {}, { days: 1, more: 1 }])(
    'does not go by %j',
    async (body) => {
      const before = program.clock.now();
      expect((await ask('/_local/days', { method: 'POST', body: JSON.stringify(body) })).status).toBe(400);
      expect(program.clock.now()).toBe(before);
    },
  );

  it('shows mails with their links, the newest first, and transfers', async () => {
    const operations = 'operations@program.example';
    await callUserPool(program.cloud, 'ForgotPassword', {
      ClientId: program.cloud.userPool.clientId,
      Username: operations,
    });
    const [newest] = await told('/_local/mails');
    expect(newest).toMatchObject({ to: [operations], subject: 'Your code for the Partner Center', links: [] });
    expect(newest.text).toMatch(/Your code is \d{6}/);
    expect(await told('/_local/paypal')).toEqual([]);
    expect((await ask('/_local/secrets')).status).toBe(404);
  });

  /** Headers that `fetch` does not let a program write. */
  const asked = (headers: Record<string, string>, method = 'GET', path = '/_local/people') =>
    new Promise<number | undefined>((resolve, reject) => {
      const call = request(`${program.cloud.portalUrl}${path}`, { method, headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      call.on('error', reject).end(method === 'POST' ? '{"days":1}' : undefined);
    });
  const own = () => new URL(program.cloud.portalUrl).host;

  it('serves the portal’s own page', async () => {
    expect(await asked({ origin: program.cloud.portalUrl, 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(await asked({ host: own().replace('localhost', '127.0.0.1') })).toBe(200);
  });

  it.each([
    ['another site', () => ({ origin: 'https://attacker.example' })],
    ['another port', () => ({ origin: 'http://localhost:1' })],
    ['no site', () => ({ origin: 'null' })],
    ['a site of another name that leads here', () => ({ host: `attacker.example:${own().split(':')[1]}` })],
    ['a page that embeds it', () => ({ 'sec-fetch-site': 'cross-site' })],
  ])('refuses %s', async (_, headers) => {
    const before = program.clock.now();
    expect(await asked(headers())).toBe(403);
    expect(await asked(headers(), 'POST', '/_local/days')).toBe(403);
    expect(await asked(headers(), 'GET', '/_local/dev-bar.js')).toBe(403);
    expect(program.clock.now()).toBe(before);
  });
});
