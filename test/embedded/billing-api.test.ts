import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { billingResponseSchema, type EventResult } from '../../shared/contracts/billing-events.ts';
import { type Problem, problemSchema } from '../../shared/contracts/problem.ts';
import { ledgerItems } from '../support/embedded-audit.ts';
import { type EmbeddedProgram, startProgram } from '../support/embedded-program.ts';
import { Saboteur } from '../support/embedded-saboteur.ts';
import { BEGIN, earners, weeklyCents } from '../support/embedded-weeks.ts';

const saboteur = new Saboteur();
let program: EmbeddedProgram;
let hmacKey: string;

beforeAll(async () => {
  program = await startProgram(BEGIN, { faults: saboteur.hooks });
  ({ hmacKey } = JSON.parse(program.cloud.secretValue('SecretsBilling')) as { hmacKey: string });
});
afterEach(() => saboteur.rest());
afterAll(() => program?.stop());

const seconds = (plus = 0): string => String(Math.floor(Date.now() / 1_000) + plus);
const sign = (timestamp: string, body: string, key = hmacKey): string =>
  createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex');

/** As billing calls, but for what a test changes. */
function post(body: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  const timestamp = headers['x-billing-timestamp'] ?? seconds();
  return fetch(`${program.cloud.apiUrl}/billing/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-billing-timestamp': timestamp,
      'x-billing-signature': sign(timestamp, body),
      ...headers,
    },
    body,
  });
}
const call = (content: unknown) => post(JSON.stringify(content));

async function problemOf(answer: Response, status: number): Promise<Problem> {
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  const problem = problemSchema.parse(await answer.json());
  expect([answer.status, problem.status]).toEqual([status, status]);
  return problem;
}
async function resultsOf(answer: Response): Promise<EventResult[]> {
  expect(answer.status).toBe(200);
  return billingResponseSchema.parse(await answer.json()).results;
}

const partner = (id: string, more: object = {}) => ({
  id: `event-${id}`,
  type: 'partner',
  partnerId: id,
  name: `Partner ${id}`,
  email: `${id}@partner.example`,
  ...more,
});
const payment = (amount: unknown, place = 0) => ({
  id: `pay-${place}`,
  type: 'payment',
  paymentId: `pay-${place}`,
  clientId: 'c1',
  amount,
  currency: 'USD',
  paidAt: '2026-01-05',
});

describe('a call that is not signed by billing', () => {
  const body = JSON.stringify({ events: [partner('p1')] });
  it.each([
    ['by another key', () => ({ 'x-billing-signature': sign(seconds(), body, 'another key of the same length') })],
    ['for another body', () => ({ 'x-billing-signature': sign(seconds(), body.replace('p1', 'p2')) })],
    ['for another time', () => ({ 'x-billing-signature': sign(seconds(-60), body) })],
    ['over five minutes ago', () => ({ 'x-billing-timestamp': seconds(-310) })],
    ['over five minutes ahead', () => ({ 'x-billing-timestamp': seconds(310) })],
    ['with half a signature', () => ({ 'x-billing-signature': sign(seconds(), body).slice(32) })],
    ['with no signature', () => ({ 'x-billing-signature': '' })],
    ['with no time', () => ({ 'x-billing-timestamp': '' })],
    ['in milliseconds', () => ({ 'x-billing-timestamp': String(Date.now()) })],
  ])('but %s is refused, and nothing is taken in', async (_, headers) => {
    const before = await ledgerItems(program.cloud);
    const problem = await problemOf(await post(body, headers()), 401);
    expect(problem.title).toBe('The call is not signed by billing');
    expect(await ledgerItems(program.cloud)).toEqual(before);
  });

  it('is told apart from one that took four minutes', async () => {
    expect(await resultsOf(await post(body, { 'x-billing-timestamp': seconds(-240) }))).toEqual([
      { id: 'event-p1', outcome: 'accepted' },
    ]);
  });
});

describe('a call that is signed, and wrong,', () => {
  const tooMany = Array.from({ length: 501 }, (_, place) => payment('1.00', place));
  it.each([
    ['no JSON', '{"events":[', undefined],
    ['nothing', '', undefined],
    ['a list', '[]', ''],
    ['no events', '{"events":[]}', 'events'],
    ['501 events', JSON.stringify({ events: tooMany }), 'events'],
    ['an unknown type', '{"events":[{"id":"e1","type":"gift"}]}', 'events[0].type'],
    [
      'an unknown field beside the events',
      '{"events":[{"id":"e1","type":"cancellation","clientId":"c1","on":"2026-01-05"}],"dryRun":true}',
      '',
    ],
    ['an unknown field of an event', JSON.stringify({ events: [partner('p7', { nickname: 'seven' })] }), 'events[0]'],
    [
      'a day that does not exist',
      JSON.stringify({ events: [{ ...payment('1.00'), paidAt: '2026-02-29' }] }),
      'events[0].paidAt',
    ],
    ['another currency', JSON.stringify({ events: [{ ...payment('1.00'), currency: 'EUR' }] }), 'events[0].currency'],
  ])('with %s is refused by field, and none of it is taken in', async (_, body, field) => {
    const before = await ledgerItems(program.cloud);
    const problem = await problemOf(await post(body), 400);
    expect(problem.errors?.map((error) => error.field)).toEqual(field === undefined ? undefined : [field]);
    expect(await ledgerItems(program.cloud)).toEqual(before);
  });

  it('has all its errors named at once', async () => {
    const amounts = ['1.005', '-1.00', '1,00', '', 'ten', '1e3', 12.5, null];
    const events = [payment('1.00', 99), ...amounts.map((amount, place) => payment(amount, place))];
    const problem = await problemOf(await call({ events }), 400);
    expect(problem).toMatchObject({ type: 'about:blank', detail: `${amounts.length} problems` });
    expect(problem.errors?.map(({ field }) => field)).toEqual(amounts.map((_, place) => `events[${place + 1}].amount`));
    expect((await ledgerItems(program.cloud)).filter(({ pk }) => pk.startsWith('PAYMENT#'))).toEqual([]);
  });

  it('lists twenty errors and counts the rest', async () => {
    const problem = await problemOf(
      await call({ events: Array.from({ length: 30 }, (_, place) => payment('0.001', place)) }),
      400,
    );
    expect(problem.errors).toHaveLength(20);
    expect(problem.detail).toBe('30 problems');
  });
});

describe('an event', () => {
  it('that comes again is a duplicate; with other content it is refused and changes nothing', async () => {
    const events = earners(['p21'], 1);
    const told = await resultsOf(await call({ events }));
    expect(told.map(({ outcome }) => outcome)).toEqual(events.map(() => 'accepted'));
    const before = await ledgerItems(program.cloud);
    expect((await resultsOf(await call({ events }))).map(({ outcome }) => outcome)).toEqual(
      events.map(() => 'duplicate'),
    );

    const altered = events.map((event) =>
      event.type === 'payment' ? { ...event, amount: '9999.00' } : { ...event, id: event.id },
    );
    const again = await resultsOf(await call({ events: altered.filter(({ type }) => type === 'payment') }));
    expect(again.map(({ outcome }) => outcome)).toEqual(['refused', 'refused']);
    expect(again[0]?.problem).toEqual(expect.any(String));
    // The same payment under a new event id is no new payment either.
    const renamed = altered
      .filter(({ type }) => type === 'payment')
      .map((event) => ({ ...event, id: `${event.id}-again` }));
    expect((await resultsOf(await call({ events: renamed }))).map(({ outcome }) => outcome)).toEqual([
      'refused',
      'refused',
    ]);
    expect(await ledgerItems(program.cloud)).toEqual(before);
  });

  it('twice in one call counts once', async () => {
    const results = await resultsOf(await call({ events: [partner('p22'), partner('p22')] }));
    expect(results.map(({ outcome }) => outcome)).toEqual(['accepted', 'duplicate']);
  });

  it('in two calls at the same moment counts once, and of two contents one is taken', async () => {
    // Both have looked before either writes.
    let both = Promise.withResolvers<void>();
    let writing = new Set<string | undefined>();
    saboteur.before = async ({ operation, requestId }) => {
      if (operation !== 'TransactWriteItems') return undefined;
      if (writing.add(requestId).size === 2) both.resolve();
      await both.promise;
      return undefined;
    };
    const same = await Promise.all([1, 2].map(async () => resultsOf(await call({ events: earners(['p23'], 2) }))));
    for (const [place, { outcome }] of (same[0] ?? []).entries()) {
      expect([outcome, same[1]?.[place]?.outcome].sort()).toEqual(['accepted', 'duplicate']);
    }
    both = Promise.withResolvers<void>();
    writing = new Set();
    const contents = ['10.00', '20.00'].map((amount) => ({ ...payment(amount, 1), clientId: 'client-of-p23' }));
    const rivals = await Promise.all(contents.map(async (event) => resultsOf(await call({ events: [event] }))));
    expect(
      rivals
        .flat()
        .map(({ outcome }) => outcome)
        .sort(),
    ).toEqual(['accepted', 'refused']);
    const entries = (await ledgerItems(program.cloud)).filter(
      ({ partnerId, cents }) => partnerId === 'p23' && cents !== undefined,
    );
    expect(entries).toHaveLength(3);
  });

  it('may come in any bytes that are signed: five hundred at once, binary, with every letter', async () => {
    const events = Array.from({ length: 500 }, (_, place) =>
      partner(`many-${place}`, { name: `Zoë Đặng 谢 ${place}` }),
    );
    const answer = await post(JSON.stringify({ events }), { 'content-type': 'application/octet-stream' });
    expect((await resultsOf(answer)).every(({ outcome }) => outcome === 'accepted')).toBe(true);
  });
});

it('dies after each of its requests in turn: billing sends again, and everything counts once', async () => {
  let died = true;
  for (let place = 1; died; place += 1) {
    died = false;
    saboteur.after = (request) => {
      if (died || request.from !== 'billing-events' || request.place !== place) return undefined;
      died = true;
      return 'kill';
    };
    const partnerId = `p${40 + place}`;
    const results = await program.tell(...earners([partnerId], 2));
    expect(results.every(({ outcome }) => outcome === 'accepted' || outcome === 'duplicate')).toBe(true);
    const entries = (await ledgerItems(program.cloud)).filter(
      (item) => item.partnerId === partnerId && item.cents !== undefined,
    );
    expect(entries.map(({ cents }) => cents)).toEqual([weeklyCents(partnerId), weeklyCents(partnerId)]);
    expect(died || place > 5).toBe(true);
  }
});

it('answers nothing but POST /billing/events', async () => {
  const statuses = await Promise.all(
    ['/', '/billing', '/billing/events/1'].map(
      async (path) => (await fetch(`${program.cloud.apiUrl}${path}`, { method: 'POST' })).status,
    ),
  );
  const get = await fetch(`${program.cloud.apiUrl}/billing/events`);
  expect([...statuses, get.status]).toEqual([404, 404, 404, 404]);
});
