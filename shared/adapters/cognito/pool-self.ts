/** What partners do to their own log-in, over Cognito. */
import {
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  AssociateSoftwareTokenCommand,
  ChangePasswordCommand,
  type CognitoIdentityProviderClient,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { UserPoolSelf } from '../../ports/user-pool.ts';
import { isRefusal, isSessionOver, isTooManyTries, ofKnownUser } from './pool-errors.ts';

const TOTP = 'SOFTWARE_TOKEN_MFA';
/** The second is of a code that was used before, or of another half minute. */
const WRONG_CODE = ['CodeMismatchException', 'ExpiredCodeException', 'EnableSoftwareTokenMFAException'];
const NOT_BEGUN = ['SoftwareTokenMFANotFoundException', 'InvalidParameterException'];

export function poolSelf(
  client: CognitoIdentityProviderClient,
  { poolId, clientId }: { readonly poolId: string; readonly clientId: string },
): UserPoolSelf {
  const prefer = (AccessToken: string, Enabled: boolean) =>
    client.send(
      new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings: { Enabled, PreferredMfa: Enabled } }),
    );

  const inPool = { UserPoolId: poolId, ClientId: clientId };
  const answerChallenge = async (sub: string, Session: string | undefined, code: string) => {
    try {
      const ChallengeResponses = { USERNAME: sub, SOFTWARE_TOKEN_MFA_CODE: code };
      await client.send(
        new AdminRespondToAuthChallengeCommand({ ...inPool, ChallengeName: TOTP, Session, ChallengeResponses }),
      );
      return 'right';
    } catch (error) {
      if (isRefusal(error, ...WRONG_CODE)) return 'wrong-code';
      throw error;
    }
  };

  return {
    async checkPassword(sub, password, code) {
      try {
        // It opens a session, whose tokens are dropped here: nobody else ever has them.
        const { ChallengeName, Session } = await ofKnownUser(
          client.send(
            new AdminInitiateAuthCommand({
              ...inPool,
              AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
              AuthParameters: { USERNAME: sub, PASSWORD: password },
            }),
          ),
        );
        if (ChallengeName !== TOTP) return 'right';
        return code === undefined ? 'code-needed' : await answerChallenge(sub, Session, code);
      } catch (error) {
        if (isTooManyTries(error)) return 'too-many-tries';
        // A password that was reset is nobody's; one that breaks the form cannot be anybody's.
        if (isRefusal(error, 'NotAuthorizedException', 'PasswordResetRequiredException', 'InvalidParameterException'))
          return 'wrong';
        throw error;
      }
    },

    async changePassword(AccessToken, { current, next }) {
      try {
        await client.send(
          new ChangePasswordCommand({ AccessToken, PreviousPassword: current, ProposedPassword: next }),
        );
        return { kind: 'done' };
      } catch (error) {
        if (isTooManyTries(error)) return { kind: 'too-many-tries' };
        if (isSessionOver(error)) return { kind: 'session-over' };
        if (isRefusal(error, 'NotAuthorizedException', 'PasswordResetRequiredException')) return { kind: 'wrong' };
        if (isRefusal(error, 'InvalidPasswordException', 'PasswordHistoryPolicyViolationException'))
          return { kind: 'policy', problem: error.message };
        // Its words quote a pattern, and might quote more.
        if (isRefusal(error, 'InvalidParameterException'))
          return { kind: 'policy', problem: 'must not begin or end with a space' };
        throw error;
      }
    },

    async hasSecondFactor(sub) {
      const { UserMFASettingList = [] } = await ofKnownUser(
        client.send(new AdminGetUserCommand({ UserPoolId: poolId, Username: sub })),
      );
      return UserMFASettingList.includes(TOTP);
    },

    async beginSecondFactor(AccessToken) {
      try {
        const { SecretCode } = await client.send(new AssociateSoftwareTokenCommand({ AccessToken }));
        if (SecretCode === undefined) throw new Error('the user pool made no secret');
        return { secret: SecretCode };
      } catch (error) {
        if (isSessionOver(error)) return 'session-over';
        throw error;
      }
    },

    async confirmSecondFactor(AccessToken, code) {
      try {
        const { Status } = await client.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: code }));
        if (Status !== 'SUCCESS') return 'wrong-code';
        await prefer(AccessToken, true);
        return 'done';
      } catch (error) {
        if (isTooManyTries(error)) return 'too-many-tries';
        if (isSessionOver(error)) return 'session-over';
        if (isRefusal(error, ...WRONG_CODE)) return 'wrong-code';
        if (isRefusal(error, ...NOT_BEGUN)) return 'not-begun';
        throw error;
      }
    },

    async removeSecondFactor(AccessToken) {
      try {
        await prefer(AccessToken, false);
        return 'done';
      } catch (error) {
        if (isSessionOver(error)) return 'session-over';
        throw error;
      }
    },
  };
}
