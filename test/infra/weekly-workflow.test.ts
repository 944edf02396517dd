import { StateMachine } from 'aws-local-stepfunctions';
import { beforeAll, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { readDefinition } from '../../infra/constructs/read-definition.ts';
import * as contract from '../../shared/contracts/payout-run.ts';
import { findUnsupported } from '../../shared/contracts/workflow-subset.ts';
import { at, functionNamed, type Properties, synthesizedTemplate, type Template } from './synthesized.ts';

let template: Template;
let definition: Properties;
beforeAll(async () => {
  template = await synthesizedTemplate();
  definition = readDefinition(at(template, 'WeeklyWorkflow/StateMachine').Properties.DefinitionString) as Properties;
});

const allStates = (): [name: string, state: Properties][] => [
  ...Object.entries<Properties>(definition.States),
  ...Object.entries<Properties>(definition.States.PlanAllBuckets.ItemProcessor.States),
];
const tasks = () => allStates().filter(([, { Type }]) => Type === 'Task');

describe('the state machine', () => {
  it('is a Standard workflow whose log holds errors and no payloads', () => {
    expect(at(template, 'WeeklyWorkflow/StateMachine').Properties).toMatchObject({
      StateMachineType: 'STANDARD',
      LoggingConfiguration: { Level: 'ERROR', IncludeExecutionData: false },
    });
  });

  it('stays within what the local interpreter runs right', () => expect(findUnsupported(definition)).toEqual([]));

  it('has the states that operations know', () => {
    expect(
      allStates()
        .map(([name]) => name)
        .sort(),
    ).toEqual(
      [
        ...['OpenRun', 'WhatToDo', 'PlanAllBuckets', 'PlanBuckets', 'GroupFailed', 'GuardRun', 'IsWithinCaps?'],
        ...['HeldForRelease', 'QueueBatches', 'AreBatchesOpen?', 'WaitForPayPal', 'ReconcileRun', 'CloseRun'],
        ...['RefusePayouts', 'IsThereANextRun?', 'StartRequestedRun', 'RunClosed', 'AlreadyRunning', 'NothingToDo'],
        'WaitForOlderRun',
      ].sort(),
    );
  });

  it.each([
    { state: 'OpenRun', name: 'open-run' },
    { state: 'PlanBuckets', name: 'plan-buckets' },
    { state: 'GuardRun', name: 'guard-run' },
    { state: 'QueueBatches', name: 'queue-batches' },
    { state: 'ReconcileRun', name: 'reconcile-run' },
    { state: 'CloseRun', name: 'close-run' },
    { state: 'RefusePayouts', name: 'refuse-run' },
  ] as const)('$state calls $name, and waits longer than it may take', ({ state, name }) => {
    const [logicalId, { Properties }] = functionNamed(template, name);
    const task = tasks().find(([id]) => id === state)?.[1];
    expect(task?.Resource).toMatch(new RegExp(`:function:${logicalId}$`));
    expect(task?.TimeoutSeconds).toBeGreaterThan(Properties.Timeout);
  });

  it('tries every task again after each trouble that passes, with backoff and full jitter', () => {
    const passing = [
      ...['Lambda.ServiceException', 'Lambda.AWSLambdaException', 'Lambda.SdkClientException'],
      ...['Lambda.TooManyRequestsException', 'Lambda.Unknown', 'States.Timeout', 'TableBusy'],
    ];
    expect(tasks()).toHaveLength(7);
    for (const [, { Retry }] of tasks()) {
      for (const error of passing) {
        const retrier = Retry.find(({ ErrorEquals }: Properties) => ErrorEquals.includes(error));
        expect(retrier).toMatchObject({ BackoffRate: 2, JitterStrategy: 'FULL' });
        // Comments promise minutes: 2 + 4 + … + 256 s.
        const longest = Array.from({ length: retrier.MaxAttempts }, (_, n) => retrier.IntervalSeconds * 2 ** n);
        expect(longest.reduce((sum, wait) => sum + wait, 0)).toBe(510);
      }
    }
  });

  it('gives no task a second answer to the same error', () => {
    for (const [, { Retry }] of tasks()) {
      const errors = Retry.flatMap(({ ErrorEquals }: Properties) => ErrorEquals);
      expect(new Set(errors).size).toBe(errors.length);
    }
  });
});

const WEEK = '2026-11-14';
const ARN = 'arn:aws:states:us-east-1:000000000000:execution:Weekly:one';
const opened = { weekEnding: WEEK, attempt: 1, groups: [0, 1, 2, 3], requested: { weekEnding: WEEK }, why: 'new week' };
const totals = {
  manifests: 1,
  partners: 2,
  payouts: 1,
  payoutCents: 100_00,
  carriedCents: 0,
  largestPayoutCents: 100_00,
};
const guarded = { payouts: 4, payoutCents: 400_00, carriedCents: 0, failedGroups: [], breaches: [] };
const settlement = { round: 0, waitSeconds: 60, batches: 1, openBatches: 1, parkedBatches: 0 };
const closed = { state: 'closed', payouts: 4, payoutCents: 400_00, paidCents: 400_00, backCents: 0, openCents: 0 };

/** Each step's input as the other end reads it: what does not fit its contract fails the execution. */
const INPUTS: Record<string, z.ZodType> = {
  OpenRun: contract.openRunInputSchema,
  PlanBuckets: contract.planBucketsInputSchema,
  GuardRun: contract.guardRunInputSchema,
  QueueBatches: contract.runRefSchema,
  ReconcileRun: contract.reconcileRunInputSchema,
  CloseRun: contract.closeRunInputSchema,
  RefusePayouts: contract.closeRunInputSchema,
};

type Answer = (input: Properties, call: number) => unknown;
interface Course {
  readonly calls: readonly string[];
  readonly inputs: Readonly<Record<string, readonly Properties[]>>;
  readonly end: string | undefined;
  readonly output: Properties;
}

/** Runs the synthesized definition on the interpreter of the embedded cloud, with answers in place of functions. */
async function run(input: object, answers: Record<string, Answer>): Promise<Course> {
  const calls: string[] = [];
  const inputs: Record<string, Properties[]> = {};
  const handlers = Object.fromEntries(
    Object.entries(INPUTS).map(([state, schema]) => [
      state,
      async (payload: Properties) => {
        calls.push(state);
        const seen = [...(inputs[state] ?? []), payload];
        inputs[state] = seen;
        schema.parse(payload);
        const answer = answers[state];
        if (answer === undefined) throw new Error(`${state} was not expected`);
        return answer(payload, seen.length);
      },
    ]),
  );
  const none = Object.fromEntries(tasks().map(([state]) => [state, 0]));
  const execution = new StateMachine(definition as never).run(input as never, {
    overrides: {
      taskResourceLocalHandlers: handlers as never,
      waitTimeOverrides: { WaitForPayPal: 0 },
      retryIntervalOverrides: none,
    },
    context: { Execution: { Id: ARN } },
  });
  const output = (await execution.result) as Properties;
  let end: string | undefined;
  for await (const event of execution.eventLogs) if (event.type === 'StateExited') end = event.state.name;
  return { calls, inputs, end, output };
}

const scheduled = { scheduledTime: '2026-11-20T17:00:00Z' };
const paying: Record<string, Answer> = {
  OpenRun: () => ({ ...opened, action: 'plan' }),
  PlanBuckets: ({ group }) => ({ group, ...totals }),
  GuardRun: () => ({ verdict: 'within-caps', ...guarded }),
  QueueBatches: () => ({ outcome: 'open', ...settlement }),
  ReconcileRun: ({ settlement: { round } }) => ({
    ...settlement,
    outcome: round === 1 ? 'settled' : 'open',
    round: round + 1,
  }),
  CloseRun: () => ({ next: 'done', ...closed }),
};

describe('a run', () => {
  it('plans, guards, queues, waits, reconciles and closes', async () => {
    const { calls, inputs, end, output } = await run(scheduled, paying);
    expect(calls.filter((state) => state !== 'PlanBuckets')).toEqual([
      'OpenRun',
      'GuardRun',
      'QueueBatches',
      'ReconcileRun',
      'ReconcileRun',
      'CloseRun',
    ]);
    expect(inputs.OpenRun).toEqual([{ input: scheduled, executionArn: ARN }]);
    expect(inputs.PlanBuckets).toEqual([0, 1, 2, 3].map((group) => ({ weekEnding: WEEK, attempt: 1, group })));
    expect(inputs.CloseRun).toEqual([{ weekEnding: WEEK, attempt: 1, requested: { weekEnding: WEEK } }]);
    expect(end).toBe('RunClosed');
    expect(output).toMatchObject({ weekEnding: WEEK, guard: { verdict: 'within-caps' }, closed: { next: 'done' } });
  });

  it('waits as long as the last look at PayPal asked for', () => {
    expect(definition.States.WaitForPayPal).toMatchObject({
      SecondsPath: '$.settlement.waitSeconds',
      Next: 'ReconcileRun',
    });
  });

  it('closes without a wait when nothing is open, or at the deadline', async () => {
    for (const outcome of ['settled', 'deadline']) {
      const { calls } = await run(scheduled, { ...paying, QueueBatches: () => ({ ...settlement, outcome }) });
      expect(calls.slice(-2)).toEqual(['QueueBatches', 'CloseRun']);
    }
  });

  it('does not lose the other groups with one that fails', async () => {
    const { inputs, end } = await run(scheduled, {
      ...paying,
      PlanBuckets: ({ group }) => {
        if (group === 2) throw new Error('a defect');
        return { group, ...totals };
      },
    });
    expect(inputs.GuardRun?.[0]?.planned).toEqual(
      [0, 1, 2, 3].map((group) => (group === 2 ? { group, failed: true } : { group, ...totals })),
    );
    expect(end).toBe('RunClosed');
  });

  it.each(['TableBusy', 'Runtime.ExitError', 'Sandbox.Timedout'])('outlasts eight times %s in a step', async (name) => {
    let attempts = 0;
    const { inputs, end } = await run(scheduled, {
      ...paying,
      PlanBuckets: ({ group }) => {
        if (group === 0 && attempts++ < 8) throw Object.assign(new Error('try again'), { name });
        return { group, ...totals };
      },
    });
    expect(inputs.PlanBuckets).toHaveLength(4 + 8);
    expect(end).toBe('RunClosed');
  });

  it('shows a defect to a person after three tries', async () => {
    let tries = 0;
    const failing = run(scheduled, {
      ...paying,
      GuardRun: () => {
        tries++;
        throw new Error('a defect');
      },
    });
    await expect(failing).rejects.toThrow('a defect');
    expect(tries).toBe(3);
  });

  it('over a cap ends held, and no money moves', async () => {
    const { calls, end } = await run(scheduled, {
      ...paying,
      GuardRun: () => ({ ...guarded, verdict: 'over-caps', breaches: [{ cap: 'run', limitCents: 1, actualCents: 2 }] }),
    });
    expect(calls).not.toContain('QueueBatches');
    expect(end).toBe('HeldForRelease');
  });

  it('that was released goes on with its queue', async () => {
    const released = { weekEnding: WEEK, release: { by: 'ops-7', note: 'checked' } };
    const { calls } = await run(released, { ...paying, OpenRun: () => ({ ...opened, action: 'queue', attempt: 2 }) });
    expect(calls[1]).toBe('QueueBatches');
    expect(calls).not.toContain('PlanBuckets');
  });

  it('that was refused gives its amounts back', async () => {
    const refused = { weekEnding: WEEK, refuse: { by: 'ops-7', note: 'wrong rate' } };
    const { calls, end } = await run(refused, {
      OpenRun: () => ({ ...opened, action: 'refuse' }),
      RefusePayouts: () => ({ ...closed, next: 'done', state: 'refused' }),
    });
    expect(calls).toEqual(['OpenRun', 'RefusePayouts']);
    expect(end).toBe('RunClosed');
  });

  it.each([
    { action: 'already-running', state: 'AlreadyRunning' },
    { action: 'nothing-to-do', state: 'NothingToDo' },
  ])('that is $action ends as $state', async ({ action, state }) => {
    const { calls, end } = await run(scheduled, { OpenRun: () => ({ ...opened, action }) });
    expect(calls).toEqual(['OpenRun']);
    expect(end).toBe(state);
  });

  it('that finished an older week goes on with the week asked for', async () => {
    const older = { ...opened, weekEnding: '2026-11-07' };
    const { inputs, end } = await run(scheduled, {
      ...paying,
      OpenRun: (_, call) => (call === 1 ? { ...older, action: 'queue' } : { ...opened, action: 'nothing-to-do' }),
      CloseRun: () => ({ ...closed, next: 'next-run' }),
    });
    expect(inputs.OpenRun?.map(({ input }) => input)).toEqual([scheduled, { weekEnding: WEEK }]);
    expect(end).toBe('NothingToDo');
  });
});
