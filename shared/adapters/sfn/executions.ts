/** Executions of the weekly workflow, as Step Functions knows them. */
import { DescribeExecutionCommand, ExecutionDoesNotExist, SFNClient } from '@aws-sdk/client-sfn';
import type { Executions } from '../../ports/executions.ts';

export function stepFunctionsExecutions(client: SFNClient): Executions {
  return {
    async statusOf(executionArn) {
      try {
        const { status } = await client.send(new DescribeExecutionCommand({ executionArn }));
        return status === 'RUNNING' ? 'running' : 'ended';
      } catch (error) {
        // Step Functions forgets an execution 90 days after its end: what it does not know is not running.
        if (error instanceof ExecutionDoesNotExist) return 'unknown';
        throw error;
      }
    },
  };
}

export const connectExecutions = (): Executions => stepFunctionsExecutions(new SFNClient({}));
