/** Made from the document: whoever may not call an operation is refused with the right status, and nothing changes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operationsOf } from '../../functions/api-document/document-shape.ts';
import { openApiDocument } from '../../functions/api-document/open-api-document.ts';
import { MAX_BODY_BYTES } from '../../shared/contracts/api/endpoint.ts';
import { ALL_ENDPOINTS } from '../../shared/contracts/api/endpoints.ts';
import { problemSchema } from '../../shared/contracts/problem.ts';
import { type Answered, type Changes, groupsOf, type PreparedCall, prepare, send } from '../support/api-calls.ts';
import { ADA, type ApiWorld, type Person, startApiWorld } from '../support/api-world.ts';
import { ledgerItems } from '../support/embedded-audit.ts';
import { FORGERIES } from '../support/forged-tokens.ts';

const document = openApiDocument(ALL_ENDPOINTS);
const operations = operationsOf(document).map((listed) => ({ ...listed, id: listed.operation.operationId }));
const signedIn = operations.filter(({ operation }) => groupsOf(operation).length > 0);

let world: ApiWorld;
beforeAll(async () => {
  world = await startApiWorld();
});
afterAll(() => world?.program.stop());

/** Everything that a call could change. */
const state = async () => ({
  items: await ledgerItems(world.program.cloud),
  mails: world.program.cloud.outbox().length,
  executions: world.program.cloud.executions().map(({ executionArn }) => executionArn),
});

/** Sends a call in many ways, and sees that nothing came of any of them. */
async function sendAll<Name extends string>(
  call: PreparedCall,
  ways: Readonly<Record<Name, Changes>>,
): Promise<Record<Name, Answered>> {
  await world.program.cloud.idle();
  const before = await state();
  const answers = await Promise.all(
    Object.entries<Changes>(ways).map(async ([name, changes]) => [name, await send(world, call, changes)]),
  );
  await world.program.cloud.idle();
  expect(await state()).toEqual(before);
  return Object.fromEntries(answers);
}

const statusesOf = (answers: Readonly<Record<string, Answered>>) =>
  Object.fromEntries(Object.entries(answers).map(([name, { status }]) => [name, status]));
const all = <Value>(names: readonly string[], value: Value) => Object.fromEntries(names.map((name) => [name, value]));

function expectProblem({ status, contentType, text }: Answered): void {
  expect(contentType).toBe('application/problem+json');
  expect(problemSchema.strict().parse(JSON.parse(text)).status).toBe(status);
}

describe.each(signedIn)('$method $path ($id)', ({ id: _, ...listed }) => {
  const groups = groupsOf(listed.operation);
  const prepared = () => prepare(world, listed);
  const tokenOf = (person: Person): Changes => ({ accessToken: world.people[person].accessToken });

  it('is closed to every token that is no good', async () => {
    const call = await prepared();
    const good = call.caller?.accessToken ?? '';
    const forged = await Promise.all(
      Object.entries(FORGERIES).map(async ([name, forge]) => [name, { accessToken: await forge(good) }] as const),
    );
    const byGateway = {
      none: { accessToken: undefined },
      garbage: { accessToken: 'not.a.token' },
      ...Object.fromEntries(forged),
    };
    const byUs = { 'id token': { accessToken: call.caller?.idToken }, 'ended session': tokenOf('ended') };
    const answers = await sendAll(call, { ...byGateway, ...byUs });
    expect(statusesOf(answers)).toEqual(all([...Object.keys(byGateway), ...Object.keys(byUs)], 401));
    for (const [name, answer] of Object.entries(answers)) {
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
      if (name in byUs) expectProblem(answer);
      else expect(JSON.parse(answer.text)).toEqual({ message: 'Unauthorized' });
    }
  });

  it('is closed to other groups', async () => {
    const mayCall = (group: string) => groups.includes(group);
    const ways = {
      ...(!mayCall('partners') && { ada: tokenOf('ada') }),
      ...(!mayCall('operations') && { operations: tokenOf('operations') }),
      ...(!mayCall('finance') && { finance: tokenOf('finance') }),
      nobody: tokenOf('nobody'),
    };
    const answers = await sendAll(await prepared(), ways);
    expect(statusesOf(answers)).toEqual(all(Object.keys(ways), 403));
    for (const answer of Object.values(answers)) expectProblem(answer);
  });

  it.runIf(groups.includes('partners') && listed.path.includes('{'))("tells Bo nothing of what is Ada's", async () => {
    const call = await prepared();
    const { bo } = await sendAll(call, { bo: tokenOf('bo') });
    const isNamed = Object.values(call.sample.params ?? {}).some((value) => value.includes(ADA));
    // By its own name it is not there for Bo; under a name that both may use, such as a year, Bo sees what is Bo's.
    if (isNamed || bo.status !== 200) {
      expect(bo.status).toBe(404);
      expectProblem(bo);
    }
    expect(bo.text.replaceAll(Object.values(call.sample.params ?? {}).join('|'), '')).not.toContain(ADA);
  });
});

const withBody = operations.filter(({ operation }) => operation.requestBody && operation.tags[0] !== 'Billing');

describe.each(withBody)('the body of $method $path ($id)', ({ id: _, ...listed }) => {
  it('is refused with a field too many, too large, not as JSON, and not as JSON says', async () => {
    const call = await prepare(world, listed);
    const body = JSON.stringify({ ...(call.sample.body as object), aFieldOfNoUse: 1 });
    const answers = await sendAll(call, {
      'a field too many': { rawBody: body },
      'too large': { rawBody: body.padEnd(MAX_BODY_BYTES + 1) },
      'not as JSON': { headers: { 'content-type': 'text/plain' } },
      'not JSON': { rawBody: '{' },
      'a list': { rawBody: '[]' },
      nothing: { rawBody: '' },
    });
    expect(statusesOf(answers)).toEqual({
      'a field too many': 400,
      'too large': 413,
      'not as JSON': 415,
      'not JSON': 400,
      'a list': 400,
      nothing: 400,
    });
    for (const answer of Object.values(answers)) expectProblem(answer);
    expect(JSON.parse(answers['a field too many'].text).errors).toEqual([
      { field: 'aFieldOfNoUse', problem: 'is not known here', in: 'body' },
    ]);
  });
});

it('billing is closed to whoever does not sign', async () => {
  const billing = operations.filter(({ operation }) =>
    operation.security.some(({ billingSignature }) => billingSignature),
  );
  expect(billing.map(({ id }) => id)).toEqual(['takeBillingEvents']);
  for (const listed of billing) {
    const answers = await sendAll(await prepare(world, listed), {
      'without a signature': { headers: { 'x-billing-signature': undefined } },
      'without a time': { headers: { 'x-billing-timestamp': undefined } },
      'for another body': { rawBody: '{"events":[]}' },
      'with a token instead': {
        accessToken: world.people.finance.accessToken,
        headers: { 'x-billing-signature': undefined, 'x-billing-timestamp': undefined },
      },
    });
    expect(new Set(Object.values(statusesOf(answers)))).toEqual(new Set([401]));
    for (const answer of Object.values(answers)) expectProblem(answer);
  }
});

it('a path that nobody documented is nothing, whoever asks', async () => {
  const { apiUrl } = world.program.cloud;
  for (const path of ['/', '/me', '/ops', '/me/settings/', '/openapi.json/x', '/admin']) {
    const answer = await fetch(`${apiUrl}${path}`, {
      headers: { authorization: `Bearer ${world.people.finance.accessToken}` },
    });
    expect([path, answer.status]).toEqual([path, 404]);
  }
});
