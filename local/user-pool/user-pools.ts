/** Cognito on this machine, for the stacks that have a user pool: the answers, and the keys that tokens are checked with. */
import type { JSONWebKeySet } from 'jose';
import type { Operations } from '../json-protocol.ts';
import type { LambdaService } from '../lambda/lambda-service.ts';
import type { Outbox } from '../mail/outbox.ts';
import type { StateDirectory } from '../state-directory.ts';
import type { StackResources } from '../template/stack-resources.ts';
import { loadCognitoLocal } from './cognito-local.ts';
import { passwordOperations } from './passwords.ts';
import { poolSettings } from './pool-settings.ts';
import { UserPools } from './pools.ts';
import { Sessions } from './sessions.ts';
import { signInOperations } from './sign-in.ts';
import { demandTriggers } from './triggers.ts';
import { userOperations } from './users.ts';

/** Texts are empty where a stack has none. */
export interface UserPoolInfo {
  readonly id: string;
  /** Of its first client. */
  readonly clientId: string;
  /** `iss` of its tokens. */
  readonly issuer: string;
}

export interface LocalUserPools {
  readonly operations: Operations;
  /** By issuer. */
  readonly keySets: ReadonlyMap<string, JSONWebKeySet>;
  /** The first one. */
  readonly info: UserPoolInfo;
}

const NONE: LocalUserPools = { operations: {}, keySets: new Map(), info: { id: '', clientId: '', issuer: '' } };

/** @throws Error naming a pool or client that needs what does not run here. */
export async function localUserPools(
  stack: StackResources,
  outbox: Outbox,
  state: StateDirectory | undefined,
  lambda: LambdaService,
): Promise<LocalUserPools> {
  const clients = stack.ofType('AWS::Cognito::UserPoolClient');
  const groups = stack.ofType('AWS::Cognito::UserPoolGroup');
  const settings = stack.ofType('AWS::Cognito::UserPool').map((pool) => poolSettings(pool, clients, groups));
  const [first] = settings;
  if (!first) return NONE;
  demandTriggers(settings, lambda);
  const pools = await UserPools.open(loadCognitoLocal(), settings, outbox, state);
  const sessions = new Sessions(pools);
  return {
    operations: {
      ...signInOperations(pools, sessions),
      ...passwordOperations(pools, sessions, lambda),
      ...userOperations(pools, sessions),
    },
    keySets: new Map(settings.map(({ issuer }) => [issuer, pools.cognito.keySet])),
    info: { id: first.id, clientId: first.clients[0]?.id ?? '', issuer: first.issuer },
  };
}
