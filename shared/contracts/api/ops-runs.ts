/** Operations look at runs: all of them, one in full, its payouts, its executions, and the workflow they go through. */
import * as z from 'zod';
import { partnerIdSchema } from '../values.ts';
import { pageOf, pageQuery } from './api-values.ts';
import { endpoint } from './endpoint.ts';
import {
  payoutStateSchema,
  runInFullOut,
  runItemOut,
  runOut,
  tracedExecutionOut,
  weekParams,
  workflowOut,
} from './ops-run-values.ts';

const NO_RUN = 'There is no run of this week';

export const listRuns = endpoint({
  operationId: 'listRuns',
  method: 'GET',
  path: '/ops/runs',
  access: 'operations',
  summary: 'Runs, the latest first',
  query: z.strictObject(pageQuery),
  answer: { status: 200, description: 'A page of runs', body: pageOf(runOut) },
});

export const getRun = endpoint({
  operationId: 'getRun',
  method: 'GET',
  path: '/ops/runs/{weekEnding}',
  access: 'operations',
  summary: 'One run in full: groups, batches, decisions, executions',
  params: weekParams,
  answer: { status: 200, description: 'The run', body: runInFullOut },
  refusals: { 404: NO_RUN },
});

export const listRunItems = endpoint({
  operationId: 'listRunItems',
  method: 'GET',
  path: '/ops/runs/{weekEnding}/items',
  access: 'operations',
  summary: 'The payouts of a run, and what became of them',
  description:
    'In the order in which they were frozen. A page may hold fewer than asked for, even none, and still have a `next`: a call looks at 5,000 payouts at most. With a partner it is that one payout.',
  params: weekParams,
  query: z.strictObject({
    ...pageQuery,
    manifest: z
      .string()
      .regex(/^g\d{2}-\d{4}$/, 'must be the name of a manifest, such as g00-0001')
      .optional()
      .meta({ description: 'Only the payouts of this manifest, which its batches pay' }),
    state: payoutStateSchema.optional(),
    partnerId: partnerIdSchema.optional(),
  }),
  answer: { status: 200, description: 'A page of payouts', body: pageOf(runItemOut) },
  refusals: { 404: NO_RUN },
});

export const getRunExecution = endpoint({
  operationId: 'getRunExecution',
  method: 'GET',
  path: '/ops/runs/{weekEnding}/executions/{name}',
  access: 'operations',
  summary: 'The way of one execution through the workflow',
  description: 'The states that it entered with times, retries and errors. Long histories are cut at their beginning.',
  params: weekParams.extend({
    name: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,80}$/, 'must be the name of an execution')
      .meta({ examples: ['by-hand-0a1b2c'] }),
  }),
  answer: { status: 200, description: 'The execution', body: tracedExecutionOut },
  refusals: { 404: 'There is no such execution of this run, or Step Functions has forgotten it' },
});

export const getWorkflow = endpoint({
  operationId: 'getWorkflow',
  method: 'GET',
  path: '/ops/workflow',
  access: 'operations',
  summary: 'The states of the weekly workflow and the ways between them',
  answer: { status: 200, description: 'The workflow', body: workflowOut },
});
