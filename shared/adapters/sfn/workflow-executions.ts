/** The weekly state machine for operations: starts executions, lists them, tells their history and its own definition. */
import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  GetExecutionHistoryCommand,
  paginateListExecutions,
  type ExecutionStatus as SdkStatus,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { instant } from '../../domain/calendar/time-zone.ts';
import type { Execution, ExecutionEvent, ExecutionStatus, WorkflowExecutions } from '../../ports/executions.ts';
import { toExecutionEvent } from './execution-events.ts';
import { stepFunctionsExecutions } from './executions.ts';

/** Step Functions' most: a history ends at 25,000 events. */
const EVENTS_PER_PAGE = 1_000;

export function workflowExecutions(client: SFNClient, stateMachineArn: string): WorkflowExecutions {
  const arnOf = (name: string): string => `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  return {
    ...stepFunctionsExecutions(client),
    async start({ name, input }) {
      try {
        const { startDate } = await client.send(new StartExecutionCommand({ stateMachineArn, name, input }));
        return { startedAt: instantOf(startDate) };
      } catch (error) {
        if (error instanceof ExecutionAlreadyExists) return 'name-taken';
        throw error;
      }
    },
    async *list() {
      for await (const { executions = [] } of paginateListExecutions({ client, pageSize: 100 }, { stateMachineArn }))
        yield* executions.map(toExecution);
    },
    async describe(name) {
      try {
        const found = await client.send(new DescribeExecutionCommand({ executionArn: arnOf(name) }));
        const { input = '{}', error, cause } = found;
        return { ...toExecution(found), input, ...(error && { error }), ...(cause && { cause }) };
      } catch (error) {
        if (error instanceof ExecutionDoesNotExist) return undefined;
        throw error;
      }
    },
    async history(name) {
      const events: ExecutionEvent[] = [];
      let nextToken: string | undefined;
      do {
        const page = await client.send(
          new GetExecutionHistoryCommand({
            executionArn: arnOf(name),
            maxResults: EVENTS_PER_PAGE,
            // What went in and out of the states would be most of the answer, and nobody looks at it here.
            includeExecutionData: false,
            nextToken,
          }),
        );
        events.push(...(page.events ?? []).map(toExecutionEvent));
        ({ nextToken } = page);
      } while (nextToken !== undefined);
      return events;
    },
    async definition() {
      const { definition = '{}' } = await client.send(new DescribeStateMachineCommand({ stateMachineArn }));
      return definition;
    },
  };
}

interface SdkExecution {
  readonly executionArn: string | undefined;
  readonly name?: string | undefined;
  readonly status: SdkStatus | undefined;
  readonly startDate: Date | undefined;
  readonly stopDate?: Date | undefined;
}

const toExecution = ({ executionArn = '', name, status, startDate, stopDate }: SdkExecution): Execution => ({
  name: name ?? executionArn.slice(executionArn.lastIndexOf(':') + 1),
  arn: executionArn,
  status: STATUSES[status ?? 'FAILED'],
  startedAt: instantOf(startDate),
  ...(stopDate && { stoppedAt: instantOf(stopDate) }),
});

const STATUSES: Readonly<Record<SdkStatus, ExecutionStatus>> = {
  RUNNING: 'running',
  // Somebody redrives it in the console.
  PENDING_REDRIVE: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'timed-out',
  ABORTED: 'aborted',
};

const instantOf = (date: Date | undefined) => instant(date?.getTime() ?? 0);

export const connectWorkflow = (stateMachineArn: string): WorkflowExecutions =>
  workflowExecutions(new SFNClient({}), stateMachineArn);
