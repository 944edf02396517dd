/** Every operation of the document, called on the embedded cloud: it is there, answers as documented, and refuses as documented. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DocumentedAnswer, operationsOf, resolve } from '../../functions/api-document/document-shape.ts';
import { openApiDocument } from '../../functions/api-document/open-api-document.ts';
import { documentPage } from '../../functions/api-document/page/document-page.ts';
import { ALL_ENDPOINTS } from '../../shared/contracts/api/endpoints.ts';
import { type Answered, type Changes, needsKey, needsVersion, prepare, send, settled } from '../support/api-calls.ts';
import { SAMPLES, sampleOf } from '../support/api-samples/samples.ts';
import { type ApiWorld, startApiWorld } from '../support/api-world.ts';
import { judgeBy } from '../support/document-schemas.ts';
import { ledgerItems } from '../support/embedded-audit.ts';

const document = openApiDocument(ALL_ENDPOINTS);
const judge = judgeBy(document);
const operations = operationsOf(document).map((listed) => ({ ...listed, id: listed.operation.operationId }));

let world: ApiWorld;
beforeAll(async () => {
  world = await startApiWorld();
});
afterAll(() => world?.program.stop());

/** What is wrong with an answer, by what the document says of its status. */
function problemsOf(
  { status, contentType, headers, text }: Answered,
  documented: DocumentedAnswer | undefined,
): string[] {
  if (!documented) return [`${status} is not documented: ${text}`];
  if (documented.headers?.ETag !== undefined && !/^"\d+"$/.test(headers.get('etag') ?? '')) return ['no ETag'];
  if (!documented.content) return text === '' ? [] : [`content where none is documented: ${text}`];
  const media = documented.content[contentType ?? ''];
  if (!media) return [`${contentType} is not documented for ${status}: ${text}`];
  const isJson = /json$/.test(contentType ?? '');
  if (!isJson) return text === '' ? ['no content'] : [];
  return media.schema ? judge(media.schema, JSON.parse(text)) : [];
}

const answerOf = (operation: (typeof operations)[number]['operation'], status: number) => {
  const answer = operation.responses[String(status)];
  return answer && resolve(document, answer);
};

/** A good answer's status; more of one that is none. */
const told = ({ status, text }: Answered): string =>
  status < 300 ? `${status}` : `${status} ${text} ${status < 500 ? '' : world.errors.at(-1)}`;

describe('the document', () => {
  const get = (path: string) => fetch(`${world.program.cloud.apiUrl}${path}`);

  it('is served as it is made from the contracts', async () => {
    const answer = await get('/openapi.json');
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.json()).toEqual(JSON.parse(JSON.stringify(document)));
  });

  it('is served as a page that nothing may be added to', async () => {
    const answer = await get('/docs');
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(await answer.text()).toBe(documentPage(document));
  });

  it('has a sample call of every operation, and there are no others', () => {
    for (const { id } of operations) expect(() => sampleOf(id)).not.toThrow();
    const ids = operations.map(({ id }) => id);
    expect(Object.keys(SAMPLES).filter((id) => !ids.includes(id))).toEqual([]);
  });
});

describe.each(operations)('$method $path ($id)', ({ operation, ...listed }) => {
  const [success = ''] = Object.keys(operation.responses).filter((status) => status.startsWith('2'));
  const prepared = () => prepare(world, { ...listed, operation });

  it('answers as documented, and once for an Idempotency-Key', async () => {
    const call = await prepared();
    const once = needsKey(operation) && { headers: { 'idempotency-key': randomUUID() } };
    const answer = await send(world, call, { ...once });
    await settled(world);
    expect(told(answer)).toBe(success);
    expect(problemsOf(answer, answerOf(operation, answer.status))).toEqual([]);
    if (!once) return;
    const after = await ledgerItems(world.program.cloud);
    const again = await send(world, call, once);
    expect({ status: again.status, text: again.text }).toEqual({ status: answer.status, text: answer.text });
    await settled(world);
    expect(await ledgerItems(world.program.cloud)).toEqual(after);
  });

  // Billing's and PayPal's routes are refused by their signatures, in tests of their own.
  if (operation.tags.some((tag) => tag === 'Billing' || tag === 'PayPal')) return;

  it('refuses as documented', async () => {
    const call = await prepared();
    const refuse = async (status: number, changes: Changes) => {
      const answer = await send(world, call, changes);
      expect([answer.status, answer.contentType]).toEqual([status, 'application/problem+json']);
      expect(problemsOf(answer, answerOf(operation, status))).toEqual([]);
      expect(JSON.parse(answer.text).status).toBe(status);
    };
    await refuse(400, { query: { aNameOfNoUse: '1' } });
    if (needsKey(operation)) await refuse(400, { headers: { 'idempotency-key': undefined } });
    if (!needsVersion(operation)) return;
    await refuse(428, { headers: { 'if-match': undefined } });
    await refuse(412, { headers: { 'if-match': '"999999999999"' } });
    await refuse(400, { headers: { 'if-match': '*' } });
  });

  if (!needsKey(operation) || !operation.requestBody) return;

  it('refuses an Idempotency-Key for something else', async () => {
    const call = await prepared();
    const headers = { 'idempotency-key': randomUUID() };
    expect(told(await send(world, call, { headers }))).toBe(success);
    await settled(world);
    const other = await send(world, await prepared(), { headers });
    expect(problemsOf(other, answerOf(operation, other.status))).toEqual([]);
    // A sample that is the same each time is answered the same.
    expect(['422', success]).toContain(`${other.status}`);
  });
});
