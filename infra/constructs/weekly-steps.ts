/** The steps of the weekly workflow and the order they run in. States are named by what happens; JSONPath, inline Map only. */
import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  Choice,
  Condition,
  type IChainable,
  JsonPath,
  Map as MapState,
  Pass,
  Succeed,
  TaskInput,
  Timeout,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { FUNCTIONS, type FunctionName } from '../functions.ts';
import { STEP_RETRIES } from './step-retries.ts';

/** The functions that the workflow calls. */
export const STEP_FUNCTIONS = [
  'open-run',
  'plan-buckets',
  'guard-run',
  'queue-batches',
  'reconcile-run',
  'refuse-run',
  'close-run',
] as const satisfies readonly FunctionName[];
export type StepFunction = (typeof STEP_FUNCTIONS)[number];

const at = JsonPath.stringAt;
const RUN = { weekEnding: at('$.weekEnding'), attempt: at('$.attempt') };

export function weeklySteps(scope: Construct, functions: (name: StepFunction) => IFunction): IChainable {
  // Calls the function by its ARN, so that payload and result are the function's own on both clouds: no envelope.
  const step = (id: string, name: StepFunction, payload: Record<string, unknown>, resultPath?: string) => {
    const task = LambdaInvoke.jsonPath(scope, id, {
      lambdaFunction: functions(name),
      payloadResponseOnly: true,
      payload: TaskInput.fromObject(payload),
      resultPath,
      retryOnServiceExceptions: false, // Ours name these errors too.
      // Lambda ends the function itself first; this is for an answer that never comes.
      taskTimeout: Timeout.duration(Duration.seconds(FUNCTIONS[name].timeoutSeconds + 30)),
    });
    for (const retry of STEP_RETRIES) task.addRetry(retry);
    return task;
  };
  const end = (id: string, comment: string) => Succeed.jsonPath(scope, id, { comment });

  const openRun = step('OpenRun', 'open-run', { input: JsonPath.entirePayload, executionArn: JsonPath.executionId });
  const startRequestedRun = Pass.jsonPath(scope, 'StartRequestedRun', {
    comment: 'An unfinished older run was finished first; now the week that was asked for',
    inputPath: '$.requested',
  }).next(openRun);
  // Three days at most, which is how long a run waits for PayPal: 144 rounds of three transitions.
  const waitForOlderRun = Wait.jsonPath(scope, 'WaitForOlderRun', {
    time: WaitTime.duration(Duration.minutes(30)),
  }).next(startRequestedRun);
  const whatNext = Choice.jsonPath(scope, 'IsThereANextRun?')
    .when(Condition.stringEquals('$.closed.next', 'next-run'), startRequestedRun)
    .otherwise(end('RunClosed', 'Everything that can be settled is settled'));

  const closing = { ...RUN, requested: JsonPath.objectAt('$.requested') };
  const closeRun = step('CloseRun', 'close-run', closing, '$.closed').next(whatNext);
  const refusePayouts = step('RefusePayouts', 'refuse-run', closing, '$.closed').next(whatNext);

  const areBatchesOpen = Choice.jsonPath(scope, 'AreBatchesOpen?');
  const reconcileRun = step(
    'ReconcileRun',
    'reconcile-run',
    { ...RUN, settlement: JsonPath.objectAt('$.settlement') },
    '$.settlement',
  ).next(areBatchesOpen);
  const waitForPayPal = Wait.jsonPath(scope, 'WaitForPayPal', {
    time: WaitTime.secondsPath('$.settlement.waitSeconds'),
  }).next(reconcileRun);
  areBatchesOpen.when(Condition.stringEquals('$.settlement.outcome', 'open'), waitForPayPal).otherwise(closeRun);
  const queueBatches = step('QueueBatches', 'queue-batches', RUN, '$.settlement').next(areBatchesOpen);

  const guardRun = step('GuardRun', 'guard-run', { ...RUN, planned: JsonPath.objectAt('$.planned') }, '$.guard').next(
    Choice.jsonPath(scope, 'IsWithinCaps?')
      .when(Condition.stringEquals('$.guard.verdict', 'within-caps'), queueBatches)
      // Also what a verdict nobody thought of would do: no money moves.
      .otherwise(end('HeldForRelease', 'Over a cap: operations release or refuse the run by starting it again')),
  );

  return openRun.next(
    Choice.jsonPath(scope, 'WhatToDo')
      .when(Condition.stringEquals('$.action', 'plan'), planAllBuckets(scope, step).next(guardRun))
      .when(Condition.stringEquals('$.action', 'queue'), queueBatches)
      .when(Condition.stringEquals('$.action', 'refuse'), refusePayouts)
      .when(
        Condition.stringEquals('$.action', 'already-running'),
        end('AlreadyRunning', 'Another execution holds this run and is alive'),
      )
      .when(Condition.stringEquals('$.action', 'wait-for-older-run'), waitForOlderRun)
      .when(Condition.stringEquals('$.action', 'nothing-to-do'), end('NothingToDo', 'This run was closed before')),
  );
}

type Step = (id: string, name: StepFunction, payload: Record<string, unknown>) => LambdaInvoke;

/** Groups of buckets side by side; one that fails after its retries leaves a mark and never loses the others. */
function planAllBuckets(scope: Construct, step: Step): MapState {
  const planBuckets = step('PlanBuckets', 'plan-buckets', { ...RUN, group: at('$.group') });
  planBuckets.addCatch(
    Pass.jsonPath(scope, 'GroupFailed', { parameters: { group: at('$.group'), failed: true } }),
    { resultPath: '$.failure' }, // Beside the group's number, which the error would replace.
  );
  return MapState.jsonPath(scope, 'PlanAllBuckets', {
    itemsPath: '$.groups',
    itemSelector: { ...RUN, group: at('$$.Map.Item.Value') },
    // As many at once as there are groups by default: more would only fight over the table's partitions.
    maxConcurrency: 4,
    resultPath: '$.planned',
  }).itemProcessor(planBuckets);
}
