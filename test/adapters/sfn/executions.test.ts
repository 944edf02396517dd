import { DescribeExecutionCommand, ExecutionDoesNotExist, type ExecutionStatus, SFNClient } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { stepFunctionsExecutions } from '../../../shared/adapters/sfn/executions.ts';

const sfn = mockClient(SFNClient);
afterAll(() => sfn.restore());
const executions = stepFunctionsExecutions(new SFNClient({ region: 'us-east-1' }));

beforeEach(() => sfn.reset());

it.each([
  ['RUNNING', 'running'],
  ['SUCCEEDED', 'ended'],
  ['FAILED', 'ended'],
  ['TIMED_OUT', 'ended'],
  ['ABORTED', 'ended'],
] as const)('%s is %s', async (status: ExecutionStatus, says) => {
  sfn.on(DescribeExecutionCommand, { executionArn: 'arn:e1' }).resolves({ status });
  expect(await executions.statusOf('arn:e1')).toBe(says);
});

it('calls an execution that Step Functions has forgotten unknown', async () => {
  sfn.on(DescribeExecutionCommand).rejects(new ExecutionDoesNotExist({ message: 'gone', $metadata: {} }));
  expect(await executions.statusOf('arn:e1')).toBe('unknown');
});

it('never takes trouble for an end: whoever cannot ask must not take over', async () => {
  sfn.on(DescribeExecutionCommand).rejects(new Error('throttled'));
  await expect(executions.statusOf('arn:e1')).rejects.toThrow('throttled');
});
