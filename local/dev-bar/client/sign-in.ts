/** Signs in as somebody of the demo, and keeps the session where the portal looks for it. */

/** The portal's own key and form. */
const SESSION = 'partner-payouts.session';
const PERSON = 'partner-payouts.dev-bar.person';

/** Whom the bar signed in; empty after somebody signed out or in by hand. */
export const signedIn = (): string =>
  sessionStorage.getItem(SESSION) === null ? '' : (sessionStorage.getItem(PERSON) ?? '');

export function signOut(): void {
  sessionStorage.removeItem(SESSION);
  sessionStorage.removeItem(PERSON);
}

/** @throws Error when the pool refuses. */
export async function signIn(email: string, password: string): Promise<void> {
  const { userPool } = await (await fetch('/portal-settings')).json();
  const answer = await fetch(userPool.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth',
    },
    body: JSON.stringify({
      ClientId: userPool.clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: email, PASSWORD: password },
    }),
  });
  const { AuthenticationResult: tokens, ChallengeName, message } = await answer.json();
  if (!tokens)
    throw new Error(message ?? `${email} is asked for more than a password (${ChallengeName}): sign in by hand`);
  const expiresAt = Date.now() + tokens.ExpiresIn * 1_000;
  const session = { accessToken: tokens.AccessToken, refreshToken: tokens.RefreshToken, expiresAt };
  sessionStorage.setItem(SESSION, JSON.stringify(session));
  sessionStorage.setItem(PERSON, email);
}
