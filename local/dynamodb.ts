/** DynamoDB on this machine: starts dynoxide (or uses `DYNAMODB_ENDPOINT`) and creates the template's tables. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { isObject, listAt, objectAt, stringAt } from './json.ts';
import { LOCAL_CREDENTIALS } from './local-credentials.ts';
import type { StackResource } from './template/stack-resources.ts';
import { REGION } from './template/stack-resources.ts';

export interface LocalDynamoDb {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/**
 * Keeps the database no longer than this process: the shell waits at a pipe that ends when we do, be it by `kill -9`.
 * The database's own exit code comes through.
 */
const GUARD = `exec 3<&0
"$@" </dev/null 3<&- & database=$!
{ read -r _ <&3; kill -TERM $database; } 2>/dev/null & guard=$!
wait $database; code=$?
kill $guard 2>/dev/null
exit $code`;

const START_ATTEMPTS = 3;
const START_TIMEOUT_MS = 10_000;

/** In memory without `file`. @throws Error that says what to install when there is no DynamoDB for this machine. */
export async function startDynamoDb(file: string | undefined): Promise<LocalDynamoDb> {
  const given = process.env.DYNAMODB_ENDPOINT;
  if (given) return { endpoint: given, stop: async () => {} };
  const binary = dynoxideBinary();
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const args = ['--port', String(port), ...(file === undefined ? [] : ['--db-path', file])];
    // In a group of its own: Ctrl-C at a terminal is for us, and we still need the database to end in order.
    const stdio = ['pipe', 'ignore', 'pipe'] as const;
    const child = spawn('/bin/sh', ['-c', GUARD, 'dynoxide', binary, ...args], { stdio: [...stdio], detached: true });
    const complaints: string[] = [];
    child.stderr.setEncoding('utf8').on('data', (text: string) => complaints.push(text));
    const endpoint = `http://127.0.0.1:${port}`;
    if (await answers(endpoint, child)) return { endpoint, stop: () => stop(child) };
    await stop(child);
    // Somebody else may have taken the free port meanwhile.
    if (attempt === START_ATTEMPTS)
      throw new Error(`dynoxide did not start: ${complaints.join('').trim() || 'no answer'}`);
  }
}

function dynoxideBinary(): string {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), 'dynoxide');
  } catch (cause) {
    throw new Error(
      `there is no local DynamoDB for this machine: install the optional package ${name}, ` +
        'or set DYNAMODB_ENDPOINT to a DynamoDB such as AWS DynamoDB Local (http://127.0.0.1:8000)',
      { cause },
    );
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return isObject(address) ? Number(address.port) : 0;
}

async function answers(endpoint: string, child: ChildProcess): Promise<boolean> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    try {
      await fetch(endpoint);
      return true;
    } catch {
      await pause(10);
    }
  }
  return false;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.stdin?.end();
  await exited;
}

export interface TableSettings {
  readonly logicalId: string;
  readonly name: string;
  readonly input: CreateTableCommandInput;
  readonly timeToLiveAttribute: string | undefined;
}

/** What counts on this machine: keys, indexes, time to live, streams. Capacity, backups and encryption do not. */
export function tableSettings({ logicalId, name, properties }: StackResource): TableSettings {
  const indexes = (key: string) =>
    listAt(properties[key], `${logicalId}.${key}`).map((index) => {
      const { IndexName, KeySchema, Projection } = objectAt(index, `${logicalId}.${key}`);
      return { IndexName, KeySchema, Projection };
    });
  const ttl = isObject(properties.TimeToLiveSpecification) ? properties.TimeToLiveSpecification : {};
  const optional = (key: string) => {
    const found = indexes(key);
    return found.length > 0 ? { [key]: found } : {};
  };
  return {
    logicalId,
    name,
    input: {
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: properties.KeySchema as CreateTableCommandInput['KeySchema'],
      AttributeDefinitions: properties.AttributeDefinitions as CreateTableCommandInput['AttributeDefinitions'],
      ...optional('GlobalSecondaryIndexes'),
      ...optional('LocalSecondaryIndexes'),
    },
    timeToLiveAttribute:
      ttl.Enabled === true ? stringAt(ttl.AttributeName, `${logicalId}.TimeToLiveSpecification`) : undefined,
  };
}

/** Creates the tables that are missing. */
export async function createTables(endpoint: string, tables: readonly TableSettings[]): Promise<void> {
  const client = new DynamoDBClient({ endpoint, region: REGION, credentials: LOCAL_CREDENTIALS });
  try {
    for (const { name, input, timeToLiveAttribute } of tables) {
      if (await exists(client, name)) continue;
      await client.send(new CreateTableCommand(input));
      if (timeToLiveAttribute === undefined) continue;
      const TimeToLiveSpecification = { Enabled: true, AttributeName: timeToLiveAttribute };
      await client.send(new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification }));
    }
  } finally {
    client.destroy();
  }
}

async function exists(client: DynamoDBClient, name: string): Promise<boolean> {
  try {
    await client.send(new DescribeTableCommand({ TableName: name }));
    return true;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return false;
    throw error;
  }
}
