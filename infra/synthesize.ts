/** Turns the app into a cloud assembly, checked against the rules: for the command line, the embedded cloud and tests alike. */
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import {
  ASSET_RESOURCE_METADATA_ENABLED_CONTEXT,
  CDK_APP_MODE_CONTEXT,
  PATH_METADATA_ENABLE_CONTEXT,
} from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks } from 'cdk-nag';
import cdkJson from '../cdk.json' with { type: 'json' };
import { buildPortal } from './build-portal.ts';
import { bundleFunctions, FUNCTIONS_OUTPUT } from './bundle.ts';
import { stageNamed } from './config.ts';
import { PROJECT_ROOT } from './project-root.ts';
import { PartnerPayoutsStack } from './stacks/partner-payouts-stack.ts';

export interface SynthesizeOptions {
  /** @default what the CDK's command line asks for, otherwise cdk.out */
  readonly outdir?: string;
  /** @default the context's `stage`, the environment's STAGE, otherwise dev */
  readonly stage?: string;
  /** A folder with an already bundled folder for each function. @default they are bundled now */
  readonly assetRoot?: string;
  /** A folder with the portal's built files. @default they are built now */
  readonly portalRoot?: string;
  /** Whether CloudFormation's own schemas are checked too, which takes 1.5 s the first time in a process. @default true */
  readonly checkSchemas?: boolean;
}

export interface Synthesized {
  readonly templateFile: string;
  /** The template's `aws:asset:path`s count from here. */
  readonly assemblyDir: string;
}

/** Throws when an entry is missing or does not compile, when the workflow leaves its subset, and when a rule finds something. */
export async function synthesize(options: SynthesizeOptions = {}): Promise<Synthesized> {
  const [portalRoot] = await Promise.all([
    options.portalRoot ?? buildPortal(),
    options.assetRoot === undefined && bundleFunctions(),
  ]);
  const app = createApp(options);
  const stage = stageNamed(options.stage ?? app.node.tryGetContext('stage') ?? process.env.STAGE ?? 'dev');
  const stack = new PartnerPayoutsStack(app, 'PartnerPayouts', {
    stage,
    assetRoot: options.assetRoot ?? FUNCTIONS_OUTPUT,
    portalRoot,
  });
  const { directory } = app.synth();
  return { templateFile: join(directory, stack.templateFile), assemblyDir: directory };
}

/** An app whose synthesis fails on any finding of the AwsSolutions rules and of CloudFormation's own schemas. */
export function createApp({ outdir, checkSchemas }: Pick<SynthesizeOptions, 'outdir' | 'checkSchemas'> = {}): App {
  const underCommandLine = process.env.CDK_OUTDIR !== undefined;
  const app = new App({
    outdir: outdir ?? process.env.CDK_OUTDIR ?? join(PROJECT_ROOT, 'cdk.out'),
    autoSynth: false,
    analyticsReporting: false,
    stackTraces: false,
    treeMetadata: false,
    builtinCloudFormationValidation: checkSchemas ?? true,
    // The command line passes cdk.json's context on and asks for metadata; in process both are done here, so that
    // either way makes the same template. Where a bundle stands is read from that metadata.
    context: {
      ...cdkJson.context,
      [ASSET_RESOURCE_METADATA_ENABLED_CONTEXT]: true,
      [PATH_METADATA_ENABLE_CONTEXT]: true,
      ...(underCommandLine ? {} : { [CDK_APP_MODE_CONTEXT]: 'inmemory' }),
    },
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}
