/** Callers of every kind, by the claims that the gateway hands on, and the log-ins that the ledger knows of them. */
import { instant } from '../../../shared/domain/calendar/time-zone.ts';
import { partnerId } from '../../../shared/domain/ids.ts';
import type { Login } from '../../../shared/ports/logins.ts';
import { CALLED_AT } from '../../support/api-events.ts';

export const SIGNED_IN_AT = CALLED_AT / 1_000 - 600;

export const claims = (sub: string, groups: string | undefined, more: object = {}): Record<string, string> => ({
  sub,
  token_use: 'access',
  auth_time: String(SIGNED_IN_AT),
  origin_jti: `session-of-${sub}`,
  ...(groups !== undefined && { 'cognito:groups': groups }),
  ...more,
});

export const PARTNER = claims('sub-p1', '[partners]');
export const OPERATIONS = claims('sub-ops', '[operations]');
export const FINANCE = claims('sub-fin', '[finance]');

const LOGINS: readonly Login[] = [
  { sub: 'sub-p1', partnerId: partnerId('p1') },
  { sub: 'sub-ended', partnerId: partnerId('p2'), sessionsValidFrom: SIGNED_IN_AT * 1_000 + 1 },
  { sub: 'sub-back', partnerId: partnerId('p3'), sessionsValidFrom: SIGNED_IN_AT * 1_000 },
  { sub: 'sub-checked', partnerId: partnerId('p4'), passwordCheck: { session: 's', at: instant(CALLED_AT) } },
];

export const logins = { find: async (sub: string) => LOGINS.find((login) => login.sub === sub) };
