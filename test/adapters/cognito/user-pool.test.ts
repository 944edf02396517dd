import { createRequire } from 'node:module';
import {
  AdminDeleteUserCommand,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe } from 'vitest';
import { addUser } from '../../../local/user-pool/add-user.ts';
import { cognitoUserPool } from '../../../shared/adapters/cognito/user-pool.ts';
import { startFixture } from '../../local/fixture-stack.ts';
import { clientOf, POOL } from '../../local/user-pool-stack.ts';
import { userPoolContract } from '../user-pool-contract.ts';

const totp = createRequire(import.meta.url)('cognito-local/lib/services/totp.js');

describe('over the local Cognito', () =>
  userPoolContract(async () => {
    const cloud = await startFixture({ resources: POOL });
    const { id: poolId, clientId } = cloud.userPool;
    const client = clientOf(cloud);
    return {
      pool: cognitoUserPool(client, { poolId, clientId }),
      add: ({ email, password, isStaff }) =>
        addUser(cloud, { email, password, groups: [isStaff ? 'operations' : 'partners'] }),
      async signIn(USERNAME, PASSWORD) {
        const AuthParameters = { USERNAME, PASSWORD };
        const command = new InitiateAuthCommand({ ClientId: clientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
        const signedIn = await client.send(command).catch((error: Error) => {
          if (error.name === 'NotAuthorizedException') return undefined;
          throw error;
        });
        return signedIn?.AuthenticationResult?.AccessToken;
      },
      async forgotPassword(Username, Password) {
        await client.send(new ForgotPasswordCommand({ ClientId: clientId, Username }));
        const [, ConfirmationCode] = /is (\S+?)\.?$/.exec(cloud.outbox().at(-1)?.text ?? '') ?? [];
        const chosen = { ClientId: clientId, Username, Password, ConfirmationCode };
        await client.send(new ConfirmForgotPasswordCommand(chosen));
      },
      codeOf: (secret) => totp.generate(secret),
      remove: async (Username) =>
        void (await client.send(new AdminDeleteUserCommand({ UserPoolId: poolId, Username }))),
    };
  }));
