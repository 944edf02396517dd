/** One synthesized template for a test file, with placeholder bundles: tests of the stack need no function's source. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FUNCTION_NAMES, type FunctionName } from '../../infra/functions.ts';
import { type SynthesizeOptions, synthesize } from '../../infra/synthesize.ts';

// biome-ignore lint/suspicious/noExplicitAny: a template's properties have no common shape
export type Properties = Record<string, any>;

export interface Resource {
  readonly Type: string;
  readonly Properties: Properties;
  readonly DeletionPolicy?: string;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, { Value: unknown }>>;
  readonly Parameters: Readonly<Record<string, Properties>>;
  readonly Conditions: Readonly<Record<string, unknown>>;
}

export interface Scratch {
  readonly directory: string;
  /** Bundles of one line each. */
  readonly assetRoot: string;
  /** Two files of one line. */
  readonly portalRoot: string;
  readonly remove: () => Promise<void>;
}

export async function scratch(): Promise<Scratch> {
  const directory = await mkdtemp(join(tmpdir(), 'infra-test-'));
  const assetRoot = join(directory, 'functions');
  for (const name of FUNCTION_NAMES) {
    await mkdir(join(assetRoot, name), { recursive: true });
    await writeFile(join(assetRoot, name, 'index.mjs'), `export const handler = async () => '${name}';\n`);
  }
  const portalRoot = join(directory, 'portal');
  await mkdir(join(portalRoot, 'assets'), { recursive: true });
  await writeFile(join(portalRoot, 'index.html'), '<script type="module" src="/assets/main.js"></script>\n');
  await writeFile(join(portalRoot, 'assets/main.js'), 'export {};\n');
  return { directory, assetRoot, portalRoot, remove: () => rm(directory, { recursive: true, force: true }) };
}

export async function synthesizedTemplate(options: SynthesizeOptions = {}): Promise<Template> {
  const { directory, assetRoot, portalRoot, remove } = await scratch();
  try {
    const outdir = join(directory, 'assembly');
    // Schemas are checked once, in synthesis.test.ts: they cost more than all the rest.
    const { templateFile } = await synthesize({
      stage: 'dev',
      assetRoot,
      portalRoot,
      outdir,
      checkSchemas: false,
      ...options,
    });
    return JSON.parse(await readFile(templateFile, 'utf8'));
  } finally {
    await remove();
  }
}

export function resourcesOf(template: Template, type: string): [logicalId: string, resource: Resource][] {
  return Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);
}

/** The one resource whose construct path, without the stack and the trailing `/Resource`, is this. */
export function at(template: Template, path: string): Resource {
  return entryAt(template, path)[1];
}

export function logicalIdAt(template: Template, path: string): string {
  return entryAt(template, path)[0];
}

function entryAt(template: Template, path: string): [string, Resource] {
  const wanted = `PartnerPayouts/${path}/Resource`;
  const found = Object.entries(template.Resources).find(([, { Metadata }]) => Metadata?.['aws:cdk:path'] === wanted);
  if (found === undefined) throw new Error(`The template has nothing at ${wanted}`);
  return found;
}

/** The program's own. The library brings one more, which copies the portal's files at a deployment. */
export function functionsOf(template: Template): [logicalId: string, resource: Resource][] {
  return resourcesOf(template, 'AWS::Lambda::Function').filter(([id]) => !id.startsWith('CustomCDKBucketDeployment'));
}

export function functionNamed(template: Template, name: FunctionName): [logicalId: string, resource: Resource] {
  const found = functionsOf(template).find(
    ([, { Properties }]) => Properties.Environment.Variables.SERVICE_NAME === name,
  );
  if (found === undefined) throw new Error(`The template has no function ${name}`);
  return found;
}

/** What the event source mappings of a queue say. */
export function eventSourcesOf(template: Template, queuePath: string): Properties[] {
  const queue = JSON.stringify({ 'Fn::GetAtt': [logicalIdAt(template, queuePath), 'Arn'] });
  return resourcesOf(template, 'AWS::Lambda::EventSourceMapping')
    .map(([, { Properties }]) => Properties)
    .filter(({ EventSourceArn }) => JSON.stringify(EventSourceArn) === queue);
}
