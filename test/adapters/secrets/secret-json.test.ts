/** Secrets: fetched once in a while, checked, and never quoted. */
import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { secretJson } from '../../../shared/adapters/secrets/secret-json.ts';
import { payPalCredentialsSchema } from '../../../shared/contracts/paypal.ts';

const GOOD = { clientId: 'program', clientSecret: 'hush-hush' };
const secrets = mockClient(SecretsManagerClient);
afterAll(() => secrets.restore());
let now: number;

beforeEach(() => {
  secrets.reset();
  now = 1_000_000;
});

const reader = (maxAgeMs?: number) =>
  secretJson({
    client: new SecretsManagerClient({ region: 'us-east-1' }),
    secretId: 'paypal',
    schema: payPalCredentialsSchema,
    now: () => now,
    ...(maxAgeMs === undefined ? {} : { maxAgeMs }),
  });

const holding = (text: string | undefined) =>
  secrets.on(GetSecretValueCommand, { SecretId: 'paypal' }).resolves(text === undefined ? {} : { SecretString: text });

it('reads what the schema describes, and no more', async () => {
  holding(JSON.stringify({ ...GOOD, note: 'rotated in May' }));
  expect(await reader()()).toEqual(GOOD);
});

it('fetches once for all who wait at the same time', async () => {
  holding(JSON.stringify(GOOD));
  const read = reader();
  expect(await Promise.all([read(), read(), read()])).toEqual([GOOD, GOOD, GOOD]);
  expect(secrets.commandCalls(GetSecretValueCommand)).toHaveLength(1);
});

it.each([
  { why: 'keeps it just under five minutes', after: 299_999, fetched: 1 },
  { why: 'fetches again after five minutes', after: 300_000, fetched: 2 },
  { why: 'fetches again when the clock was set back', after: -1, fetched: 2 },
  { why: 'keeps it as long as it was told', maxAgeMs: 10, after: 9, fetched: 1 },
  { why: 'and no longer', maxAgeMs: 10, after: 10, fetched: 2 },
])('$why', async ({ maxAgeMs, after, fetched }) => {
  holding(JSON.stringify(GOOD));
  const read = reader(maxAgeMs);
  await read();
  now += after;
  await read();
  expect(secrets.commandCalls(GetSecretValueCommand)).toHaveLength(fetched);
});

it('notices a rotated secret', async () => {
  holding(JSON.stringify(GOOD));
  const read = reader();
  await read();
  holding(JSON.stringify({ ...GOOD, clientSecret: 'new' }));
  now += 300_000;
  expect(await read()).toEqual({ ...GOOD, clientSecret: 'new' });
});

describe('an unreadable secret', () => {
  it.each([
    {
      why: 'a field is missing',
      text: '{"clientId":"hush-hush"}',
      message: 'secret paypal: missing or wrong: clientSecret',
    },
    {
      why: 'fields are of the wrong kind',
      text: '{"clientId":["hush-hush"],"clientSecret":""}',
      message: 'secret paypal: missing or wrong: clientId, clientSecret',
    },
    { why: 'it is no object', text: '"hush-hush"', message: 'secret paypal: missing or wrong: (the whole)' },
    { why: 'it is not JSON', text: 'hush-hush', message: 'secret paypal: is not JSON' },
    { why: 'it has no text', text: undefined, message: 'secret paypal: holds no text' },
  ])('is named with its field, never its value: $why', async ({ text, message }) => {
    holding(text);
    const error = await reader()().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'SecretUnreadable', message });
    expect(`${message}${String((error as Error).cause)}${(error as Error).stack}`).not.toContain('hush-hush');
  });

  it('is asked for again the next time', async () => {
    const missing = new ResourceNotFoundException({ message: 'no', $metadata: {} });
    secrets
      .on(GetSecretValueCommand)
      .rejectsOnce(missing)
      .resolves({ SecretString: JSON.stringify(GOOD) });
    const read = reader();
    await expect(read()).rejects.toMatchObject({
      message: 'secret paypal: not fetched (ResourceNotFoundException)',
      cause: missing,
    });
    expect(await read()).toEqual(GOOD);
  });
});
