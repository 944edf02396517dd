import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleFunctions } from '../../../infra/bundle.ts';
import { PROJECT_ROOT } from '../../../infra/project-root.ts';

const SOURCES = {
  table: `import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
    export const handler = () => new DynamoDBClient({}).send(new GetItemCommand({ TableName: 't', Key: { pk: { S: 'a' } } }));`,
  parse: `import * as z from 'zod';
    const schema = z.strictObject({ mail: z.email().meta({ description: 'an address' }), day: z.iso.date(), count: z.int().max(3) });
    export const handler = async (event: unknown) => schema.safeParse(event).error?.issues.map(({ message }) => message) ?? 'fine';`,
  'short-form': `import * as z from 'zod';
    export const handler = async () => z.string().email();`,
  method: `import * as z from 'zod';
    export const handler = async () => z.string().toJSONSchema();`,
  document: `import * as z from 'zod';
    export const handler = async () => z.toJSONSchema(z.string().email());`,
};

let root: string;
let server: Server;
const heard: { headers: IncomingHttpHeaders; status: number }[] = [];
const statuses: number[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'bundle-cuts-'));
  await mkdir(join(root, 'functions'));
  await symlink(join(PROJECT_ROOT, 'node_modules'), join(root, 'node_modules'));
  for (const [name, text] of Object.entries(SOURCES)) await writeFile(join(root, `functions/${name}.ts`), text);
  const entries = Object.fromEntries(Object.keys(SOURCES).map((name) => [name, `functions/${name}.ts`]));
  await bundleFunctions({ root, entries, outdir: 'dist' });
  server = createServer((request, response) => {
    const status = statuses.shift() ?? 200;
    heard.push({ headers: request.headers, status });
    request.resume();
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(status === 200 ? '{"Item":{"pk":{"S":"a"}}}' : '{"__type":"InternalServerError"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(root, { recursive: true, force: true });
});

/** In a Node of its own with nothing but this environment. */
async function answerOf(name: keyof typeof SOURCES, event: unknown, env: Record<string, string> = {}) {
  const file = pathToFileURL(join(root, 'dist', name, 'index.mjs')).href;
  const call = `const { handler } = await import(${JSON.stringify(file)});
    console.log(JSON.stringify(await handler(${JSON.stringify(event)}).catch(({ name, message }) => ({ name, message }))))`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', call], { env });
  return JSON.parse(stdout);
}

async function sourcesOf(name: keyof typeof SOURCES): Promise<string[]> {
  return JSON.parse(await readFile(join(root, 'dist', name, 'index.mjs.map'), 'utf8')).sources;
}

describe('a bundled AWS client', () => {
  const lambda = () => ({
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'session',
    AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });

  it('signs with the credentials, session and region of its environment, at the endpoint named there, and tries again', async () => {
    heard.length = 0;
    statuses.push(500);
    await expect(answerOf('table', {}, lambda())).resolves.toMatchObject({ Item: { pk: { S: 'a' } } });
    expect(heard.map(({ status }) => status)).toEqual([500, 200]);
    for (const { headers } of heard) {
      expect(headers.authorization).toMatch(
        /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/dynamodb\/aws4_request, .*x-amz-security-token.*Signature=[0-9a-f]{64}$/,
      );
      expect(headers['x-amz-security-token']).toBe('session');
    }
  });

  it('says what is missing where there are no credentials, instead of looking for them elsewhere', async () => {
    const { AWS_ACCESS_KEY_ID: _, ...without } = lambda();
    heard.length = 0;
    await expect(answerOf('table', {}, without)).resolves.toEqual({
      name: 'NoCredentialsInEnvironment',
      message: expect.stringContaining('AWS_ACCESS_KEY_ID'),
    });
    expect(heard).toEqual([]);
  });

  it('comes without the ways to credentials that Lambda has not', async () => {
    const sources = await sourcesOf('table');
    expect(sources.filter((path) => /credential-provider|nested-clients|token-providers/.test(path))).toEqual([]);
    expect(sources.some((path) => path.endsWith('infra/bundling/lambda-credentials.ts'))).toBe(true);
  });
});

describe('bundled schemas', () => {
  it('check what they check unbundled', async () => {
    await expect(answerOf('parse', { mail: 'a@b.example', day: '2026-01-02', count: 3 })).resolves.toBe('fine');
    await expect(answerOf('parse', { mail: 'a', day: '2026-13-02', count: 4 })).resolves.toEqual([
      'Invalid email address',
      'Invalid ISO date',
      'Too big: expected number to be <=3',
    ]);
  });

  it.each(['short-form', 'method'] as const)('say that %s is cut', async (name) => {
    await expect(answerOf(name, {})).resolves.toMatchObject({
      message: expect.stringMatching(/^(?:z\.string\(\)\.email|toJSONSchema)\(\) is cut from bundles/),
    });
  });

  it('are whole in a function that makes JSON schemas, and in no other', async () => {
    await expect(answerOf('document', {})).resolves.toMatchObject({ type: 'string', format: 'email' });
    const writes = (path: string): boolean => path.endsWith('zod/v4/core/to-json-schema.js');
    expect((await sourcesOf('document')).some(writes)).toBe(true);
    expect((await sourcesOf('parse')).some(writes)).toBe(false);
  });
});

it('what counts as the AWS SDK beside its own packages comes with them alone', async () => {
  const { packages } = JSON.parse(await readFile(join(PROJECT_ROOT, 'package-lock.json'), 'utf8'));
  const asking = (wanted: string): string[] =>
    Object.entries<{ dependencies?: Record<string, string> }>(packages).flatMap(([path, { dependencies = {} }]) =>
      wanted in dependencies ? [path.replace(/^.*node_modules\//, '')] : [],
    );
  expect(asking('mnemonist')).toEqual(['@aws-sdk/endpoint-cache']);
  expect(asking('obliterator')).toEqual(['mnemonist']);
});
