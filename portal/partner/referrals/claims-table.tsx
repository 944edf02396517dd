/** A partner's claims: how each stands, and by when what happens. */
import type { components } from '../../api/schema.made.ts';
import type { Pages } from '../../api/use-pages.ts';
import type { Column } from '../../parts/data-table.tsx';
import { Day } from '../../parts/days.tsx';
import { PagedTable } from '../../parts/paged-table.tsx';
import { Section } from '../../parts/section.tsx';
import { Tag, type Tone } from '../../parts/tag.tsx';

type Claim = components['schemas']['Claim'];

const TONES: Readonly<Record<Claim['state'], Tone>> = {
  open: 'waiting',
  confirmed: 'good',
  denied: 'bad',
  expired: 'quiet',
  refused: 'bad',
};

export function ClaimsTable({ claims }: { readonly claims: Pages<Claim> }) {
  return (
    <Section
      title="Your claims"
      beside={
        <button type="button" class="plain" onClick={claims.reload}>
          Look again
        </button>
      }
    >
      <PagedTable
        caption="Your claims, the latest first"
        pages={claims}
        columns={COLUMNS}
        keyOf={({ claimId }) => claimId}
        empty="You have claimed nobody yet. If a client whom you referred is missing among your clients, claim them above."
      />
    </Section>
  );
}

const COLUMNS: readonly Column<Claim>[] = [
  {
    title: 'Client',
    cell: ({ named, note, clientId }) => (
      <div class="stacked">
        {clientId ? <a href={`/clients/${encodeURIComponent(clientId)}`}>{named.value}</a> : <span>{named.value}</span>}
        {note && <span class="muted">“{note}”</span>}
      </div>
    ),
  },
  {
    title: 'How it stands',
    cell: ({ state, sentence }) => (
      <div class="stacked">
        <Tag tone={TONES[state]}>{state}</Tag>
        <span>{sentence}</span>
      </div>
    ),
  },
  { title: 'Days', cell: (claim) => <Days of={claim} /> },
];

function Days({ of: { state, madeOn, reachesFrom, expiresOn, endedOn, repeatableOn } }: { readonly of: Claim }) {
  return (
    <div class="stacked">
      <span>
        made on <Day day={madeOn} />
      </span>
      {(state === 'open' || state === 'confirmed') && (
        <span>
          {state === 'open' ? 'would reach' : 'reaches'} back to <Day day={reachesFrom} />
        </span>
      )}
      {state === 'open' && expiresOn && (
        <span>
          expires on <Day day={expiresOn} />
        </span>
      )}
      {endedOn && (
        <span>
          ended on <Day day={endedOn} />
        </span>
      )}
      {repeatableOn && (
        <span>
          may be made again from <Day day={repeatableOn} /> on
        </span>
      )}
    </div>
  );
}
