/** People for tests on the embedded cloud: put into the user pool, signed in, calling the API with their token. */
import type { EmbeddedCloud } from '../../local/embedded-cloud.ts';
import { addUser, callUserPool } from '../../local/user-pool/add-user.ts';
import type { UserGroup } from '../../shared/contracts/user-groups.ts';

export interface Program {
  readonly cloud: EmbeddedCloud;
}

export interface Tokens {
  readonly accessToken: string;
  readonly idToken: string;
  readonly refreshToken: string;
}

export interface TestUser {
  readonly email: string;
  readonly password: string;
  /** The user's id in tokens. */
  readonly sub: string;
}

/** Conforms to the pool's policy. */
export const TEST_PASSWORD = 'Correct-Horse-7';

/** Confirmed, and without an invitation: staff by their groups; a partner's log-in is tied to a partner elsewhere. */
export async function createUser(
  { cloud }: Program,
  email: string,
  groups: readonly UserGroup[] = [],
  password: string = TEST_PASSWORD,
): Promise<TestUser> {
  return { email, password, sub: await addUser(cloud, { email, password, groups }) };
}

/** @throws Error by the exception's name, such as NotAuthorizedException. */
export async function signIn({ cloud }: Program, email: string, password: string = TEST_PASSWORD): Promise<Tokens> {
  return tokensOf(
    await callUserPool(cloud, 'InitiateAuth', {
      ClientId: cloud.userPool.clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: email, PASSWORD: password },
    }),
  );
}

/** New tokens of the same session; the refresh token stays. */
export async function refreshed({ cloud }: Program, { refreshToken }: Tokens): Promise<Tokens> {
  const answer = await callUserPool(cloud, 'InitiateAuth', {
    ClientId: cloud.userPool.clientId,
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    AuthParameters: { REFRESH_TOKEN: refreshToken },
  });
  return { ...tokensOf(answer), refreshToken };
}

/** Chooses a password with the code that the pool mails. @throws Error by the exception's name. */
export async function chooseForgotten({ cloud }: Program, email: string, Password: string): Promise<void> {
  const asked = { ClientId: cloud.userPool.clientId, Username: email };
  await callUserPool(cloud, 'ForgotPassword', asked);
  const mail = cloud.outbox().findLast(({ to }) => to.includes(email));
  const [, ConfirmationCode] = /code is (\d{6})/.exec(mail?.text ?? '') ?? [];
  await callUserPool(cloud, 'ConfirmForgotPassword', { ...asked, ConfirmationCode, Password });
}

/** A user who is signed in. */
export async function signedInUser(
  program: Program,
  email: string,
  groups: readonly UserGroup[] = [],
): Promise<TestUser & Tokens> {
  const user = await createUser(program, email, groups);
  return { ...user, ...(await signIn(program, email, user.password)) };
}

/** Calls the API as whoever has the tokens; a body goes out as JSON. */
export function callAs(
  { cloud }: Program,
  { accessToken }: Pick<Tokens, 'accessToken'>,
  method: string,
  path: string,
  { body, headers = {} }: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Response> {
  const json = body !== undefined && { 'content-type': 'application/json' };
  return fetch(`${cloud.apiUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${accessToken}`, ...json, ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

function tokensOf({ AuthenticationResult, ChallengeName }: Readonly<Record<string, unknown>>): Tokens {
  if (!AuthenticationResult) throw new Error(`the user pool asks for ${String(ChallengeName)}`);
  const { AccessToken, IdToken, RefreshToken } = AuthenticationResult as Record<string, string>;
  return { accessToken: AccessToken ?? '', idToken: IdToken ?? '', refreshToken: RefreshToken ?? '' };
}
