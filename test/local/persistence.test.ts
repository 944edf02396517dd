// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are CloudFormation's
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ProgramClock } from '../../local/clock.ts';
import type { EmbeddedCloud } from '../../local/embedded-cloud.ts';
import { openStateDirectory } from '../../local/state-directory.ts';
import {
  type Assembly,
  type FixtureStack,
  START,
  startFixture,
  TABLE,
  WRITER,
  writeAssembly,
} from './fixture-stack.ts';

const STACK: FixtureStack = {
  functions: {
    Write: { code: WRITER, environment: { TABLE_NAME: { Ref: 'Ledger' } } },
    Settle: { code: 'export const handler = () => new Promise(() => console.log("settling"));' },
    Hold: { code: 'export const handler = () => new Promise(() => console.log("holding"));' },
  },
  resources: {
    Ledger: TABLE,
    Queue: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 720 } },
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] }, FunctionName: { Ref: 'Settle' }, BatchSize: 1 },
    },
    Secret: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: {
        GenerateSecretString: {
          SecretStringTemplate: '{"kind":"hmac"}',
          GenerateStringKey: 'hmacKey',
          PasswordLength: 40,
          ExcludePunctuation: true,
        },
      },
    },
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        DefinitionString: {
          'Fn::Sub':
            '{"StartAt":"Hold","States":{"Hold":{"Type":"Task","Resource":"${Hold.Arn}","TimeoutSeconds":60,"End":true}}}',
        },
      },
    },
  },
};

/** Starts the cloud in a process of its own, which can be killed; resolves when its functions are busy. */
async function startElsewhere(
  assembly: Assembly,
  stateDir: string,
): Promise<ChildProcess & { readonly ready: { readonly dynamodb: string } }> {
  const program = join(assembly.directory, 'elsewhere.ts');
  const local = (file: string) => join(import.meta.dirname, '../../local', file);
  writeFileSync(
    program,
    `import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
    import { ProgramClock } from '${local('clock.ts')}';
    import { startEmbeddedCloud } from '${local('start-embedded-cloud.ts')}';
    const busy = new Set();
    const both = Promise.withResolvers();
    const cloud = await startEmbeddedCloud({
      ...${JSON.stringify({ templateFile: assembly.templateFile, assemblyDir: assembly.assemblyDir, stateDir })},
      clock: ProgramClock.standing(${START}),
      onLog: ({ line }) => { busy.add(line); if (busy.size === 2) both.resolve(); },
    });
    await cloud.invoke('Write', { items: 3 });
    await new SQSClient(cloud.clientSettings('sqs')).send(new SendMessageCommand({ QueueUrl: cloud.queueUrl(), MessageBody: 'x' }));
    cloud.startExecution({ week: 1 }, 'friday');
    cloud.clock.moveTo(${START + 60_000});
    await both.promise;
    process.send({ dynamodb: cloud.endpoints.dynamodb });`,
  );
  const child = fork(program, { execArgv: [], stdio: 'inherit' });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [ready] = (await once(child, 'message')) as [{ readonly dynamodb: string }];
  return Object.assign(child, { ready });
}

async function secretOf(cloud: EmbeddedCloud): Promise<string | undefined> {
  const client = new SecretsManagerClient(cloud.clientSettings('secretsManager'));
  onTestFinished(() => client.destroy());
  return (await client.send(new GetSecretValueCommand({ SecretId: 'Fixture-Secret' }))).SecretString;
}

describe('a cloud with a state directory', () => {
  it('goes on after its process was killed: tables, messages, secrets, clock; running executions are aborted', async () => {
    const assembly = writeAssembly(STACK);
    const stateDir = join(assembly.directory, 'state');
    const child = await startElsewhere(assembly, stateDir);
    await expect(startFixture(assembly, { stateDir })).rejects.toThrow(`in use by process ${child.pid}`);
    child.kill('SIGKILL');
    await once(child, 'exit');

    // A kill in the middle of a write leaves half a line.
    appendFileSync(join(stateDir, 'executions.jsonl'), '{"kind":"event","exec');
    const settling = Promise.withResolvers<void>();
    const cloud = await startFixture(assembly, { stateDir, onLog: () => settling.resolve() });
    expect(cloud.clock.now()).toBe(START + 60_000);
    expect(cloud.executions()).toMatchObject([{ name: 'friday', input: '{"week":1}', end: { status: 'ABORTED' } }]);
    expect(
      cloud
        .executions()[0]
        ?.events.map(({ type }) => type)
        .at(-1),
    ).toBe('ExecutionAborted');
    const client = new DynamoDBClient(cloud.clientSettings('dynamodb'));
    onTestFinished(() => client.destroy());
    const Key = { pk: { S: 'item' }, sk: { S: '2' } };
    expect((await client.send(new GetItemCommand({ TableName: cloud.tableName(), Key }))).Item).toBeDefined();
    // The message was in the dead worker's hands for twelve minutes more: it is handed out at once instead.
    await settling.promise;
    expect(cloud.queueCounts().inFlight).toBe(1);
    // The database of the killed process went with it.
    await expect(fetch(child.ready.dynamodb)).rejects.toThrow();

    const before = JSON.parse(readFileSync(join(stateDir, 'secrets.json'), 'utf8')) as { Secret: string };
    expect(await secretOf(cloud)).toBe(before.Secret);
    expect(JSON.parse(before.Secret)).toEqual({ kind: 'hmac', hmacKey: expect.stringMatching(/^[A-Za-z0-9]{40}$/) });
    const name = cloud.startExecution({ week: 2 }, 'friday-2').name;
    await cloud.stop();

    const again = await startFixture(assembly, { stateDir });
    expect(again.executions().map((execution) => [execution.name, execution.end?.status])).toEqual([
      [name, 'ABORTED'],
      ['friday', 'ABORTED'],
    ]);
  });

  it('never sets a clock back', async () => {
    const assembly = writeAssembly({ resources: { Ledger: TABLE } });
    const stateDir = join(assembly.directory, 'state');
    const first = await startFixture(assembly, { stateDir });
    first.clock.moveTo(START + 5_000);
    await first.stop();
    const kept = await startFixture(assembly, { stateDir, clock: ProgramClock.standing(START + 1_000) });
    expect(kept.clock.now()).toBe(START + 5_000);
    await kept.stop();
    const later = await startFixture(assembly, { stateDir, clock: ProgramClock.standing(START + 9_000) });
    expect(later.clock.now()).toBe(START + 9_000);
  });

  it('takes over a lock whose owner is gone', () => {
    const { directory } = writeAssembly({});
    writeFileSync(join(directory, 'in-use-by.json'), '{"pid":');
    openStateDirectory(directory).release();
    // Process 1 lives, but it started at another time.
    writeFileSync(join(directory, 'in-use-by.json'), '{"pid":1,"started":"no"}');
    openStateDirectory(directory).release();
    writeFileSync(join(directory, 'in-use-by.json'), '{"pid":1}');
    expect(() => openStateDirectory(directory)).toThrow(/in use by process 1/);
  });
});

describe('a start that fails', () => {
  it('says what to install where there is no DynamoDB, or uses the one it is given', async () => {
    const cloud = await startFixture({ resources: { Ledger: TABLE } });
    vi.stubEnv('DYNAMODB_ENDPOINT', cloud.endpoints.dynamodb);
    onTestFinished(() => void vi.unstubAllEnvs());
    const other = await startFixture({ resources: { Other: TABLE } });
    expect(other.endpoints.dynamodb).toBe(cloud.endpoints.dynamodb);
    const client = new DynamoDBClient(other.clientSettings('dynamodb'));
    onTestFinished(() => client.destroy());
    const { TableNames } = await client.send(new ListTablesCommand());
    expect(TableNames).toEqual(['Fixture-Ledger', 'Fixture-Other']);
  });

  it('leaves nothing running', async () => {
    const assembly = writeAssembly({ ...STACK, parameters: { Missing: { Type: 'String' } } });
    const stateDir = join(assembly.directory, 'state');
    await expect(startFixture(assembly, { stateDir })).rejects.toThrow(/parameter Missing/);
    // The directory is free again, and so is its database.
    const cloud = await startFixture(assembly, { stateDir, parameters: { Missing: 'x' } });
    expect(cloud.tableName()).toBe('Fixture-Ledger');
  });

  it('names a secret that is given but not there', async () => {
    await expect(startFixture({ ...STACK }, { secrets: { PayPal: 'x' } })).rejects.toThrow(/secret PayPal.*Secret/);
  });
});

it('functions reach queues by the address they are given, with nothing but the service address set', async () => {
  const code = `import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
    import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
    export const handler = async () => {
      await new SQSClient({}).send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody: 'hello' }));
      return (await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: process.env.SECRET_ARN }))).SecretString;
    };`;
  const cloud = await startFixture(
    {
      functions: { Send: { code, environment: { QUEUE_URL: { Ref: 'Queue' }, SECRET_ARN: { Ref: 'Secret' } } } },
      resources: { Queue: { Type: 'AWS::SQS::Queue' }, Secret: { Type: 'AWS::SecretsManager::Secret' } },
    },
    { secrets: { Secret: '{"clientId":"c"}' } },
  );
  expect(await cloud.invoke('Send', {})).toMatchObject({ payload: JSON.stringify('{"clientId":"c"}') });
  expect(cloud.queueCounts()).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
  const client = new SQSClient(cloud.clientSettings('sqs'));
  onTestFinished(() => client.destroy());
  await client.send(new SendMessageCommand({ QueueUrl: cloud.queueUrl(), MessageBody: 'again' }));
  expect(cloud.queueCounts().visible).toBe(2);
});
