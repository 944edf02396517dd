/** The operations of Step Functions' API that are answered on this machine. */
import type { Operation } from '../json-protocol.ts';
import { ServiceError } from '../json-protocol.ts';
import type { ExecutionRecord } from './records.ts';
import type { StepFunctions } from './step-functions.ts';

const DEFAULT_PAGE = 100;
const MAX_PAGE = 1_000;

export function operations(service: StepFunctions): Readonly<Record<string, Operation>> {
  return {
    StartExecution: ({ stateMachineArn, input, name }) => {
      const workflow = service.workflow(requiredArn(stateMachineArn));
      const { executionArn, startDate } = service.start(workflow, text(input) ?? '{}', text(name));
      return { executionArn, startDate };
    },
    DescribeExecution: ({ executionArn }) => {
      const record = service.record(requiredArn(executionArn));
      const { output, error, cause } = record.end ?? {};
      return {
        ...summary(record),
        input: record.input,
        inputDetails: { included: true },
        ...(output !== undefined && { output, outputDetails: { included: true } }),
        error,
        cause,
      };
    },
    ListExecutions: ({ stateMachineArn, statusFilter, maxResults, nextToken }) => {
      const all = service.list(requiredArn(stateMachineArn)).map(summary);
      const wanted = all.filter(({ status }) => statusFilter === undefined || status === statusFilter);
      const { page, token } = pageOf(wanted, maxResults, nextToken);
      return { executions: page, nextToken: token };
    },
    GetExecutionHistory: ({ executionArn, reverseOrder, maxResults, nextToken }) => {
      const { events } = service.record(requiredArn(executionArn));
      const { page, token } = pageOf(reverseOrder === true ? events.toReversed() : events, maxResults, nextToken);
      return { events: page, nextToken: token };
    },
    StopExecution: async ({ executionArn, error, cause }) => {
      const { stopDate } = await service.abort(requiredArn(executionArn), text(error), text(cause));
      return { stopDate };
    },
    DescribeStateMachine: ({ stateMachineArn }) => {
      const { arn, name, definition, roleArn } = service.workflow(requiredArn(stateMachineArn));
      return { stateMachineArn: arn, name, status: 'ACTIVE', definition, roleArn, type: 'STANDARD', creationDate: 0 };
    },
    ListStateMachines: () => ({
      stateMachines: service.workflows.map(({ arn, name }) => ({
        stateMachineArn: arn,
        name,
        type: 'STANDARD',
        creationDate: 0,
      })),
    }),
  };
}

const summary = ({ executionArn, stateMachineArn, name, startDate, end }: ExecutionRecord) => ({
  executionArn,
  stateMachineArn,
  name,
  status: end?.status ?? 'RUNNING',
  startDate,
  stopDate: end?.stopDate,
});

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function requiredArn(value: unknown): string {
  if (typeof value === 'string' && value.startsWith('arn:')) return value;
  throw new ServiceError('InvalidArn', `Invalid Arn: ${JSON.stringify(value) ?? 'none'}`);
}

function pageOf<T>(
  all: readonly T[],
  size: unknown,
  token: unknown,
): { page: readonly T[]; token: string | undefined } {
  const start = typeof token === 'string' ? Number(token) : 0;
  if (!Number.isInteger(start) || start < 0) throw new ServiceError('InvalidToken', `Invalid Token: ${String(token)}`);
  // In the API, 0 means the default.
  const end = start + Math.min(Number(size) || DEFAULT_PAGE, MAX_PAGE);
  return { page: all.slice(start, end), token: end < all.length ? String(end) : undefined };
}
