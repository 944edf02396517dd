/** Whether the books add up, partner by partner, from every entry on. */
import { api, told } from '../../api/client.ts';
import type { components, paths } from '../../api/schema.made.ts';
import { usePages } from '../../api/use-pages.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Money } from '../../parts/money.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { PagedList } from '../../parts/paged-list.tsx';
import { Section } from '../../parts/section.tsx';
import { Tag } from '../../parts/tag.tsx';
import { PartnerLink } from '../parts/people.tsx';

type Books = paths['/ops/books']['get']['responses']['200']['content']['application/json'];
type Account = Books['items'][number];
type Problem = components['schemas']['BookProblem'];
/** What a page of the API tells, as one list: the table and the problems grow together. */
type Told = { readonly account: Account } | { readonly problem: Problem };

/** As many as one call has time for. */
const PARTNERS = 25;

export default function BooksPage() {
  const books = usePages<Told>(async (cursor) => {
    const { value, etag } = await told(api.GET('/ops/books', { params: { query: { limit: PARTNERS, cursor } } }));
    const items = [...value.problems.map((problem) => ({ problem })), ...value.items.map((account) => ({ account }))];
    return { value: { items, next: value.next }, etag };
  }, []);
  const problems = books.items.flatMap((each) => ('problem' in each ? [each.problem] : []));
  const isEnd = books.more === undefined && !books.loading && !books.problem;
  return (
    <Page
      title="Books"
      lead="Everything that is kept about each partner, read anew and held against one another: entries, payments, payouts, kept totals. Nothing is written."
    >
      <div role="status">{books.items.length > 0 && <Verdict hasProblems={problems.length > 0} isEnd={isEnd} />}</div>
      {problems.length > 0 && <Problems of={problems} />}
      <Section title="Partners">
        <PagedList pages={books} what="the books" empty="There is no partner yet, so there are no books.">
          {(items) => <Accounts of={items.flatMap((each) => ('account' in each ? [each.account] : []))} />}
        </PagedList>
      </Section>
    </Page>
  );
}

function Verdict({ hasProblems, isEnd }: { readonly hasProblems: boolean; readonly isEnd: boolean }) {
  if (hasProblems)
    return (
      <Notice tone="bad">
        <strong>Something does not add up.</strong> Pay nobody out of turn, and follow the runbook.
      </Notice>
    );
  if (isEnd) return <Notice tone="good">The books of every partner add up, to the cent.</Notice>;
  return <Notice tone="waiting">What was read so far adds up. There are more partners: show more.</Notice>;
}

function Problems({ of }: { readonly of: readonly Problem[] }) {
  return (
    <Section title="What is wrong">
      <ul class="cards">
        {of.map(({ kind, about, detail }) => (
          <li key={`${kind} ${about} ${detail}`}>
            <p class="card-head">
              <Tag tone="bad">{kind}</Tag> <code class="id">{about}</code>
            </p>
            <p>{detail}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const Accounts = ({ of }: { readonly of: readonly Account[] }) => (
  <DataTable
    caption="The books of partners"
    rows={of}
    keyOf={({ partnerId }) => partnerId}
    columns={[
      { title: 'Partner', cell: ({ partnerId }) => <PartnerLink id={partnerId} /> },
      { title: 'Entries', amount: true, cell: ({ entriesCents }) => <Money cents={entriesCents} /> },
      { title: 'Payouts', amount: true, cell: ({ payoutsCents }) => <Money cents={payoutsCents} /> },
      { title: 'Carried', amount: true, cell: ({ carriedCents }) => <Money cents={carriedCents} /> },
      { title: 'Difference', amount: true, cell: ({ differenceCents }) => <Money cents={differenceCents} signed /> },
    ]}
  />
);
