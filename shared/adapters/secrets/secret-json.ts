/** A secret that is JSON, read once and kept for a while, so that a rotated one is noticed without a deployment. */
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type * as z from 'zod';

export interface SecretJsonOptions<T> {
  readonly client: SecretsManagerClient;
  /** Name or ARN. */
  readonly secretId: string;
  readonly schema: z.ZodType<T>;
  readonly now: () => number;
  /** @default five minutes */
  readonly maxAgeMs?: number;
}

const FIVE_MINUTES_MS = 300_000;

/** Thrown when a secret cannot be fetched or is not what it should be. Names the secret and the field, never a value. */
export class SecretUnreadable extends Error {
  override readonly name = 'SecretUnreadable';
}

/** Callers at the same time share one request; a failure is not kept. */
export function secretJson<T>(options: SecretJsonOptions<T>): () => Promise<T> {
  const { now, maxAgeMs = FIVE_MINUTES_MS } = options;
  let held: { readonly value: T; readonly at: number } | undefined;
  let pending: Promise<T> | undefined;

  async function renew(): Promise<T> {
    const at = now();
    const value = await readSecret(options);
    held = { value, at };
    return value;
  }

  return async () => {
    const age = held ? now() - held.at : Number.NaN;
    if (held && age >= 0 && age < maxAgeMs) return held.value;
    pending ??= renew().finally(() => {
      pending = undefined;
    });
    return pending;
  };
}

async function readSecret<T>({ client, secretId, schema }: SecretJsonOptions<T>): Promise<T> {
  const parsed = schema.safeParse(parseJson(secretId, await fetchText(client, secretId)));
  if (parsed.success) return parsed.data;
  // Zod's sentences are left out: one written by hand for a schema may quote the value.
  const fields = parsed.error.issues.map(({ path }) => path.map(String).join('.') || '(the whole)');
  throw new SecretUnreadable(`secret ${secretId}: missing or wrong: ${[...new Set(fields)].join(', ')}`);
}

async function fetchText(client: SecretsManagerClient, secretId: string): Promise<string> {
  let text: string | undefined;
  try {
    text = (await client.send(new GetSecretValueCommand({ SecretId: secretId }))).SecretString;
  } catch (error) {
    throw new SecretUnreadable(
      `secret ${secretId}: not fetched (${error instanceof Error ? error.name : 'unknown error'})`,
      {
        cause: error,
      },
    );
  }
  if (text === undefined) throw new SecretUnreadable(`secret ${secretId}: holds no text`);
  return text;
}

function parseJson(secretId: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No cause: JSON.parse quotes the beginning of what it could not read.
    throw new SecretUnreadable(`secret ${secretId}: is not JSON`);
  }
}
