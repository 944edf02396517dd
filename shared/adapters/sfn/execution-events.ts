/** Step Functions' some sixty kinds of history events, reduced to the few that tell what a run did. */
import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { instant } from '../../domain/calendar/time-zone.ts';
import type { ExecutionEvent } from '../../ports/executions.ts';

const ENTERED = /StateEntered$/;
const EXITED = /StateExited$/;
const TRIED = /^(LambdaFunction|Task|Activity)Scheduled$/;
/** Of one try of a state: an execution's or a Map's own failure follows from it. */
const FAILED = /^(LambdaFunction|Task|Activity)\w*(Failed|TimedOut)$/;

export function toExecutionEvent(event: HistoryEvent): ExecutionEvent {
  const { id = 0, previousEventId = 0, timestamp, type = '' } = event;
  const base = { id, previous: previousEventId, at: instant(timestamp?.getTime() ?? 0) };
  if (ENTERED.test(type))
    return {
      ...base,
      kind: 'entered',
      state: event.stateEnteredEventDetails?.name ?? '',
      stateType: type.replace(ENTERED, ''),
    };
  if (EXITED.test(type)) return { ...base, kind: 'exited', state: event.stateExitedEventDetails?.name ?? '' };
  if (TRIED.test(type)) return { ...base, kind: 'tried' };
  if (FAILED.test(type)) return { ...base, kind: 'failed', ...whyFailed(event) };
  if (type === 'MapIterationStarted')
    return { ...base, kind: 'iteration', iteration: event.mapIterationStartedEventDetails?.index ?? 0 };
  return { ...base, kind: 'other' };
}

/** Each kind of failure keeps its details under a name of its own, all in the same form. */
function whyFailed(event: HistoryEvent): Pick<ExecutionEvent, 'error' | 'cause'> {
  const details = Object.entries(event).find(([name]) => name.endsWith('EventDetails'))?.[1] as
    | { error?: string; cause?: string }
    | undefined;
  return { error: details?.error ?? 'States.Timeout', ...(details?.cause && { cause: details.cause }) };
}
