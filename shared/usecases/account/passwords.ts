/** Checks, changes and ends what a partner signs in with. */
import type { Instant } from '../../domain/calendar/time-zone.ts';
import { freshUntil } from '../partner/password-freshness.ts';
import { type AccountCall, type AccountDependencies, recordOf } from './account-call.ts';

export type PasswordCheck =
  | { readonly kind: 'right'; readonly goodUntil: Instant }
  | { readonly kind: Exclude<Awaited<ReturnType<AccountDependencies['pool']['checkPassword']>>, 'right'> };

export async function checkPassword(
  { password, code }: { readonly password: string; readonly code?: string | undefined },
  { sub, session, now }: AccountCall,
  { pool, logins }: AccountDependencies,
): Promise<PasswordCheck> {
  const answer = await pool.checkPassword(sub, password, code);
  if (answer !== 'right') return { kind: answer };
  await logins.rememberPasswordCheck(sub, { session, at: now });
  return { kind: 'right', goodUntil: freshUntil(now) };
}

/** Whoever changes a password because another knows it wants that other out: every session ends, the caller's too. */
export async function changePassword(
  passwords: { readonly current: string; readonly next: string },
  call: AccountCall,
  dependencies: AccountDependencies,
): ReturnType<AccountDependencies['pool']['changePassword']> {
  const answer = await dependencies.pool.changePassword(call.accessToken, passwords);
  if (answer.kind === 'done') await endSessions('login.password-changed', call, dependencies);
  return answer;
}

export const signOutEverywhere = (call: AccountCall, dependencies: AccountDependencies): Promise<void> =>
  endSessions('login.signed-out-everywhere', call, dependencies);

/** First the ledger, which refuses access tokens at once; then the pool, which refuses to renew them. Both again do no harm. */
async function endSessions(
  action: string,
  call: AccountCall,
  { pool, logins, audit, ids }: AccountDependencies,
): Promise<void> {
  await logins.endSessions(call.sub, call.wallTime);
  await pool.signOutEverywhere(call.sub);
  await audit.append(recordOf(action, call, ids));
}
