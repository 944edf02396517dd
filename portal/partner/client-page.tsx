/** One referred client: how it stands, why it is not paid, and everything that it brought. */
import { useRoute } from 'preact-iso';
import { api, told } from '../api/client.ts';
import type { paths } from '../api/schema.made.ts';
import { useAnswer } from '../api/use-answer.ts';
import { usePages } from '../api/use-pages.ts';
import { Day } from '../parts/days.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Money } from '../parts/money.tsx';
import { Page } from '../parts/page.tsx';
import { PagedTable } from '../parts/paged-table.tsx';
import { Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { STANDING_TONES, STANDING_WORDS } from './client-words.ts';
import { ENTRY_COLUMNS_OF_CLIENT, keyOfEntry } from './entry-columns.tsx';
import { Reasons } from './reasons.tsx';

type ClientWhy = paths['/me/clients/{clientId}/why']['get']['responses']['200']['content']['application/json'];

export default function ClientPage() {
  const clientId = useRoute().params.clientId ?? '';
  return <OneClient key={clientId} clientId={clientId} />;
}

function OneClient({ clientId }: { readonly clientId: string }) {
  const why = useAnswer(
    () => told(api.GET('/me/clients/{clientId}/why', { params: { path: { clientId } } })),
    [clientId],
  );
  const entries = usePages(
    (cursor) => told(api.GET('/me/entries', { params: { query: { clientId, ...(cursor && { cursor }) } } })),
    [clientId],
  );
  return (
    <Page title={why.told?.value.client.name ?? 'Client'} up={{ href: '/clients', title: 'Clients' }}>
      <Loaded of={why} what="this client">
        {(value) => (
          <>
            <Standing of={value} />
            <Section title="Why you were not paid for it">
              <Reasons
                unpaidCents={value.unpaidCents}
                reasons={value.reasons}
                asides={value.asides}
                nothing="Nothing of it waits: all that it brought so far is paid."
              />
            </Section>
            <Section
              title="Entries"
              beside={<a href={`/entries?clientId=${encodeURIComponent(clientId)}`}>Filter them</a>}
            >
              <PagedTable
                caption={`Entries of ${value.client.name}`}
                pages={entries}
                columns={ENTRY_COLUMNS_OF_CLIENT}
                keyOf={keyOfEntry}
                empty="It has paid nothing yet. Each payment of this client brings an entry."
              />
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Standing({ of: { client, paidCents } }: { readonly of: ClientWhy }) {
  const { standing, since, countedCents, voidCents, heldCents } = client;
  return (
    <>
      <div class="headline">
        <p>
          <Tag tone={STANDING_TONES[standing.code]}>{STANDING_WORDS[standing.code]}</Tag> {standing.sentence}
        </p>
      </div>
      <dl class="totals">
        {(
          [
            ['Counts', countedCents, 'earned and to be earned'],
            ['Paid', paidCents, 'of what counts'],
            ['Void', voidCents, 'counts nowhere'],
            ['Held', heldCents, 'until operations decide'],
          ] as const
        ).map(([name, cents, more]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Money cents={cents} />
              <span class="muted">{more}</span>
            </dd>
          </div>
        ))}
      </dl>
      <dl class="pairs facts">
        <div>
          <dt>Client id</dt>
          <dd>{client.clientId}</dd>
        </div>
        {since && (
          <div>
            <dt>Client since</dt>
            <dd>
              <Day day={since} />
            </dd>
          </div>
        )}
        {standing.maturesOn && (
          <div>
            <dt>Mature on</dt>
            <dd>
              <Day day={standing.maturesOn} />
            </dd>
          </div>
        )}
      </dl>
    </>
  );
}
