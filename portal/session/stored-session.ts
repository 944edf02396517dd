/** The tokens of who is signed in, kept for this tab alone: a closed tab leaves nothing behind. */
export const SESSION_KEY = 'partner-payouts.session';

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** When the access token is no good any more, in ms since 1970. */
  readonly expiresAt: number;
}

export function storedTokens(): Tokens | undefined {
  const kept = sessionStorage.getItem(SESSION_KEY);
  if (kept === null) return undefined;
  try {
    const { accessToken, refreshToken, expiresAt } = JSON.parse(kept) as Record<string, unknown>;
    if (typeof accessToken === 'string' && typeof refreshToken === 'string' && typeof expiresAt === 'number')
      return { accessToken, refreshToken, expiresAt };
  } catch {
    // Not ours: as good as nothing.
  }
  return undefined;
}

export const storeTokens = (tokens: Tokens): void => sessionStorage.setItem(SESSION_KEY, JSON.stringify(tokens));
export const forgetTokens = (): void => sessionStorage.removeItem(SESSION_KEY);
