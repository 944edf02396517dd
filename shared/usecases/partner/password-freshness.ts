/** Whether the password was checked anew in this session a moment ago: a stolen session alone changes nothing that moves money. */
import { type Instant, instant } from '../../domain/calendar/time-zone.ts';
import type { Login } from '../../ports/logins.ts';

/** Enough to type an address, too little to leave a desk. */
const FRESH_MS = 5 * 60_000;

/** Of a call, with the log-in as it was read for it. */
export interface SessionOfCall {
  readonly login: Login;
  readonly session: string;
}

export const freshUntil = (checkedAt: Instant): Instant => instant(checkedAt + FRESH_MS);

/** The program's clock can be moved back: a check of the future is none. */
export function isPasswordFresh({ login: { passwordCheck }, session }: SessionOfCall, now: Instant): boolean {
  if (passwordCheck?.session !== session) return false;
  return passwordCheck.at <= now && now <= freshUntil(passwordCheck.at);
}
