/** The user pool: who may sign in, by e-mail and password. The ledger knows whose log-in it is; passwords stand in the pool only. */

export type PoolOutcome<Refused extends string = never> = 'done' | Refused;

export interface SecondFactorSecret {
  /** Base32, as an authenticator app takes it. Shown once, kept by nobody but the app and the pool. */
  readonly secret: string;
}

/** What staff and rules do to a user. `sub` is the user's id for ever; the e-mail may change. */
export interface UserPoolAdmin {
  /**
   * Makes a partner's user, confirmed, with a password that nobody knows: the partner chooses one by "forgotten password".
   * The pool sends no mail. The same e-mail again finishes what was begun and leaves the password of a finished user alone:
   * whose log-in it is, the ledger says (`Logins.connect`). `staff`: a person of operations has this e-mail.
   */
  invite(email: string): Promise<{ readonly kind: 'invited'; readonly sub: string } | { readonly kind: 'staff' }>;
  /** Verified at once, since we confirmed it ourselves. `taken`: another user signs in with it. The same again is fine. */
  setEmail(sub: string, email: string): Promise<PoolOutcome<'taken'>>;
  /** To one that nobody knows: the partner chooses another by "forgotten password". Ends the sessions in the pool. */
  resetPassword(sub: string): Promise<void>;
  /** In the pool: no refresh token works any more. Access tokens last on; `Logins.endSessions` refuses those. */
  signOutEverywhere(sub: string): Promise<void>;
  /** For somebody whose authenticator app is lost: sign-ins ask for the password alone. Where there is none it is fine, too. */
  dropSecondFactor(sub: string): Promise<void>;
}

/** What signed-in partners do themselves; `accessToken` is that of their call. */
export interface UserPoolSelf {
  /**
   * Where a sign-in asks for a code this does, too: `code-needed` without one, once the password is right. A code that was
   * used for a sign-in is no good again. A question for a new password also proves the password.
   */
  checkPassword(
    sub: string,
    password: string,
    code?: string,
  ): Promise<'right' | 'wrong' | 'code-needed' | 'wrong-code' | 'too-many-tries'>;
  /** `policy` with the pool's words for what a password must be. `session-over`: the token was revoked. */
  changePassword(
    accessToken: string,
    passwords: { readonly current: string; readonly next: string },
  ): Promise<
    | { readonly kind: 'done' | 'wrong' | 'too-many-tries' | 'session-over' }
    | { readonly kind: 'policy'; readonly problem: string }
  >;
  /** Whether a sign-in asks for a code. */
  hasSecondFactor(sub: string): Promise<boolean>;
  /** Only where there is none yet; changes nothing until `confirmSecondFactor`. A secret that was begun before is over. */
  beginSecondFactor(accessToken: string): Promise<SecondFactorSecret | 'session-over'>;
  /** From now on a sign-in asks for a code. */
  confirmSecondFactor(
    accessToken: string,
    code: string,
  ): Promise<PoolOutcome<'wrong-code' | 'not-begun' | 'too-many-tries' | 'session-over'>>;
  removeSecondFactor(accessToken: string): Promise<PoolOutcome<'session-over'>>;
}

export type UserPool = UserPoolAdmin & UserPoolSelf;

/** Thrown when the pool does not know the user: the log-in was made elsewhere, or deleted. */
export class UserUnknown extends Error {
  override readonly name = 'UserUnknown';
}
