/** A claim over HTTP, with the deployed handlers: from the partner's claim to the client's mail and click, and to Friday's payout. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logins } from '../../shared/adapters/ledger/logins.ts';
import { USER_GROUPS } from '../../shared/contracts/user-groups.ts';
import { partnerId } from '../../shared/domain/ids.ts';
import { type EmbeddedProgram, startProgram } from '../support/embedded-program.ts';
import { callAs, signedInUser, type TestUser, type Tokens } from '../support/embedded-sign-in.ts';
import { addressOf, BEGIN, earners, fridayOf, weeklyCents, weekOf } from '../support/embedded-weeks.ts';

type Person = TestUser & Tokens;
const OWNER = 'owner@p1.example';
const CLIENT = 'client-of-p1';

const logs: string[] = [];
let program: EmbeddedProgram;
let claimant: Person;
let former: Person;
let operations: Person;
let finance: Person;
beforeAll(async () => {
  program = await startProgram(BEGIN, { maxWorkersPerFunction: 1, onLog: ({ line }) => void logs.push(line) });
  await program.tell(...earners(['p1'], 2), ...earners(['p2'], 0));
  await program.friday(fridayOf(1));
  const partner = async (id: string): Promise<Person> => {
    const user = await signedInUser(program, `${id}@partner.example`, [USER_GROUPS.partners]);
    await logins(program.table).connect(user.sub, partnerId(id));
    return user;
  };
  [former, claimant] = [await partner('p1'), await partner('p2')];
  operations = await signedInUser(program, 'ops@staff.example', [USER_GROUPS.operations]);
  finance = await signedInUser(program, 'fin@staff.example', [USER_GROUPS.finance]);
});
afterAll(() => program?.stop());

const get = async (who: Person, path: string): Promise<{ status: number; body: never }> => {
  const answer = await callAs(program, who, 'GET', path);
  return { status: answer.status, body: (await answer.json()) as never };
};
const post = async (who: Person, path: string, body: unknown): Promise<{ status: number; body: never }> => {
  const answer = await callAs(program, who, 'POST', path, { body, headers: { 'idempotency-key': randomUUID() } });
  return { status: answer.status, body: (await answer.json()) as never };
};
async function mailsTo(address: string): Promise<string[]> {
  await program.cloud.idle();
  return program.cloud.outbox().flatMap(({ to, text }) => (to.includes(address) ? [text] : []));
}
const linkIn = (text: string | undefined): string => /\S+\/claims\/\S+/.exec(text ?? '')?.[0] ?? '';

describe('a claim', () => {
  let claimId: string;
  let link: string;

  it('is made by e-mail; the answer is that of an account that does not exist', async () => {
    const made = await post(claimant, '/me/claims', { email: OWNER, note: 'we met at a fair' });
    const nobody = await post(claimant, '/me/claims', { email: 'owner@nobody.example', note: 'we met at a fair' });
    const plain = ({ status, body }: { status: number; body: object }) => [
      status,
      JSON.stringify({ ...body, claimId: '' }).replaceAll(/owner@\w+\.example/g, '…'),
    ];
    expect(made.status).toBe(201);
    expect(plain(made)).toEqual(plain(nobody));
    claimId = (made.body as { claimId: string }).claimId;
    expect(await mailsTo('owner@nobody.example')).toEqual([]);
  });

  it('asks the client by a mail whose page says what it means; looking changes nothing', async () => {
    const [mail] = await mailsTo(OWNER);
    expect(mail).toContain('Partner p2 takes part in our partner program');
    link = linkIn(mail);
    for (let look = 0; look < 2; look += 1) {
      const page = await fetch(link);
      const text = await page.text();
      expect(page.status).toBe(200);
      expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
      expect(text).toContain('<h1>Did Partner p2 refer you to us?</h1>');
      expect(text).toContain('<form method="post" action="?answer=confirm">');
      expect(text).toContain('<form method="post" action="?answer=deny">');
    }
    expect(await get(claimant, '/me/claims')).toMatchObject({
      body: { items: [{ state: 'open' }, { state: 'open' }] },
    });
    expect((await fetch(link, { method: 'POST' })).status).toBe(400);
    expect((await fetch(`${link}?answer=maybe`, { method: 'POST' })).status).toBe(400);
  });

  it('is seen by operations with its evidence and with what a decision would move', async () => {
    expect(await get(operations, '/ops/claims')).toMatchObject({
      body: { items: expect.arrayContaining([expect.objectContaining({ claimId })]) },
    });
    expect(await get(operations, `/ops/claims/${claimId}`)).toMatchObject({
      body: {
        claim: { partnerName: 'Partner p2', note: 'we met at a fair', state: 'open', clientId: CLIENT },
        evidence: { ownerEmail: OWNER, link: 'p1', creditedBy: 'link', referrers: [{ partnerId: 'p1' }] },
        others: [],
      },
    });
    const earned = weeklyCents('p1');
    expect(await get(operations, `/ops/claims/${claimId}/preview`)).toMatchObject({
      body: {
        partners: [
          { partnerId: 'p1', cents: -2 * earned, decidedCents: -earned },
          { partnerId: 'p2', cents: 2 * earned },
        ],
      },
    });
    const decision = { decision: 'confirm', heardFrom: 'Owner', heardOn: weekOf(1), note: 'on the phone' };
    expect((await post(operations, `/ops/claims/${claimId}/decision`, decision)).status).toBe(403);
  });

  it('is confirmed by a second click, once, and told to both partners', async () => {
    const pressed = await fetch(`${link}?answer=confirm`, { method: 'POST' });
    expect([pressed.status, await pressed.text()]).toEqual([200, expect.stringContaining('Thank you: that is noted')]);
    for (const method of ['GET', 'POST']) {
      const again = await fetch(`${link}?answer=deny`, { method });
      expect([again.status, await again.text()]).toEqual([410, expect.stringContaining('This link was used')]);
    }
    expect(await mailsTo('p2@partner.example')).toEqual([expect.stringContaining('Your claim is confirmed')]);
    expect(await mailsTo('p1@partner.example')).toEqual([
      expect.stringContaining('named another partner as their referrer'),
    ]);
    expect(await get(claimant, '/me/claims')).toMatchObject({
      body: {
        items: expect.arrayContaining([expect.objectContaining({ claimId, state: 'confirmed', clientId: CLIENT })]),
      },
    });
    expect(await get(former, `/me/clients/${CLIENT}/why`)).toMatchObject({
      body: { client: { standing: { code: 'other-referrer' } }, asides: [{ code: 'referrer-corrected' }] },
    });
    expect(await get(claimant, `/me/clients/${CLIENT}/why`)).toMatchObject({
      body: { client: { standing: { code: 'earning' } } },
    });
  });

  it('is paid on Friday to the claimant, and carried off the other’s balance', async () => {
    const earned = weeklyCents('p1');
    await program.friday(fridayOf(2));
    // The first week was paid to p1 before the claim.
    expect(program.moved().get(addressOf('p1'))).toBe(earned);
    expect(program.moved().get(addressOf('p2'))).toBe(2 * earned);
    expect(await get(former, '/me/earnings')).toMatchObject({ body: { balanceCents: -earned, paidCents: earned } });
    expect(await get(claimant, '/me/earnings')).toMatchObject({ body: { balanceCents: 0, paidCents: 2 * earned } });
  });

  it('is reopened by finance, which moves it back; the client is asked again, and denies', async () => {
    const note = 'the client called: it was the other one';
    expect(await post(finance, `/ops/claims/${claimId}/decision`, { decision: 'reopen', note })).toMatchObject({
      status: 200,
      body: { state: 'open' },
    });
    const anew = linkIn((await mailsTo(OWNER)).at(-1));
    expect(anew).not.toBe(link);
    const denied = await fetch(`${anew}?answer=deny`, { method: 'POST' });
    expect([denied.status, await denied.text()]).toEqual([200, expect.stringContaining('nothing changes')]);
    await program.friday(fridayOf(3));
    const earned = weeklyCents('p1');
    expect(program.moved().get(addressOf('p1'))).toBe(2 * earned);
    expect(await get(claimant, '/me/earnings')).toMatchObject({ body: { balanceCents: -2 * earned } });
    const again = await post(claimant, '/me/claims', { email: OWNER });
    expect(again).toMatchObject({ status: 409, body: { title: 'The client has denied this claim' } });
  });

  it('leaves a trail of who did what, and no address in any log', async () => {
    const { body } = await get(operations, '/ops/audit?limit=50');
    const actions = (body as { items: { action: string; subject: string }[] }).items
      .filter(({ subject }) => subject === `claim:${claimId}`)
      .map(({ action }) => action)
      // The clock stands, and what happened at one instant is in no order.
      .sort();
    expect(actions).toEqual(['claim.confirmed', 'claim.denied', 'claim.make', 'claim.reopen']);
    expect(logs.filter((line) => line.includes('@p1.example') || line.includes('@nobody.example'))).toEqual([]);
  });
});

it('the daily rule reminds the client and ends what nobody answers', async () => {
  await program.tell({
    id: 'sign-up-quiet',
    type: 'client-signed-up',
    clientId: 'quiet',
    ownerName: 'Q',
    ownerEmail: 'owner@quiet.example',
  });
  const { body } = await post(claimant, '/me/claims', { clientId: 'quiet' });
  const { claimId } = body as { claimId: string };
  for (const week of [4, 5, 6]) await program.friday(fridayOf(week));
  expect(await mailsTo('owner@quiet.example')).toHaveLength(3);
  const shown = (await get(claimant, '/me/claims')).body as { items: { claimId: string; state: string }[] };
  expect(shown.items.find((each) => each.claimId === claimId)).toMatchObject({ state: 'expired' });
});
