/** A partner's referral lists, as operations upload and follow them in their name. */
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { api, told } from '../../api/client.ts';
import { usePages } from '../../api/use-pages.ts';
import { LIST_STATES } from '../../lists/words.ts';
import { Instant } from '../../parts/instant.tsx';
import { PagedTable } from '../../parts/paged-table.tsx';
import { Section } from '../../parts/section.tsx';
import { Tag } from '../../parts/tag.tsx';
import { listPage } from '../parts/places.ts';
import { UploadList } from './upload-list.tsx';

export function ReferralListsSection({ partnerId }: { readonly partnerId: string }) {
  const { route } = useLocation();
  const [uploading, setUploading] = useState(false);
  const lists = usePages(
    (cursor) =>
      told(
        api.GET('/ops/partners/{partnerId}/referral-lists', {
          params: { path: { partnerId }, query: { cursor, limit: 10 } },
        }),
      ),
    [partnerId],
  );
  return (
    <Section
      title="Referral lists"
      beside={
        <button type="button" onClick={() => setUploading(true)}>
          Upload a list
        </button>
      }
    >
      <PagedTable
        caption="Referral lists"
        pages={lists}
        keyOf={({ id }) => id}
        columns={[
          {
            title: 'Uploaded',
            cell: ({ id, uploadedAt }) => (
              <a href={listPage(partnerId, id)}>
                <Instant at={uploadedAt} />
              </a>
            ),
          },
          { title: 'By', cell: ({ uploadedBy }) => uploadedBy },
          { title: 'Rows', amount: true, cell: ({ rows }) => rows },
          {
            title: 'State',
            cell: ({ state }) => <Tag tone={LIST_STATES[state].tone}>{LIST_STATES[state].words}</Tag>,
          },
        ]}
        empty="None yet. A list names clients before they sign up."
      />
      {uploading && (
        <UploadList
          partnerId={partnerId}
          onClose={() => setUploading(false)}
          onDone={(listId) => route(listPage(partnerId, listId))}
        />
      )}
    </Section>
  );
}
