/** What the user pool promises, on a stack of its own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Stage, stageNamed } from '../../infra/config.ts';
import { PartnerPool, type PartnerPoolProps } from '../../infra/constructs/partner-pool.ts';
import { createApp } from '../../infra/synthesize.ts';
import { USER_GROUPS } from '../../shared/contracts/user-groups.ts';
import { functionNamed, resourcesOf, scratch, synthesizedTemplate, type Template } from './synthesized.ts';

/** Synthesis fails on a finding of the rules that nobody acknowledged. */
async function synthesized(props: PartnerPoolProps): Promise<Template> {
  const { directory, remove } = await scratch();
  try {
    const app = createApp({ outdir: join(directory, 'assembly'), checkSchemas: false });
    const stack = new Stack(app, 'Pool');
    const pool = new PartnerPool(stack, 'Users', props);
    const role = new Role(stack, 'Admin', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    pool.grantAdmin(role, 'signOuts');
    const { directory: assembly } = app.synth();
    return JSON.parse(readFileSync(join(assembly, stack.templateFile), 'utf8'));
  } finally {
    await remove();
  }
}

const only = (template: Template, type: string) => {
  const found = resourcesOf(template, type);
  expect(found).toHaveLength(1);
  const [[id, resource] = ['', undefined]] = found;
  if (!resource) throw new Error(`there is no ${type}`);
  return { id, ...resource };
};

const dev: Stage = stageNamed('dev');
let template: Template;
beforeAll(async () => {
  template = await synthesized({ stage: dev });
});

describe('the user pool', () => {
  it('is signed in to by e-mail, whatever its capital letters, by those who were invited', () => {
    expect(only(template, 'AWS::Cognito::UserPool').Properties).toMatchObject({
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      AutoVerifiedAttributes: ['email'],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    });
  });

  it('wants strong passwords, and gives three days for a temporary one', () => {
    expect(only(template, 'AWS::Cognito::UserPool').Properties.Policies.PasswordPolicy).toEqual({
      MinimumLength: 12,
      RequireLowercase: true,
      RequireUppercase: true,
      RequireNumbers: true,
      RequireSymbols: true,
      TemporaryPasswordValidityDays: 3,
    });
  });

  it('knows no telephone: a second factor is an app, and a password is recovered by e-mail', () => {
    const { Properties } = only(template, 'AWS::Cognito::UserPool');
    expect(Properties).toMatchObject({
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
    });
    expect(Properties).not.toHaveProperty('SmsConfiguration');
  });

  it('has the groups that handlers know', () => {
    const groups = resourcesOf(template, 'AWS::Cognito::UserPoolGroup').map(([, { Properties }]) => Properties);
    expect(groups.map(({ GroupName }) => GroupName).sort()).toEqual(Object.values(USER_GROUPS).sort());
  });

  it('outlives the stack where data is kept', async () => {
    expect(only(template, 'AWS::Cognito::UserPool')).toMatchObject({
      DeletionPolicy: 'Delete',
      Properties: { DeletionProtection: 'INACTIVE' },
    });
    expect(only(await synthesized({ stage: stageNamed('prod') }), 'AWS::Cognito::UserPool')).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: { DeletionProtection: 'ACTIVE' },
    });
  });

  it('mails through SES where there is a sender, from the domain that SES has verified', async () => {
    expect(only(template, 'AWS::Cognito::UserPool').Properties).not.toHaveProperty('EmailConfiguration');
    const mailing = await synthesized({ stage: dev, sender: 'payouts@program.example' });
    const { EmailConfiguration } = only(mailing, 'AWS::Cognito::UserPool').Properties;
    expect(EmailConfiguration).toMatchObject({ EmailSendingAccount: 'DEVELOPER', From: 'payouts@program.example' });
    expect(JSON.stringify(EmailConfiguration.SourceArn)).toMatch(/:identity\/program\.example"/);
  });
});

describe("the portal's client", () => {
  it('has no secret, no hosted page, and tokens that end', () => {
    const { Properties } = only(template, 'AWS::Cognito::UserPoolClient');
    const { AccessTokenValidity, IdTokenValidity, RefreshTokenValidity, TokenValidityUnits } = Properties;
    expect(TokenValidityUnits).toEqual({ AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' });
    expect(Math.max(AccessTokenValidity, IdTokenValidity)).toBeLessThanOrEqual(60);
    expect(RefreshTokenValidity).toBeLessThanOrEqual(30 * 24 * 60);
    expect(Properties).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlowsUserPoolClient: false,
      EnableTokenRevocation: true,
      PreventUserExistenceErrors: 'ENABLED',
    });
    expect(Properties.ExplicitAuthFlows.toSorted()).toEqual([
      'ALLOW_ADMIN_USER_PASSWORD_AUTH',
      'ALLOW_REFRESH_TOKEN_AUTH',
      'ALLOW_USER_PASSWORD_AUTH',
      'ALLOW_USER_SRP_AUTH',
    ]);
  });

  it('lets nobody change the log-in address with a token alone', () => {
    expect(only(template, 'AWS::Cognito::UserPoolClient').Properties.WriteAttributes).toEqual(['locale']);
  });
});

it('tells a function of forgotten passwords that are chosen anew, which only this pool may call', async () => {
  const whole = await synthesizedTemplate();
  const pool = only(whole, 'AWS::Cognito::UserPool');
  const [lambda] = functionNamed(whole, 'password-chosen');
  const arn = { 'Fn::GetAtt': [lambda, 'Arn'] };
  expect(pool.Properties.LambdaConfig).toEqual({ PostConfirmation: arn });
  const permissions = resourcesOf(whole, 'AWS::Lambda::Permission').map(([, { Properties }]) => Properties);
  expect(permissions.filter(({ Principal }) => Principal === 'cognito-idp.amazonaws.com')).toEqual([
    {
      Action: 'lambda:InvokeFunction',
      FunctionName: arn,
      Principal: 'cognito-idp.amazonaws.com',
      SourceArn: { 'Fn::GetAtt': [pool.id, 'Arn'] },
    },
  ]);
});

it('a function may do what its work is, in this pool only', () => {
  const { PolicyDocument } = only(template, 'AWS::IAM::Policy').Properties;
  expect(PolicyDocument.Statement).toEqual([
    {
      Effect: 'Allow',
      Action: 'cognito-idp:AdminUserGlobalSignOut',
      Resource: { 'Fn::GetAtt': [only(template, 'AWS::Cognito::UserPool').id, 'Arn'] },
    },
  ]);
});
