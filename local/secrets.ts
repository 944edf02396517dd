/** Secrets Manager on this machine: answers GetSecretValue. Values are given, or generated as the template says. */
import { randomInt, randomUUID } from 'node:crypto';
import { isObject, numberAt, stringAt } from './json.ts';
import { type Operations, ServiceError } from './json-protocol.ts';
import type { StateDirectory } from './state-directory.ts';
import type { StackResource } from './template/stack-resources.ts';
import { findOne } from './template/stack-template.ts';

const KEPT = 'secrets.json';

export interface LocalSecrets {
  /** By logical id or name. */
  value(reference?: string): string;
  /** A new version, as operations put it. */
  put(reference: string | undefined, value: string): void;
  readonly operations: Operations;
}

/** @throws Error when a value is given for a secret that the template does not have. */
export function localSecrets(
  resources: readonly StackResource[],
  given: Readonly<Record<string, string>>,
  state: StateDirectory | undefined,
): LocalSecrets {
  const keptBefore = state?.read(KEPT);
  const values = new Map<string, string>();
  for (const [reference, value] of Object.entries(given)) {
    values.set(findOne('secret', resources, reference).logicalId, value);
  }
  for (const resource of resources) {
    if (values.has(resource.logicalId)) continue;
    const kept = isObject(keptBefore) ? keptBefore[resource.logicalId] : undefined;
    values.set(resource.logicalId, typeof kept === 'string' ? kept : firstValue(resource));
  }
  const keep = (): void => state?.write(KEPT, Object.fromEntries(values));
  keep();
  let VersionId = randomUUID();
  return {
    value: (reference) => values.get(findOne('secret', resources, reference).logicalId) ?? '',
    put(reference, value) {
      values.set(findOne('secret', resources, reference).logicalId, value);
      VersionId = randomUUID();
      keep();
    },
    operations: {
      GetSecretValue: ({ SecretId }) => {
        const found = resources.find(({ arn, name }) => arn === SecretId || name === SecretId);
        const SecretString = found && values.get(found.logicalId);
        if (!found || SecretString === undefined) {
          throw new ServiceError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
        }
        const VersionStages = ['AWSCURRENT'];
        return { ARN: found.arn, Name: found.name, SecretString, VersionId, VersionStages, CreatedDate: 0 };
      },
    },
  };
}

/** @throws Error when the template gives no value and no rule to make one. */
function firstValue({ logicalId, properties }: StackResource): string {
  if (properties.SecretString !== undefined) return stringAt(properties.SecretString, `${logicalId}.SecretString`);
  const rule = properties.GenerateSecretString;
  if (!isObject(rule)) throw new Error(`the secret ${logicalId} has no value: give one when the cloud starts`);
  const password = generated(rule, logicalId);
  if (rule.GenerateStringKey === undefined) return password;
  const template: unknown = JSON.parse(
    stringAt(rule.SecretStringTemplate ?? '{}', `${logicalId}.SecretStringTemplate`),
  );
  return JSON.stringify({ ...(isObject(template) ? template : {}), [String(rule.GenerateStringKey)]: password });
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

function generated(rule: Readonly<Record<string, unknown>>, logicalId: string): string {
  const excluded = String(rule.ExcludeCharacters ?? '');
  const alphabet = [
    rule.ExcludeLowercase === true ? '' : LOWER,
    rule.ExcludeUppercase === true ? '' : LOWER.toUpperCase(),
    rule.ExcludeNumbers === true ? '' : DIGITS,
    rule.ExcludePunctuation === true ? '' : PUNCTUATION,
    rule.IncludeSpace === true ? ' ' : '',
  ].flatMap((characters) => [...characters].filter((character) => !excluded.includes(character)));
  if (alphabet.length === 0) throw new Error(`the secret ${logicalId} excludes every character`);
  const length = numberAt(rule.PasswordLength ?? 32, `${logicalId}.PasswordLength`);
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}
