/** The rows of a list, all of them or those of one outcome. */
import { useLocation } from 'preact-iso';
import { api, told } from '../../api/client.ts';
import { usePages } from '../../api/use-pages.ts';
import { OUTCOME_NAMES, OUTCOME_TONES, type ReferralList } from '../../lists/words.ts';
import { Choice } from '../../parts/field.tsx';
import { PagedTable } from '../../parts/paged-table.tsx';
import { Section } from '../../parts/section.tsx';
import { Tag } from '../../parts/tag.tsx';
import { filtered, listPage } from '../parts/places.ts';
import { OUTCOME_WORDS } from './words.ts';

const DETAILS: Readonly<Record<string, string>> = {
  'self-referral-review': 'The name is the partner’s: should it sign up, operations decide.',
};
const CHOICES = {
  '': 'All rows',
  ...Object.fromEntries(OUTCOME_NAMES.map((name) => [name, OUTCOME_WORDS[name]])),
};

export function ListRows({ list: { partnerId, id: listId } }: { readonly list: ReferralList }) {
  const { query, route } = useLocation();
  const outcome = OUTCOME_NAMES.find((each) => each === query.outcome);
  const rows = usePages(
    (cursor) =>
      told(
        api.GET('/ops/partners/{partnerId}/referral-lists/{listId}/rows', {
          params: { path: { partnerId, listId }, query: { cursor, outcome } },
        }),
      ),
    [partnerId, listId, outcome],
  );
  return (
    <Section title="Rows">
      <div class="find">
        <Choice
          label="Show"
          options={CHOICES}
          value={outcome ?? ''}
          onValue={(value) => route(filtered(listPage(partnerId, listId), { outcome: value }), true)}
        />
      </div>
      <PagedTable
        caption="Rows of the list"
        pages={rows}
        keyOf={({ line }) => line}
        columns={[
          { title: 'Line', cell: ({ line }) => line },
          { title: 'E-mail', cell: ({ email }) => email },
          { title: 'Name', cell: ({ name }) => name ?? '' },
          {
            title: 'What becomes of it',
            cell: (row) => (
              <>
                <Tag tone={OUTCOME_TONES[row.outcome]}>{row.outcome}</Tag> {OUTCOME_WORDS[row.outcome]}
                {row.detail && <span class="muted under">{DETAILS[row.detail] ?? row.detail}</span>}
              </>
            ),
          },
        ]}
        empty="No row is shown: a list that is still being previewed shows its rows as they come."
      />
    </Section>
  );
}
