/** The payouts of a run and what became of each. */
import { api, told } from '../../api/client.ts';
import { usePages } from '../../api/use-pages.ts';
import { Choice } from '../../parts/field.tsx';
import { Money } from '../../parts/money.tsx';
import { PagedTable } from '../../parts/paged-table.tsx';
import { Section } from '../../parts/section.tsx';
import { Tag } from '../../parts/tag.tsx';
import { chosen, useFilters } from '../../parts/use-filters.ts';
import { PartnerLink } from '../parts/people.tsx';
import { ITEM_WORDS, type RunItem } from './words.ts';

const STATES = {
  '': 'All',
  ...Object.fromEntries(Object.entries(ITEM_WORDS).map(([state, { title }]) => [state, title])),
} as Readonly<Record<RunItem['state'] | '', string>>;

export function RunItems({ weekEnding }: { readonly weekEnding: string }) {
  const { values, set } = useFilters(['state']);
  const state = chosen(values.state, STATES);
  const items = usePages(
    (cursor) =>
      told(
        api.GET('/ops/runs/{weekEnding}/items', {
          params: { path: { weekEnding }, query: { cursor, ...(state && { state }) } },
        }),
      ),
    [weekEnding, state],
  );
  return (
    <Section title="Payouts">
      <div class="filters">
        <Choice label="State" options={STATES} value={values.state} onValue={(value) => set('state', value)} />
      </div>
      <PagedTable
        caption="Payouts of the run"
        pages={items}
        keyOf={({ partnerId }) => partnerId}
        columns={[
          { title: 'Partner', cell: ({ partnerId }) => <PartnerLink id={partnerId} /> },
          { title: 'Amount', amount: true, cell: ({ amountCents }) => <Money cents={amountCents} /> },
          { title: 'State', cell: ({ state: is }) => <Tag tone={ITEM_WORDS[is].tone}>{ITEM_WORDS[is].title}</Tag> },
          { title: 'To', cell: ({ receiver }) => receiver },
          {
            title: 'PayPal says',
            cell: ({ error, payoutItemId }) => error ?? <code class="id">{payoutItemId ?? ''}</code>,
          },
        ]}
        empty={state === undefined ? 'The run pays nobody.' : 'No payout of the run is in this state.'}
      />
    </Section>
  );
}
