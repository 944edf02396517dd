/**
 * Everything personal of this program has a canary in it; every operation is called, refused, and let down by the services
 * under it. No log line, no message and nothing of an execution may show a canary or a secret, in whatever form.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operationsOf } from '../../functions/api-document/document-shape.ts';
import { openApiDocument } from '../../functions/api-document/open-api-document.ts';
import { FUNCTION_NAMES, type FunctionName } from '../../infra/functions.ts';
import type { EmbeddedCloud } from '../../local/embedded-cloud.ts';
import { callUserPool } from '../../local/user-pool/add-user.ts';
import { ALL_ENDPOINTS, ENDPOINTS, SIGNED_ENDPOINTS } from '../../shared/contracts/api/endpoints.ts';
import { type Answered, prepare, send, settled } from '../support/api-calls.ts';
import { marked, markedEvent, markedKey, refusals, refusedChanges } from '../support/api-leaks.ts';
import { withNewAddress } from '../support/api-samples/settings.ts';
import { type ApiWorld, startApiWorld } from '../support/api-world.ts';
import { CANARY, CANARY_ADDRESS, Canaries } from '../support/canaries.ts';
import { deadLetterTexts, executionTexts, putOnQueue } from '../support/embedded-evidence.ts';
import { Indiscretions } from '../support/embedded-indiscretions.ts';
import { Saboteur, type SeenRequest } from '../support/embedded-saboteur.ts';
import { setProgram } from '../support/embedded-settings.ts';
import { chooseForgotten, TEST_PASSWORD } from '../support/embedded-sign-in.ts';
import { earners } from '../support/embedded-weeks.ts';

const operations = operationsOf(openApiDocument(ALL_ENDPOINTS)).map((listed) => ({
  ...listed,
  id: listed.operation.operationId,
}));
type Listed = (typeof operations)[number];
/** What they answer is theirs already: nothing that they ask could fail. */
const NEEDS_NOTHING: readonly FunctionName[] = ['portal-settings', 'api-document'];
/** Started by no call: steps, workers, what rules start. */
const INNER = FUNCTION_NAMES.filter((name) => !(name in ENDPOINTS) && !(name in SIGNED_ENDPOINTS));
const RUBBISH = [`{"id":"${CANARY_ADDRESS}","receiver":"${CANARY_ADDRESS}"}`, `${CANARY} is no JSON`];
const DAY_MS = 86_400_000;
/** Beyond so many requests of a call, those that follow are of a kind that failed before. */
const MOST_PLACES = { reads: 3, writes: 6 };

const canaries = new Canaries();
const indiscretions = new Indiscretions();
const saboteur = new Saboteur();
const logs: { readonly from: string; readonly line: string }[] = [];
const messages: string[] = [];
const deadLetters: string[] = [];
const executions: string[] = [];
/** What each operation answered, by its id. */
const answers = new Map<string, number[]>();
/** What becomes of a request of a function. */
let trouble: (request: SeenRequest) => ReturnType<Indiscretions['next']> | undefined = () => undefined;
/** Mails that SES refuses, by the error's name. */
let refusedMail: (count: number) => string | undefined = (count) =>
  // Of two mails that a change writes one arrives: links are taken from them.
  [undefined, 'BadRequestException', undefined, 'MessageRejected'][count % 4];
let world: ApiWorld;

beforeAll(async () => {
  for (const word of [CANARY, '@partner.example', '@payee.example', '@client.example', 'Owner of', TEST_PASSWORD])
    canaries.add('canary', word);
  listen();
  const onLog = ({ functionName: from, line }: { functionName: string; line: string }) => logs.push({ from, line });
  const begun = await startApiWorld({ told: markedEvent, onLog, faults: saboteur.hooks });
  world = { ...begun, newPartner: async () => remembered(await begun.newPartner()) };
  for (const person of Object.values(world.people)) remembered(person);
  for (const listed of operations)
    answers.set(
      listed.id,
      (await everyCallOf(listed)).map(({ status }) => status),
    );
  await passwordsForgotten();
  await mailsAndRubbish();
  await fridaysOfTrouble();
  executions.push(...(await executionTexts(world.program.cloud)));
  deadLetters.push(...(await deadLetterTexts(world.program.cloud)));
}, 300_000);
afterAll(() => world?.program.stop());

function remembered<Tokens extends object>(tokens: Tokens): Tokens {
  for (const [name, value] of Object.entries(tokens)) if (/token$/i.test(name)) canaries.addToken(name, value);
  return tokens;
}

/** Collects messages, and the secrets that the user pool and the functions tell each other. */
function listen(): void {
  let mails = 0;
  saboteur.before = (request) => {
    const { service, operation, body } = request;
    if (service === 'cognitoidentityprovider') canaries.hear(body);
    if (service === 'sqs' && operation.startsWith('Send')) messages.push(body);
    const failure = trouble(request);
    if (failure || service !== 'sesv2') return failure;
    mails += 1;
    const __type = refusedMail(mails);
    return __type === undefined
      ? undefined
      : { status: 400, body: JSON.stringify({ __type, message: `${CANARY_ADDRESS} is not verified` }) };
  };
  saboteur.after = ({ service, reply }) => {
    if (service === 'cognitoidentityprovider') canaries.hear(reply.body);
    return undefined;
  };
}

/** Refused, answered, and let down at one request after the other, until nothing is left to fail. */
async function everyCallOf(listed: Listed): Promise<Answered[]> {
  const again = async () => marked(await prepare(world, listed));
  let call = await again();
  const all: Answered[] = [];
  for (const refused of refusals(call)) all.push(await send(world, refused));
  for (const changes of refusedChanges(call)) all.push(await send(world, call, changes));
  all.push(await send(world, call, markedKey()));
  if (listed.method !== 'GET') call = await again();
  const most = listed.method === 'GET' ? MOST_PLACES.reads : MOST_PLACES.writes;
  for (let place = 1, reached = true; reached && place <= most; place += 1) {
    // What was looked at a moment ago is hidden: another message is there at once.
    if ((place > 1 && listed.path.endsWith('/redrive')) || listed.path.endsWith('/discard')) call = await again();
    let seen = 0;
    trouble = ({ from }) => {
      if (from !== servedBy(listed)) return undefined;
      seen += 1;
      return seen === place ? indiscretions.next(call.caller?.accessToken) : undefined;
    };
    all.push(await send(world, call, markedKey()));
    reached = seen >= place;
  }
  trouble = () => undefined;
  await settled(world);
  return all;
}

const servedBy = ({ id }: Listed): FunctionName => {
  const [name] =
    Object.entries(ENDPOINTS).find(([, served]) => served.some(({ operationId }) => operationId === id)) ??
    Object.entries(SIGNED_ENDPOINTS).find(([, { operationId }]) => operationId === id) ??
    [];
  return name as FunctionName;
};

/** What the user pool tells of it has the address in it. The first time the function that is told is let down. */
async function passwordsForgotten(): Promise<void> {
  const { cloud } = world.program;
  const { email: Username } = await world.newPartner();
  const about = { ClientId: cloud.userPool.clientId, Username };
  trouble = indiscretions.atFirstRequests(['password-chosen'], 1);
  for (const ended of ['rejected', 'fulfilled']) {
    await callUserPool(cloud, 'ForgotPassword', about);
    const [, ConfirmationCode] = /code is (\d{6})/.exec(cloud.outbox().at(-1)?.text ?? '') ?? [];
    canaries.add('code', ConfirmationCode);
    const chosen = { ...about, ConfirmationCode, Password: `${CANARY}-Horse-8A` };
    const [{ status } = {}] = await Promise.allSettled([callUserPool(cloud, 'ConfirmForgotPassword', chosen)]);
    expect(status).toBe(ended);
  }
  trouble = () => undefined;
}

/** SES refuses everything until mails are given up; links are too old; and messages come that are none. */
async function mailsAndRubbish(): Promise<void> {
  const { cloud, clock } = world.program;
  const never = { only: () => false };
  for (const body of RUBBISH)
    for (const queue of ['PayoutQueue', 'LookQueue', 'MailDeliveryQueue', 'ReferralListQueue'])
      await putOnQueue(cloud, queue, body);
  refusedMail = () => 'MessageRejected';
  await withNewAddress(world);
  for (let receive = 1; receive <= 11; receive += 1) await cloud.advanceTo(clock.now() + 721_000, never);
  await cloud.advanceTo(clock.now() + 31 * DAY_MS, never);
  await cloud.advanceTo(clock.now() + DAY_MS, { only: ({ logicalId }) => logicalId.startsWith('Daily') });
  refusedMail = () => undefined;
  for (const link of linksIn(cloud)) {
    canaries.add('link', link);
    for (const method of ['GET', 'POST']) await fetch(`${cloud.apiUrl}/links/${link}`, { method });
  }
}

const linksIn = (cloud: EmbeddedCloud): string[] =>
  cloud.outbox().flatMap(({ text }) => /\/links\/([\w.-]+)/.exec(text)?.[1] ?? []);

/** A run that is held, and one that refuses it and pays: each function is let down twice on the way. */
async function fridaysOfTrouble(): Promise<void> {
  const { program } = world;
  const nextFriday = () => program.cloud.rules().find(({ logicalId }) => logicalId.startsWith('Friday'))?.next ?? 0;
  trouble = indiscretions.atFirstRequests(INNER, 2);
  const { email } = await world.newPartner();
  for (const _ of [1, 2, 3]) await chooseForgotten(program, email, `${TEST_PASSWORD}-anew`).catch(() => undefined);
  for (const [number, maxRunCents] of [1, 1_000_000_00].entries()) {
    await program.tell(...earners([`late-${number}`], 2));
    await setProgram(program.table, { caps: { maxRunCents }, bucketGroups: 1 });
    await program.cloud.advanceTo(nextFriday());
  }
  await settled(world);
}

const lines = () => logs.map(({ line }) => line);
const shownIn = (texts: readonly string[]) =>
  canaries
    .shownIn(texts)
    .map(({ kind, form, text }) => `${kind}, ${form}: ${text.slice(0, 2_000)}`)
    .slice(0, 5);

describe('trouble that was made', () => {
  it.each(operations)('$id was answered, refused and let down', ({ id, ...listed }) => {
    const kinds = new Set(answers.get(id)?.map((status) => Math.floor(status / 100)));
    expect([...kinds].sort()).toEqual(NEEDS_NOTHING.includes(servedBy({ id, ...listed })) ? [2, 4] : [2, 4, 5]);
  });

  it('was logged by every function that asks a service', () => {
    const plain = (name: string) => name.toLowerCase().replaceAll('-', '');
    const wrote = (name: FunctionName) =>
      logs.some(
        ({ from, line }) => plain(from).includes(`functions${plain(name)}function`) && line.includes('"ERROR"'),
      );
    expect(FUNCTION_NAMES.filter((name) => !wrote(name))).toEqual(NEEDS_NOTHING);
    for (const words of [
      'a mail was refused',
      'a mail was given up',
      'mails were not queued',
      'payout message failed',
      'list message failed',
    ])
      expect(lines().filter((line) => line.includes(words)).length, words).toBeGreaterThan(0);
    for (const hidden of ['(address)', '(token)', '(text) is not valid JSON'])
      expect(lines().filter((line) => line.includes(hidden)).length, hidden).toBeGreaterThan(5);
  });

  it('went through queues, given-up messages and executions', () => {
    expect(messages.length).toBeGreaterThan(20);
    expect(deadLetters.length).toBeGreaterThan(RUBBISH.length);
    expect(executions.filter((text) => text.includes('noteKeptAs')).length).toBeGreaterThan(1);
    expect(executions.filter((text) => text.includes('(address)')).length).toBeGreaterThan(0);
  });
});

describe('nothing personal', () => {
  it('is in a log line', () => expect(shownIn(lines())).toEqual([]));
  it('is in a message', () => expect(shownIn(messages)).toEqual([]));
  it('is in an execution: name, input, output, history', () => expect(shownIn(executions)).toEqual([]));
  it('is in a dead letter, but what this test wrote itself', () => {
    const ours = (text: string) => RUBBISH.some((body) => text.includes(JSON.stringify(body)));
    expect(shownIn(deadLetters.filter((text) => !ours(text)))).toEqual([]);
    expect(shownIn(deadLetters)).not.toEqual([]);
  });
});

describe('the search', () => {
  it('knows what is secret', () => expect(canaries.count).toBeGreaterThan(200));

  it('finds a canary and a secret of each kind in each form, and one line among all', () => {
    const first = new Map(canaries.needles.map((needle) => [`${needle.kind} ${needle.form}`, needle]));
    const planted = [...first.values()].map(({ sought }) => `{"level":"INFO","x":"${sought}"}`);
    expect(planted.filter((line) => canaries.shownIn([line]).length === 0)).toEqual([]);
    const [line = ''] = planted;
    expect(canaries.shownIn([...lines(), line]).filter(({ text }) => text === line).length).toBeGreaterThan(0);
  });
});
