/** One of a run's executions: its way through the workflow, drawn and as a list. Looks again while it is at work. */
import { useEffect, useState } from 'preact/hooks';
import { api, told } from '../../api/client.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { useLookAgain } from '../../api/use-look-again.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Choice } from '../../parts/field.tsx';
import { Instant } from '../../parts/instant.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Section } from '../../parts/section.tsx';
import { Tag } from '../../parts/tag.tsx';
import { durationText, type TracedExecution } from './reached.ts';
import { EXECUTION_TONES, type RunInFull } from './words.ts';
import { WorkflowDrawing } from './workflow-drawing.tsx';

export interface ExecutionSectionProps {
  readonly run: RunInFull;
  /** Once an execution that was at work has ended. */
  readonly onEnded: () => void;
}

export function ExecutionSection({ run, onEnded }: ExecutionSectionProps) {
  const { executions, weekEnding } = run;
  const [chosen, setChosen] = useState<string>();
  const name = executions.find((each) => each.name === chosen)?.name ?? executions[0]?.name;
  if (name === undefined)
    return (
      <Section title="The way through the workflow">
        <p class="empty">Step Functions remembers executions for 90 days; none of this run is left.</p>
      </Section>
    );
  return (
    <Section title="The way through the workflow">
      {executions.length > 1 && (
        <Choice
          label="Execution, the latest first"
          value={name}
          onValue={setChosen}
          options={Object.fromEntries(executions.map((each) => [each.name, titleOf(each)]))}
        />
      )}
      <Way key={name} weekEnding={weekEnding} name={name} onEnded={onEnded} />
    </Section>
  );
}

const titleOf = ({ name, status, decision }: RunInFull['executions'][number]): string =>
  `${name} (${status}${decision ? `, ${decision}` : ''})`;

interface WayProps {
  readonly weekEnding: string;
  readonly name: string;
  readonly onEnded: () => void;
}

function Way({ weekEnding, name, onEnded }: WayProps) {
  const workflow = useAnswer(() => told(api.GET('/ops/workflow')), []);
  const traced = useAnswer(
    () => told(api.GET('/ops/runs/{weekEnding}/executions/{name}', { params: { path: { weekEnding, name } } })),
    [weekEnding, name],
  );
  const [wasRunning, setWasRunning] = useState(false);
  const status = traced.told?.value.status;
  useEffect(() => {
    if (status !== 'running') {
      if (status !== undefined && wasRunning) onEnded();
      return;
    }
    setWasRunning(true);
  }, [status]);
  useLookAgain(traced, (execution) => execution.status === 'running');
  return (
    <Loaded of={traced} what="the execution">
      {(execution) => (
        <>
          <p aria-live="polite">
            <Tag tone={EXECUTION_TONES[execution.status]}>{execution.status}</Tag> since{' '}
            <Instant at={execution.startedAt} />
            {execution.stoppedAt && (
              <>
                , until <Instant at={execution.stoppedAt} />
              </>
            )}
            {execution.reached && `; reached ${execution.reached}`}
          </p>
          {execution.error && (
            <p class="notice bad">
              <strong>{execution.error}</strong> {execution.cause}
            </p>
          )}
          <Loaded of={workflow} what="the workflow">
            {(drawn) => <WorkflowDrawing workflow={drawn} execution={execution} />}
          </Loaded>
          <details>
            <summary>The same as a list of steps</summary>
            <Steps of={execution} />
          </details>
        </>
      )}
    </Loaded>
  );
}

function Steps({ of: { steps, stepsLeftOut } }: { readonly of: TracedExecution }) {
  return (
    <>
      {stepsLeftOut > 0 && <p class="muted">{stepsLeftOut} earlier steps are not listed.</p>}
      <DataTable
        caption="Steps, in the order in which they were entered"
        rows={steps.map((step, place) => ({ ...step, place }))}
        keyOf={({ place }) => place}
        columns={[
          {
            title: 'State',
            cell: ({ state, iteration }) => (iteration === undefined ? state : `${state}, group ${iteration}`),
          },
          { title: 'Entered', cell: ({ enteredAt }) => <Instant at={enteredAt} /> },
          {
            title: 'Took',
            cell: ({ durationMs }) => (durationMs === undefined ? 'not left' : durationText(durationMs)),
          },
          { title: 'Tried again', cell: ({ retries }) => (retries === 0 ? 'never' : `${retries} times`) },
          {
            title: 'Error',
            cell: ({ error, cause, failed }) =>
              error === undefined ? 'none' : `${failed ? 'failed: ' : ''}${error}${cause ? `: ${cause}` : ''}`,
          },
        ]}
      />
    </>
  );
}
