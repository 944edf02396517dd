/** One run in full: how it stands, its way through the workflow, its batches and payouts, and what can be ordered. */
import { useState } from 'preact/hooks';
import { api, told } from '../../api/client.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { useLookAgain } from '../../api/use-look-again.ts';
import { dayText } from '../../parts/days.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Page } from '../../parts/page.tsx';
import { Saved } from '../../parts/saved.tsx';
import type { Role } from '../../session/identity.ts';
import { RUNS } from '../parts/places.ts';
import { ExecutionSection } from './execution-section.tsx';
import { RunBooks } from './run-books.tsx';
import { Batches, Groups, RunDecisions, RunState } from './run-facts.tsx';
import { RunItems } from './run-items.tsx';
import { RunOrders } from './run-orders.tsx';

export interface RunPageProps {
  readonly weekEnding: string;
  readonly role: Role;
}

/** Step Functions may list an execution some seconds after it was started; what is not there by then is looked for by hand. */
const LISTED_WITHIN_MS = 30_000;

interface Ordered {
  readonly executionName: string;
  readonly at: number;
}

export default function RunPage({ weekEnding, role }: RunPageProps) {
  const run = useAnswer(
    () => told(api.GET('/ops/runs/{weekEnding}', { params: { path: { weekEnding } } })),
    [weekEnding],
  );
  const [said, setSaid] = useState<string>();
  const [ordered, setOrdered] = useState<Ordered>();
  useLookAgain(
    run,
    ({ executions }) =>
      ordered !== undefined &&
      Date.now() < ordered.at + LISTED_WITHIN_MS &&
      executions.every(({ name }) => name !== ordered.executionName),
  );
  // A new list of payouts for each execution that ended.
  const [ended, setEnded] = useState(0);
  return (
    <Page title={`Run of the week ending ${dayText(weekEnding)}`} up={{ href: RUNS, title: 'Runs' }}>
      <Saved when={said !== undefined}>{said}</Saved>
      <Loaded of={run} what="the run">
        {(value) => (
          <>
            <RunState run={value} />
            <RunOrders
              run={value}
              role={role}
              onDone={(words, executionName) => {
                setSaid(words);
                setOrdered({ executionName, at: Date.now() });
                run.reload();
              }}
            />
            <RunDecisions of={value.decisions} />
            <ExecutionSection
              run={value}
              onEnded={() => {
                run.reload();
                setEnded((times) => times + 1);
              }}
            />
            <RunItems key={ended} weekEnding={weekEnding} />
            <Batches of={value.batches} />
            <Groups of={value.groups} />
            <RunBooks weekEnding={weekEnding} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
