import { describe, expect, it } from 'vitest';
import { readRequest } from '../../../functions/api/read-request.ts';
import { HttpProblem } from '../../../functions/http-problem.ts';
import { type Endpoint, MAX_BODY_BYTES } from '../../../shared/contracts/api/endpoint.ts';
import { type ApiCall, apiEvent } from '../../support/api-events.ts';
import { changeShelf, dustShelf, fillShelf, payShelf, readShelf } from './sample-endpoints.ts';

const KEY = '6f1f0c4e-5b0a-4c39-9a53-0d8f0a1f2b7c';
const shelf = { name: 'Shelf', boards: [{ cents: 1 }] };
const change = (more: ApiCall = {}): ApiCall => ({
  params: { clientId: 'c1' },
  headers: { 'if-match': '"7"' },
  body: shelf,
  ...more,
});
const read = (endpoint: Endpoint, call: ApiCall = {}) => readRequest(endpoint, apiEvent(endpoint, call));

function problemOf(endpoint: Endpoint, call: ApiCall) {
  try {
    read(endpoint, call);
  } catch (error) {
    if (error instanceof HttpProblem) return error.problem;
    throw error;
  }
  throw new Error('it was taken');
}
const fieldsOf = (endpoint: Endpoint, call: ApiCall) =>
  problemOf(endpoint, call).errors?.map(({ in: place, field }) => `${place} ${field}`);

describe('a request as it should be', () => {
  it('comes out by its contract: defaults, branded values, version and key', () => {
    expect(read(readShelf, { query: { limit: '20' } }).query).toEqual({ limit: 20 });
    expect(read(readShelf).query).toEqual({ limit: 50 });
    expect(read(changeShelf, change())).toEqual({
      params: { clientId: 'c1' },
      query: {},
      body: shelf,
      ifMatch: 7,
      idempotencyKey: undefined,
    });
    const paid = read(payShelf, {
      body: { cents: 5 },
      headers: { 'content-type': 'Application/JSON; charset=utf-8', 'idempotency-key': KEY },
    });
    expect(paid).toMatchObject({ body: { cents: 5 }, idempotencyKey: KEY, ifMatch: undefined });
  });

  it('may come in base64, and at the very limit of its size', () => {
    const rawBody = Buffer.from('{"cents":5}').toString('base64');
    const headers = { 'content-type': 'application/json', 'idempotency-key': KEY };
    expect(read(payShelf, { rawBody, isBase64Encoded: true, headers }).body).toEqual({ cents: 5 });
    expect(read(payShelf, { rawBody: '{"cents":5}'.padEnd(MAX_BODY_BYTES), headers }).body).toEqual({ cents: 5 });
  });

  it.each(['', ' ', '{}'])('has no body to speak of where none is taken: %j', (rawBody) => {
    expect(read(dustShelf, { rawBody }).body).toBeUndefined();
  });
});

describe('is refused', () => {
  const json = { 'content-type': 'application/json', 'if-match': '"7"' };
  it.each<[string, number, string, Endpoint, ApiCall]>([
    [
      'without a Content-Type',
      415,
      'it came without a Content-Type',
      changeShelf,
      change({ body: undefined, rawBody: '{}' }),
    ],
    [
      'as a form',
      415,
      'it came as text/plain',
      changeShelf,
      change({ headers: { ...json, 'content-type': 'text/plain' } }),
    ],
    [
      'a byte too long',
      413,
      `${MAX_BODY_BYTES + 1} bytes; at most ${MAX_BODY_BYTES} are taken`,
      changeShelf,
      change({ rawBody: ' '.repeat(MAX_BODY_BYTES + 1), headers: json }),
    ],
    [
      'by bytes, not by letters',
      413,
      `${MAX_BODY_BYTES + 2} bytes; at most ${MAX_BODY_BYTES} are taken`,
      changeShelf,
      change({ rawBody: `"${'é'.repeat(MAX_BODY_BYTES / 2)}"`, headers: json }),
    ],
    [
      'without a version',
      428,
      'send the ETag of what you read as If-Match, so that two tabs do not overwrite each other',
      changeShelf,
      change({ headers: {} }),
    ],
  ])('%s: %i', (_, status, detail, endpoint, call) => {
    expect(problemOf(endpoint, call)).toMatchObject({ status, detail });
  });

  it.each([
    ['half a text', '{"name":'],
    ['nothing', ''],
    ['half of a surrogate pair', '{"name":"\\ud83d"}'],
    ['more brackets than any reader has patience for', '['.repeat(60_000)],
  ])('%s for JSON: 400', (_, rawBody) => {
    expect(problemOf(changeShelf, change({ rawBody, headers: json }))).toEqual({
      type: 'about:blank',
      status: 400,
      title: 'The body is not JSON',
    });
  });

  it('with everything that is wrong at once, by place and field', () => {
    const body = {
      name: '',
      boards: [{ cents: 1 }, { cents: 0.5, width: 3 }],
      place: { room: '', floor: 1 },
      colour: 'red',
      constructor: 'x',
    };
    const call = change({ params: { clientId: '#' }, headers: { 'if-match': 'W/"7"' }, query: { dry: '1' }, body });
    const problem = problemOf(changeShelf, call);
    expect(problem).toMatchObject({ status: 400, title: 'The request is not as it should be', detail: '10 problems' });
    expect(problem.errors?.map(({ in: place, field }) => `${place} ${field}`).sort()).toEqual([
      'body boards[1].cents',
      'body boards[1].width',
      'body colour',
      'body constructor',
      'body name',
      'body place.floor',
      'body place.room',
      'header if-match',
      'path clientId',
      'query dry',
    ]);
    expect(problem.errors?.find(({ field }) => field === 'colour')?.problem).toBe('is not known here');
  });

  it('and lists twenty problems of however many there are', () => {
    const boards = Array.from({ length: 30 }, () => ({ cents: 0 }));
    const problem = problemOf(changeShelf, change({ body: { name: 'Shelf', boards } }));
    expect(problem.detail).toBe('30 problems');
    expect(problem.errors).toHaveLength(20);
  });

  it.each([
    [[], 'body body'],
    ['text', 'body body'],
    [null, 'body body'],
    [{ name: 'Shelf', boards: 'none' }, 'body boards'],
  ])('%j for a body', (body, field) => {
    expect(fieldsOf(changeShelf, change({ body }))).toEqual([field]);
  });

  it.each(['0', '101', '5,6', 'many', '1.5', ''])('limit=%s of a list', (limit) => {
    expect(fieldsOf(readShelf, { query: { limit } })).toEqual(['query limit']);
  });

  it('a name of the query where none is taken, and a parameter that no contract has', () => {
    expect(fieldsOf(dustShelf, { query: { force: 'true' }, params: { clientId: 'c1' } })).toEqual([
      'path clientId',
      'query force',
    ]);
  });

  it.each([undefined, '', 'short', 'with blanks in between', 'x'.repeat(65), `${KEY},${KEY}`])(
    'Idempotency-Key %s, together with the fields',
    (key) => {
      const headers = { 'content-type': 'application/json', ...(key !== undefined && { 'idempotency-key': key }) };
      expect(fieldsOf(payShelf, { body: { cents: 'all' }, headers })).toEqual(['header idempotency-key', 'body cents']);
    },
  );

  it.each(['7', '*', '"seven"', '"7", "8"', '""', '"1234567890123"', '"-1"'])('If-Match: %s', (header) => {
    expect(fieldsOf(changeShelf, change({ headers: { ...json, 'if-match': header } }))).toEqual(['header if-match']);
  });

  it('a body where none is taken', () => {
    expect(fieldsOf(dustShelf, { body: { really: true } })).toEqual(['body body']);
  });
});

describe('a file', () => {
  const headers = { 'content-type': 'text/csv; charset=utf-8', 'idempotency-key': KEY };
  const file = (rawBody: string, more: ApiCall = {}): ApiCall => ({ headers, rawBody, ...more });

  it('comes out as its text, without the mark that some programs put before it', () => {
    expect(read(fillShelf, file('email\nj\u00f6@shop.example')).body).toBe('email\nj\u00f6@shop.example');
    expect(read(fillShelf, file('\uFEFFemail')).body).toBe('email');
    const rawBody = Buffer.from('\uFEFFemail').toString('base64');
    expect(read(fillShelf, file(rawBody, { isBase64Encoded: true })).body).toBe('email');
  });

  it.each([
    ['bytes of another encoding', Buffer.from([0x65, 0x0a, 0x0a, 0xfc, 0x0a]), 3],
    ['UTF-16 without a mark', Buffer.from('email\n', 'utf16le'), 1],
  ])('of %s is refused by its line', (_, bytes, line) => {
    const call = file(bytes.toString('base64'), { isBase64Encoded: true });
    const problem = `line ${line} is not UTF-8 text: save the file in that encoding`;
    expect(problemOf(fillShelf, call)).toMatchObject({ status: 400, errors: [{ field: 'body', in: 'body', problem }] });
    // As the gateway hands on what is no text.
    expect(problemOf(fillShelf, file(bytes.toString('utf8')))).toMatchObject({ status: 400 });
  });

  it('is refused by its type and its bytes', () => {
    expect(
      problemOf(fillShelf, file('a', { headers: { ...headers, 'content-type': 'application/json' } })),
    ).toMatchObject({ status: 415, title: 'Send the body as text/csv', detail: 'it came as application/json' });
    expect(problemOf(fillShelf, file('\u00f6'.repeat(51)))).toMatchObject({
      status: 413,
      detail: '102 bytes; at most 100 are taken',
    });
    expect(read(fillShelf, file('\u00f6'.repeat(50))).body).toHaveLength(50);
  });
});
