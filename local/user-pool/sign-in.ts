/** Signing in, with what the cloud asks on the way: a new password, a second factor. cognito-local asks less. */
import { randomUUID } from 'node:crypto';
import { isObject } from '../json.ts';
import { type Operations, ServiceError } from '../json-protocol.ts';
import type { PoolUser } from './cognito-local.ts';
import { passwordProblem } from './password-policy.ts';
import type { ClientSettings } from './pool-settings.ts';
import type { Input, Pool, UserPools } from './pools.ts';
import { notAuthorized, type Sessions } from './sessions.ts';

type Challenge = 'NEW_PASSWORD_REQUIRED' | 'SOFTWARE_TOKEN_MFA';

interface Asked {
  readonly challenge: Challenge;
  readonly clientId: string;
  readonly username: string;
  readonly until: number;
}

/** How long Cognito waits for the answer to a challenge. */
const CHALLENGE_MS = 3 * 60_000;
const SOFTWARE_TOKEN = 'SOFTWARE_TOKEN_MFA';

export function signInOperations(pools: UserPools, sessions: Sessions): Operations {
  const asked = new Map<string, Asked>();

  const ask = (challenge: Challenge, client: ClientSettings, user: PoolUser) => {
    const Session = randomUUID();
    const until = Date.now() + CHALLENGE_MS;
    asked.set(Session, { challenge, clientId: client.id, username: user.Username, until });
    const userAttributes = Object.fromEntries(user.Attributes.map(({ Name, Value }) => [Name, Value]));
    const ChallengeParameters = {
      USER_ID_FOR_SRP: user.Username,
      ...(challenge === 'NEW_PASSWORD_REQUIRED' && {
        requiredAttributes: '[]',
        userAttributes: JSON.stringify(userAttributes),
      }),
    };
    return { ChallengeName: challenge, Session, ChallengeParameters };
  };

  const signedIn = async (pool: Pool, client: ClientSettings, user: PoolUser) => ({
    ChallengeParameters: {},
    AuthenticationResult: await sessions.open(pool, client, user),
  });

  const withSecondFactor = (pool: Pool, client: ClientSettings, user: PoolUser) =>
    pool.settings.hasMfa && user.UserMFASettingList?.includes(SOFTWARE_TOKEN)
      ? ask(SOFTWARE_TOKEN, client, user)
      : signedIn(pool, client, user);

  const byPassword = async (flow: string, { ClientId, AuthParameters }: Input) => {
    const { pool, client } = pools.client(ClientId);
    if (!client.authFlows.includes(`ALLOW_${flow}`)) {
      throw new ServiceError('InvalidParameterException', `${flow} flow not enabled for this client`);
    }
    const { USERNAME, PASSWORD } = isObject(AuthParameters) ? AuthParameters : {};
    if (typeof USERNAME !== 'string' || typeof PASSWORD !== 'string') {
      throw new ServiceError('InvalidParameterException', 'Missing required parameter USERNAME or PASSWORD');
    }
    const user = await pools.find(pool, USERNAME);
    if (user?.UserStatus === 'RESET_REQUIRED') {
      throw new ServiceError('PasswordResetRequiredException', 'Password reset required for the user');
    }
    // The same words for an unknown user and a wrong password.
    if (!user || user.Password !== PASSWORD) throw notAuthorized('Incorrect username or password.');
    if (!user.Enabled) throw notAuthorized('User is disabled.');
    return user.UserStatus === 'FORCE_CHANGE_PASSWORD'
      ? ask('NEW_PASSWORD_REQUIRED', client, user)
      : withSecondFactor(pool, client, user);
  };

  const clientOf = ({ ClientId, UserPoolId }: Input) => {
    const found = pools.client(ClientId);
    if (UserPoolId === undefined || UserPoolId === found.pool.settings.id) return found;
    throw new ServiceError('ResourceNotFoundException', `User pool client ${String(ClientId)} does not exist.`);
  };

  const signIn = (passwordFlow: string) => async (input: Input) => {
    const { AuthFlow, AuthParameters } = input;
    const { pool, client } = clientOf(input);
    if (AuthFlow === passwordFlow) return byPassword(passwordFlow, input);
    if (AuthFlow === 'REFRESH_TOKEN_AUTH' || AuthFlow === 'REFRESH_TOKEN') {
      const { REFRESH_TOKEN } = isObject(AuthParameters) ? AuthParameters : {};
      return { ChallengeParameters: {}, AuthenticationResult: await sessions.refresh(pool, client, REFRESH_TOKEN) };
    }
    throw new ServiceError('InvalidParameterException', `${String(AuthFlow)} is not answered on this machine`);
  };

  const answer = async (input: Input) => {
    const { ChallengeName, ChallengeResponses, ClientId, Session } = input;
    const { pool, client } = clientOf(input);
    const responses = isObject(ChallengeResponses) ? ChallengeResponses : {};
    const { USERNAME, NEW_PASSWORD, SOFTWARE_TOKEN_MFA_CODE } = responses;
    const question = asked.get(String(Session));
    asked.delete(String(Session));
    const user = await pools.find(pool, USERNAME);
    const isAnswer = question?.challenge === ChallengeName && question?.clientId === ClientId;
    if (!isAnswer || !user?.Enabled || question?.username !== user.Username || question.until < Date.now()) {
      throw notAuthorized('Invalid session for the user.');
    }
    if (question.challenge === 'NEW_PASSWORD_REQUIRED') {
      const problem = passwordProblem(pool.settings.passwordPolicy, String(NEW_PASSWORD ?? ''));
      if (problem) {
        asked.set(String(Session), question);
        throw new ServiceError('InvalidPasswordException', problem);
      }
      const changed: PoolUser = { ...user, Password: String(NEW_PASSWORD), UserStatus: 'CONFIRMED' };
      await pools.save(pool, changed);
      return withSecondFactor(pool, client, changed);
    }
    const { Secret = '', Verified = false } = user.SoftwareTokenMfaConfiguration ?? {};
    if (!Verified || !pools.cognito.isTotp(Secret, String(SOFTWARE_TOKEN_MFA_CODE))) {
      throw new ServiceError('CodeMismatchException', 'Invalid code received for user');
    }
    return signedIn(pool, client, user);
  };

  return {
    InitiateAuth: signIn('USER_PASSWORD_AUTH'),
    AdminInitiateAuth: signIn('ADMIN_USER_PASSWORD_AUTH'),
    RespondToAuthChallenge: answer,
    AdminRespondToAuthChallenge: answer,
  };
}
