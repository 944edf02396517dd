/** A synthesized CloudFormation template: its resources, their names on this machine, and how to find them. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { isObject, objectAt, stringAt } from '../json.ts';

export interface TemplateResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly condition: string | undefined;
}

export interface StackTemplate {
  readonly stackName: string;
  readonly resources: ReadonlyMap<string, TemplateResource>;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly conditions: Readonly<Record<string, unknown>>;
  readonly mappings: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** @throws Error when the file is missing or no CloudFormation template. */
export function readStackTemplate(file: string): StackTemplate {
  const template = objectAt(JSON.parse(readFileSync(file, 'utf8')), file);
  const resources = new Map<string, TemplateResource>();
  for (const [logicalId, value] of Object.entries(objectAt(template.Resources, `${file}: Resources`))) {
    const resource = objectAt(value, logicalId);
    resources.set(logicalId, {
      logicalId,
      type: stringAt(resource.Type, `${logicalId}.Type`),
      properties: isObject(resource.Properties) ? resource.Properties : {},
      condition: resource.Condition === undefined ? undefined : stringAt(resource.Condition, `${logicalId}.Condition`),
    });
  }
  const section = (name: string) => (isObject(template[name]) ? template[name] : {});
  return {
    stackName: basename(file).replace(/\.template\.json$|\.json$/, ''),
    resources,
    parameters: section('Parameters'),
    conditions: section('Conditions'),
    mappings: section('Mappings'),
    outputs: section('Outputs'),
  };
}

/** CDK ends logical ids with eight hex digits of a hash; people name resources without it. */
const withoutHash = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, '');

/**
 * Finds one resource by logical id (with or without CDK's hash) or by name; without a wish, the only one there is.
 * @throws Error that lists what there is, when none or several match.
 */
export function findOne<T extends { readonly logicalId: string; readonly name: string }>(
  kind: string,
  all: readonly T[],
  wish?: string,
): T {
  const exact = all.filter(({ logicalId, name }) => wish === undefined || logicalId === wish || name === wish);
  const found = exact.length > 0 ? exact : all.filter(({ logicalId }) => withoutHash(logicalId) === wish);
  const [only] = found;
  if (only && found.length === 1) return only;
  const known = all.map(({ logicalId }) => logicalId).join(', ') || 'none';
  throw new Error(`${wish === undefined ? `the only ${kind}` : `${kind} ${wish}`} was asked for; there is: ${known}`);
}
