/** The audit trail: who changed what, when, from what to what and why; the latest first. */
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { api, told } from '../../api/client.ts';
import { usePages } from '../../api/use-pages.ts';
import { TextField } from '../../parts/field.tsx';
import { Page } from '../../parts/page.tsx';
import { PagedList } from '../../parts/paged-list.tsx';
import { Section } from '../../parts/section.tsx';
import { FindForm } from '../parts/find-form.tsx';
import { AUDIT, filtered } from '../parts/places.ts';
import { AuditRecords } from './audit-records.tsx';

export default function AuditPage() {
  const { query } = useLocation();
  const { partnerId } = query;
  const trail = usePages(
    (cursor) => told(api.GET('/ops/audit', { params: { query: { partnerId, cursor } } })),
    [partnerId],
  );
  return (
    <Page
      title="Audit trail"
      lead="Who changed what, when, from what to what and why; the latest first. Nothing is ever taken out of it."
    >
      <Filter key={partnerId ?? ''} partnerId={partnerId ?? ''} />
      <Section title={partnerId ? `What concerns ${partnerId}` : 'Everything'}>
        <PagedList
          pages={trail}
          what="the audit trail"
          empty={
            partnerId ? 'Nothing was changed about this partner yet: is the id right?' : 'Nothing was changed yet.'
          }
        >
          {(records) => <AuditRecords records={records} />}
        </PagedList>
      </Section>
    </Page>
  );
}

function Filter({ partnerId }: { readonly partnerId: string }) {
  const [wanted, setWanted] = useState(partnerId);
  return (
    <FindForm
      href={() => filtered(AUDIT, { partnerId: wanted.trim() })}
      submit="Show"
      all={partnerId === '' ? undefined : { href: AUDIT, title: 'Show everything' }}
    >
      <TextField label="Partner id" type="search" value={wanted} onValue={setWanted} />
    </FindForm>
  );
}
