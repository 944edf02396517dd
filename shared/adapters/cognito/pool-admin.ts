/** What staff and links do to users of the pool, over Cognito. A user's name in the pool is their `sub`. */
import { randomBytes } from 'node:crypto';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  type AttributeType,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { USER_GROUPS } from '../../contracts/user-groups.ts';
import type { UserPoolAdmin } from '../../ports/user-pool.ts';
import { isRefusal, ofKnownUser } from './pool-errors.ts';

interface FoundUser {
  readonly sub: string;
  /** The pool made up a password, and takes no forgotten one until there is another. */
  readonly isNew: boolean;
}

const STAFF: readonly string[] = [USER_GROUPS.operations, USER_GROUPS.finance];

/** 192 bits that nobody is told; what stands before them is for the pool's policy. */
const unknownPassword = (): string => `Aa1!${randomBytes(24).toString('base64url')}`;

const verified = (email: string): AttributeType[] => [
  { Name: 'email', Value: email },
  { Name: 'email_verified', Value: 'true' },
];

export function poolAdmin(
  client: CognitoIdentityProviderClient,
  { poolId }: { readonly poolId: string },
): UserPoolAdmin {
  const user = (Username: string) => ({ UserPoolId: poolId, Username });

  const setUnknownPassword = (sub: string) =>
    ofKnownUser(
      client.send(new AdminSetUserPasswordCommand({ ...user(sub), Password: unknownPassword(), Permanent: true })),
    );

  const signOutEverywhere = async (sub: string): Promise<void> => {
    await ofKnownUser(client.send(new AdminUserGlobalSignOutCommand(user(sub))));
  };

  /** Undefined when somebody signs in with the e-mail already. */
  const createUser = async (email: string): Promise<FoundUser | undefined> => {
    try {
      const { User } = await client.send(
        new AdminCreateUserCommand({ ...user(email), UserAttributes: verified(email), MessageAction: 'SUPPRESS' }),
      );
      return { sub: subOf(User?.Attributes), isNew: true };
    } catch (error) {
      if (isRefusal(error, 'UsernameExistsException')) return undefined;
      throw error;
    }
  };

  const findUser = async (email: string): Promise<FoundUser | 'staff'> => {
    const [found, { Groups = [] }] = await Promise.all([
      client.send(new AdminGetUserCommand(user(email))),
      client.send(new AdminListGroupsForUserCommand(user(email))),
    ]);
    if (Groups.some(({ GroupName = '' }) => STAFF.includes(GroupName))) return 'staff';
    return { sub: subOf(found.UserAttributes), isNew: found.UserStatus === 'FORCE_CHANGE_PASSWORD' };
  };

  return {
    async invite(email) {
      const found = (await createUser(email)) ?? (await findUser(email));
      if (found === 'staff') return { kind: 'staff' };
      // A forgotten password is only for who has one: until then the pool answers a new user nothing.
      if (found.isNew) await setUnknownPassword(found.sub);
      await client.send(new AdminAddUserToGroupCommand({ ...user(found.sub), GroupName: USER_GROUPS.partners }));
      return { kind: 'invited', sub: found.sub };
    },

    async setEmail(sub, email) {
      try {
        await ofKnownUser(
          client.send(new AdminUpdateUserAttributesCommand({ ...user(sub), UserAttributes: verified(email) })),
        );
        return 'done';
      } catch (error) {
        if (isRefusal(error, 'AliasExistsException')) return 'taken';
        throw error;
      }
    },

    async resetPassword(sub) {
      await setUnknownPassword(sub);
      await signOutEverywhere(sub);
    },

    signOutEverywhere,

    async dropSecondFactor(sub) {
      const SoftwareTokenMfaSettings = { Enabled: false, PreferredMfa: false };
      await ofKnownUser(client.send(new AdminSetUserMFAPreferenceCommand({ ...user(sub), SoftwareTokenMfaSettings })));
    },
  };
}

function subOf(attributes: readonly AttributeType[] | undefined): string {
  const sub = attributes?.find(({ Name }) => Name === 'sub')?.Value;
  if (sub === undefined) throw new Error('the user pool told no sub of a user');
  return sub;
}
