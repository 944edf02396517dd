/** The lists that were uploaded for a partner. */
import { api, told } from '../../api/client.ts';
import { usePages } from '../../api/use-pages.ts';
import { LIST_STATES, type ReferralList } from '../../lists/words.ts';
import type { Column } from '../../parts/data-table.tsx';
import { Instant } from '../../parts/instant.tsx';
import { PagedTable } from '../../parts/paged-table.tsx';
import { Section } from '../../parts/section.tsx';
import { Tag } from '../../parts/tag.tsx';

export function ListsTable() {
  const lists = usePages(
    (cursor) => told(api.GET('/me/referral-lists', { params: { query: { ...(cursor && { cursor }) } } })),
    [],
  );
  return (
    <Section title="Your lists">
      <PagedTable
        caption="Your referral lists, the latest first"
        pages={lists}
        columns={COLUMNS}
        keyOf={({ id }) => id}
        empty={
          <>
            No list yet. Make a CSV file with the columns <code>email</code> and, if you like, <code>name</code>, a line
            for each client, and upload it above. You see what it does before anything is credited.
          </>
        }
      />
    </Section>
  );
}

const COLUMNS: readonly Column<ReferralList>[] = [
  {
    title: 'Uploaded',
    cell: ({ id, uploadedAt, uploadedBy }) => (
      <div class="stacked">
        <a href={`/referrals/lists/${id}`}>
          <Instant at={uploadedAt} />
        </a>
        {uploadedBy === 'operations' && <span class="muted">by operations, in your name</span>}
      </div>
    ),
  },
  {
    title: 'How it stands',
    cell: ({ state }) => {
      const { words, tone } = LIST_STATES[state];
      return <Tag tone={tone}>{words}</Tag>;
    },
  },
  { title: 'Rows', cell: ({ rows }) => rows.toLocaleString('en-US') },
];
