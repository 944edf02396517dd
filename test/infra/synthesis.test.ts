import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Stack } from 'aws-cdk-lib';
import { type CfnQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import type { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { stageNamed } from '../../infra/config.ts';
import { Alarms } from '../../infra/constructs/alarms.ts';
import { DeadLetters } from '../../infra/constructs/dead-letters.ts';
import { PROJECT_ROOT } from '../../infra/project-root.ts';
import { PartnerPayoutsStack } from '../../infra/stacks/partner-payouts-stack.ts';
import { createApp, synthesize } from '../../infra/synthesize.ts';
import { at, type Scratch, scratch, synthesizedTemplate } from './synthesized.ts';

let workspace: Scratch;
beforeAll(async () => {
  workspace = await scratch();
});
afterAll(() => workspace.remove());
afterEach(() => vi.unstubAllEnvs());

const outdir = (name: string) => join(workspace.directory, name);

describe('synthesis', () => {
  it('needs no account, region, credentials or home, and breaks no schema of CloudFormation', async () => {
    for (const name of Object.keys(process.env)) if (/^(AWS|CDK)_|^HOME$/.test(name)) vi.stubEnv(name, undefined);
    const { assetRoot, portalRoot } = workspace;
    const options = { stage: 'dev', assetRoot, portalRoot, outdir: outdir('bare') };
    const { templateFile, assemblyDir } = await synthesize(options);
    const manifest = JSON.parse(await readFile(join(assemblyDir, 'manifest.json'), 'utf8'));
    expect(manifest.artifacts.PartnerPayouts.environment).toBe('aws://unknown-account/unknown-region');
    // The same template for whoever deploys it, wherever.
    expect(await readFile(templateFile, 'utf8')).not.toMatch(/\b\d{12}\b|\b(us|eu|ap)-[a-z]+-\d\b/);
  });

  it('gives the same template twice', async () => {
    expect(await synthesizedTemplate()).toEqual(await synthesizedTemplate());
  });

  it('says where each bundle stands, from the assembly', async () => {
    const { assetRoot, portalRoot } = workspace;
    const options = { stage: 'dev', assetRoot, portalRoot, outdir: outdir('assets'), checkSchemas: false };
    const { templateFile, assemblyDir } = await synthesize(options);
    const template = JSON.parse(await readFile(templateFile, 'utf8'));
    const path = at(template, 'Functions/OpenRun/Function').Metadata?.['aws:asset:path'];
    const code = await readFile(join(assemblyDir, String(path), 'index.mjs'), 'utf8');
    expect(code).toContain("'open-run'");
  });

  it('runs as a command with nothing in its environment', async () => {
    const command = promisify(execFile)(process.execPath, ['infra/app.ts', '-c', 'stage=prod'], {
      cwd: PROJECT_ROOT,
      env: { CDK_OUTDIR: outdir('command'), CDK_VALIDATION: 'false' },
    });
    await expect(command).resolves.toMatchObject({ stdout: '' });
    const template = JSON.parse(await readFile(join(outdir('command'), 'PartnerPayouts.template.json'), 'utf8'));
    expect(at(template, 'Ledger/Table').Properties.DeletionProtectionEnabled).toBe(true);
  });
});

describe('stages', () => {
  it('are known by name', () => {
    expect(() => stageNamed('production')).toThrow('There is no stage "production": choose one of dev, prod.');
  });

  it('differ in what outlives the stack, not in what the stack is', async () => {
    const [dev, prod] = [await synthesizedTemplate({ stage: 'dev' }), await synthesizedTemplate({ stage: 'prod' })];
    expect(Object.keys(prod.Resources)).toEqual(Object.keys(dev.Resources));
    for (const path of ['Ledger/Table', 'Secrets/PayPal', 'Secrets/Billing', 'Functions/OpenRun/Logs']) {
      expect([at(dev, path).DeletionPolicy, at(prod, path).DeletionPolicy]).toEqual(['Delete', 'Retain']);
    }
    expect(at(prod, 'Ledger/Table').Properties.DeletionProtectionEnabled).toBe(true);
    expect(at(prod, 'Functions/OpenRun/Logs').Properties.RetentionInDays).toBe(400);
  });
});

describe('synthesis fails', () => {
  const appNamed = (name: string, checkSchemas = false) => createApp({ outdir: outdir(name), checkSchemas });

  it('on a construct that breaks a rule, by its path', () => {
    const app = appNamed('bad-queue');
    new Queue(new Stack(app, 'Bad'), 'Open');
    expect(() => app.synth()).toThrow(/AwsSolutions-SQS3[\s\S]*AwsSolutions-SQS4/);
    expect(() => app.synth()).toThrow(/Bad\/Open\/Resource/);
  });

  it('on a construct that CloudFormation would refuse', () => {
    const app = appNamed('bad-schema', true);
    const stack = new Stack(app, 'Bad');
    const queue = new DeadLetters(stack, 'Dead').node.defaultChild as CfnQueue;
    queue.addPropertyOverride('MessageRetentionPeriod', 'fourteen days');
    expect(() => app.synth()).toThrow(/MessageRetentionPeriod|fourteen days/);
  });

  it('on a workflow that leaves its subset, by the name of the state', () => {
    const app = appNamed('bad-workflow');
    const stack = new PartnerPayoutsStack(app, 'PartnerPayouts', {
      stage: stageNamed('dev'),
      assetRoot: workspace.assetRoot,
      portalRoot: workspace.portalRoot,
    });
    const machine = stack.node.findChild('WeeklyWorkflow').node.findChild('StateMachine').node.defaultChild;
    (machine as CfnStateMachine).definitionString = JSON.stringify({
      StartAt: 'Branches',
      States: { Branches: { Type: 'Parallel', Branches: [], End: true } },
    });
    expect(() => app.synth()).toThrow(/State Branches: the type Parallel/);
  });

  it('not on alarms that are mailed', () => {
    const app = appNamed('mail');
    new Alarms(new Stack(app, 'Good'), 'Alarms', 'operations@program.example');
    expect(() => app.synth()).not.toThrow();
  });
});
