/** Users and their groups. What cognito-local answers as the cloud does is passed on; the rest is checked first. */
import { isObject } from '../json.ts';
import { type Operations, ServiceError } from '../json-protocol.ts';
import type { Attribute, PoolUser } from './cognito-local.ts';
import { temporaryPassword } from './password-policy.ts';
import { demandPolicy } from './passwords.ts';
import type { Input, Pool, UserPools } from './pools.ts';
import { notAuthorized, type Sessions } from './sessions.ts';

/** Of one user by its name. */
const BY_NAME = [
  'AdminAddUserToGroup',
  'AdminDeleteUser',
  'AdminEnableUser',
  'AdminGetUser',
  'AdminListGroupsForUser',
  'AdminRemoveUserFromGroup',
];
const OF_THE_POOL = ['ListGroups', 'ListUsers', 'ListUsersInGroup'];
/** Of whoever the access token is of: cognito-local reads the token, but checks nothing of it. */
const OF_ONESELF = ['AssociateSoftwareToken', 'GetUser', 'SetUserMFAPreference', 'VerifySoftwareToken'];

export function userOperations(pools: UserPools, sessions: Sessions): Operations {
  const byName = async (operation: string, input: Input) => {
    const { Username } = await pools.user(pools.pool(input.UserPoolId), input.Username);
    return pools.pass(operation, { ...input, Username });
  };

  const demandFreeAddress = async (pool: Pool, email: string, error: string, owner?: PoolUser) => {
    const other = await pools.find(pool, email);
    if (!other || other.Username === owner?.Username) return;
    throw new ServiceError(error, 'An account with the given email already exists.');
  };

  const signOut = async (pool: Pool, user: PoolUser) => {
    await sessions.endAll(pool, user);
    return {};
  };

  return {
    ...Object.fromEntries(BY_NAME.map((name) => [name, (input: Input) => byName(name, input)])),
    ...Object.fromEntries(OF_THE_POOL.map((name) => [name, (input: Input) => pools.pass(name, input)])),
    ...Object.fromEntries(
      OF_ONESELF.map((name) => [
        name,
        async (input: Input) => {
          await sessions.signedIn(input.AccessToken);
          return pools.pass(name, input);
        },
      ]),
    ),

    AdminCreateUser: async (input) => {
      const pool = pools.pool(input.UserPoolId);
      const password = input.TemporaryPassword ?? temporaryPassword(pool.settings.passwordPolicy);
      demandPolicy(pool, password);
      if (input.MessageAction === 'RESEND') return resend(pool, input, String(password));
      const given = attributesOf(input.UserAttributes);
      if (!/^[^\s@]+@[^\s@]+$/.test(String(input.Username))) {
        throw new ServiceError('InvalidParameterException', 'Username should be an email.');
      }
      const email = given.find(({ Name }) => Name === 'email')?.Value ?? String(input.Username);
      await demandFreeAddress(pool, String(input.Username), 'UsernameExistsException');
      await demandFreeAddress(pool, email, 'UsernameExistsException');
      // Cognito sends a text message unless told otherwise, and here nobody has a telephone.
      if (input.MessageAction !== 'SUPPRESS' && !listed(input.DesiredDeliveryMediums).includes('EMAIL')) {
        const why = 'User has no attribute matching desired delivery mediums';
        throw new ServiceError('InvalidParameterException', why);
      }
      return pools.pass('AdminCreateUser', { ...input, UserAttributes: given, TemporaryPassword: password });
    },

    AdminUpdateUserAttributes: async (input) => {
      const pool = pools.pool(input.UserPoolId);
      const user = await pools.user(pool, input.Username);
      const attributes = attributesOf(input.UserAttributes);
      const given = (name: string) => attributes.find(({ Name }) => Name === name)?.Value;
      const email = given('email');
      if (email !== undefined) {
        await demandFreeAddress(pool, email, 'AliasExistsException', user);
        if (given('email_verified') !== 'true') {
          const why = 'email is not answered on this machine without email_verified: it would be mailed a code';
          throw new ServiceError('InvalidParameterException', why);
        }
      }
      return pools.pass('AdminUpdateUserAttributes', { ...input, Username: user.Username });
    },

    UpdateUserAttributes: async (input) => {
      const { client } = await sessions.signedIn(input.AccessToken);
      for (const { Name } of attributesOf(input.UserAttributes)) {
        if (client.writeAttributes?.includes(Name) === false) {
          throw notAuthorized('A client attempted to write unauthorized attribute');
        }
      }
      return pools.pass('UpdateUserAttributes', input);
    },

    AdminSetUserMFAPreference: async ({ UserPoolId, Username, SoftwareTokenMfaSettings }) => {
      const pool = pools.pool(UserPoolId);
      const user = await pools.user(pool, Username);
      if (!isObject(SoftwareTokenMfaSettings) || SoftwareTokenMfaSettings.Enabled !== false) {
        const why =
          'AdminSetUserMFAPreference is answered on this machine only where it switches the software token off';
        throw new ServiceError('InvalidParameterException', why);
      }
      const left = (user.UserMFASettingList ?? []).filter((factor) => factor !== 'SOFTWARE_TOKEN_MFA');
      await pools.save(pool, { ...user, UserMFASettingList: left });
      return {};
    },

    AdminDisableUser: async (input) => {
      const pool = pools.pool(input.UserPoolId);
      await sessions.endAll(pool, await pools.user(pool, input.Username));
      return byName('AdminDisableUser', input);
    },
    AdminUserGlobalSignOut: async ({ UserPoolId, Username }) => {
      const pool = pools.pool(UserPoolId);
      return signOut(pool, await pools.user(pool, Username));
    },
    GlobalSignOut: async ({ AccessToken }) => {
      const { pool, user } = await sessions.signedIn(AccessToken);
      return signOut(pool, user);
    },
    RevokeToken: async ({ ClientId, Token }) => {
      await sessions.revoke(pools.client(ClientId).pool, Token);
      return {};
    },
  };

  async function resend(pool: Pool, { Username }: Input, password: string) {
    const user = await pools.user(pool, Username);
    if (user.UserStatus !== 'FORCE_CHANGE_PASSWORD') {
      const why = `User is in ${user.UserStatus} state; the invitation cannot be sent again.`;
      throw new ServiceError('UnsupportedUserStateException', why);
    }
    await pools.save(pool, { ...user, Password: password });
    pools.mail(pool, 'AdminCreateUser', user, password);
    const { UserAttributes, ...seen } = await byName('AdminGetUser', { UserPoolId: pool.settings.id, Username });
    return { User: { ...seen, Attributes: UserAttributes } };
  }
}

const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const attributesOf = (value: unknown): Attribute[] =>
  listed(value).filter((each) => isObject(each)) as unknown as Attribute[];
