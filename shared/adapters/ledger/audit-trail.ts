/** The audit trail over a table: newest first, all of it or one partner's. */
import type { AuditQuery, AuditRecord, AuditTrail } from '../../ports/audit-trail.ts';
import type { Table } from '../../ports/table.ts';
import { auditWrites } from './audit-writes.ts';
import { AUDIT, PARTNER_AUDIT_PREFIX, profileKey } from './keys.ts';

export function auditTrail(table: Table): AuditTrail {
  return {
    async read({ partnerId, before, limit }: AuditQuery) {
      const prefix = partnerId ? PARTNER_AUDIT_PREFIX : '';
      const pk = partnerId ? profileKey(partnerId).pk : AUDIT;
      const found: { record: AuditRecord; place: string }[] = [];
      const bound = before === undefined ? {} : { before: `${prefix}${before}` };
      for await (const item of table.query({ pk, ...(prefix ? { prefix } : {}), ...bound, descending: true, limit })) {
        found.push({ record: item.record as AuditRecord, place: item.sk.slice(prefix.length) });
        if (found.length === limit) break;
      }
      return found;
    },
    async append(record) {
      await table.write(auditWrites(record));
    },
  };
}
