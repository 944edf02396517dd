/** The user pool as a browser speaks with it: signing in with what is asked on the way, new tokens, a forgotten password. */
import { portalSettings } from './portal-settings.ts';
import type { Tokens } from './stored-session.ts';

/** What the pool asks before it lets somebody in. */
export interface Challenge {
  readonly asks: 'new-password' | 'code';
  readonly username: string;
  readonly session: string;
}
export type SignInStep = { readonly kind: 'signed-in'; readonly tokens: Tokens } | ({ kind: 'challenge' } & Challenge);

/** A refusal of the pool, in words for people. */
export class PoolRefusal extends Error {
  override readonly name = 'PoolRefusal';
  /** The pool's own name of it. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const OF_CHALLENGE = {
  'new-password': { name: 'NEW_PASSWORD_REQUIRED', answer: 'NEW_PASSWORD' },
  code: { name: 'SOFTWARE_TOKEN_MFA', answer: 'SOFTWARE_TOKEN_MFA_CODE' },
} as const;

/** Where the pool's own words would not help, or would tell whether there is such a log-in. */
const WORDS: Readonly<Record<string, string>> = {
  NotAuthorizedException: 'E-mail or password is wrong.',
  UserNotFoundException: 'E-mail or password is wrong.',
  PasswordResetRequiredException: 'Your password has to be chosen anew: use “Forgotten your password?”.',
  CodeMismatchException: 'The code is wrong, or too old. Try the one that is shown now.',
  ExpiredCodeException: 'The code is too old. Ask for another one.',
  LimitExceededException: 'Too many tries. Wait a quarter of an hour, then try again.',
  TooManyRequestsException: 'Too many tries. Wait a minute, then try again.',
};

interface PoolAnswer {
  readonly ChallengeName?: string;
  readonly Session?: string;
  readonly ChallengeParameters?: { readonly USER_ID_FOR_SRP?: string };
  readonly AuthenticationResult?: {
    readonly AccessToken: string;
    readonly RefreshToken?: string;
    readonly ExpiresIn: number;
  };
}

export async function signIn(username: string, password: string): Promise<SignInStep> {
  const answer = await call('InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: username, PASSWORD: password },
  });
  return stepOf(answer, username);
}

export async function answerChallenge({ asks, username, session }: Challenge, given: string): Promise<SignInStep> {
  const { name, answer } = OF_CHALLENGE[asks];
  return stepOf(
    await call('RespondToAuthChallenge', {
      ChallengeName: name,
      Session: session,
      ChallengeResponses: { USERNAME: username, [answer]: given },
    }),
    username,
  );
}

/** @throws PoolRefusal once the session is over. */
export async function renew({ refreshToken }: Tokens): Promise<Tokens> {
  const answer = await call('InitiateAuth', {
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    AuthParameters: { REFRESH_TOKEN: refreshToken },
  });
  return tokensOf(answer, refreshToken);
}

/** Whoever finds the tab later cannot go on with its refresh token. */
export const revoke = ({ refreshToken }: Tokens): Promise<unknown> => call('RevokeToken', { Token: refreshToken });

export const askForPasswordCode = (username: string): Promise<unknown> =>
  call('ForgotPassword', { Username: username });

export const choosePassword = (username: string, code: string, password: string): Promise<unknown> =>
  call('ConfirmForgotPassword', { Username: username, ConfirmationCode: code, Password: password });

function stepOf(answer: PoolAnswer, username: string): SignInStep {
  if (answer.AuthenticationResult) return { kind: 'signed-in', tokens: tokensOf(answer, undefined) };
  const asks = answer.ChallengeName === OF_CHALLENGE.code.name ? 'code' : 'new-password';
  if (OF_CHALLENGE[asks].name !== answer.ChallengeName)
    throw new PoolRefusal('Challenge', `Signing in needs ${answer.ChallengeName}, which this page cannot do.`);
  const known = answer.ChallengeParameters?.USER_ID_FOR_SRP ?? username;
  return { kind: 'challenge', asks, username: known, session: answer.Session ?? '' };
}

function tokensOf({ AuthenticationResult: result }: PoolAnswer, refreshToken: string | undefined): Tokens {
  if (!result) throw new PoolRefusal('Empty', 'The user pool answered without a session.');
  return {
    accessToken: result.AccessToken,
    refreshToken: result.RefreshToken ?? refreshToken ?? '',
    expiresAt: Date.now() + result.ExpiresIn * 1_000,
  };
}

async function call(operation: string, input: Readonly<Record<string, unknown>>): Promise<PoolAnswer> {
  const { userPool } = await portalSettings();
  const response = await fetch(userPool.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify({ ClientId: userPool.clientId, ...input }),
  });
  const answer = (await response.json().catch(() => ({}))) as PoolAnswer & { __type?: string; message?: string };
  if (response.ok) return answer;
  // The type may come with the name of the service before it.
  const code = (answer.__type ?? 'Unknown').split('#').at(-1) ?? '';
  throw new PoolRefusal(code, WORDS[code] ?? answer.message ?? 'The sign-in is not answered. Try again in a moment.');
}
