/** One referral list: its preview, its commit, and what became of each row. */
import { useRoute } from 'preact-iso';
import { api, told } from '../../api/client.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { useLookAgain } from '../../api/use-look-again.ts';
import { ListProgress } from '../../lists/list-progress.tsx';
import { isPassing, LIST_STATES, OUTCOME_NAMES, OUTCOME_TONES, type ReferralList } from '../../lists/words.ts';
import { Day } from '../../parts/days.tsx';
import { Download } from '../../parts/download.tsx';
import { Instant } from '../../parts/instant.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Page } from '../../parts/page.tsx';
import { Section } from '../../parts/section.tsx';
import { Tag } from '../../parts/tag.tsx';
import { CommitList } from './commit-list.tsx';
import { ListRows } from './list-rows.tsx';
import { OUTCOMES } from './list-words.ts';

export default function ListPage() {
  const listId = useRoute().params.listId ?? '';
  return <OneList key={listId} listId={listId} />;
}

function OneList({ listId }: { readonly listId: string }) {
  const list = useAnswer(
    () => told(api.GET('/me/referral-lists/{listId}', { params: { path: { listId } } })),
    [listId],
  );
  useLookAgain(list, isPassing);
  return (
    <Page title="Referral list" up={{ href: '/referrals', title: 'Referrals' }}>
      <Loaded of={list} what="this list">
        {(value) => (
          <>
            <Stage of={value} />
            {value.state === 'previewed' && <CommitList list={value} onCommitted={list.replace} />}
            {value.state === 'committed' && (
              <Download
                label="Download the result (CSV)"
                file={`referral-list-${listId}.csv`}
                ask={() =>
                  told(api.GET('/me/referral-lists/{listId}/result', { params: { path: { listId } }, parseAs: 'blob' }))
                }
              />
            )}
            {!isPassing(value) && <ListRows listId={listId} state={value.state} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Stage({ of }: { readonly of: ReferralList }) {
  const { state, preview, commit, committedOn, uploadedAt } = of;
  const { words, tone } = LIST_STATES[state];
  const stage = commit ?? preview;
  return (
    <Section
      title={commit ? 'What it did' : 'What it would do'}
      beside={<Tag tone={tone}>{words}</Tag>}
      lead={
        <>
          Uploaded <Instant at={uploadedAt} />.
          {committedOn && (
            <>
              {' '}
              Its e-mails count from <Day day={committedOn} /> on.
            </>
          )}
        </>
      }
    >
      <ListProgress of={of} />
      <p role="status" class="visually-hidden">
        {words}
      </p>
      <dl class="outcomes">
        {OUTCOME_NAMES.filter((name) => stage.outcomes[name] > 0).map((name) => {
          const { word, means } = OUTCOMES[name];
          return (
            <div key={name}>
              <dt>
                <Tag tone={OUTCOME_TONES[name]}>{word}</Tag> <span class="muted">{means}</span>
              </dt>
              <dd>{stage.outcomes[name].toLocaleString('en-US')}</dd>
            </div>
          );
        })}
      </dl>
    </Section>
  );
}
