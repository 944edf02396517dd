/** The four tax questions of partners outside the United States, and what follows from the answers. */
import { useState } from 'preact/hooks';
import { api, told } from '../../api/client.ts';
import { type Answer, useAnswer } from '../../api/use-answer.ts';
import { useChange } from '../../api/use-change.ts';
import { ActionForm } from '../../parts/action-form.tsx';
import { Day } from '../../parts/days.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Page } from '../../parts/page.tsx';
import { Saved } from '../../parts/saved.tsx';
import { Section } from '../../parts/section.tsx';
import { Tag } from '../../parts/tag.tsx';
import { YesNo } from '../../parts/yes-no.tsx';
import { TaxNext } from './tax-next.tsx';
import { type Answers, QUESTIONS, STANDINGS, type Tax } from './tax-words.ts';

const NAMES = Object.keys(QUESTIONS) as (keyof Answers)[];

export default function TaxPage() {
  const tax = useAnswer(() => told(api.GET('/me/tax')), []);
  const [isSaved, setIsSaved] = useState(false);
  const [isAnswering, setIsAnswering] = useState(false);
  return (
    <Page
      title="Tax questionnaire"
      up={{ href: '/settings', title: 'Settings' }}
      lead="Partners outside the United States answer four questions. This is the program’s policy, and not tax advice."
    >
      <Loaded of={tax} what="your tax questionnaire">
        {(value) => {
          const [word, tone] = STANDINGS[value.standing];
          const asks = value.standing === 'questions-open' || isAnswering;
          return (
            <>
              <Saved when={isSaved}>Your answers are kept.</Saved>
              <Section title="How it stands" beside={<Tag tone={tone}>{word}</Tag>}>
                <TaxNext of={value} />
              </Section>
              {value.standing !== 'not-needed' && !asks && (
                <Given
                  answers={value.answers}
                  on={value.answeredOn}
                  onAnew={() => {
                    setIsSaved(false);
                    setIsAnswering(true);
                  }}
                />
              )}
              {asks && (
                <Questions
                  tax={tax}
                  onDone={() => {
                    setIsAnswering(false);
                    setIsSaved(true);
                  }}
                />
              )}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

interface GivenProps {
  /** Absent where an import brought what they came to, and not the answers themselves. */
  readonly answers: Answers | undefined;
  readonly on: string | undefined;
  readonly onAnew: () => void;
}

function Given({ answers, on, onAnew }: GivenProps) {
  return (
    <Section
      title="Your answers"
      lead={
        on && (
          <>
            Given on <Day day={on} />.
          </>
        )
      }
    >
      {answers && (
        <dl class="questions">
          {NAMES.map((name) => (
            <div key={name}>
              <dt>{QUESTIONS[name]}</dt>
              <dd>{answers[name] ? 'Yes' : 'No'}</dd>
            </div>
          ))}
        </dl>
      )}
      <button type="button" onClick={onAnew}>
        Answer anew
      </button>
    </Section>
  );
}

function Questions({ tax, onDone }: { readonly tax: Answer<Tax>; readonly onDone: () => void }) {
  const [given, setGiven] = useState<Partial<Answers>>({});
  const action = useChange(
    tax,
    // The browser has seen to it that each question is answered.
    (body: Answers, etag) => told(api.PUT('/me/tax', { body, params: { header: { 'If-Match': etag } } })),
    onDone,
  );
  return (
    <Section title="The four questions" lead="Answer them as they are today. Answers are dated and kept.">
      <ActionForm action={action} input={() => given as Answers} submit="Send the answers">
        {NAMES.map((name) => (
          <YesNo
            key={name}
            question={QUESTIONS[name]}
            value={given[name]}
            onValue={(value) => setGiven((before) => ({ ...before, [name]: value }))}
          />
        ))}
      </ActionForm>
    </Section>
  );
}
