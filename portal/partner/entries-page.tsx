/** Every commission and adjustment, with what became of it; what is filtered stands in the address. */
import { api, told } from '../api/client.ts';
import { usePages } from '../api/use-pages.ts';
import { Choice } from '../parts/field.tsx';
import { Page } from '../parts/page.tsx';
import { PagedTable } from '../parts/paged-table.tsx';
import { chosen, useFilters } from '../parts/use-filters.ts';
import { ENTRY_COLUMNS, keyOfEntry } from './entry-columns.tsx';
import { WeekFilter } from './week-filter.tsx';

const KINDS = { '': 'all', commission: 'commissions', adjustment: 'adjustments' };
const STANDINGS = { '': 'all', counts: 'what counts', void: 'void', held: 'held' };

export default function EntriesPage() {
  const { values, set } = useFilters(['from', 'to', 'kind', 'standing', 'clientId']);
  const { from, to, clientId } = values;
  const kind = chosen(values.kind, KINDS);
  const standing = chosen(values.standing, STANDINGS);
  const filter = {
    ...(from && { from }),
    ...(to && { to }),
    ...(clientId && { clientId }),
    ...(kind && { kind }),
    ...(standing && { standing }),
  };
  const entries = usePages(
    (cursor) => told(api.GET('/me/entries', { params: { query: { ...filter, ...(cursor && { cursor }) } } })),
    [JSON.stringify(filter)],
  );
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <Page
      title="Entries"
      lead="Every commission and adjustment of yours, the latest week first. A commission stands on the day from which it counts."
    >
      <div class="section">
        <div class="filters">
          <WeekFilter
            label="From the week of"
            value={from}
            problem={entries.problem?.field('from')}
            onValue={(value) => set('from', value)}
          />
          <WeekFilter
            label="To the week of"
            value={to}
            problem={entries.problem?.field('to')}
            onValue={(value) => set('to', value)}
          />
          <Choice label="Kind" options={KINDS} value={kind ?? ''} onValue={(value) => set('kind', value)} />
          <Choice
            label="Standing"
            options={STANDINGS}
            value={standing ?? ''}
            onValue={(value) => set('standing', value)}
          />
        </div>
        {clientId && (
          <p>
            Only those of <a href={`/clients/${encodeURIComponent(clientId)}`}>client {clientId}</a>.{' '}
            <button type="button" class="plain" onClick={() => set('clientId', '')}>
              Show all clients
            </button>
          </p>
        )}
        <PagedTable
          caption="Commissions and adjustments"
          pages={entries}
          columns={ENTRY_COLUMNS}
          keyOf={keyOfEntry}
          empty={
            isFiltered ? (
              <>
                Nothing of yours is like this. <a href="/entries">Show everything</a>, or choose other weeks.
              </>
            ) : (
              <>Nothing yet. As soon as a client of yours pays, its commission stands here.</>
            )
          }
        />
      </div>
    </Page>
  );
}
