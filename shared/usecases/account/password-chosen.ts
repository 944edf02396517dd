/** Somebody chose a password by "forgotten password", which the pool alone sees: whoever was signed in until then is out. */
import type { Instant } from '../../domain/calendar/time-zone.ts';
import type { AuditTrail } from '../../ports/audit-trail.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Logins } from '../../ports/logins.ts';

export interface ChosenPassword {
  readonly sub: string;
  readonly now: Instant;
  /** In ms, by which tokens live. */
  readonly wallTime: number;
}

/**
 * The password may be chosen because a thief knows the old one: sessions, password checks and wishes for another log-in
 * e-mail are void. Again it does no harm, but for another line in the audit trail.
 */
export async function passwordChosen(
  { sub, now, wallTime }: ChosenPassword,
  {
    logins,
    audit,
    ids,
  }: {
    readonly logins: Pick<Logins, 'find' | 'endSessions'>;
    readonly audit: Pick<AuditTrail, 'append'>;
    readonly ids: Ids;
  },
): Promise<void> {
  await logins.endSessions(sub, wallTime);
  const partnerId = (await logins.find(sub))?.partnerId;
  await audit.append({
    id: ids.next(),
    at: now,
    action: 'account.password-chosen',
    ...(partnerId === undefined
      ? { by: { kind: 'staff', id: sub }, subject: `login:${sub}` }
      : { by: { kind: 'partner', id: partnerId }, subject: `partner:${partnerId}`, partnerId }),
  });
}
