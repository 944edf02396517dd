/** How often something was done about a partner lately, by the audit trail: what limits what one partner sets off. */
import type { Instant } from '../../domain/calendar/time-zone.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { AuditTrail } from '../../ports/audit-trail.ts';

const DAY_MS = 24 * 3_600_000;
const PAGE = 50;
/** Several times what the limits let one partner do in a day, with all that staff may have to do. */
const MAX_PAGES = 4;

/**
 * In the 24 hours before `now`, up to `limit`: whoever reaches it is not counted any further. A trail that is too long to be
 * read counts as the limit, too: a flood of one thing must not hide another.
 */
export async function countRecent(
  partnerId: PartnerId,
  actions: ReadonlySet<string>,
  now: Instant,
  limit: number,
  audit: Pick<AuditTrail, 'read'>,
): Promise<number> {
  let count = 0;
  let before: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const page = await audit.read({ partnerId, limit: PAGE, ...(before === undefined ? {} : { before }) });
    for (const { record } of page) {
      if (record.at <= now - DAY_MS) return count;
      if (actions.has(record.action)) count += 1;
      if (count >= limit) return limit;
    }
    before = page.at(-1)?.place;
    if (page.length < PAGE || before === undefined) return count;
  }
  return limit;
}
