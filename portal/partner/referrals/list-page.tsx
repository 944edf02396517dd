/** One referral list: its preview, its commit, and what became of each row. */

import { useEffect } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import { api, told } from '../../api/client.ts';
import { type Answer, useAnswer } from '../../api/use-answer.ts';
import { Day } from '../../parts/days.tsx';
import { Download } from '../../parts/download.tsx';
import { Instant } from '../../parts/instant.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Page } from '../../parts/page.tsx';
import { Section } from '../../parts/section.tsx';
import { Tag } from '../../parts/tag.tsx';
import { CommitList } from './commit-list.tsx';
import { ListRows } from './list-rows.tsx';
import { isPassing, OUTCOME_NAMES, OUTCOMES, type ReferralList, STATES } from './list-words.ts';

const LOOK_AGAIN_MS = 1_000;

export default function ListPage() {
  const listId = useRoute().params.listId ?? '';
  return <OneList key={listId} listId={listId} />;
}

function OneList({ listId }: { readonly listId: string }) {
  const list = useAnswer(
    () => told(api.GET('/me/referral-lists/{listId}', { params: { path: { listId } } })),
    [listId],
  );
  useLookAgain(list);
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

/** While something passes. A failure stops it: the reader is asked then. */
function useLookAgain({ told: answered, problem, reload }: Answer<ReferralList>): void {
  useEffect(() => {
    if (!answered || problem || !isPassing(answered.value)) return;
    const timer = setTimeout(reload, LOOK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [answered, problem, reload]);
}

function Stage({ of }: { readonly of: ReferralList }) {
  const { state, rows, preview, commit, committedOn, uploadedAt } = of;
  const [word, tone] = STATES[state];
  const stage = commit ?? preview;
  return (
    <Section
      title={commit ? 'What it did' : 'What it would do'}
      beside={<Tag tone={tone}>{word}</Tag>}
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
      {isPassing(of) && (
        <label class="progress">
          <span>
            {state === 'previewing' ? 'Previewing' : 'Committing'}: {stage.done.toLocaleString('en-US')} of{' '}
            {rows.toLocaleString('en-US')} rows
          </span>
          <progress value={stage.done} max={rows} />
        </label>
      )}
      <p role="status" class="visually-hidden">
        {word}
      </p>
      <dl class="outcomes">
        {OUTCOME_NAMES.filter((name) => stage.outcomes[name] > 0).map((name) => {
          const [short, shortTone, means] = OUTCOMES[name];
          return (
            <div key={name}>
              <dt>
                <Tag tone={shortTone}>{short}</Tag> <span class="muted">{means}</span>
              </dt>
              <dd>{stage.outcomes[name].toLocaleString('en-US')}</dd>
            </div>
          );
        })}
      </dl>
    </Section>
  );
}
