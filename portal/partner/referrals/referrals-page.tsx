/** Clients who should be credited to the partner: claims to those who signed up, lists of those who have not yet. */
import { api, told } from '../../api/client.ts';
import { usePages } from '../../api/use-pages.ts';
import { Page } from '../../parts/page.tsx';
import { ClaimForm } from './claim-form.tsx';
import { ClaimsTable } from './claims-table.tsx';
import { ListUpload } from './list-upload.tsx';
import { ListsTable } from './lists-table.tsx';

export default function ReferralsPage() {
  const claims = usePages(
    (cursor) => told(api.GET('/me/claims', { params: { query: { ...(cursor && { cursor }) } } })),
    [],
  );
  return (
    <Page
      title="Referrals"
      lead="Two ways to be credited with a client who did not use your link: claim one who has signed up, or announce those who have not yet."
    >
      <ClaimForm onMade={claims.reload} />
      <ClaimsTable claims={claims} />
      <ListUpload />
      <ListsTable />
    </Page>
  );
}
