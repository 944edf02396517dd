/** Log-ins that go wrong, over HTTP: a forgotten password, a lost authenticator app, a user whom somebody deleted. */
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { callUserPool } from '../../local/user-pool/add-user.ts';
import { auditTrail } from '../../shared/adapters/ledger/audit-trail.ts';
import { logins } from '../../shared/adapters/ledger/logins.ts';
import { USER_GROUPS } from '../../shared/contracts/user-groups.ts';
import { partnerId } from '../../shared/domain/ids.ts';
import { type EmbeddedProgram, startProgram } from '../support/embedded-program.ts';
import {
  callAs,
  chooseForgotten,
  signedInUser,
  signIn,
  TEST_PASSWORD,
  type TestUser,
  type Tokens,
} from '../support/embedded-sign-in.ts';
import { BEGIN, earners } from '../support/embedded-weeks.ts';

const totp = createRequire(import.meta.url)('cognito-local/lib/services/totp.js');
const NEXT_PASSWORD = 'Another-Horse-8';

let program: EmbeddedProgram;
let staff: Tokens;
beforeAll(async () => {
  program = await startProgram(BEGIN, { maxWorkersPerFunction: 1 });
  staff = await signedInUser(program, 'ops@program.example', [USER_GROUPS.operations]);
});
afterAll(() => program?.stop());

let count = 0;
let id: string;
let user: TestUser & Tokens;
beforeEach(async () => {
  count += 1;
  id = `p${count}`;
  await program.tell(...earners([id], 0));
  user = await signedInUser(program, `${id}@partner.example`, [USER_GROUPS.partners]);
  await logins(program.table).connect(user.sub, partnerId(id));
});

const call = (method: string, path: string, body?: unknown) => callAs(program, user, method, path, { body });
const help = (method: string, path: string) =>
  callAs(program, staff, method, `/ops/partners/${id}/${path}`, {
    body: { note: 'asked for on the phone' },
    headers: { 'idempotency-key': randomUUID() },
  });
const checkPassword = (code?: string) => call('POST', '/me/password-check', { password: TEST_PASSWORD, code });
const statusOf = async (tokens: Pick<Tokens, 'accessToken'>) =>
  (await callAs(program, tokens, 'GET', '/me/settings')).status;
const mailsTo = async (address: string) => {
  await program.cloud.idle();
  return program.cloud.outbox().filter(({ to }) => to.includes(address));
};

async function withSecondFactor(): Promise<string> {
  await checkPassword();
  const { secret } = (await (await call('POST', '/me/second-factor')).json()) as { secret: string };
  const answer = await call('POST', '/me/second-factor/confirmation', { code: totp.generate(secret) });
  expect(answer.status).toBe(204);
  return secret;
}

it('a forgotten password throws out whoever knew the old one, and lets the owner in at once', async () => {
  const thief = `thief-${count}@elsewhere.example`;
  await checkPassword();
  expect((await call('PUT', '/me/login-email', { email: thief })).status).toBe(204);
  const [, link = ''] = /(\S+\/links\/\S+)/.exec((await mailsTo(thief)).at(-1)?.text ?? '') ?? [];
  expect((await fetch(link)).status).toBe(200);

  await chooseForgotten(program, user.email, NEXT_PASSWORD);
  const owner = await signIn(program, user.email, NEXT_PASSWORD);
  expect(await statusOf(owner)).toBe(200);
  expect(await statusOf(user)).toBe(401);
  expect((await fetch(link, { method: 'POST' })).status).toBe(410);
  await expect(signIn(program, thief, NEXT_PASSWORD)).rejects.toThrow();
  // The clock stands: records of one instant come in no order.
  const trail = await auditTrail(program.table).read({ partnerId: partnerId(id), limit: 9 });
  const chosen = trail.find(({ record }) => record.action === 'account.password-chosen');
  expect(chosen?.record.by).toEqual({ kind: 'partner', id });
});

it('a password check asks for the second factor, too', async () => {
  const secret = await withSecondFactor();
  await expect(signIn(program, user.email)).rejects.toThrow('SOFTWARE_TOKEN_MFA');
  const without = await checkPassword();
  expect([without.status, await without.json()]).toMatchObject([403, { type: 'code-needed' }]);
  const right = totp.generate(secret);
  const wrong = await checkPassword(right === '000000' ? '000001' : '000000');
  expect([wrong.status, await wrong.json()]).toMatchObject([403, { type: 'wrong-code' }]);
  expect((await checkPassword(totp.generate(secret))).status).toBe(200);
});

it('operations switch off a second factor that is lost', async () => {
  await withSecondFactor();
  const answer = await help('DELETE', 'second-factor');
  expect([answer.status, await answer.json()]).toEqual([202, { partnerId: id }]);
  expect(await statusOf(user)).toBe(401);
  expect(await signIn(program, user.email)).toBeDefined();
  expect((await mailsTo(user.email)).at(-1)).toMatchObject({ subject: 'Your second factor was removed' });
});

it('operations invite anew whose user was deleted in the pool', async () => {
  const { id: UserPoolId } = program.cloud.userPool;
  await callUserPool(program.cloud, 'AdminDeleteUser', { UserPoolId, Username: user.sub });
  for (const [method, path] of [
    ['POST', 'password-reset'],
    ['DELETE', 'second-factor'],
  ] as const) {
    const refused = await help(method, path);
    expect([refused.status, await refused.json()]).toMatchObject([409, { title: expect.stringMatching(/invite/) }]);
  }
  expect((await help('POST', 'invitation')).status).toBe(202);
  expect((await mailsTo(user.email)).at(-1)).toMatchObject({ subject: 'Your partner account' });
  await chooseForgotten(program, user.email, NEXT_PASSWORD);
  expect(await statusOf(await signIn(program, user.email, NEXT_PASSWORD))).toBe(200);
  expect(await statusOf(user), 'the old log-in is nobody’s').toBe(403);
});
