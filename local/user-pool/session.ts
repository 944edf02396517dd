/** One sign-in, kept with its user: everything that comes of its refresh token. Instants in seconds since 1970. */
export interface Session {
  /** `origin_jti` of all its tokens. */
  readonly id: string;
  readonly clientId: string;
  readonly authTime: number;
  readonly refreshToken: string;
  readonly expiresAt: number;
  readonly accessTokens: readonly { readonly jti: string; readonly expiresAt: number }[];
}
