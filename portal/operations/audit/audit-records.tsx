/** Records of the audit trail: when, who, what, from what to what, and why. */
import type { components } from '../../api/schema.made.ts';
import { Instant } from '../../parts/instant.tsx';
import { By } from '../parts/people.tsx';
import { ChangedValues } from './changed-values.tsx';
import { Subject } from './subject.tsx';
import { actionWords } from './words.ts';

export function AuditRecords({ records }: { readonly records: readonly components['schemas']['AuditRecord'][] }) {
  return (
    <ol class="trail">
      {records.map((record) => (
        <li key={record.id}>
          <p class="what">
            <strong>{actionWords(record.action)}</strong> <Subject of={record} />
          </p>
          <p class="muted">
            <Instant at={record.at} /> · <By by={record.by} />
          </p>
          {record.why && <p class="why">“{record.why}”</p>}
          <ChangedValues from={record.from} to={record.to} />
        </li>
      ))}
    </ol>
  );
}
