/** How often something was done about a partner lately, by the audit trail: what limits the mails that one partner sets off. */
import type { Instant } from '../../domain/calendar/time-zone.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { AuditTrail } from '../../ports/audit-trail.ts';

const DAY_MS = 24 * 3_600_000;
const PAGE = 50;

/** In the 24 hours before `now`. Reads the partner's trail back to then, however much else stands in it. */
export async function countRecent(
  partnerId: PartnerId,
  actions: ReadonlySet<string>,
  now: Instant,
  audit: Pick<AuditTrail, 'read'>,
): Promise<number> {
  let count = 0;
  let before: string | undefined;
  for (;;) {
    const page = await audit.read({ partnerId, limit: PAGE, ...(before === undefined ? {} : { before }) });
    for (const { record } of page) {
      if (record.at <= now - DAY_MS) return count;
      if (actions.has(record.action)) count += 1;
    }
    before = page.at(-1)?.place;
    if (page.length < PAGE || before === undefined) return count;
  }
}
