/** A code of an authenticator app at each sign-in: begun, confirmed, removed by the partner, whose password was just checked. */
import type { PartnerLedger } from '../../ports/partner-ledger.ts';
import type { UserPool } from '../../ports/user-pool.ts';
import { isPasswordFresh } from '../partner/password-freshness.ts';
import { type AccountCall, type AccountDependencies, recordOf } from './account-call.ts';

export type BegunSecondFactor =
  | { readonly kind: 'begun'; readonly secret: string; readonly uri: string }
  | { readonly kind: 'password-check-needed' | 'active-already' | 'session-over' };

/** What authenticator apps show beside the code. */
const ISSUER = 'Partner Center';

/** Whoever has a session alone must not lock the partner out with a factor of their own. */
export async function beginSecondFactor(
  call: AccountCall,
  { pool, ledger }: AccountDependencies & { readonly ledger: Pick<PartnerLedger, 'find'> },
): Promise<BegunSecondFactor> {
  if (!isPasswordFresh(call, call.now)) return { kind: 'password-check-needed' };
  // Begun anew, the pool would forget the secret that sign-ins ask for.
  if (await pool.hasSecondFactor(call.sub)) return { kind: 'active-already' };
  const begun = await pool.beginSecondFactor(call.accessToken);
  if (begun === 'session-over') return { kind: 'session-over' };
  const email = (await ledger.find(call.partnerId))?.partner.email ?? call.partnerId;
  return { kind: 'begun', secret: begun.secret, uri: uriOf(begun.secret, email) };
}

function uriOf(secret: string, email: string): string {
  const [issuer, account] = [ISSUER, email].map(encodeURIComponent);
  return `otpauth://totp/${issuer}:${account}?secret=${secret}&issuer=${issuer}`;
}

export async function confirmSecondFactor(
  code: string,
  call: AccountCall,
  { pool, audit, ids }: AccountDependencies,
): ReturnType<UserPool['confirmSecondFactor']> {
  const outcome = await pool.confirmSecondFactor(call.accessToken, code);
  if (outcome === 'done') await audit.append(recordOf('login.second-factor-on', call, ids));
  return outcome;
}

export async function removeSecondFactor(
  call: AccountCall,
  { pool, audit, ids }: AccountDependencies,
): Promise<'done' | 'password-check-needed' | 'session-over'> {
  if (!isPasswordFresh(call, call.now)) return 'password-check-needed';
  const outcome = await pool.removeSecondFactor(call.accessToken);
  if (outcome === 'done') await audit.append(recordOf('login.second-factor-off', call, ids));
  return outcome;
}
