/** A user pool as partner-pool.ts makes it, for small stacks; and what a test does with it. */
import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  type CognitoIdentityProviderServiceException,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { onTestFinished } from 'vitest';
import type { EmbeddedCloud } from '../../local/embedded-cloud.ts';
import { addUser } from '../../local/user-pool/add-user.ts';

export const POOL = {
  Users: {
    Type: 'AWS::Cognito::UserPool',
    Properties: {
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      AutoVerifiedAttributes: ['email'],
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      Policies: {
        PasswordPolicy: {
          MinimumLength: 12,
          RequireLowercase: true,
          RequireUppercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
        },
      },
    },
  },
  Portal: {
    Type: 'AWS::Cognito::UserPoolClient',
    Properties: {
      UserPoolId: { Ref: 'Users' },
      ExplicitAuthFlows: [
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
        'ALLOW_USER_SRP_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
      ],
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: true,
      WriteAttributes: ['locale'],
      AccessTokenValidity: 60,
      TokenValidityUnits: { AccessToken: 'minutes' },
    },
  },
  Operations: {
    Type: 'AWS::Cognito::UserPoolGroup',
    Properties: { UserPoolId: { Ref: 'Users' }, GroupName: 'operations' },
  },
  Partners: {
    Type: 'AWS::Cognito::UserPoolGroup',
    Properties: { UserPoolId: { Ref: 'Users' }, GroupName: 'partners' },
  },
};

export const ANNA = { email: 'anna@partner.example', password: 'Correct-Horse-7', groups: ['partners', 'operations'] };

export function clientOf(cloud: EmbeddedCloud): CognitoIdentityProviderClient {
  const client = new CognitoIdentityProviderClient(cloud.clientSettings('cognito'));
  onTestFinished(() => client.destroy());
  return client;
}

/** What a test does with one person in a cloud's pool. */
export function asAnna(cloud: EmbeddedCloud) {
  const client = clientOf(cloud);
  const { id: UserPoolId, clientId: ClientId } = cloud.userPool;
  const her = { UserPoolId, Username: ANNA.email };
  const signIn = (password: string, email = ANNA.email) =>
    client.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: email, PASSWORD: password },
      }),
    );
  const refresh = (token: string | undefined) =>
    client.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: { REFRESH_TOKEN: token ?? '' },
      }),
    );
  const status = async () => (await client.send(new AdminGetUserCommand(her))).UserStatus;
  return { client, her, ClientId, signIn, refresh, status };
}

export async function withAnna(cloud: EmbeddedCloud) {
  const sub = await addUser(cloud, ANNA);
  return { sub, ...asAnna(cloud) };
}

/** `name: message` of what a call fails with. */
export const failure = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'no failure',
    (error: CognitoIdentityProviderServiceException) => `${error.name}: ${error.message}`,
  );
