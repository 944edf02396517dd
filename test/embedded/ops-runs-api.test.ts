/** Operations at a Friday that did not go by itself: a run held by its guard, messages that were given up. Through the deployed API alone. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { alarmIsTrue } from '../support/embedded-alarms.ts';
import { expectClosed, ledgerItems, transfersOf } from '../support/embedded-audit.ts';
import { endOf, lastEnd } from '../support/embedded-executions.ts';
import { Owed } from '../support/embedded-owed.ts';
import { type EmbeddedProgram, startProgram } from '../support/embedded-program.ts';
import { ACCESS_DENIED, Saboteur } from '../support/embedded-saboteur.ts';
import { goesOnHold, setPartner, setProgram } from '../support/embedded-settings.ts';
import { callAs, signedInUser, type TestUser, type Tokens } from '../support/embedded-sign-in.ts';
import { BEGIN, earners, fridayOf, weekOf } from '../support/embedded-weeks.ts';

const partners = ['p1', 'p2', 'p3'];
const saboteur = new Saboteur();
const owed = new Owed(partners);
let program: EmbeddedProgram;
let finance: TestUser & Tokens;
let operations: TestUser & Tokens;
let keys = 0;

beforeAll(async () => {
  program = await startProgram(BEGIN, { faults: saboteur.hooks });
  await program.tell(...earners(partners, 3));
  finance = await signedInUser(program, 'finance@staff.example', ['finance']);
  operations = await signedInUser(program, 'operations@staff.example', ['operations']);
});
afterEach(() => saboteur.rest());
afterAll(() => program?.stop());

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: JSON as it comes; what matters of it is expected by each test.
  readonly body: any;
}

async function call(
  who: Tokens,
  method: string,
  path: string,
  more: Parameters<typeof callAs>[4] = {},
): Promise<Answer> {
  const response = await callAs(program, who, method, path, more);
  return { status: response.status, body: await response.json() };
}
const get = (path: string): Promise<Answer> => call(operations, 'GET', path);
function post(path: string, body?: unknown, { who = finance, key = newKey() } = {}): Promise<Answer> {
  return call(who, 'POST', path, { headers: { 'idempotency-key': key }, ...(body !== undefined && { body }) });
}
function newKey(): string {
  keys += 1;
  return `key-of-a-test-${String(keys).padStart(8, '0')}`;
}

describe('a held run', () => {
  const run = `/ops/runs/${weekOf(1)}`;
  let executionName = '';

  it('is seen, with what its release would pay and whom a run of today would not', async () => {
    await setProgram(program.table, { bucketGroups: 2, caps: { maxRunCents: 300_00 } });
    const preview = await get('/ops/preview');
    expect(preview).toMatchObject({
      status: 200,
      body: {
        weekEnding: weekOf(1),
        payouts: 3,
        breaches: [{ cap: 'max-run' }],
        comparison: { newReceivers: { count: 3 } },
      },
    });
    owed.earn();
    await program.friday(fridayOf(1));
    expect((await lastEnd(program.cloud)).lastState).toBe('HeldForRelease');
    expect((await get('/ops/runs')).body.items).toMatchObject([
      { weekEnding: weekOf(1), friday: fridayOf(1), state: 'held', heldSince: expect.stringContaining(fridayOf(1)) },
    ]);
    await setPartner(program.table, 'p2', goesOnHold);
    const release = await get(`${run}/release`);
    expect(release).toMatchObject({
      status: 200,
      body: {
        payouts: 3,
        payoutCents: preview.body.payoutCents,
        changed: { partners: 1, largest: [{ partnerId: 'p2', reasons: ['on-hold'], addressChanged: false }] },
      },
    });
  });

  it('is not decided on by operations, nor without a note or a key, nor started once more', async () => {
    const note = 'checked with billing';
    expect((await post(`${run}/release`, { note }, { who: operations })).status).toBe(403);
    expect((await post(`${run}/release`, { note: '' })).status).toBe(400);
    expect((await call(finance, 'POST', `${run}/release`, { body: { note } })).status).toBe(400);
    expect((await post('/ops/runs', { weekEnding: weekOf(1), note })).status).toBe(409);
    expect((await post(`${run}/retry`, { note })).status).toBe(409);
    expect((await get(run)).body.executions).toHaveLength(1);
    expect(transfersOf(program, 1)).toEqual([]);
  });

  it('is released once, and pays everybody as it was frozen', async () => {
    const key = newKey();
    const started = await post(`${run}/release`, { note: 'checked with billing' }, { key });
    expect(started.status).toBe(202);
    expect(await post(`${run}/release`, { note: 'checked with billing' }, { key })).toEqual(started);
    expect((await post(`${run}/refusal`, { note: 'changed our minds' }, { key })).status).toBe(422);
    ({ executionName } = started.body);
    const [execution] = program.cloud.executions();
    expect(execution?.executionArn).toContain(executionName);
    await endOf(program.cloud, execution?.executionArn ?? '');
    expect(transfersOf(program, 1)).toEqual(owed.pay(partners));
    await expectClosed(program, 1);
    expect(await post(`${run}/release`, { note: 'checked with billing' }, { key })).toEqual(started);
    expect((await post(`${run}/release`, { note: 'checked with billing' })).status).toBe(409);
  });

  it('tells afterwards who decided, what was paid and which way it went', async () => {
    const { body } = await get(run);
    expect(body).toMatchObject({
      state: 'closed',
      attempt: 2,
      report: { payouts: 3, openCents: 0 },
      decisions: [{ kind: 'release', by: finance.sub, note: 'checked with billing', at: expect.any(String) }],
      executions: [{ name: executionName, status: 'succeeded', decision: 'release' }, { status: 'succeeded' }],
    });
    expect(body.groups).toHaveLength(2);
    expect(body.batches.every(({ state }: { state: string }) => state === 'settled')).toBe(true);
    const items = await get(`${run}/items?limit=2`);
    const rest = await get(`${run}/items?limit=2&cursor=${items.body.next}`);
    const all = [...items.body.items, ...rest.body.items];
    expect(all.map(({ partnerId }) => partnerId).sort()).toEqual(partners);
    expect(all[0]).toMatchObject({ state: 'paid', receiver: 'p…@payee.example' });
    const traced = await get(`${run}/executions/${executionName}`);
    expect(traced.body).toMatchObject({ status: 'succeeded', reached: 'RunClosed', stepsLeftOut: 0 });
    const states = (await get('/ops/workflow')).body.states.map(({ name }: { name: string }) => name);
    expect(states).toEqual(expect.arrayContaining(['OpenRun', 'PlanBuckets', 'GroupFailed', 'RunClosed']));
    for (const step of traced.body.steps) {
      expect(states).toContain(step.state);
      expect(step.exitedAt).toEqual(expect.any(String));
    }
    const trail = (await ledgerItems(program.cloud)).filter(({ pk }) => pk.startsWith('AUDIT'));
    expect(trail.map(({ record }) => record)).toMatchObject([
      { action: 'run.release', subject: `run:${weekOf(1)}`, by: { id: finance.sub }, why: 'checked with billing' },
    ]);
  });

  it('has the steps of its Map side by side, each with its iteration', async () => {
    const { body } = await get(run);
    const { steps } = (await get(`${run}/executions/${body.executions[1].name}`)).body;
    const planned = steps.filter(({ state }: { state: string }) => state === 'PlanBuckets');
    expect(planned.map(({ iteration }: { iteration: number }) => iteration).sort()).toEqual([0, 1]);
    expect(steps.at(-1)).toMatchObject({ state: 'HeldForRelease' });
    expect(steps.at(-1)).not.toHaveProperty('iteration');
  });
});

describe('messages that were given up', () => {
  beforeAll(async () => {
    await setProgram(program.table, { bucketGroups: 2, settleWithinHours: 2 });
    await setPartner(program.table, 'p2', ({ hold: _, ...partner }) => partner);
    // The worker may not read the ledger for the whole run: after five receives each message goes to the dead letters.
    saboteur.before = ({ from, operation }) =>
      from === 'settle-payouts' && operation === 'GetItem' ? ACCESS_DENIED : undefined;
    owed.earn();
    await program.friday(fridayOf(2));
    await program.cloud.advanceTo(program.clock.now() + 2 * 3_600_000, { only: () => false });
    await program.cloud.idle();
    saboteur.rest();
  }, 120_000);

  it('call a person: the alarm of their queue is true', () => {
    expect(program.cloud.queueCounts('PayoutQueueDeadLetters').visible).toBeGreaterThan(0);
    expect(alarmIsTrue(program.cloud, 'PayoutQueueDeadLetters')).toBe(true);
  });

  it('are counted and looked at, and still there', async () => {
    expect(transfersOf(program, 2)).toEqual([]);
    const payouts = async () => (await get('/ops/dead-letters')).body.items[0];
    const before = await payouts();
    expect(before).toMatchObject({ queue: 'payouts', hidden: 0 });
    expect(before.waiting).toBeGreaterThan(0);
    const { body } = await get('/ops/dead-letters/payouts');
    expect(JSON.parse(body.items[0].body)).toMatchObject({ weekEnding: weekOf(2), generation: 1 });
    expect(body.items[0]).not.toHaveProperty('receipt');
    const after = await payouts();
    expect(after.waiting + after.hidden).toBe(before.waiting);
  });

  it('that are discarded are gone, and stay in the audit trail', async () => {
    const messageId = await shownId();
    const note = 'one of several of the same batch';
    expect((await post('/ops/dead-letters/payouts/discard', { messageId, note }, { who: operations })).status).toBe(
      403,
    );
    expect(await post('/ops/dead-letters/payouts/discard', { messageId, note })).toEqual({
      status: 200,
      body: { discarded: messageId },
    });
    const trail = (await ledgerItems(program.cloud)).filter(({ pk }) => pk.startsWith('AUDIT'));
    expect(trail.map(({ record }) => record)).toContainEqual(
      expect.objectContaining({ action: 'dead-letters.discard', why: note }),
    );
  });

  it('that are sent back are paid', async () => {
    const key = newKey();
    const answer = await post('/ops/dead-letters/payouts/redrive', { note: 'the cause is gone' }, { key });
    expect(answer.status).toBe(200);
    expect(answer.body.redriven.length).toBeGreaterThan(0);
    expect(await post('/ops/dead-letters/payouts/redrive', { note: 'the cause is gone' }, { key })).toEqual(answer);
    await program.cloud.idle();
    expect(alarmIsTrue(program.cloud, 'PayoutQueueDeadLetters')).toBe(false);
    expect(transfersOf(program, 2).length).toBeGreaterThan(0);
    // Whatever was discarded the daily look queues again.
    await program.cloud.advanceTo(program.clock.now() + 2 * 86_400_000, {
      only: ({ logicalId }) => logicalId.startsWith('Daily'),
    });
    expect(transfersOf(program, 2)).toEqual(owed.pay(partners));
    await expectClosed(program, 2);
  });

  it('of rules have nowhere to go back to', async () => {
    expect((await post('/ops/dead-letters/friday/redrive', { note: 'the cause is gone' })).status).toBe(409);
    expect((await get('/ops/dead-letters/friday')).body).toEqual({ items: [] });
  });

  /** What another test looked at a moment ago is shown again after three seconds. */
  async function shownId(): Promise<string> {
    for (;;) {
      const [letter] = (await get('/ops/dead-letters/payouts')).body.items;
      if (letter) return letter.messageId;
    }
  }
});
