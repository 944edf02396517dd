/** Calls with canaries in all that is personal, and calls that are refused with canaries in all that is wrong. */
import { randomUUID } from 'node:crypto';
import type { BillingEventInput } from '../../shared/contracts/billing-events.ts';
import { type Changes, needsKey, needsVersion, type PreparedCall } from './api-calls.ts';
import { CANARY, CANARY_ADDRESS } from './canaries.ts';

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
  const { body, query, raw } = call.sample;
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
      ...(raw && isFile(call) && { raw: { ...raw, body: markedFile(raw.body) } }),
    },
  };
}

const isFile = ({ sample }: Pick<PreparedCall, 'sample'>): boolean =>
  sample.raw?.headers['content-type'] === 'text/csv';
/** Rows of every outcome that a stranger can bring about, each with a canary. */
const markedFile = (csv: string): string =>
  `${csv}${CANARY}-${randomUUID()}@newshop.example,"Jo ${CANARY}"\n${CANARY} is no address,\n`;

export const markedKey = (): Changes => ({ headers: { 'idempotency-key': `${CANARY}-${randomUUID()}` } });

const AS_CURSOR = Buffer.from(JSON.stringify(CANARY_ADDRESS)).toString('base64url');
const NOT_A_TOKEN = `${CANARY}.${CANARY}.${CANARY}`;
/** The form of a link's token, signed by nobody. */
const FORGED_LINK = `${CANARY.repeat(3)}.zzzzzzzz.${CANARY.repeat(7).slice(0, 43)}`;

/** Calls that are refused, each repeating a canary in another place. */
export function refusals(call: PreparedCall): PreparedCall[] {
  const { sample, listed } = call;
  const params = Object.keys(sample.params ?? {});
  const queries = (listed.operation.parameters ?? []).flatMap((each) =>
    'in' in each && each.in === 'query' ? each.name : [],
  );
  const withQuery = (query: Record<string, string>) => ({ ...call, sample: { ...sample, query } });
  const withParams = (value: string) => ({
    ...call,
    sample: { ...sample, params: Object.fromEntries(params.map((name) => [name, value])) },
  });
  return [
    withQuery({ ...sample.query, [CANARY_ADDRESS]: CANARY_ADDRESS }),
    ...(queries.length > 0 ? [withQuery(Object.fromEntries(queries.map((name) => [name, CANARY_ADDRESS])))] : []),
    ...(queries.includes('cursor') ? [withQuery({ cursor: AS_CURSOR }), withQuery({ cursor: CANARY })] : []),
    ...(params.length > 0 ? [CANARY_ADDRESS, FORGED_LINK].map(withParams) : []),
  ];
}

const WRONG_FILES = [
  `${CANARY_ADDRESS}\n${CANARY_ADDRESS}`,
  `email,name\n"${CANARY_ADDRESS}`,
  `email\n${CANARY_ADDRESS}\uFFFD`,
];

export function refusedChanges({ sample, listed }: PreparedCall): Changes[] {
  const { operation } = listed;
  const body = (sample.body ?? {}) as Record<string, unknown>;
  const all = (value: unknown) => Object.fromEntries(Object.keys(body).map((name) => [name, value]));
  const bodies = [
    { ...body, [CANARY_ADDRESS]: CANARY },
    all(`${CANARY_ADDRESS} is not as it should be`),
    all({ [CANARY]: CANARY_ADDRESS }),
    ...('password' in body ? [{ password: `${CANARY}-Wrong-9` }] : []),
    ...('current' in body
      ? [
          { ...body, current: `${CANARY}-Wrong-9` },
          { ...body, new: CANARY },
        ]
      : []),
    ...('code' in body ? [{ code: '271828' }] : []),
  ].map((each) => JSON.stringify(each));
  const rawBodies = !operation.requestBody
    ? []
    : isFile({ sample })
      ? WRONG_FILES
      : [...bodies, `${CANARY_ADDRESS} is no JSON`];
  return [
    ...rawBodies.map((rawBody) => ({ rawBody })),
    ...(operation.requestBody ? [{ headers: { 'content-type': `text/${CANARY}` } }] : []),
    ...(needsKey(operation) ? [{ headers: { 'idempotency-key': `${CANARY_ADDRESS} is no key` } }] : []),
    ...(needsVersion(operation) ? [{ headers: { 'if-match': `"${CANARY}"` } }] : []),
    ...(operation.security.length > 0 ? [{ accessToken: NOT_A_TOKEN }] : []),
  ];
}
