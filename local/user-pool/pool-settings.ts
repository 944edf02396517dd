/** Reads user pools, their clients and their groups from the template. What does not run here is refused by name. */
import { isObject, listAt, numberAt } from '../json.ts';
import { REGION, type StackResource } from '../template/stack-resources.ts';
import type { PasswordPolicy } from './password-policy.ts';

export interface ClientSettings {
  readonly id: string;
  /** `ALLOW_…` */
  readonly authFlows: readonly string[];
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  /** What somebody may change with their own access token. @default everything */
  readonly writeAttributes: readonly string[] | undefined;
}

export interface PoolSettings {
  readonly id: string;
  readonly issuer: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly passwordPolicy: PasswordPolicy;
  readonly hasMfa: boolean;
  /** ARN of the function that is told of a forgotten password that is chosen anew. */
  readonly postConfirmation: string | undefined;
  readonly clients: readonly ClientSettings[];
  readonly groups: readonly { readonly name: string; readonly description: string | undefined }[];
}

/** `https://` as in the cloud: tokens outlive the port of one start. */
export const issuerOf = (poolId: string): string => `https://cognito-idp.${REGION}.amazonaws.com/${poolId}`;

const POOL_PROPERTIES = new Set([
  'UserPoolName',
  'AccountRecoverySetting',
  'AdminCreateUserConfig',
  'AutoVerifiedAttributes',
  'DeletionProtection',
  'EmailConfiguration',
  'EmailVerificationMessage',
  'EmailVerificationSubject',
  'EnabledMfas',
  'LambdaConfig',
  'MfaConfiguration',
  'Policies',
  'Schema',
  'SmsVerificationMessage',
  'UserAttributeUpdateSettings',
  'UsernameAttributes',
  'UsernameConfiguration',
  'UserPoolTags',
  'UserPoolTier',
  'VerificationMessageTemplate',
]);

const UNIT_SECONDS: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };
/** Cognito's own, where a client names none. */
const DEFAULT_SECONDS = { AccessToken: 3_600, IdToken: 3_600, RefreshToken: 30 * 86_400 } as const;
const DEFAULT_UNITS = { AccessToken: 'hours', IdToken: 'hours', RefreshToken: 'days' } as const;

/** @throws Error naming the resource and the property that is not run here. */
export function poolSettings(
  pool: StackResource,
  clients: readonly StackResource[],
  groups: readonly StackResource[],
): PoolSettings {
  const { logicalId, name: id, properties } = pool;
  const unknown = Object.keys(properties).find((key) => !POOL_PROPERTIES.has(key));
  if (unknown) throw new Error(`${logicalId}.${unknown} is not run by the embedded cloud`);
  const { PostConfirmation, ...otherTriggers } = at(properties.LambdaConfig);
  const [trigger] = Object.keys(otherTriggers);
  if (trigger) throw new Error(`${logicalId}.LambdaConfig.${trigger} is not run by the embedded cloud`);
  const own = ({ properties: { UserPoolId } }: StackResource) => UserPoolId === id;
  const mfas = listAt(properties.EnabledMfas, `${logicalId}.EnabledMfas`);
  demand(logicalId, {
    'UsernameAttributes must be e-mail': String(properties.UsernameAttributes) === 'email',
    'AdminCreateUserConfig.AllowAdminCreateUserOnly must be true: nobody signs up here': at(
      properties.AdminCreateUserConfig,
    ).AllowAdminCreateUserOnly,
    'UsernameConfiguration.CaseSensitive must be false': at(properties.UsernameConfiguration).CaseSensitive === false,
    'EnabledMfas may be SOFTWARE_TOKEN_MFA only': mfas.every((each) => each === 'SOFTWARE_TOKEN_MFA'),
    'MfaConfiguration must be OFF or OPTIONAL': properties.MfaConfiguration !== 'ON',
  });
  const policy = at(at(properties.Policies).PasswordPolicy);
  return {
    id,
    issuer: issuerOf(id),
    properties,
    passwordPolicy: {
      MinimumLength: numberAt(policy.MinimumLength ?? 8, `${logicalId}.Policies`),
      RequireLowercase: policy.RequireLowercase === true,
      RequireUppercase: policy.RequireUppercase === true,
      RequireNumbers: policy.RequireNumbers === true,
      RequireSymbols: policy.RequireSymbols === true,
    },
    hasMfa: properties.MfaConfiguration === 'OPTIONAL',
    postConfirmation: PostConfirmation === undefined ? undefined : String(PostConfirmation),
    clients: clients.filter(own).map(clientSettings),
    groups: groups.filter(own).map(({ name, properties: { Description } }) => ({
      name,
      description: typeof Description === 'string' ? Description : undefined,
    })),
  };
}

function clientSettings({ logicalId, name: id, properties }: StackResource): ClientSettings {
  demand(logicalId, {
    'GenerateSecret must be false': properties.GenerateSecret !== true,
    'AllowedOAuthFlowsUserPoolClient must be false: there is no hosted page here':
      properties.AllowedOAuthFlowsUserPoolClient !== true,
    'PreventUserExistenceErrors must be ENABLED': properties.PreventUserExistenceErrors === 'ENABLED',
    'EnableTokenRevocation must not be false': properties.EnableTokenRevocation !== false,
  });
  const units = at(properties.TokenValidityUnits);
  const seconds = (token: keyof typeof DEFAULT_SECONDS): number => {
    const where = `${logicalId}.${token}Validity`;
    const validity = properties[`${token}Validity`];
    if (validity === undefined) return DEFAULT_SECONDS[token];
    return numberAt(validity, where) * numberAt(UNIT_SECONDS[String(units[token] ?? DEFAULT_UNITS[token])], where);
  };
  const { WriteAttributes } = properties;
  return {
    id,
    authFlows: listAt(properties.ExplicitAuthFlows, `${logicalId}.ExplicitAuthFlows`).map(String),
    accessTokenSeconds: seconds('AccessToken'),
    idTokenSeconds: seconds('IdToken'),
    refreshTokenSeconds: seconds('RefreshToken'),
    writeAttributes: WriteAttributes === undefined ? undefined : listAt(WriteAttributes, logicalId).map(String),
  };
}

function demand(logicalId: string, demands: Readonly<Record<string, unknown>>): void {
  const broken = Object.keys(demands).find((text) => !demands[text]);
  if (broken) throw new Error(`${logicalId}.${broken}: the embedded cloud runs nothing else`);
}

const at = (value: unknown): Record<string, unknown> => (isObject(value) ? value : {});
