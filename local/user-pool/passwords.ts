/** Changing, forgetting and resetting passwords, by the pool's policy. cognito-local takes any password. */
import { type Operations, ServiceError } from '../json-protocol.ts';
import type { LambdaService } from '../lambda/lambda-service.ts';
import type { PoolUser } from './cognito-local.ts';
import { passwordProblem } from './password-policy.ts';
import { attributeOf, type Pool, type UserPools } from './pools.ts';
import { notAuthorized, type Sessions } from './sessions.ts';
import { passwordWasChosen } from './triggers.ts';

/** How long Cognito takes a code for a forgotten password. */
const CODE_MS = 60 * 60_000;

export function passwordOperations(pools: UserPools, sessions: Sessions, functions: LambdaService): Operations {
  const sendCode = async (pool: Pool, user: PoolUser, changed: Partial<PoolUser> = {}) => {
    const email = attributeOf(user, 'email');
    if (email === undefined || attributeOf(user, 'email_verified') !== 'true') {
      const why = 'Cannot reset password for the user as there is no registered/verified email or phone_number';
      throw new ServiceError('InvalidParameterException', why);
    }
    const code = pools.cognito.newCode();
    await pools.save(pool, { ...user, ...changed, ConfirmationCode: code, CodeExpiresAt: Date.now() + CODE_MS });
    pools.mail(pool, 'ForgotPassword', user, code);
    return delivery(email);
  };

  return {
    ForgotPassword: async ({ ClientId, Username }) => {
      const { pool } = pools.client(ClientId);
      const user = await pools.find(pool, Username);
      // Nobody learns here who is a user.
      if (!user?.Enabled) return { CodeDeliveryDetails: delivery(String(Username)) };
      if (user.UserStatus === 'FORCE_CHANGE_PASSWORD') {
        throw notAuthorized('User password cannot be reset in the current state.');
      }
      return { CodeDeliveryDetails: await sendCode(pool, user) };
    },

    ConfirmForgotPassword: async ({ ClientId, Username, ConfirmationCode, Password }) => {
      const { pool, client } = pools.client(ClientId);
      const user = await pools.find(pool, Username);
      if (!user?.Enabled || typeof ConfirmationCode !== 'string' || user.ConfirmationCode !== ConfirmationCode) {
        const why = 'Invalid verification code provided, please try again.';
        throw new ServiceError('CodeMismatchException', why);
      }
      if ((user.CodeExpiresAt ?? 0) < Date.now()) {
        throw new ServiceError('ExpiredCodeException', 'Invalid code provided, please request a code again.');
      }
      demandPolicy(pool, Password);
      const changed: PoolUser = { ...user, Password: String(Password), UserStatus: 'CONFIRMED' };
      await pools.save(pool, { ...changed, ConfirmationCode: undefined });
      await passwordWasChosen(pool.settings, client.id, changed, functions);
      return {};
    },

    ChangePassword: async ({ AccessToken, PreviousPassword, ProposedPassword }) => {
      const { pool, user } = await sessions.signedIn(AccessToken);
      if (user.Password !== PreviousPassword) throw notAuthorized('Incorrect username or password.');
      demandPolicy(pool, ProposedPassword);
      await pools.save(pool, { ...user, Password: String(ProposedPassword) });
      return {};
    },

    AdminSetUserPassword: async ({ UserPoolId, Username, Password, Permanent }) => {
      const pool = pools.pool(UserPoolId);
      const user = await pools.user(pool, Username);
      demandPolicy(pool, Password);
      const UserStatus = Permanent === true ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD';
      await pools.save(pool, { ...user, Password: String(Password), UserStatus });
      return {};
    },

    AdminResetUserPassword: async ({ UserPoolId, Username }) => {
      const pool = pools.pool(UserPoolId);
      const user = await pools.user(pool, Username);
      if (user.UserStatus === 'FORCE_CHANGE_PASSWORD') {
        throw notAuthorized('User password cannot be reset in the current state.');
      }
      await sendCode(pool, user, { UserStatus: 'RESET_REQUIRED' });
      return {};
    },
  };
}

/** @throws ServiceError InvalidPasswordException. */
export function demandPolicy({ settings }: Pool, password: unknown): void {
  const problem = passwordProblem(settings.passwordPolicy, typeof password === 'string' ? password : '');
  if (problem) throw new ServiceError('InvalidPasswordException', problem);
}

/** `p***@h***`, for an unknown user as for a known one. */
function delivery(email: string): Record<string, string> {
  const [name = '', domain = ''] = email.split('@');
  const Destination = `${name.slice(0, 1)}***@${domain.slice(0, 1)}***`;
  return { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination };
}
