import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectClosed, transfersOf } from '../support/embedded-audit.ts';
import { fireFriday, lastEnd } from '../support/embedded-executions.ts';
import { Owed } from '../support/embedded-owed.ts';
import { type EmbeddedProgram, startProgram } from '../support/embedded-program.ts';
import { deliver, messagesOf } from '../support/embedded-queue.ts';
import { Saboteur } from '../support/embedded-saboteur.ts';
import { setProgram } from '../support/embedded-settings.ts';
import { BEGIN, earners, fridayOf, partnersOfGroup, ruleTimeOf } from '../support/embedded-weeks.ts';

/** Two groups, so that each run has two batches: one in trouble, one beside it. Tests go from Friday to Friday. */
const partners = [0, 1].flatMap((group) => partnersOfGroup(group, 2, 2));
const NOTHING_LEFT = { visible: 0, inFlight: 0, delayed: 0 };
const saboteur = new Saboteur();
const owed = new Owed(partners);
const logs: string[] = [];
let program: EmbeddedProgram;
let creates = 0;

beforeAll(async () => {
  program = await startProgram(BEGIN, { faults: saboteur.hooks, onLog: ({ line }) => void logs.push(line) });
  await setProgram(program.table, { bucketGroups: 2 });
  await program.tell(...earners(partners, 6));
});
afterEach(() => saboteur.rest());
afterAll(() => program?.stop());

/** How often PayPal was asked to pay since the last time. */
function newCreates(): number {
  const before = creates;
  creates = program.paypal.calls().create;
  return creates - before;
}

async function expectPaid(week: number): Promise<void> {
  owed.earn();
  expect(transfersOf(program, week)).toEqual(owed.pay(partners));
  await expectClosed(program, week);
  expect(program.cloud.queueCounts('PayoutQueue')).toEqual(NOTHING_LEFT);
}

describe('the same message twice', () => {
  it('after its batch was paid', async () => {
    await program.friday(fridayOf(1));
    expect(newCreates()).toBe(2);
    await deliver(program.cloud, ...(await messagesOf(program.cloud, 1)));
    await program.cloud.idle();
    expect(newCreates()).toBe(0);
    await expectPaid(1);
  });

  it('to two workers at the same moment, both about to send', async () => {
    // Both have read the frozen batch before either may record its attempt.
    const waiting = new Map<string, PromiseWithResolvers<void>>();
    saboteur.before = async ({ from, operation, body }) => {
      if (from === 'queue-batches' && operation === 'SendMessageBatch') {
        const messages = await messagesOf(program.cloud, 2);
        await deliver(program.cloud, ...messages.filter(({ manifest }) => manifest.startsWith('g00')));
        return undefined;
      }
      const sends = from === 'settle-payouts' && operation === 'TransactWriteItems' && body.includes('leaseUntil');
      const batch = sends ? /BATCH#[^"]+/.exec(body)?.[0] : undefined;
      if (!batch?.startsWith('BATCH#g00')) return undefined;
      const other = waiting.get(batch);
      if (other) other.resolve();
      else waiting.set(batch, Promise.withResolvers());
      await waiting.get(batch)?.promise;
      return undefined;
    };
    await program.friday(fridayOf(2));
    expect(waiting.size).toBe(1);
    expect(newCreates()).toBe(2);
    await expectPaid(2);
  });

  it('while the first worker waits for PayPal', async () => {
    let delivered = false;
    saboteur.after = async ({ from, operation, body, reply }) => {
      const sends = from === 'settle-payouts' && operation === 'TransactWriteItems' && body.includes('leaseUntil');
      if (!sends || reply.status !== 200 || delivered) return undefined;
      delivered = true;
      await deliver(program.cloud, ...(await messagesOf(program.cloud, 3)));
      return undefined;
    };
    await program.friday(fridayOf(3));
    expect(delivered).toBe(true);
    expect(newCreates()).toBe(2);
    await expectPaid(3);
  });
});

it('a message of an older run, in the middle of a newer one, changes nothing', async () => {
  const stale = [...(await messagesOf(program.cloud, 1)), ...(await messagesOf(program.cloud, 2))];
  const before = [1, 2].map((week) => transfersOf(program, week));
  saboteur.before = async ({ from, operation }) => {
    if (from === 'queue-batches' && operation === 'SendMessageBatch') await deliver(program.cloud, ...stale);
    return undefined;
  };
  await program.friday(fridayOf(4));
  expect(newCreates()).toBe(2);
  expect([1, 2].map((week) => transfersOf(program, week))).toEqual(before);
  await expectPaid(4);
});

it('poison goes to the dead letters after five receives, and the batches beside it are paid', async () => {
  const [real] = await messagesOf(program.cloud, 4);
  const poison = ['no JSON', '{}', JSON.stringify({ ...real, manifest: 'g99-0001' })];
  let tries = 0;
  saboteur.after = ({ from, operation, body }) => {
    if (from === 'settle-payouts' && operation === 'GetItem' && body.includes('g99')) tries += 1;
    return undefined;
  };
  await deliver(program.cloud, ...poison);
  await program.cloud.idle();
  await program.friday(fridayOf(5));
  expect(newCreates()).toBe(2);
  // Five receives are spread over an hour; whoever comes back a sixth time goes.
  await program.cloud.advanceTo(program.clock.now() + 2 * 3_600_000, { only: () => false });
  await program.cloud.idle();
  expect(tries).toBe(5);
  expect(program.cloud.queueCounts('PayoutQueueDeadLetters').visible).toBe(poison.length);
  // Each receive says why, and for which message.
  expect(logs.filter((line) => line.includes('a payout message failed'))).toHaveLength(5 * poison.length);
  expect(logs.filter((line) => line.includes('no batch g99-0001/1'))).toHaveLength(5);
  await expectPaid(5);
});

it('a message that is lost is sent again by Reconcile', async () => {
  saboteur.before = ({ from, operation }) =>
    from === 'queue-batches' && operation === 'SendMessageBatch'
      ? { status: 200, body: JSON.stringify({ Successful: [], Failed: [] }) }
      : undefined;
  await program.cloud.advanceTo(ruleTimeOf(6), { only: () => false });
  await program.cloud.waitForExecution(await fireFriday(program.cloud, ruleTimeOf(6)));
  expect((await lastEnd(program.cloud)).lastState).toBe('RunClosed');
  expect(newCreates()).toBe(2);
  await expectPaid(6);
});
