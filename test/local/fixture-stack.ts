// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are CloudFormation's
/** A small stack without CDK: a template, an asset manifest and function bundles in a temporary directory. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ProgramClock } from '../../local/clock.ts';
import type { EmbeddedCloud, EmbeddedCloudOptions } from '../../local/embedded-cloud.ts';
import { startEmbeddedCloud } from '../../local/start-embedded-cloud.ts';

export interface FixtureFunction {
  /** The bundle's text; it exports `handler`. */
  readonly code: string;
  readonly environment?: Readonly<Record<string, unknown>>;
  readonly properties?: Readonly<Record<string, unknown>>;
}

export interface FixtureStack {
  readonly functions?: Readonly<Record<string, FixtureFunction>>;
  readonly resources?: Readonly<Record<string, { readonly Type: string; readonly Properties?: unknown }>>;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly conditions?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

export interface Assembly {
  readonly directory: string;
  readonly templateFile: string;
  readonly assemblyDir: string;
}

const PROJECT = join(import.meta.dirname, '../..');

export function writeAssembly(stack: FixtureStack): Assembly {
  const directory = mkdtempSync(join(tmpdir(), 'embedded-cloud-'));
  // A killed worker may still write what it has compiled.
  onTestFinished(() => rmSync(directory, { recursive: true, force: true, maxRetries: 3 }));
  symlinkSync(join(PROJECT, 'node_modules'), join(directory, 'node_modules'));
  const files: Record<string, unknown> = {};
  const resources: Record<string, unknown> = { ...stack.resources };
  for (const [name, { code, environment, properties }] of Object.entries(stack.functions ?? {})) {
    mkdirSync(join(directory, `asset.${name}`));
    writeFileSync(join(directory, `asset.${name}`, 'index.mjs'), code);
    files[name] = {
      source: { path: `asset.${name}`, packaging: 'zip' },
      destinations: { here: { bucketName: 'assets', objectKey: `${name}.zip` } },
    };
    resources[name] = {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: { S3Bucket: { 'Fn::Sub': 'assets-${AWS::AccountId}' }, S3Key: `${name}.zip` },
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        MemorySize: 256,
        Timeout: 10,
        ...(environment && { Environment: { Variables: environment } }),
        ...properties,
      },
    };
  }
  const templateFile = join(directory, 'Fixture.template.json');
  const { parameters, conditions, outputs } = stack;
  const template = { Resources: resources, Parameters: parameters, Conditions: conditions, Outputs: outputs };
  writeFileSync(templateFile, JSON.stringify(template));
  writeFileSync(join(directory, 'Fixture.assets.json'), JSON.stringify({ version: '1', files }));
  return { directory, templateFile, assemblyDir: directory };
}

/** A Tuesday. */
export const START = Date.parse('2026-11-17T12:00:00Z');

/** Starts a cloud with a standing clock and a free port, and stops it with the test. */
export async function startFixture(
  stack: FixtureStack | Assembly,
  options: Partial<EmbeddedCloudOptions> = {},
): Promise<EmbeddedCloud> {
  const assembly = 'templateFile' in stack ? stack : writeAssembly(stack);
  const { templateFile, assemblyDir } = assembly;
  const clock = ProgramClock.standing(START);
  const cloud = await startEmbeddedCloud({ templateFile, assemblyDir, clock, ...options });
  onTestFinished(() => cloud.stop());
  return cloud;
}

export const TABLE = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
    ],
    BillingMode: 'PAY_PER_REQUEST',
  },
};

/** Writes `items` items one by one, and answers how many it wrote. */
export const WRITER = `
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
const client = new DynamoDBClient({});
export const handler = async ({ items }) => {
  for (let item = 0; item < items; item += 1) {
    const Item = { pk: { S: 'item' }, sk: { S: String(item) } };
    await client.send(new PutItemCommand({ TableName: process.env.TABLE_NAME, Item }));
  }
  return { written: items };
};`;
