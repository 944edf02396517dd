/** Referred clients, each with how it stands and why. */
import { api, told } from '../api/client.ts';
import { usePages } from '../api/use-pages.ts';
import type { Column } from '../parts/data-table.tsx';
import { Day } from '../parts/days.tsx';
import { Choice } from '../parts/field.tsx';
import { Money } from '../parts/money.tsx';
import { Page } from '../parts/page.tsx';
import { PagedTable } from '../parts/paged-table.tsx';
import { Tag } from '../parts/tag.tsx';
import { chosen, useFilters } from '../parts/use-filters.ts';
import { type Client, STANDING_TONES, STANDING_WORDS } from './client-words.ts';

const STANDINGS = { '': 'all of them', ...STANDING_WORDS };

export default function ClientsPage() {
  const { values, set } = useFilters(['standing']);
  const standing = chosen(values.standing, STANDINGS);
  const clients = usePages(
    (cursor) =>
      told(api.GET('/me/clients', { params: { query: { ...(standing && { standing }), ...(cursor && { cursor }) } } })),
    [standing],
  );
  return (
    <Page title="Clients" lead="Whom you referred, how each of them stands, and what that means for your commissions.">
      <div class="section">
        <div class="filters">
          <Choice
            label="How they stand"
            options={STANDINGS}
            value={standing ?? ''}
            onValue={(value) => set('standing', value)}
          />
        </div>
        <PagedTable
          caption="Clients whom you referred"
          pages={clients}
          columns={COLUMNS}
          keyOf={({ clientId }) => clientId}
          empty={standing ? <NoneOfThese onAll={() => set('standing', '')} /> : <NoneAtAll />}
        />
      </div>
    </Page>
  );
}

const COLUMNS: readonly Column<Client>[] = [
  {
    title: 'Client',
    cell: ({ clientId, name, since }) => (
      <div class="stacked">
        <a href={`/clients/${encodeURIComponent(clientId)}`}>{name}</a>
        {since && (
          <span class="muted">
            since <Day day={since} />
          </span>
        )}
      </div>
    ),
  },
  {
    title: 'How it stands',
    cell: ({ standing }) => (
      <div class="stacked">
        <Tag tone={STANDING_TONES[standing.code]}>{STANDING_WORDS[standing.code]}</Tag>
        <span>{standing.sentence}</span>
      </div>
    ),
  },
  { title: 'Counts', amount: true, cell: ({ countedCents }) => <Money cents={countedCents} /> },
  { title: 'Void', amount: true, cell: ({ voidCents }) => <Money cents={voidCents} /> },
  { title: 'Held', amount: true, cell: ({ heldCents }) => <Money cents={heldCents} /> },
];

function NoneOfThese({ onAll }: { readonly onAll: () => void }) {
  return (
    <>
      None of your clients stands like this.{' '}
      <button type="button" onClick={onAll}>
        Show all of them
      </button>
    </>
  );
}

function NoneAtAll() {
  return (
    <>
      Nobody is credited to you yet. Whoever signs up with your referral link stands here. You can also{' '}
      <a href="/referrals">announce clients with a list, or claim one</a> who signed up without it.
    </>
  );
}
