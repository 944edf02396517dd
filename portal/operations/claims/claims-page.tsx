/** Open claims; or all that a partner ever made, or that were ever made for a client. */
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { api, told } from '../../api/client.ts';
import { usePages } from '../../api/use-pages.ts';
import { Choice, TextField } from '../../parts/field.tsx';
import { Page } from '../../parts/page.tsx';
import { PagedTable } from '../../parts/paged-table.tsx';
import { Section } from '../../parts/section.tsx';
import { FindForm } from '../parts/find-form.tsx';
import { CLAIMS, filtered } from '../parts/places.ts';
import { CLAIM_COLUMNS, keyOfClaim } from './claims-table.tsx';

export default function ClaimsPage() {
  const { query } = useLocation();
  const { partnerId, clientId } = query;
  const claims = usePages(
    (cursor) => told(api.GET('/ops/claims', { params: { query: { partnerId, clientId, cursor } } })),
    [partnerId, clientId],
  );
  const about = partnerId ?? clientId;
  return (
    <Page
      title="Claims"
      lead="Partners say that they referred a client; the client says yes or no. Finance decides for the client after hearing from them."
    >
      <Filter key={about ?? ''} by={clientId === undefined ? 'partnerId' : 'clientId'} id={about ?? ''} />
      <Section title={titleOf(partnerId, clientId)}>
        <PagedTable
          caption="Claims"
          pages={claims}
          keyOf={keyOfClaim}
          columns={CLAIM_COLUMNS}
          empty={about === undefined ? 'No claim is open.' : 'There is no claim: is the id right?'}
        />
      </Section>
    </Page>
  );
}

function titleOf(partnerId: string | undefined, clientId: string | undefined): string {
  if (partnerId !== undefined) return `All claims of partner ${partnerId}`;
  return clientId === undefined ? 'Open claims' : `All claims for client ${clientId}`;
}

const BY = { partnerId: 'Claims of a partner', clientId: 'Claims for a client' } as const;

function Filter(props: { readonly by: keyof typeof BY; readonly id: string }) {
  const [by, setBy] = useState<string>(props.by);
  const [id, setId] = useState(props.id);
  return (
    <FindForm
      href={() => filtered(CLAIMS, { [by]: id.trim() })}
      submit="Show"
      all={props.id === '' ? undefined : { href: CLAIMS, title: 'Show open claims' }}
    >
      <Choice label="Show" options={BY} value={by} onValue={setBy} />
      <TextField label="Id" type="search" value={id} onValue={setId} />
    </FindForm>
  );
}
