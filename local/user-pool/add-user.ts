/** Puts somebody into the user pool who can sign in at once, without an invitation: for demo programs and tests. */
import type { EmbeddedCloud } from '../embedded-cloud.ts';

export interface NewUser {
  readonly email: string;
  /** By the pool's policy. */
  readonly password: string;
  readonly groups: readonly string[];
}

type Cloud = Pick<EmbeddedCloud, 'endpoints' | 'userPool'>;

/** Somebody who is there already, in a kept state, gets the password and the groups. @returns the user's `sub`. */
export async function addUser(cloud: Cloud, { email, password, groups }: NewUser): Promise<string> {
  const user = { UserPoolId: cloud.userPool.id, Username: email };
  const UserAttributes = [
    { Name: 'email', Value: email },
    { Name: 'email_verified', Value: 'true' },
  ];
  try {
    await callUserPool(cloud, 'AdminCreateUser', { ...user, UserAttributes, MessageAction: 'SUPPRESS' });
  } catch (error) {
    if (!(error instanceof Error && error.name === 'UsernameExistsException')) throw error;
  }
  await callUserPool(cloud, 'AdminSetUserPassword', { ...user, Password: password, Permanent: true });
  for (const GroupName of groups) await callUserPool(cloud, 'AdminAddUserToGroup', { ...user, GroupName });
  const { Username } = await callUserPool(cloud, 'AdminGetUser', user);
  return String(Username);
}

/** Without the SDK, which takes 100 ms to load. @throws Error by the exception's name. */
export async function callUserPool(
  { endpoints }: Pick<Cloud, 'endpoints'>,
  operation: string,
  input: unknown,
): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(endpoints.cognito, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify(input),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  if (response.ok) return answer;
  throw Object.assign(new Error(`${operation}: ${String(answer.message)}`), { name: String(answer.__type) });
}
