/** The user pool over Cognito. */
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { UserPool } from '../../ports/user-pool.ts';
import { poolAdmin } from './pool-admin.ts';
import { poolSelf } from './pool-self.ts';

export interface PoolIds {
  readonly poolId: string;
  /** Of the client through which partners sign in. */
  readonly clientId: string;
}

export const cognitoUserPool = (client: CognitoIdentityProviderClient, ids: PoolIds): UserPool => ({
  ...poolAdmin(client, ids),
  ...poolSelf(client, ids),
});

export const connectUserPool = (ids: PoolIds): UserPool => cognitoUserPool(new CognitoIdentityProviderClient({}), ids);
