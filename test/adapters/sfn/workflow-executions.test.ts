import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  type ExecutionStatus,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  type HistoryEventType,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { toExecutionEvent } from '../../../shared/adapters/sfn/execution-events.ts';
import { workflowExecutions } from '../../../shared/adapters/sfn/workflow-executions.ts';

const MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine:weekly';
const arnOf = (name: string) => `arn:aws:states:us-east-1:000000000000:execution:weekly:${name}`;
const at = (second: number) => new Date(second * 1_000);
const sfn = mockClient(SFNClient);
afterAll(() => sfn.restore());
const workflow = workflowExecutions(new SFNClient({ region: 'us-east-1' }), MACHINE);

beforeEach(() => sfn.reset());

describe('a start', () => {
  const asked = { stateMachineArn: MACHINE, name: 'by-hand-1', input: '{}' };

  it('tells when the execution started', async () => {
    sfn.on(StartExecutionCommand, asked).resolves({ executionArn: arnOf('by-hand-1'), startDate: at(7) });
    expect(await workflow.start({ name: 'by-hand-1', input: '{}' })).toEqual({ startedAt: 7_000 });
  });

  it('tells of a name that is used up, and throws any other trouble', async () => {
    sfn.on(StartExecutionCommand).rejects(new ExecutionAlreadyExists({ message: 'there', $metadata: {} }));
    expect(await workflow.start({ name: 'by-hand-1', input: '{}' })).toBe('name-taken');
    sfn.on(StartExecutionCommand).rejects(new Error('throttled'));
    await expect(workflow.start({ name: 'by-hand-1', input: '{}' })).rejects.toThrow('throttled');
  });
});

describe('an execution', () => {
  it.each<[ExecutionStatus, string]>([
    ['RUNNING', 'running'],
    ['PENDING_REDRIVE', 'running'],
    ['SUCCEEDED', 'succeeded'],
    ['FAILED', 'failed'],
    ['TIMED_OUT', 'timed-out'],
    ['ABORTED', 'aborted'],
  ])('that is %s is %s', async (status, says) => {
    const execution = { executionArn: arnOf('e1'), stateMachineArn: MACHINE, name: 'e1', status, startDate: at(1) };
    sfn.on(DescribeExecutionCommand, { executionArn: arnOf('e1') }).resolves({ ...execution, input: '{"a":1}' });
    const summary = { name: 'e1', arn: arnOf('e1'), status: says, startedAt: 1_000 };
    expect(await workflow.describe('e1')).toEqual({ ...summary, input: '{"a":1}' });
  });

  it('that failed has its error, and one that is forgotten is none', async () => {
    const ended = { startDate: at(1), stopDate: at(9), error: 'BooksDoNotBalance', cause: '{}' };
    sfn.on(DescribeExecutionCommand).resolves({ executionArn: arnOf('e1'), status: 'FAILED', ...ended });
    const says = { name: 'e1', stoppedAt: 9_000, error: 'BooksDoNotBalance', cause: '{}' };
    expect(await workflow.describe('e1')).toMatchObject(says);
    sfn.on(DescribeExecutionCommand).rejects(new ExecutionDoesNotExist({ message: 'gone', $metadata: {} }));
    expect(await workflow.describe('e1')).toBeUndefined();
  });
});

it('lists page by page, and no further than somebody reads', async () => {
  const page = (name: string, nextToken?: string) => ({
    executions: [
      { executionArn: arnOf(name), stateMachineArn: MACHINE, name, status: 'SUCCEEDED' as const, startDate: at(1) },
    ],
    nextToken,
  });
  sfn.on(ListExecutionsCommand, { stateMachineArn: MACHINE }).resolves(page('e1', 'more'));
  sfn.on(ListExecutionsCommand, { stateMachineArn: MACHINE, nextToken: 'more' }).resolves(page('e2', 'even-more'));
  const names: string[] = [];
  for await (const { name } of workflow.list()) {
    names.push(name);
    if (names.length === 2) break;
  }
  expect(names).toEqual(['e1', 'e2']);
  expect(sfn.commandCalls(ListExecutionsCommand)).toHaveLength(2);
});

it('reads a history to its end, without payloads', async () => {
  const asked = { executionArn: arnOf('e1'), maxResults: 1_000, includeExecutionData: false };
  const event = (id: number): HistoryEvent => ({
    id,
    previousEventId: id - 1,
    type: 'ExecutionStarted',
    timestamp: at(id),
  });
  sfn
    .on(GetExecutionHistoryCommand, { ...asked, nextToken: undefined })
    .resolves({ events: [event(1)], nextToken: 'more' });
  sfn.on(GetExecutionHistoryCommand, { ...asked, nextToken: 'more' }).resolves({ events: [event(2)] });
  expect((await workflow.history('e1')).map(({ id }) => id)).toEqual([1, 2]);
});

it("tells the machine's definition", async () => {
  sfn.on(DescribeStateMachineCommand, { stateMachineArn: MACHINE }).resolves({ definition: '{"StartAt":"A"}' });
  expect(await workflow.definition()).toBe('{"StartAt":"A"}');
});

describe('an event', () => {
  const why = { error: 'TableBusy', cause: 'too much' };
  it.each<[HistoryEventType, Partial<HistoryEvent>, Record<string, unknown>]>([
    [
      'TaskStateEntered',
      { stateEnteredEventDetails: { name: 'OpenRun' } },
      { kind: 'entered', state: 'OpenRun', stateType: 'Task' },
    ],
    ['MapStateExited', { stateExitedEventDetails: { name: 'All' } }, { kind: 'exited', state: 'All' }],
    ['LambdaFunctionScheduled', { lambdaFunctionScheduledEventDetails: { resource: 'arn:f' } }, { kind: 'tried' }],
    ['LambdaFunctionFailed', { lambdaFunctionFailedEventDetails: why }, { kind: 'failed', ...why }],
    ['LambdaFunctionTimedOut', {}, { kind: 'failed', error: 'States.Timeout' }],
    ['LambdaFunctionScheduleFailed', { lambdaFunctionScheduleFailedEventDetails: why }, { kind: 'failed', ...why }],
    [
      'TaskFailed',
      { taskFailedEventDetails: { ...why, resource: 'a', resourceType: 'b' } },
      { kind: 'failed', ...why },
    ],
    [
      'MapIterationStarted',
      { mapIterationStartedEventDetails: { name: 'All', index: 3 } },
      { kind: 'iteration', iteration: 3 },
    ],
    ['MapIterationFailed', { mapIterationFailedEventDetails: { name: 'All', index: 3 } }, { kind: 'other' }],
    ['ExecutionFailed', { executionFailedEventDetails: why }, { kind: 'other' }],
    ['LambdaFunctionSucceeded', {}, { kind: 'other' }],
  ])('%s', (type, details, says) => {
    const event = { id: 5, previousEventId: 4, timestamp: at(2), type, ...details };
    expect(toExecutionEvent(event)).toEqual({ id: 5, previous: 4, at: 2_000, ...says });
  });
});
