import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { apiHandler, type Reply, serve } from '../../../functions/api/api-handler.ts';
import { HttpProblem } from '../../../functions/http-problem.ts';
import { instant } from '../../../shared/domain/calendar/time-zone.ts';
import { type ApiCall, CALLED_AT, callFunction, problemIn } from '../../support/api-events.ts';
import { claims, FINANCE, logins, OPERATIONS, PARTNER } from './sample-callers.ts';
import { changeShelf, dustShelf, payShelf, printShelf, readShelf } from './sample-endpoints.ts';

const NOW = instant(Date.UTC(2027, 0, 8));
const KEY = '6f1f0c4e-5b0a-4c39-9a53-0d8f0a1f2b7c';
const CANARY = 'quetzal';

/** What the work of an endpoint was given, last call first. */
const calls: unknown[] = [];
let reply: () => Reply<unknown>;
const work = async (call: unknown) => {
  calls.unshift(call);
  return reply() as never;
};
const handler = apiHandler(
  [
    serve(readShelf, work),
    serve(changeShelf, work),
    serve(payShelf, work),
    serve(dustShelf, work),
    serve(printShelf, work),
  ],
  { logins, clock: { now: () => NOW } },
);

const lines: string[] = [];
beforeEach(() => {
  calls.length = 0;
  lines.length = 0;
  reply = () => ({ body: { name: 'Shelf' } });
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
});
afterEach(() => vi.restoreAllMocks());

const pay: ApiCall = {
  claims: FINANCE,
  body: { cents: 5 },
  headers: { 'content-type': 'application/json', 'idempotency-key': KEY },
};

describe('the work of an endpoint', () => {
  it('is given what the contract names, who calls, and both clocks', async () => {
    reply = () => ({ body: { items: [] }, version: 3 });
    const headers = { authorization: 'Bearer abc.def.ghi', 'accept-encoding': 'gzip' };
    await callFunction(handler, readShelf, { claims: PARTNER, query: { kind: 'box' }, headers });
    expect(calls).toEqual([
      {
        caller: expect.objectContaining({ kind: 'partner', partnerId: 'p1' }),
        params: {},
        query: { limit: 50, kind: 'box' },
        body: undefined,
        ifMatch: undefined,
        idempotencyKey: undefined,
        now: NOW,
        wallTime: CALLED_AT,
        accessToken: 'abc.def.ghi',
        acceptEncoding: 'gzip',
      },
    ]);
  });

  it('is not begun for whoever may not call, whatever else is wrong', async () => {
    const wrong = { body: { cents: 'all' }, claims: OPERATIONS };
    expect(problemIn(await callFunction(handler, payShelf, wrong)).status).toBe(403);
    expect(problemIn(await callFunction(handler, payShelf, { ...pay, claims: undefined })).status).toBe(401);
    expect(problemIn(await callFunction(handler, payShelf, { ...pay, body: { cents: 'all' } })).status).toBe(400);
    expect(calls).toEqual([]);
  });

  it('asks nobody who they are where everybody may call', async () => {
    reply = () => ({ content: new Uint8Array([37, 80]) });
    expect(await callFunction(handler, printShelf, {})).toMatchObject({ status: 200 });
    expect(calls).toEqual([expect.objectContaining({ caller: undefined })]);
  });
});

describe('an answer', () => {
  it('holds what its contract names and nothing else, for nobody to keep', async () => {
    reply = () => ({ body: { name: 'Shelf', secret: CANARY } });
    expect(await callFunction(handler, payShelf, pay)).toEqual({
      status: 201,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
      body: { name: 'Shelf' },
    });
  });

  it('carries the version as its ETag, and headers of its own', async () => {
    reply = () => ({ body: { items: [] }, version: 12, headers: { 'cache-control': 'private' } });
    const { headers } = await callFunction(handler, readShelf, { claims: PARTNER });
    expect(headers).toMatchObject({ etag: '"12"', 'cache-control': 'private' });
  });

  it('may have no body, or bytes', async () => {
    reply = () => ({});
    expect(await callFunction(handler, dustShelf, { claims: OPERATIONS })).toMatchObject({
      status: 204,
      body: undefined,
    });
    reply = () => ({ content: new Uint8Array([37, 80, 68, 70]) });
    const { headers, body } = await callFunction(handler, printShelf, {});
    expect([headers['content-type'], body]).toEqual(['application/pdf', 'JVBERg==']);
  });
});

describe('is our fault, a 500 that says nothing, and an error in the log', () => {
  const quietly = async (endpoint: Parameters<typeof callFunction>[1], call: ApiCall) => {
    const answer = await callFunction(handler, endpoint, call);
    expect(problemIn(answer)).toEqual({
      type: 'about:blank',
      title: 'Something went wrong on our side; try again',
      status: 500,
    });
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(lines.join('')).not.toContain(CANARY);
    return lines.filter((line) => line.includes('"level":"ERROR"')).join('');
  };

  it('an answer that breaks its contract: where, not what', async () => {
    reply = () => ({ body: { name: 7, note: { [CANARY]: CANARY } } });
    expect(await quietly(payShelf, pay)).toContain(
      'payShelf breaks its contract: name invalid_type, note invalid_type',
    );
    expect(lines.join('')).not.toContain('"answered"');
  });

  it('an answer without the version that its contract promises', async () => {
    reply = () => ({ body: { items: [] } });
    expect(await quietly(readShelf, { claims: PARTNER })).toContain('readShelf has no version for its ETag');
  });

  it('an answer without its content', async () => {
    reply = () => ({});
    expect(await quietly(printShelf, {})).toContain('printShelf has no content');
  });

  it('a service that repeats an address in its error', async () => {
    reply = () => {
      throw new Error(`Value 'jo+x@${CANARY}.example' at 'username' failed`, {
        cause: new Error(`<${CANARY}@partner.example> is not verified`),
      });
    };
    expect(await quietly(payShelf, pay)).toContain("Value '(address)' at 'username' failed");
  });

  it('an endpoint for somebody, served where nobody is known', async () => {
    const alone = apiHandler([serve(payShelf, work)], { clock: { now: () => NOW } });
    expect(problemIn(await callFunction(alone, payShelf, pay)).status).toBe(500);
    expect(calls).toEqual([]);
  });
});

describe('a refusal', () => {
  it('of the work comes out as it is told', async () => {
    reply = () => {
      throw new HttpProblem({ title: 'It is paid already', status: 409, detail: 'on 2026-11-20' });
    };
    const answer = await callFunction(handler, payShelf, pay);
    expect(problemIn(answer)).toEqual({
      type: 'about:blank',
      title: 'It is paid already',
      status: 409,
      detail: 'on 2026-11-20',
    });
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  });

  it('for want of a sign-in says how to sign in', async () => {
    const answer = await callFunction(handler, payShelf, {
      ...pay,
      claims: claims('s', '[finance]', { token_use: 'id' }),
    });
    expect(answer.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
  });

  it('meets a route that the function does not serve', async () => {
    expect(problemIn(await callFunction(handler, { method: 'GET', path: '/me/nothing' })).status).toBe(404);
  });

  it('is logged by route and status, and shows nothing of what was sent', async () => {
    const body = { name: CANARY, boards: [], [CANARY]: `${CANARY}@partner.example` };
    const headers = { 'content-type': 'application/json', 'if-match': '"1"', authorization: `Bearer ${CANARY}` };
    const call = { claims: PARTNER, params: { clientId: `${CANARY}-1` }, query: { q: CANARY }, headers, body };
    expect(problemIn(await callFunction(handler, changeShelf, call)).status).toBe(400);
    const text = lines.join('');
    expect(text).toContain('"message":"refused"');
    expect(text).toContain('"route":"PATCH /me/shelf/{clientId}","status":400');
    expect(text).not.toContain(CANARY);
  });
});

it('what is answered is logged by operation and status', async () => {
  await callFunction(handler, payShelf, pay);
  expect(lines.join('')).toContain('"operation":"payShelf","status":201');
});
