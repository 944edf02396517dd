/** A record of the audit trail as writes for the transaction of its change. Put once, never changed. */
import type { AuditRecord } from '../../ports/audit-trail.ts';
import type { Write } from '../../ports/table.ts';
import { auditKey, partnerAuditKey } from './keys.ts';

/** Two writes where it concerns a partner: the whole trail, and the partner's own. */
export function auditWrites(record: AuditRecord): Write[] {
  const at = new Date(record.at).toISOString();
  const keys = [
    auditKey(at, record.id),
    ...(record.partnerId ? [partnerAuditKey(record.partnerId, at, record.id)] : []),
  ];
  return keys.map((key): Write => ({ kind: 'put', item: { ...key, record }, when: { kind: 'absent' } }));
}
