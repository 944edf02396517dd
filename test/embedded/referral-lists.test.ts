/** A partner's list over HTTP: uploaded, previewed, committed, its result, and a client of it who signs up with billing. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clientDirectory } from '../../shared/adapters/ledger/client-directory.ts';
import { logins } from '../../shared/adapters/ledger/logins.ts';
import { USER_GROUPS } from '../../shared/contracts/user-groups.ts';
import { type ClientId, partnerId } from '../../shared/domain/ids.ts';
import { type EmbeddedProgram, startProgram } from '../support/embedded-program.ts';
import { callAs, signedInUser, type Tokens } from '../support/embedded-sign-in.ts';
import { BEGIN, earners } from '../support/embedded-weeks.ts';
import { runCommand } from '../support/run-command.ts';

let program: EmbeddedProgram;
let partner: Tokens;
let staff: Tokens;
beforeAll(async () => {
  program = await startProgram(BEGIN, { maxWorkersPerFunction: 1 });
  await program.tell(...earners(['p1', 'p2'], 0));
  const user = await signedInUser(program, 'p1@partner.example', [USER_GROUPS.partners]);
  await logins(program.table).connect(user.sub, partnerId('p1'));
  partner = user;
  staff = await signedInUser(program, 'ops@staff.example', [USER_GROUPS.operations]);
});
afterAll(() => program?.stop());

const send = (who: Tokens, path: string, body?: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${program.cloud.apiUrl}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${who.accessToken}`,
      'idempotency-key': randomUUID(),
      'content-type': 'text/csv',
      ...headers,
    },
    ...(body !== undefined && { body }),
  });
const get = async (who: Tokens, path: string) => callAs(program, who, 'GET', path);

const FILE =
  '\uFEFFname,notes,Email\r\n"Miller, Jo",x,jo@newshop.example\r\nOwner,,no address\r\n,,JO@newshop.example\r\n';

it('is previewed, committed, and credits a client who signs up', async () => {
  const uploaded = await send(partner, '/me/referral-lists', FILE);
  expect(uploaded.status).toBe(201);
  const { id } = (await uploaded.json()) as { id: string };
  const list = `/me/referral-lists/${id}`;
  await program.cloud.idle();
  expect(await (await get(partner, list)).json()).toMatchObject({
    state: 'previewed',
    rows: 3,
    preview: { done: 3, outcomes: { new: 1, invalid: 1, duplicate: 1 } },
  });
  expect((await get(partner, `${list}/result`)).status).toBe(409);
  const invalid = await (await get(partner, `${list}/rows?outcome=invalid`)).json();
  expect(invalid).toMatchObject({ items: [{ line: 3, email: 'no address', outcome: 'invalid' }] });

  expect((await send(partner, `${list}/commit`)).status).toBe(202);
  await program.cloud.idle();
  expect(await (await get(partner, list)).json()).toMatchObject({ state: 'committed', commit: { done: 3 } });
  const result = await get(partner, `${list}/result`);
  expect(result.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(await result.text()).toBe(
    [
      'line,email,name,outcome,detail',
      '2,jo@newshop.example,"Miller, Jo",new,',
      '3,no address,Owner,invalid,the e-mail must be an e-mail address of at most 127 characters',
      '4,JO@newshop.example,,duplicate,repeats line 2',
      '',
    ].join('\n'),
  );

  await program.tell({
    id: 'sign-up-of-jo',
    type: 'client-signed-up',
    clientId: 'jo',
    ownerName: 'Jo Miller',
    ownerEmail: 'Jo@newshop.example',
  });
  expect(await clientDirectory(program.table).signUp('jo' as ClientId)).toMatchObject({
    creditedBy: 'list',
    listId: id,
  });
  const clients = (await (await get(partner, '/me/clients')).json()) as { items: readonly { clientId: string }[] };
  expect(clients.items.map(({ clientId }) => clientId)).toContain('jo');

  // To operations it is p1's list, and nobody else's.
  expect((await get(staff, `/ops/partners/p1/referral-lists/${id}`)).status).toBe(200);
  expect((await get(staff, `/ops/partners/p2/referral-lists/${id}`)).status).toBe(404);
});

it('is refused as a whole where the file is none, and nothing is stored', async () => {
  const refused = await send(partner, '/me/referral-lists', 'mail,name\njo@shop.example,Jo\n');
  expect([refused.status, await refused.json()]).toMatchObject([
    422,
    { detail: 'line 1 "mail,name" must have the column email', errors: [{ field: 'line 1', in: 'body' }] },
  ]);
  expect((await send(partner, '/me/referral-lists', FILE, { 'content-type': 'text/plain' })).status).toBe(415);
  const lists = (await (await get(partner, '/me/referral-lists')).json()) as { items: unknown[] };
  expect(lists.items).toHaveLength(1);
});

it('of operations is uploaded in the name of the partner', async () => {
  const uploaded = await send(staff, '/ops/partners/p2/referral-lists', FILE);
  expect([uploaded.status, await uploaded.json()]).toMatchObject([201, { partnerId: 'p2', uploadedBy: 'operations' }]);
  expect((await send(staff, '/ops/partners/nobody/referral-lists', FILE)).status).toBe(404);
  expect((await send(partner, '/ops/partners/p2/referral-lists', FILE)).status).toBe(403);
});

it('is told of by the command line, which refuses a file that is none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'referral-list-test-'));
  try {
    const [file, wrong, out] = [join(folder, 'list.csv'), join(folder, 'wrong.csv'), join(folder, 'result.csv')];
    await writeFile(file, 'email,name\nann@newshop.example,Ann\nno address,\n');
    await writeFile(wrong, 'email\n"ann@newshop.example\n');
    process.env.PARTNER_PAYOUTS_TOKEN = staff.accessToken;
    const run = (...args: readonly string[]) =>
      runCommand('local/referral-list.ts', '--api', program.cloud.apiUrl, '--partner', 'p2', ...args).ended;

    const done = await run('--file', file, '--commit', '--out', out);
    expect({ code: done.code, stderr: done.stderr }).toMatchObject({ code: 0 });
    expect(done.stdout).toContain('commit of 2 rows\n       1  new\n       1  invalid\n');
    expect(done.stdout).toContain('line 3: no address (the e-mail must be an e-mail address');
    expect(await readFile(out, 'utf8')).toContain('2,ann@newshop.example,Ann,new,\n');

    const refused = await run('--file', wrong);
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringContaining('line 2 must close the quote that is opened in this row'),
    ]);
    process.env.PARTNER_PAYOUTS_TOKEN = 'no-token';
    expect(await run('--file', file)).toMatchObject({ code: 1, stderr: expect.stringContaining('sign in again') });
  } finally {
    delete process.env.PARTNER_PAYOUTS_TOKEN;
    await rm(folder, { recursive: true, force: true });
  }
});
