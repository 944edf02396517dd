/** Made from the document: whoever may not call an operation is refused with the right status, and nothing changes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operationsOf } from '../../functions/api-document/document-shape.ts';
import { openApiDocument } from '../../functions/api-document/open-api-document.ts';
import { MAX_BODY_BYTES } from '../../shared/contracts/api/endpoint.ts';
import { ALL_ENDPOINTS } from '../../shared/contracts/api/endpoints.ts';
import { WEBHOOK_HEADERS } from '../../shared/contracts/paypal-webhook.ts';
import { problemSchema } from '../../shared/contracts/problem.ts';
import { MAX_LIST_BYTES } from '../../shared/contracts/referral-lists.ts';
import {
  type Answered,
  type Changes,
  groupsOf,
  type PreparedCall,
  prepare,
  send,
  settled,
} from '../support/api-calls.ts';
import { ADA, type ApiWorld, type Person, startApiWorld } from '../support/api-world.ts';
import { ledgerItems } from '../support/embedded-audit.ts';
import { FORGERIES } from '../support/forged-tokens.ts';

const operations = operationsOf(openApiDocument(ALL_ENDPOINTS)).map((listed) => ({
  ...listed,
  id: listed.operation.operationId,
}));
const isSignedByBilling = ({ operation }: (typeof operations)[number]) =>
  operation.security.some(({ billingSignature }) => billingSignature);
const isSignedByPayPal = ({ operation }: (typeof operations)[number]) =>
  operation.security.some(({ payPalSignature }) => payPalSignature);
const signedIn = operations.filter(({ operation }) => groupsOf(operation).length > 0);

let world: ApiWorld;
beforeAll(async () => {
  world = await startApiWorld();
});
afterAll(() => world?.program.stop());

/** Ways to call, each with what it must be answered. */
type Ways = Readonly<Record<string, Changes & { readonly refusedWith: number }>>;

const tokenOf = (person: Person): Changes => ({ accessToken: world.people[person].accessToken });

/** The gateway's authorizer refuses them; our code never sees one. */
async function badTokens({ caller }: PreparedCall): Promise<Ways> {
  const forged = await Promise.all(
    Object.entries(FORGERIES).map(async ([name, forge]) => [name, await forge(caller?.accessToken ?? '')]),
  );
  const tokens: Record<string, string | undefined> = {
    none: undefined,
    garbage: 'not.a.token',
    ...Object.fromEntries(forged),
  };
  return Object.fromEntries(
    Object.entries(tokens).map(([name, accessToken]) => [name, { accessToken, refusedWith: 401 }]),
  );
}

/** Tokens of the pool that open nothing, and those of people of other groups. */
function wrongCallers({ caller, listed }: PreparedCall): Ways {
  const groups = groupsOf(listed.operation);
  const others = (['ada', 'operations', 'finance', 'nobody'] as const).filter(
    (person) => !groups.includes(person === 'ada' ? 'partners' : person),
  );
  return {
    'an id token': { accessToken: caller?.idToken, refusedWith: 401 },
    'an ended session': { ...tokenOf('ended'), refusedWith: 401 },
    ...Object.fromEntries(others.map((person) => [person, { ...tokenOf(person), refusedWith: 403 }])),
  };
}

function wrongBodies({ listed, sample }: PreparedCall): Ways {
  if (!listed.operation.requestBody) return {};
  if (sample.raw) return wrongFiles(sample.raw.body);
  const body = JSON.stringify({ ...(sample.body as object), aFieldOfNoUse: 1 });
  return {
    'a field too many': { rawBody: body, refusedWith: 400 },
    'too large': { rawBody: body.padEnd(MAX_BODY_BYTES + 1), refusedWith: 413 },
    'not as JSON': { headers: { 'content-type': 'text/plain' }, refusedWith: 415 },
    'not JSON': { rawBody: '{', refusedWith: 400 },
    'a list': { rawBody: '[]', refusedWith: 400 },
    nothing: { rawBody: '', refusedWith: 400 },
  };
}

/** Where a file is taken instead of JSON. */
const wrongFiles = (body: string): Ways => ({
  'too large': { rawBody: body.padEnd(MAX_LIST_BYTES + 1), refusedWith: 413 },
  'as JSON': { headers: { 'content-type': 'application/json' }, refusedWith: 415 },
  'not as UTF-8': { rawBody: `${body}\uFFFD`, refusedWith: 400 },
  'without a column that is needed': { rawBody: `e-${body}`, refusedWith: 422 },
  nothing: { rawBody: '', refusedWith: 422 },
});

/** Everything that a call could change. */
const state = async () => ({
  items: await ledgerItems(world.program.cloud),
  mails: world.program.cloud.outbox().length,
  executions: world.program.cloud.executions().map(({ executionArn }) => executionArn),
});

/** Sends a call in each of the ways and sees it refused. @returns the answers, to look closer. */
async function refuses(call: PreparedCall, ways: Ways): Promise<Readonly<Record<string, Answered>>> {
  const answers = Object.fromEntries(
    await Promise.all(Object.entries(ways).map(async ([name, way]) => [name, await send(world, call, way)] as const)),
  );
  const statuses = Object.entries(answers).map(([name, { status }]) => [name, status]);
  expect(Object.fromEntries(statuses)).toEqual(
    Object.fromEntries(Object.entries(ways).map(([name, { refusedWith }]) => [name, refusedWith])),
  );
  return answers;
}

function expectProblem({ status, contentType, text }: Answered): void {
  expect(contentType).toBe('application/problem+json');
  expect(problemSchema.strict().parse(JSON.parse(text)).status).toBe(status);
}

/** Another partner: 404 for what is named after Ada; under a name that both may use, such as a year, Bo sees what is Bo's. */
async function tellsBoNothing(call: PreparedCall): Promise<void> {
  const sent = Object.values(call.sample.params ?? {});
  const bo = await send(world, call, tokenOf('bo'));
  expect([404, ...(sent.some((value) => value.includes(ADA)) ? [] : [200])]).toContain(bo.status);
  if (bo.status === 404) expectProblem(bo);
  expect(sent.reduce((text, value) => text.replaceAll(value, '…'), bo.text)).not.toContain(ADA);
}

describe.each(signedIn)('$method $path ($id)', ({ id: _, ...listed }) => {
  it('refuses whoever may not call it, and what may not be sent, and nothing changes', async () => {
    const call = await prepare(world, listed);
    await settled(world);
    const before = await state();

    const byGateway = await refuses(call, await badTokens(call));
    for (const answer of Object.values(byGateway)) {
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
      expect(JSON.parse(answer.text)).toEqual({ message: 'Unauthorized' });
    }
    const byUs = { ...(await refuses(call, wrongCallers(call))), ...(await refuses(call, wrongBodies(call))) };
    for (const answer of Object.values(byUs)) {
      expectProblem(answer);
      if (answer.status === 401) expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
    const tooMany = byUs['a field too many'];
    const unknown = { field: 'aFieldOfNoUse', problem: 'is not known here', in: 'body' };
    if (tooMany) expect(JSON.parse(tooMany.text).errors).toEqual([unknown]);
    if (listed.path.startsWith('/me/') && listed.path.includes('{')) await tellsBoNothing(call);

    await settled(world);
    expect(await state()).toEqual(before);
  });
});

describe.each(operations.filter(isSignedByBilling))('$method $path ($id)', ({ id: _, ...listed }) => {
  it('refuses whoever does not sign, and nothing changes', async () => {
    const call = await prepare(world, listed);
    const before = await state();
    const answers = await refuses(call, {
      'without a signature': { headers: { 'x-billing-signature': undefined }, refusedWith: 401 },
      'without a time': { headers: { 'x-billing-timestamp': undefined }, refusedWith: 401 },
      'for another body': { rawBody: '{"events":[]}', refusedWith: 401 },
      'with a token instead': {
        ...tokenOf('finance'),
        headers: { 'x-billing-signature': undefined, 'x-billing-timestamp': undefined },
        refusedWith: 401,
      },
    });
    for (const answer of Object.values(answers)) expectProblem(answer);
    expect(await state()).toEqual(before);
  });
});

describe.each(operations.filter(isSignedByPayPal))('$method $path ($id)', ({ id: _, ...listed }) => {
  it('refuses whoever is not PayPal, and what is too large, and nothing changes', async () => {
    const call = await prepare(world, listed);
    const before = await state();
    const answers = await refuses(call, {
      ...Object.fromEntries(
        Object.values(WEBHOOK_HEADERS).map((header) => [
          `without ${header}`,
          { headers: { [header]: undefined }, refusedWith: 401 },
        ]),
      ),
      'for another body': { rawBody: '{}', refusedWith: 401 },
      'too large': { rawBody: ' '.repeat(MAX_BODY_BYTES + 1), refusedWith: 413 },
      'with a token instead': {
        ...tokenOf('finance'),
        headers: Object.fromEntries(Object.values(WEBHOOK_HEADERS).map((header) => [header, undefined])),
        refusedWith: 401,
      },
    });
    for (const answer of Object.values(answers)) expectProblem(answer);
    expect(await state()).toEqual(before);
  });
});

it('every operation but the public ones is closed', () => {
  const open = operations.filter(
    (each) => !signedIn.includes(each) && !isSignedByBilling(each) && !isSignedByPayPal(each),
  );
  expect(open.map(({ id }) => id).sort()).toEqual([
    ...['answerClaimQuestion', 'getDocumentPage', 'getOpenApiDocument', 'getPortalSettings'],
    ...['showClaimQuestion', 'showLink', 'useLink'],
  ]);
});

it('a path that nobody documented is nothing, whoever asks', async () => {
  for (const path of ['/', '/me', '/ops', '/me/settings/', '/openapi.json/x', '/admin']) {
    const answer = await fetch(`${world.program.cloud.apiUrl}${path}`, {
      headers: { authorization: `Bearer ${world.people.finance.accessToken}` },
    });
    expect([path, answer.status]).toEqual([path, 404]);
  }
});
