/** Payouts, the latest first, and the year as a file. */
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
import { type Payout, PLACE_TONES, PLACE_WORDS } from './payout-words.ts';
import { YearlyStatement } from './yearly-statement.tsx';

const PLACES = { '': 'all of them', ...PLACE_WORDS };

export default function PayoutsPage() {
  const { values, set } = useFilters(['place']);
  const place = chosen(values.place, PLACES);
  const payouts = usePages(
    (cursor) =>
      told(api.GET('/me/payouts', { params: { query: { ...(place && { place }), ...(cursor && { cursor }) } } })),
    [place],
  );
  return (
    <Page title="Payouts" lead="What was sent to your PayPal address, the latest first, and what became of it.">
      <div class="section">
        <div class="filters">
          <Choice
            label="Where the money is"
            options={PLACES}
            value={place ?? ''}
            onValue={(value) => set('place', value)}
          />
        </div>
        <PagedTable
          caption="Payouts to you"
          pages={payouts}
          columns={COLUMNS}
          keyOf={({ weekEnding }) => weekEnding}
          empty={
            place ? (
              <>
                None of your payouts is there. <a href="/payouts">Show all of them</a>.
              </>
            ) : (
              <>
                Nothing was paid to you yet. <a href="/">Your earnings</a> say why, and what comes next.
              </>
            )
          }
        />
      </div>
      <YearlyStatement />
    </Page>
  );
}

const COLUMNS: readonly Column<Payout>[] = [
  {
    title: 'Friday',
    cell: ({ weekEnding, friday }) => (
      <a href={`/payouts/${weekEnding}`}>
        <Day day={friday} />
      </a>
    ),
  },
  {
    title: 'What became of it',
    cell: ({ place, sentence }) => (
      <div class="stacked">
        <Tag tone={PLACE_TONES[place]}>{PLACE_WORDS[place]}</Tag>
        <span>{sentence}</span>
      </div>
    ),
  },
  { title: 'Sent to', cell: ({ receiver }) => receiver },
  { title: 'Amount', amount: true, cell: ({ amountCents }) => <Money cents={amountCents} /> },
];
