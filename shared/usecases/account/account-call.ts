/** What every use case of a partner's log-in is given: whose it is, when, and what it works with. */
import type { Instant } from '../../domain/calendar/time-zone.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { AuditRecord, AuditTrail } from '../../ports/audit-trail.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Logins } from '../../ports/logins.ts';
import type { UserPool } from '../../ports/user-pool.ts';
import type { SessionOfCall } from '../partner/password-freshness.ts';

export interface AccountCall extends SessionOfCall {
  readonly partnerId: PartnerId;
  readonly sub: string;
  readonly accessToken: string;
  readonly now: Instant;
  /** In ms, by which tokens live. */
  readonly wallTime: number;
}

export interface AccountDependencies {
  readonly pool: UserPool;
  readonly logins: Logins;
  readonly audit: Pick<AuditTrail, 'append'>;
  readonly ids: Ids;
}

/** After the change, since the user pool takes part in no transaction: a crash in between loses the record, not the change. */
export const recordOf = (action: string, { partnerId, now }: AccountCall, ids: Ids): AuditRecord => ({
  id: ids.next(),
  at: now,
  by: { kind: 'partner', id: partnerId },
  action,
  subject: `partner:${partnerId}`,
  partnerId,
});
