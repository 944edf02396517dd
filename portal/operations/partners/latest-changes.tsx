/** The end of the audit trail, as far as it is about one partner. */
import { api, told } from '../../api/client.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { Section } from '../../parts/section.tsx';
import { AuditRecords } from '../audit/audit-records.tsx';
import { AUDIT, filtered } from '../parts/places.ts';

const SHOWN = 5;

export interface LatestChangesProps {
  readonly partnerId: string;
  /** How many orders were done on the page: after each there is more to show. */
  readonly done: number;
}

export function LatestChanges({ partnerId, done }: LatestChangesProps) {
  const trail = useAnswer(
    () => told(api.GET('/ops/audit', { params: { query: { partnerId, limit: SHOWN } } })),
    [partnerId, done],
  );
  return (
    <Section
      title="Latest changes"
      beside={<a href={filtered(AUDIT, { partnerId })}>The whole trail of this partner</a>}
    >
      <Loaded of={trail} what="the latest changes">
        {({ items }) =>
          items.length === 0 ? <p class="empty">Nothing was changed yet.</p> : <AuditRecords records={items} />
        }
      </Loaded>
    </Section>
  );
}
