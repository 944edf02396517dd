/** The rows of a list, by what becomes of them; the filter stands in the address. */
import { api, told } from '../../api/client.ts';
import { usePages } from '../../api/use-pages.ts';
import { type ListRow, OUTCOME_NAMES, OUTCOME_TONES, type Outcome, type ReferralList } from '../../lists/words.ts';
import type { Column } from '../../parts/data-table.tsx';
import { Choice } from '../../parts/field.tsx';
import { PagedTable } from '../../parts/paged-table.tsx';
import { Section } from '../../parts/section.tsx';
import { Tag } from '../../parts/tag.tsx';
import { chosen, useFilters } from '../../parts/use-filters.ts';
import { detailWords, OUTCOMES } from './list-words.ts';

const CHOICES = {
  '': 'all of them',
  ...(Object.fromEntries(OUTCOME_NAMES.map((name) => [name, OUTCOMES[name].word])) as Record<Outcome, string>),
};

export interface ListRowsProps {
  readonly listId: string;
  /** After the commit the rows say what it did. */
  readonly state: ReferralList['state'];
}

export function ListRows({ listId, state }: ListRowsProps) {
  const { values, set } = useFilters(['outcome']);
  const outcome = chosen(values.outcome, CHOICES);
  const rows = usePages(
    (cursor) =>
      told(
        api.GET('/me/referral-lists/{listId}/rows', {
          params: { path: { listId }, query: { ...(outcome && { outcome }), ...(cursor && { cursor }) } },
        }),
      ),
    [listId, state, outcome],
  );
  return (
    <Section title="Rows">
      <div class="filters">
        <Choice
          label="What becomes of them"
          options={CHOICES}
          value={outcome ?? ''}
          onValue={(value) => set('outcome', value)}
        />
      </div>
      <PagedTable
        caption="Rows of the list"
        pages={rows}
        columns={COLUMNS}
        keyOf={({ line }) => line}
        empty={outcome ? 'No row of the list is like this: choose another filter.' : 'The list has no rows.'}
      />
    </Section>
  );
}

const COLUMNS: readonly Column<ListRow>[] = [
  { title: 'Line', cell: ({ line }) => line },
  {
    title: 'Client',
    cell: ({ email, name }) => (
      <div class="stacked">
        <span>{email}</span>
        {name && <span class="muted">{name}</span>}
      </div>
    ),
  },
  {
    title: 'What becomes of it',
    cell: ({ outcome, detail }) => {
      const { word, means } = OUTCOMES[outcome];
      return (
        <div class="stacked">
          <Tag tone={OUTCOME_TONES[outcome]}>{word}</Tag>
          <span>{detail ? detailWords(detail) : means}</span>
        </div>
      );
    },
  },
];
