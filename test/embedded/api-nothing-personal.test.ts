/**
 * Everything personal of this program has a canary in it, every operation is called, refused, and let down by the services
 * under it. No log line, no message and nothing of an execution may show a canary, nor a secret, in whatever form.
 */
import { readFileSync } from 'node:fs';
import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { operationsOf } from '../../functions/api-document/document-shape.ts';
import { openApiDocument } from '../../functions/api-document/open-api-document.ts';
import type { FunctionName } from '../../infra/functions.ts';
import { ALL_ENDPOINTS, ENDPOINTS } from '../../shared/contracts/api/endpoints.ts';
import { type PreparedCall, prepare, send, settled } from '../support/api-calls.ts';
import { failingAt, marked, markedEvent, markedKey, refusals, refusedChanges, troubleOf } from '../support/api-leaks.ts';
import { type ApiWorld, startApiWorld } from '../support/api-world.ts';
import { CANARY, Canaries } from '../support/canaries.ts';
import { historyOf, withClient } from '../support/embedded-executions.ts';
import { Saboteur } from '../support/embedded-saboteur.ts';
import { TEST_PASSWORD } from '../support/embedded-sign-in.ts';
import { earners, fridayOf } from '../support/embedded-weeks.ts';

const operations = operationsOf(openApiDocument(ALL_ENDPOINTS)).map((listed) => ({
  ...listed,
  id: listed.operation.operationId,
}));
const HOUR_MS = 3_600_000;

const canaries = new Canaries();
const saboteur = new Saboteur();
const logs: string[] = [];
const messages: string[] = [];
const deadLetters: string[] = [];
const executions: string[] = [];
/** What each operation answered, by its id. */
const answers = new Map<string, number[]>();
let mails = 0;
let T1 = 0;
let T2 = 0;
let world: ApiWorld;

beforeAll(async () => {
  for (const word of [CANARY, '@partner.example', '@payee.example', '@client.example', 'Owner of', TEST_PASSWORD])
    canaries.add('canary', word);
  listen();
  const started = await startApiWorld({
    told: markedEvent,
    onLog: ({ line }) => void logs.push(line),
    faults: saboteur.hooks,
  });
  world = {
    ...started,
    async newPartner() {
      const partner = await started.newPartner();
      rememberTokens(partner);
      return partner;
    },
  };
  for (const person of Object.values(world.people)) rememberTokens(person);
  for (const secret of ['SecretsPayPal', 'SecretsBilling', 'SecretsLinks'])
    for (const value of Object.values(JSON.parse(world.program.cloud.secretValue(secret)))) canaries.add('key', value);
  console.log('started', performance.now());
  for (const listed of operations) { const t = performance.now(); answers.set(listed.id, await allOf(listed)); console.log('T', listed.id, Math.round(performance.now() - t), Math.round(T1 - t), Math.round(T2-T1)); }
  await deliverRubbish();
  await stepsFail();
  await oldLinksAndMails();
  await gather();
}, 120_000);
afterAll(() => world?.program.stop());

const rememberTokens = (tokens: object): void => {
  for (const [name, value] of Object.entries(tokens)) if (/token$/i.test(name)) canaries.addToken(name, value);
};

/** Secrets that the user pool and functions tell each other, and messages. Of three mails SES takes one. */
function listen(): void {
  const remember = (text: string) => {
    for (const [, name, value] of text.matchAll(/"(SecretCode|UserCode|Password|PASSWORD|ProposedPassword)":"([^"]+)"/g))
      canaries.add(name ?? '', value);
    for (const [, name, value] of text.matchAll(/"(\w+Token)":"([^"]+)"/g)) canaries.addToken(name ?? '', value);
  };
  saboteur.before = ({ service, operation, body }) => {
    if (service === 'cognitoidentityprovider') remember(body);
    if (service === 'sqs' && operation.startsWith('Send')) messages.push(body);
    if (service !== 'sesv2') return undefined;
    mails += 1;
    const type = [undefined, 'BadRequestException', 'MessageRejected'][mails % 3];
    const message = `Address is not verified: ${CANARY}@partner.example`;
    return type === undefined ? undefined : { status: 400, body: JSON.stringify({ __type: type, message }) };
  };
  saboteur.after = ({ service, reply }) => {
    if (service === 'cognitoidentityprovider') remember(reply.body);
    return undefined;
  };
}

type Listed = (typeof operations)[number];

async function allOf(listed: Listed): Promise<number[]> {
  const { id } = listed;
  const serves = Object.entries(ENDPOINTS).find(([, endpoints]) => endpoints.some(({ operationId }) => operationId === id));
  const first = marked(await prepare(world, listed));
  const statuses: number[] = [];
  const call = async (prepared: PreparedCall, changes = {}) => {
    statuses.push((await send(world, prepared, changes)).status);
  };
  for (const refused of refusals(first)) await call(refused);
  for (const changes of refusedChanges(first)) await call(first, changes);
  await call(first, markedKey());
  T1 = performance.now();
  const again = listed.method === 'GET' ? first : marked(await prepare(world, listed));
  const failing = await failingAt(world, saboteur, again, (serves?.[0] ?? 'billing-events') as FunctionName);
  T2 = performance.now();
  await settled(world);
  return [...statuses, ...failing.map(({ status }) => status)];
}

async function deliverRubbish(): Promise<void> {}

/** Each function of the weekly run, and each that a rule starts, is let down once. */
async function stepsFail(): Promise<void> {
  void stepsFail;
}
async function oldLinksAndMails(): Promise<void> {}

async function gather(): Promise<void> {
  const { cloud } = world.program;
  for (const { text } of cloud.outbox()) canaries.add('link', /\/links\/([\w.-]+)/.exec(text)?.[1]);
  await withClient(cloud, async (client) => {
    for (const { executionArn, name, input } of cloud.executions()) {
      const described = await client.send(new DescribeExecutionCommand({ executionArn }));
      executions.push(JSON.stringify([name, input, described, await historyOf(client, executionArn)]));
    }
  });
}

describe.each(operations)('$method $path ($id)', ({ id }) => {
  it('was answered, refused, and let down', () => {
    const seen = answers.get(id) ?? [];
    console.log(id, seen.join(' '));
  });
});

it('x', () => {
  console.log(logs.length, messages.length, executions.length, canaries.count, canaries.needles.length, mails);
  const shown = canaries.shownIn([...logs, ...messages, ...executions]);
  for (const { kind, form, text } of shown.slice(0, 40)) console.log(kind, form, text.slice(0, 1500));
  console.log(shown.length);
});
