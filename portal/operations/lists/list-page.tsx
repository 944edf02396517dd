/** One referral list of a partner: how far it is, what becomes of its rows, and the way to commit it. */
import { useState } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import { api, told } from '../../api/client.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { useLookAgain } from '../../api/use-look-again.ts';
import { ListProgress } from '../../lists/list-progress.tsx';
import { isPassing, LIST_STATES, OUTCOME_NAMES, type ReferralList } from '../../lists/words.ts';
import { Day } from '../../parts/days.tsx';
import { Instant } from '../../parts/instant.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Page } from '../../parts/page.tsx';
import { Pairs } from '../../parts/pairs.tsx';
import { Saved } from '../../parts/saved.tsx';
import { Section } from '../../parts/section.tsx';
import { Tag } from '../../parts/tag.tsx';
import { partnerPage } from '../parts/places.ts';
import { CommitList } from './commit-list.tsx';
import { ListRows } from './list-rows.tsx';
import { OUTCOME_WORDS } from './words.ts';

export default function ListPage() {
  const { params } = useRoute();
  const { partnerId = '', listId = '' } = params;
  const answer = useAnswer(
    () =>
      told(api.GET('/ops/partners/{partnerId}/referral-lists/{listId}', { params: { path: { partnerId, listId } } })),
    [partnerId, listId],
  );
  const [said, setSaid] = useState<string>();
  useLookAgain(answer, isPassing);
  return (
    <Page title="Referral list" up={{ href: partnerPage(partnerId), title: partnerId }}>
      <Saved when={said !== undefined}>{said}</Saved>
      <Loaded of={answer} what="the list">
        {(value) => (
          <>
            <ListFacts of={value} />
            <CommitList list={value} answer={answer} onDone={setSaid} />
            <ListRows key={value.state} list={value} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function ListFacts({ of }: { readonly of: ReferralList }) {
  const stage = of.commit ?? of.preview;
  return (
    <Section
      title={of.commit ? 'What the commit did' : 'What a commit would do'}
      beside={<Tag tone={LIST_STATES[of.state].tone}>{LIST_STATES[of.state].words}</Tag>}
    >
      <ListProgress of={of} />
      <Pairs
        of={[
          ['Uploaded', <Instant key="at" at={of.uploadedAt} />],
          ['By', of.uploadedBy],
          ['Rows', `${of.rows}`],
          of.committedOn !== undefined && ['Counts from', <Day key="on" day={of.committedOn} />],
          ...OUTCOME_NAMES.filter((name) => stage.outcomes[name] > 0).map(
            (name) => [OUTCOME_WORDS[name], `${stage.outcomes[name]}`] as const,
          ),
        ]}
      />
    </Section>
  );
}
