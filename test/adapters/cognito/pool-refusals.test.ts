import {
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  ChangePasswordCommand,
  CodeMismatchException,
  CognitoIdentityProviderClient,
  ExpiredCodeException,
  InvalidParameterException,
  LimitExceededException,
  NotAuthorizedException,
} from '@aws-sdk/client-cognito-identity-provider';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { cognitoUserPool } from '../../../shared/adapters/cognito/user-pool.ts';

describe('what only the cloud answers', () => {
  const cognito = mockClient(CognitoIdentityProviderClient);
  afterAll(() => cognito.restore());
  const ids = { poolId: 'us-east-1_a', clientId: 'client' };
  const open = () => {
    onTestFinished(() => void cognito.reset());
    return cognitoUserPool(new CognitoIdentityProviderClient({ region: 'us-east-1' }), ids);
  };
  const refusal = (message: string) => ({ message, $metadata: {} });
  const passwords = { current: 'a', next: 'b' };

  it.each([
    [
      'its limit',
      new LimitExceededException(refusal('Attempt limit exceeded, please try after some time.')),
      'too-many-tries',
    ],
    ['its lock', new NotAuthorizedException(refusal('Password attempts exceeded')), 'too-many-tries'],
    ['a wrong password', new NotAuthorizedException(refusal('Incorrect username or password.')), 'wrong'],
    ['a text that is no password', new InvalidParameterException(refusal('1 validation error')), 'wrong'],
  ])('to a password check: %s', async (_, error, answer) => {
    const pool = open();
    cognito.on(AdminInitiateAuthCommand).rejects(error);
    expect(await pool.checkPassword('sub', 'password')).toBe(answer);
  });

  it.each([
    ['another code', new CodeMismatchException(refusal('Invalid code or auth state for the user.')), 'wrong-code'],
    ['a used one', new ExpiredCodeException(refusal('Your software token has already been used once.')), 'wrong-code'],
    ['its lock', new NotAuthorizedException(refusal('Password attempts exceeded')), 'too-many-tries'],
  ])('to the code of a password check: %s', async (_, error, answer) => {
    const pool = open();
    cognito.on(AdminInitiateAuthCommand).resolves({ ChallengeName: 'SOFTWARE_TOKEN_MFA', Session: 'asked' });
    cognito.on(AdminRespondToAuthChallengeCommand, { Session: 'asked' }).rejects(error);
    expect(await pool.checkPassword('sub', 'password', '123456')).toBe(answer);
  });

  it.each([
    [new NotAuthorizedException(refusal('Access Token has been revoked')), { kind: 'session-over' }],
    [new NotAuthorizedException(refusal('Password attempts exceeded')), { kind: 'too-many-tries' }],
    [
      new InvalidParameterException(refusal("Value at 'proposedPassword' failed to satisfy ^[\\S]+.*[\\S]+$")),
      { kind: 'policy', problem: 'must not begin or end with a space' },
    ],
  ])('to a new password: %s', async (error, answer) => {
    const pool = open();
    cognito.on(ChangePasswordCommand).rejects(error);
    expect(await pool.changePassword('token', passwords)).toEqual(answer);
  });
});
