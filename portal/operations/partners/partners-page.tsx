/** Partners: all of them, or whoever an e-mail or a full name finds; and the way to make one. */
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { api, told } from '../../api/client.ts';
import type { components } from '../../api/schema.made.ts';
import { usePages } from '../../api/use-pages.ts';
import { TextField } from '../../parts/field.tsx';
import { Page } from '../../parts/page.tsx';
import { PagedTable } from '../../parts/paged-table.tsx';
import { Section } from '../../parts/section.tsx';
import { Tag } from '../../parts/tag.tsx';
import { FindForm } from '../parts/find-form.tsx';
import { PartnerLink } from '../parts/people.tsx';
import { filtered, PARTNERS } from '../parts/places.ts';
import { CreatePartner } from './create-partner.tsx';

type Line = components['schemas']['PartnerLine'];

export default function PartnersPage() {
  const { query } = useLocation();
  const { email, name } = query;
  const [creating, setCreating] = useState(false);
  const found = usePages(
    (cursor) => told(api.GET('/ops/partners', { params: { query: { email, name, cursor } } })),
    [email, name],
  );
  const filter = email ?? name;
  return (
    <Page title="Partners" lead="Whoever refers clients and is paid for it.">
      <Find key={filter ?? ''} filter={filter ?? ''} />
      <Section
        title={filter === undefined ? 'All partners' : `Found for “${filter}”`}
        beside={
          <button type="button" onClick={() => setCreating(true)}>
            Create a partner
          </button>
        }
      >
        <PagedTable
          caption="Partners"
          pages={found}
          keyOf={({ partnerId }) => partnerId}
          columns={[
            { title: 'Partner', cell: ({ partnerId, name: full }) => <PartnerLink id={partnerId} name={full} /> },
            { title: 'Log-in e-mail', cell: (line) => line.email },
            { title: 'Country', cell: (line) => line.country },
            { title: 'State', cell: (line) => <States of={line} /> },
          ]}
          empty={
            filter === undefined
              ? 'There is no partner yet. Billing sends them, or you create one.'
              : 'Nobody is found. An e-mail finds whoever holds or held it, for log-in or PayPal; a name has to be the full name.'
          }
        />
      </Section>
      {creating && <CreatePartner onClose={() => setCreating(false)} />}
    </Page>
  );
}

function Find({ filter }: { readonly filter: string }) {
  const [wanted, setWanted] = useState(filter);
  const text = wanted.trim();
  return (
    <FindForm
      href={() => filtered(PARTNERS, text.includes('@') ? { email: text } : { name: text })}
      submit="Find"
      all={filter === '' ? undefined : { href: PARTNERS, title: 'Show all' }}
    >
      <TextField label="E-mail or full name" type="search" value={wanted} onValue={setWanted} />
    </FindForm>
  );
}

function States({ of: { onHold, frozen, hasPayPalAddress } }: { readonly of: Line }) {
  return (
    <span class="tags">
      {onHold && <Tag tone="bad">on hold</Tag>}
      {frozen && <Tag tone="bad">frozen by the partner</Tag>}
      {!hasPayPalAddress && <Tag tone="waiting">no PayPal address</Tag>}
      {!onHold && !frozen && hasPayPalAddress && <span class="muted">no hold</span>}
    </span>
  );
}
