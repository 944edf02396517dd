/** Partners steer their account over HTTP: the deployed functions, the user pool's protocol, and links out of real mails. */
import { createRequire } from 'node:module';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { logins } from '../../shared/adapters/ledger/logins.ts';
import { USER_GROUPS } from '../../shared/contracts/user-groups.ts';
import { partnerId } from '../../shared/domain/ids.ts';
import { type EmbeddedProgram, startProgram } from '../support/embedded-program.ts';
import {
  callAs,
  signedInUser,
  signIn,
  TEST_PASSWORD,
  type TestUser,
  type Tokens,
} from '../support/embedded-sign-in.ts';
import { BEGIN, earners, fridayOf, weekOf } from '../support/embedded-weeks.ts';

const totp = createRequire(import.meta.url)('cognito-local/lib/services/totp.js');
const NEXT_PASSWORD = 'Another-Horse-8';

const logs: string[] = [];
let program: EmbeddedProgram;
beforeAll(async () => {
  program = await startProgram(BEGIN, { maxWorkersPerFunction: 1, onLog: ({ line }) => void logs.push(line) });
});
afterAll(() => program?.stop());

let count = 0;
let user: TestUser & Tokens;
beforeEach(async () => {
  count += 1;
  const id = `p${count}`;
  await program.tell(...earners([id], 0));
  user = await signedInUser(program, `${id}@partner.example`, [USER_GROUPS.partners]);
  await logins(program.table).connect(user.sub, partnerId(id));
});

const call = (method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) =>
  callAs(program, user, method, path, { body, headers });
const etag = async () => (await call('GET', '/me/settings')).headers.get('etag') ?? '';
const checkPassword = () => call('POST', '/me/password-check', { password: TEST_PASSWORD });
const changeAddress = async (address: string, version?: string) =>
  call('PUT', '/me/paypal-address', { address }, { 'if-match': version ?? (await etag()) });
/** The links of the mails to an address, the last one last. */
async function linksTo(address: string): Promise<string[]> {
  await program.cloud.idle();
  const mails = program.cloud.outbox().filter(({ to }) => to.includes(address));
  return mails.flatMap(({ text }) => /\S+\/links\/\S+/.exec(text)?.[0] ?? []);
}
const lastLinkTo = async (address: string) => (await linksTo(address)).at(-1) ?? '';
const press = (link: string) => fetch(link, { method: 'POST' });

describe('the PayPal address', () => {
  it('asks for the password, then for a click, then for time', async () => {
    const NEW = `new-${count}@payee.example`;
    const unchecked = await changeAddress(NEW);
    expect([unchecked.status, await unchecked.json()]).toMatchObject([403, { type: 'password-check-needed' }]);
    const wrong = await call('POST', '/me/password-check', { password: NEXT_PASSWORD });
    expect([wrong.status, await wrong.json()]).toMatchObject([403, { type: 'wrong-password' }]);
    expect((await checkPassword()).status).toBe(200);

    const version = await etag();
    const changed = await changeAddress(NEW, version);
    expect(await changed.json()).toMatchObject({ payPalAddress: { state: 'unconfirmed', address: NEW } });
    expect((await changeAddress('other@payee.example', version)).status).toBe(412);

    const link = await lastLinkTo(NEW);
    const page = await fetch(link);
    expect([page.status, Object.fromEntries(page.headers)]).toMatchObject([
      200,
      {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': expect.stringMatching(
          /^default-src 'none'; style-src 'sha256-\S+'; .*form-action 'self'/,
        ),
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      },
    ]);
    const text = await page.text();
    expect(text).toContain('n…@payee.example');
    expect(text).not.toContain(NEW);
    expect(await (await press(link)).text()).toContain('<h1>Your PayPal address is confirmed</h1>');
    expect(await (await call('GET', '/me/settings')).json()).toMatchObject({
      payPalAddress: { state: 'cooling-down', address: NEW },
    });
    for (const again of [await fetch(link), await press(link)])
      expect([again.status, await again.text()]).toEqual([410, expect.stringContaining('This link was used')]);
    const forged = await press(link.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A')));
    expect([forged.status, await forged.text()]).toEqual([404, expect.stringContaining('no link of ours')]);
  });

  it('whose change was not the owner’s freezes everything with the link that the log-in e-mail was sent', async () => {
    await checkPassword();
    await changeAddress(`thief-${count}@elsewhere.example`);
    expect((await press(await lastLinkTo(user.email))).status).toBe(200);
    expect(await (await call('GET', '/me/settings')).json()).toMatchObject({ frozen: true });
    await program.cloud.idle();
    expect(program.cloud.outbox().at(-1)).toMatchObject({ to: [user.email], subject: 'Your payouts are frozen' });
  });
});

it('settings name the field that is below the program’s, and change with the ETag only', async () => {
  const change = (body: unknown, headers?: Readonly<Record<string, string>>) =>
    call('PATCH', '/me/settings', body, headers);
  const version = await etag();
  const low = await change({ thresholdCents: 99_99 }, { 'if-match': version });
  expect([low.status, await low.json()]).toMatchObject([422, { errors: [{ field: 'thresholdCents', in: 'body' }] }]);
  expect((await change({ thresholdCents: 250_00 })).status).toBe(428);
  const changed = await change({ thresholdCents: 250_00 }, { 'if-match': version });
  expect(await changed.json()).toMatchObject({ thresholdCents: 250_00, paidAtCents: 250_00 });
  expect((await change({ thresholdCents: null }, { 'if-match': version })).status).toBe(412);
});

describe('the log-in', () => {
  it('moves to another e-mail by a click in its mailbox', async () => {
    const email = `moved-${count}@partner.example`;
    await checkPassword();
    expect((await call('PUT', '/me/login-email', { email })).status).toBe(204);
    await expect(signIn(program, email)).rejects.toThrow();
    expect((await press(await lastLinkTo(email))).status).toBe(200);
    expect(await signIn(program, email)).toMatchObject({ accessToken: expect.any(String) });
    await expect(signIn(program, user.email)).rejects.toThrow();
    expect(await (await call('GET', '/me/settings')).json()).toMatchObject({ email });
  });

  it('with a changed password ends the sessions before', async () => {
    const weak = await call('POST', '/me/password', { current: TEST_PASSWORD, new: 'weak' });
    expect([weak.status, await weak.json()]).toMatchObject([400, { errors: [{ field: 'new', in: 'body' }] }]);
    const wrong = await call('POST', '/me/password', { current: NEXT_PASSWORD, new: NEXT_PASSWORD });
    expect([wrong.status, await wrong.json()]).toMatchObject([403, { type: 'wrong-password' }]);
    const changed = await call('POST', '/me/password', { current: TEST_PASSWORD, new: NEXT_PASSWORD });
    expect(changed.status).toBe(204);
    expect((await call('GET', '/me/settings')).status).toBe(401);
    await expect(signIn(program, user.email)).rejects.toThrow();
    expect(await signIn(program, user.email, NEXT_PASSWORD)).toBeDefined();
  });

  it('ends everywhere', async () => {
    const other = await signIn(program, user.email);
    expect((await call('POST', '/me/sign-out')).status).toBe(204);
    expect((await callAs(program, other, 'GET', '/me/settings')).status).toBe(401);
  });

  it('takes a second factor, which a password check asks for, too', async () => {
    await checkPassword();
    const { secret } = (await (await call('POST', '/me/second-factor')).json()) as { secret: string };
    const code = totp.generate(secret);
    expect((await call('POST', '/me/second-factor/confirmation', { code })).status).toBe(204);
    await expect(signIn(program, user.email)).rejects.toThrow('SOFTWARE_TOKEN_MFA');
    expect(await (await call('GET', '/me/second-factor')).json()).toEqual({ active: true });
    expect((await checkPassword()).status).toBe(403);
    expect((await call('POST', '/me/password-check', { password: TEST_PASSWORD, code })).status).toBe(200);
    expect((await call('DELETE', '/me/second-factor')).status).toBe(204);
    expect(await signIn(program, user.email)).toBeDefined();
  });
});

it('a payout is mailed once to who asked for it, and to nobody else', async () => {
  const silent = `p${count + 1_000}`;
  await program.tell(...earners([`p${count}`, silent], 1));
  const asked = await call(
    'PATCH',
    '/me/settings',
    { mailPreferences: { payouts: true } },
    { 'if-match': await etag() },
  );
  expect(await asked.json()).toMatchObject({ mailPreferences: { payouts: true } });
  const payoutMails = () => program.cloud.outbox().filter(({ subject }) => subject.startsWith('Your payout of'));
  await program.friday(fridayOf(1));
  await program.cloud.idle();
  const cents = 110_00 + count;
  expect([...program.moved().values()].sort()).toEqual([cents, cents + 1_000].sort());
  const amount = `$${(cents / 100).toFixed(2)}`;
  expect(payoutMails()).toMatchObject([
    {
      to: [user.email],
      subject: `Your payout of ${amount}`,
      text: expect.stringContaining(
        `${amount} were paid to your PayPal address p…@payee.example: your commissions of the weeks up to ${weekOf(1)}.`,
      ),
    },
  ]);
  await program.cloud.advanceTo(program.clock.now() + 3 * 86_400_000);
  await program.cloud.idle();
  expect(payoutMails()).toHaveLength(1);
});

it('nothing of it stands in a log: no address, password, code or token', () => {
  expect(logs.join('\n')).not.toMatch(/@(partner|payee|elsewhere)\.example|Correct-Horse|Another-Horse|\/links\/\w/);
  expect(logs.length).toBeGreaterThan(10);
});
