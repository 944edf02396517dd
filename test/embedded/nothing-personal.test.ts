import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectSound } from '../support/embedded-audit.ts';
import { historyOf, runByHand, withClient } from '../support/embedded-executions.ts';
import { type EmbeddedProgram, startProgram } from '../support/embedded-program.ts';
import { deliver } from '../support/embedded-queue.ts';
import { Saboteur } from '../support/embedded-saboteur.ts';
import { movesTo, setPartner, setProgram } from '../support/embedded-settings.ts';
import { BEGIN, earners, fridayOf, weekOf } from '../support/embedded-weeks.ts';

/**
 * Every name and address of this program has a canary in it, and every kind of trouble befalls it. No log line, no
 * message and nothing of an execution may show one, nor a secret.
 */
const CANARY = 'quetzal';
const partners = ['p1', 'p2', 'p3', 'p4'];
const saboteur = new Saboteur();
const logs: string[] = [];
const messages: string[] = [];
let program: EmbeddedProgram;

beforeAll(async () => {
  program = await startProgram(BEGIN, { faults: saboteur.hooks, onLog: ({ line }) => void logs.push(line) });
  saboteur.payPalUrl = program.paypal.url;
  await setProgram(program.table, { bucketGroups: 1 });
  saboteur.before = ({ service, body }) => {
    if (service === 'sqs') messages.push(body);
    return undefined;
  };
  const events = earners(partners, 4).map((event) => {
    if (event.type === 'partner')
      return {
        ...event,
        name: `${CANARY} of ${event.partnerId}`,
        email: `${event.partnerId}@${CANARY}.example`,
        paypalEmail: `${CANARY}-${event.partnerId}@payee.example`,
      };
    if (event.type !== 'client-signed-up') return event;
    return {
      ...event,
      ownerName: `Owner ${CANARY}`,
      ownerEmail: `owner-${event.clientId}@${CANARY}.example`,
      secondaryUsers: [`${CANARY}@user.example`],
      howHeard: `from ${CANARY}@partner.example`,
    };
  });
  await program.tell(...events);
  await billingTrouble();
  await payPalTrouble();
  await deliver(program.cloud, `{"receiver":"${CANARY}@payee.example"}`, `${CANARY} is no JSON`);
  await heldRun();
});
afterAll(() => program?.stop());

async function billingTrouble(): Promise<void> {
  const [partner] = earners(['p1'], 0);
  await program.tell({ ...partner, name: `Another ${CANARY}` } as never);
  const invalid = { id: 'e1', type: 'partner', partnerId: 'p9', name: '', email: `${CANARY} at example` } as never;
  await expect(program.tell(invalid)).rejects.toThrow('400');
  // The ledger fails with what was to be written in its hands.
  let denied = false;
  saboteur.after = ({ from, operation }) => {
    if (from !== 'billing-events' || operation !== 'TransactWriteItems' || denied) return undefined;
    denied = true;
    return {
      status: 400,
      body: JSON.stringify({ __type: 'com.amazonaws.dynamodb.v20120810#ValidationException', message: 'no' }),
    };
  };
  await program.tell({ ...partner, id: 'e2', partnerId: 'p8', name: CANARY } as never);
  expect(denied).toBe(true);
}

async function payPalTrouble(): Promise<void> {
  await setPartner(program.table, 'p2', movesTo(`${CANARY}@nowhere`));
  program.paypal.setOutcome(`${CANARY}-p3@payee.example`, 'UNCLAIMED');
  program.paypal.setOutcome(`${CANARY}-p4@payee.example`, 'A-NEW-WORD');
  await program.friday(fridayOf(1));
  program.paypal.orderFault({ effect: 'malformed-json', stage: 'after' });
  let dead = false;
  saboteur.after = ({ from, operation }) => {
    if (from !== 'plan-buckets' || operation !== 'TransactWriteItems' || dead) return undefined;
    dead = true;
    return 'kill';
  };
  await program.friday(fridayOf(2));
  expect(dead).toBe(true);
}

async function heldRun(): Promise<void> {
  await setProgram(program.table, { bucketGroups: 1, caps: { maxRunCents: 1_00 } });
  await program.friday(fridayOf(3));
  await runByHand(program.cloud, weekOf(3), { release: { by: 'ops-7', note: 'checked' } });
  await program.friday(fridayOf(4));
  await runByHand(program.cloud, weekOf(4), { refuse: { by: 'ops-7', note: 'checked' } });
}

it('PayPal is told whom to pay, and the ledger knows the names', async () => {
  expect(program.paypal.transfers().filter(({ receiver }) => receiver.includes(CANARY)).length).toBeGreaterThan(4);
  await expectSound(program);
});

it('no log line shows a name, an address or a secret', () => {
  const { hmacKey } = JSON.parse(program.cloud.secretValue('SecretsBilling')) as { hmacKey: string };
  const { clientSecret } = JSON.parse(program.cloud.secretValue('SecretsPayPal')) as { clientSecret: string };
  expect(logs.filter((line) => line.includes('"alarm":true')).length).toBeGreaterThan(1);
  const shown = logs.filter((line) =>
    [CANARY, hmacKey, clientSecret].some((secret) => line.toLowerCase().includes(secret.toLowerCase())),
  );
  expect(shown).toEqual([]);
});

it('no message shows a name or an address', () => {
  expect(messages.length).toBeGreaterThan(2);
  expect(messages.filter((body) => body.toLowerCase().includes(CANARY))).toEqual([]);
});

it('no input, output or history of an execution does', async () => {
  const executions = program.cloud.executions();
  expect(executions.length).toBeGreaterThan(4);
  const texts = await withClient(program.cloud, async (client) =>
    Promise.all(
      executions.map(async ({ executionArn }) =>
        JSON.stringify([
          await client.send(new DescribeExecutionCommand({ executionArn })),
          await historyOf(client, executionArn),
        ]),
      ),
    ),
  );
  expect(texts.join().length).toBeGreaterThan(20_000);
  expect(texts.filter((text) => text.toLowerCase().includes(CANARY))).toEqual([]);
  expect(texts.filter((text) => /[\w.+-]+@[\w-]+\.\w+/.test(text))).toEqual([]);
});
