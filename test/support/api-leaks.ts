/** What is sent and what goes wrong where personal data might leak: marked samples, refusals that repeat them, services that do. */
import { randomUUID } from 'node:crypto';
import type { FunctionName } from '../../infra/functions.ts';
import type { TapReply } from '../../local/tap.ts';
import type { BillingEventInput } from '../../shared/contracts/billing-events.ts';
import { type Answered, type Changes, needsKey, needsVersion, type PreparedCall, send } from './api-calls.ts';
import type { ApiWorld } from './api-world.ts';
import { CANARY, CANARY_ADDRESS } from './canaries.ts';
import type { Saboteur } from './embedded-saboteur.ts';

/** An event of billing with a canary in everything that is personal. */
export function markedEvent(event: BillingEventInput): BillingEventInput {
  if (event.type === 'partner')
    return {
      ...event,
      name: `${event.name} ${CANARY}`,
      email: `${CANARY}-${event.email}`,
      ...(event.paypalEmail !== undefined && { paypalEmail: `${CANARY}-${event.paypalEmail}` }),
    };
  if (event.type !== 'client-signed-up') return event;
  return {
    ...event,
    ownerName: `${event.ownerName} ${CANARY}`,
    ownerEmail: `${CANARY}-${event.ownerEmail}`,
    secondaryUsers: [`${CANARY}@user.example`],
    ...(event.howHeard !== undefined && { howHeard: event.howHeard.replace(/Partner \w+/g, `$& ${CANARY}`) }),
  };
}

const MARKS: Readonly<Record<string, () => string>> = {
  note: () => `${CANARY} said so: ${CANARY_ADDRESS}, "Jo ${CANARY}"`,
  name: () => `Jo ${CANARY}`,
  displayName: () => `Jo ${CANARY}`,
  email: () => `${CANARY}-${randomUUID()}@partner.example`,
  address: () => `${CANARY}-${randomUUID()}@payee.example`,
};

/** The same call with a canary in what is personal of its body and query, and in its key. */
export function marked(call: PreparedCall): PreparedCall {
  const { body, query } = call.sample;
  const mark = <Values extends object>(values: Values): Values =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, MARKS[name]?.() ?? value]),
    ) as unknown as Values;
  return {
    ...call,
    sample: {
      ...call.sample,
      ...(typeof body === 'object' && body !== null && { body: mark(body) }),
      ...(query && { query: mark(query) }),
    },
  };
}

export const markedKey = (): Changes => ({ headers: { 'idempotency-key': `${CANARY}-${randomUUID()}` } });

const AS_CURSOR = Buffer.from(JSON.stringify(CANARY_ADDRESS)).toString('base64url');
const NOT_A_TOKEN = `${CANARY}.${CANARY}.${CANARY}`;
/** The form of a link's token, signed by nobody. */
const FORGED_LINK = `${CANARY.repeat(3)}.zzzzzzzz.${CANARY.repeat(7).slice(0, 43)}`;

/** Calls that are refused, each repeating a canary in another place. */
export function refusals(call: PreparedCall): PreparedCall[] {
  const { sample, listed } = call;
  const params = Object.keys(sample.params ?? {});
  const queries = (listed.operation.parameters ?? []).flatMap((each) => ('in' in each && each.in === 'query' ? each.name : []));
  const withQuery = (query: Record<string, string>) => ({ ...call, sample: { ...sample, query } });
  const withParams = (value: string) => ({
    ...call,
    sample: { ...sample, params: Object.fromEntries(params.map((name) => [name, value])) },
  });
  return [
    withQuery({ ...sample.query, [CANARY_ADDRESS]: CANARY_ADDRESS }),
    ...(queries.length > 0 ? [withQuery(Object.fromEntries(queries.map((name) => [name, CANARY_ADDRESS])))] : []),
    ...(queries.includes('cursor') ? [withQuery({ cursor: AS_CURSOR }), withQuery({ cursor: CANARY })] : []),
    ...(params.length > 0 ? [CANARY_ADDRESS, `${CANARY}/../é`, FORGED_LINK].map(withParams) : []),
  ];
}

export function refusedChanges({ sample, listed }: PreparedCall): Changes[] {
  const { operation } = listed;
  const body = (sample.body ?? {}) as Record<string, unknown>;
  const all = (value: unknown) => Object.fromEntries(Object.keys(body).map((name) => [name, value]));
  const bodies = [
    { ...body, [CANARY_ADDRESS]: CANARY },
    all(`${CANARY_ADDRESS} is not as it should be`),
    all({ [CANARY]: CANARY_ADDRESS }),
    [CANARY_ADDRESS],
    ...('password' in body ? [{ password: `${CANARY}-Wrong-9` }] : []),
    ...('current' in body ? [{ ...body, current: `${CANARY}-Wrong-9` }, { ...body, new: CANARY }] : []),
    ...('code' in body ? [{ code: '271828' }] : []),
  ].map((each) => JSON.stringify(each));
  const rawBodies = operation.requestBody ? [...bodies, `${CANARY_ADDRESS} is no JSON`, `{"a":${CANARY}`] : [];
  return [
    ...rawBodies.map((rawBody) => ({ rawBody })),
    ...(operation.requestBody ? [{ headers: { 'content-type': `text/${CANARY}` } }] : []),
    ...(needsKey(operation) ? [{ headers: { 'idempotency-key': `${CANARY_ADDRESS} is no key` } }] : []),
    ...(needsVersion(operation) ? [{ headers: { 'if-match': `"${CANARY}"` } }] : []),
    ...(operation.security.length > 0 ? [{ accessToken: NOT_A_TOKEN }] : []),
  ];
}

/** What a service says of an address: as it is, as a URL has it, and one of signs that few have. */
const words = (token: string): string =>
  `Value '${CANARY_ADDRESS}' of {"email":"${CANARY}.o'neil+tag!/x=y@Sub.Partner.Example"} at ?email=${encodeURIComponent(CANARY_ADDRESS)}` +
  ` is refused for the token ${token}`;

/** Refusals that nothing tries again, and answers that are none. */
const TROUBLE: Readonly<Record<string, readonly ((token: string) => TapReply)[]>> = {
  dynamodb: [
    (token) => failure('com.amazon.coral.validate#ValidationException', token),
    () => ({ status: 200, body: `${CANARY_ADDRESS} is no JSON` }),
    () => ({ status: 200, body: `{"Item":{"name":{"S":Jo ${CANARY}}}}` }),
  ],
  cognitoidentityprovider: [
    (token) => failure('UserNotFoundException', token),
    (token) => failure('ResourceNotFoundException', token),
  ],
};
const failure = (type: string, token: string): TapReply => ({
  status: 400,
  body: JSON.stringify({ __type: type, message: words(token), Message: words(token) }),
});

export function troubleOf(service: string, place: number, token: string): TapReply {
  const kinds = TROUBLE[service] ?? [(said: string) => failure('ResourceNotFoundException', said)];
  return (kinds[place % kinds.length] as (token: string) => TapReply)(token);
}

/** Beyond so many requests of a call, those that follow are of a kind that failed before. */
const MOST_PLACES = 8;

/** Calls again and again, and each time the next request that the function makes fails. The last call goes through. */
export async function failingAt(
  world: ApiWorld,
  saboteur: Saboteur,
  call: PreparedCall,
  serves: FunctionName,
): Promise<Answered[]> {
  const answers: Answered[] = [];
  const before = saboteur.before;
  for (let place = 1; place <= MOST_PLACES; place += 1) {
    let seen = 0;
    saboteur.before = (request) => {
      if (request.from !== serves) return before(request);
      seen += 1;
      const verdict = before(request);
      return seen === place ? troubleOf(request.service, place, call.caller?.accessToken ?? '') : verdict;
    };
    answers.push(await send(world, call, markedKey()));
    if (seen < place) break;
  }
  saboteur.before = before;
  return answers;
}
