/** Commits a previewed list, and hands out the result of a committed one. */
import { api, told } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import type { Answer } from '../../api/use-answer.ts';
import type { ReferralList } from '../../lists/words.ts';
import { ActionForm } from '../../parts/action-form.tsx';
import { Download } from '../../parts/download.tsx';
import { Section } from '../../parts/section.tsx';

export interface CommitListProps {
  readonly list: ReferralList;
  readonly answer: Answer<ReferralList>;
  readonly onDone: (words: string) => void;
}

export function CommitList({ list, answer, onDone }: CommitListProps) {
  if (list.state === 'previewed') return <Commit list={list} answer={answer} onDone={onDone} />;
  return list.state === 'committed' ? <Result list={list} /> : null;
}

function Commit({ list: { partnerId, id: listId }, answer, onDone }: CommitListProps) {
  const action = useAction(
    (_: undefined, key) =>
      told(
        api.POST('/ops/partners/{partnerId}/referral-lists/{listId}/commit', {
          params: { path: { partnerId, listId }, header: { 'Idempotency-Key': key } },
        }),
      ),
    (list) => {
      answer.replace(list);
      onDone('The list is being committed.');
    },
  );
  return (
    <Section
      title="Commit"
      lead="From today on, whoever it names and signs up in time is credited to the partner, unless a referral link of another partner was used. Each row is judged once more."
    >
      <ActionForm action={action} input={() => undefined} submit="Commit the list" />
    </Section>
  );
}

function Result({ list: { partnerId, id: listId } }: { readonly list: ReferralList }) {
  const params = { path: { partnerId, listId } };
  return (
    <Section title="Result" lead="Line, e-mail, name and outcome of every row, for a spreadsheet.">
      <Download
        label="Download as CSV"
        file={`referral-list-${listId}.csv`}
        ask={() =>
          told(api.GET('/ops/partners/{partnerId}/referral-lists/{listId}/result', { params, parseAs: 'blob' }))
        }
      />
    </Section>
  );
}
