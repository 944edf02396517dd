import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  InvalidExecutionInput,
  InvalidName,
  ListExecutionsCommand,
  paginateGetExecutionHistory,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { EmbeddedCloud } from '../../local/embedded-cloud.ts';
import { type FixtureFunction, START, startFixture } from './fixture-stack.ts';

const arn = (name: string) => ({ 'Fn::GetAtt': [name, 'Arn'] });

/** A machine whose Task states call the function of their `Function` field. */
function machine(definition: unknown, functions: Readonly<Record<string, FixtureFunction>>) {
  const text = JSON.stringify(definition);
  const parts = text
    .split(/("@\w+")/)
    .map((part) => (part.startsWith('"@') ? ['"', arn(part.slice(2, -1)), '"'] : [part]));
  const DefinitionString = { 'Fn::Join': ['', parts.flat()] };
  const RoleArn = 'arn:aws:iam::000000000000:role/machine';
  return {
    functions,
    resources: {
      Machine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: { DefinitionString, RoleArn, StateMachineName: 'weekly' },
      },
    },
  };
}

const task = (name: string, more: object) => ({ Type: 'Task', Resource: `@${name}`, TimeoutSeconds: 60, ...more });

function clientOf(cloud: EmbeddedCloud): SFNClient {
  const client = new SFNClient(cloud.clientSettings('sfn'));
  onTestFinished(() => client.destroy());
  return client;
}

const typesOf = (events: readonly HistoryEvent[]) => events.map(({ type }) => type);

async function historyOf(client: SFNClient, executionArn: string | undefined): Promise<HistoryEvent[]> {
  const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
  return events;
}

const ECHO = { code: 'export const handler = async (event) => event;' };

/** Succeeds once `release` was invoked. */
const HELD = {
  ...machine(
    { StartAt: 'Hold', States: { Hold: task('Hold', { End: true }) } },
    {
      Hold: { code: 'export const handler = () => new Promise(() => {});' },
    },
  ),
};

describe('a workflow on this machine', () => {
  const FLAKY = {
    code: `const tries = new Map();
      export const handler = async ({ group, executionArn }) => {
        const count = (tries.get(group) ?? 0) + 1; tries.set(group, count);
        if (group === 2 && count === 1) { const e = new Error('busy'); e.name = 'TableBusy'; throw e; }
        if (group === 3) throw new TypeError('broken');
        return { group, count, executionArn };
      };`,
  };
  const planning = machine(
    {
      StartAt: 'Plan',
      States: {
        Plan: {
          Type: 'Map',
          ItemsPath: '$.groups',
          ItemSelector: { 'group.$': '$$.Map.Item.Value', 'executionArn.$': '$$.Execution.Id' },
          MaxConcurrency: 1,
          ResultPath: '$.planned',
          ItemProcessor: {
            ProcessorConfig: { Mode: 'INLINE' },
            StartAt: 'PlanGroup',
            States: {
              PlanGroup: task('Flaky', {
                Retry: [{ ErrorEquals: ['TableBusy'], IntervalSeconds: 60, MaxAttempts: 2, JitterStrategy: 'FULL' }],
                Catch: [{ ErrorEquals: ['States.ALL'], Next: 'GroupFailed', ResultPath: '$.failure' }],
                End: true,
              }),
              GroupFailed: {
                Type: 'Pass',
                Parameters: { 'group.$': '$.group', failed: true, 'why.$': '$.failure' },
                End: true,
              },
            },
          },
          Next: 'Decide',
        },
        Decide: { Type: 'Choice', Choices: [{ Variable: '$.wait', NumericEquals: 0, Next: 'Done' }], Default: 'Wait' },
        Wait: { Type: 'Wait', SecondsPath: '$.wait', Next: 'Done' },
        Done: { Type: 'Succeed' },
      },
    },
    { Flaky: FLAKY },
  );

  it('maps, retries without waiting, catches, chooses and waits in program time', async () => {
    const cloud = await startFixture(planning);
    const { executionArn } = cloud.startExecution({ groups: [1, 2, 3], wait: 86_400 });
    const end = await cloud.waitForExecution(executionArn);
    expect(end).toMatchObject({ status: 'SUCCEEDED', stopDate: START / 1000 + 86_400 });
    expect(cloud.clock.now()).toBe(START + 86_400_000);
    expect(JSON.parse(end.output ?? '')).toMatchObject({
      wait: 86_400,
      planned: [
        { group: 1, count: 1, executionArn },
        { group: 2, count: 2, executionArn },
        { group: 3, failed: true, why: { Error: 'TypeError' } },
      ],
    });
    const { why } = JSON.parse(end.output ?? '').planned[2];
    expect(JSON.parse(why.Cause)).toMatchObject({ errorType: 'TypeError', errorMessage: 'broken' });
    // Plan, 3 × PlanGroup, 1 retry, GroupFailed, Decide, Wait, Done.
    expect(cloud.usage().stepFunctions).toEqual({ executions: 1, stateTransitions: 9 });
  });

  it('tells its history in the shape of the cloud', async () => {
    const cloud = await startFixture(planning);
    const { executionArn } = cloud.startExecution({ groups: [2, 3], wait: 60 });
    await cloud.waitForExecution(executionArn);
    const events = await historyOf(clientOf(cloud), executionArn);
    const call = ['LambdaFunctionScheduled', 'LambdaFunctionStarted'];
    expect(typesOf(events)).toEqual([
      ...['ExecutionStarted', 'MapStateEntered', 'MapStateStarted', 'MapIterationStarted', 'TaskStateEntered'],
      ...[
        ...call,
        'LambdaFunctionFailed',
        ...call,
        'LambdaFunctionSucceeded',
        'TaskStateExited',
        'MapIterationSucceeded',
      ],
      ...['MapIterationStarted', 'TaskStateEntered', ...call, 'LambdaFunctionFailed', 'TaskStateExited'],
      ...['PassStateEntered', 'PassStateExited', 'MapIterationSucceeded', 'MapStateSucceeded', 'MapStateExited'],
      ...['ChoiceStateEntered', 'ChoiceStateExited', 'WaitStateEntered', 'WaitStateExited'],
      ...['SucceedStateEntered', 'SucceedStateExited', 'ExecutionSucceeded'],
    ]);
    expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
    expect(events.every(({ id = 0, previousEventId = 0 }) => previousEventId < id)).toBe(true);
    const byType = (type: string) => events.filter((event) => event.type === type);
    expect(byType('MapStateStarted')[0]?.mapStateStartedEventDetails).toEqual({ length: 2 });
    expect(byType('TaskStateEntered')[1]?.stateEnteredEventDetails).toMatchObject({
      name: 'PlanGroup',
      input: JSON.stringify({ group: 3, executionArn }),
    });
    expect(byType('LambdaFunctionScheduled')[0]?.lambdaFunctionScheduledEventDetails).toMatchObject({
      resource: expect.stringMatching(/:function:Fixture-Flaky$/),
    });
    expect(byType('LambdaFunctionFailed')[0]?.lambdaFunctionFailedEventDetails).toMatchObject({
      error: 'TableBusy',
      cause: expect.stringContaining('"errorMessage":"busy"'),
    });
    expect(byType('WaitStateExited')[0]?.timestamp).toEqual(new Date(START + 60_000));
    expect(byType('WaitStateEntered')[0]?.timestamp).toEqual(new Date(START));
    expect(events.at(-1)?.executionSucceededEventDetails?.output).toContain('"planned"');
  });

  it.each([
    {
      why: 'its function fails',
      code: 'export const handler = async () => { throw new RangeError("far"); }',
      error: 'RangeError',
    },
    {
      why: 'its function times out',
      code: 'export const handler = () => new Promise(() => {})',
      error: 'Sandbox.Timedout',
    },
    { why: 'its function dies', code: 'export const handler = () => process.exit(1)', error: 'Runtime.ExitError' },
    {
      why: 'a result is larger than 256 KiB, which nothing catches',
      code: 'export const handler = async () => "x".repeat(262_145)',
      error: 'States.DataLimitExceeded',
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Saved' }],
    },
  ])('fails when $why', async ({ code, error, Catch }) => {
    const States = {
      Work: task('Work', { Next: 'Saved', ...(Catch && { Catch }) }),
      Saved: { Type: 'Succeed' },
    };
    const cloud = await startFixture(
      machine({ StartAt: 'Work', States }, { Work: { code, properties: { Timeout: 0.1 } } }),
    );
    const { executionArn } = cloud.startExecution({});
    expect(await cloud.waitForExecution(executionArn)).toMatchObject({ status: 'FAILED', error });
    expect(typesOf(await historyOf(clientOf(cloud), executionArn)).at(-1)).toBe('ExecutionFailed');
  });

  it('times out in program time', async () => {
    const definition = {
      StartAt: 'Wait',
      TimeoutSeconds: 3_600,
      States: { Wait: { Type: 'Wait', Seconds: 7_200, Next: 'Done' }, Done: { Type: 'Succeed' } },
    };
    const cloud = await startFixture(machine(definition, {}));
    const { executionArn } = cloud.startExecution({});
    expect(await cloud.waitForExecution(executionArn)).toMatchObject({ status: 'TIMED_OUT', error: 'States.Timeout' });
    expect(cloud.clock.now()).toBe(START + 3_600_000);
    expect(typesOf(await historyOf(clientOf(cloud), executionArn)).at(-1)).toBe('ExecutionTimedOut');
  });

  it('waits on a running clock until the clock is moved', async () => {
    const States = { Wait: { Type: 'Wait', Seconds: 7_200, Next: 'Done' }, Done: { Type: 'Succeed' } };
    const cloud = await startFixture(machine({ StartAt: 'Wait', States }, {}));
    cloud.clock.run();
    const { executionArn } = cloud.startExecution({});
    await cloud.idle();
    expect(cloud.executions()[0]?.end).toBeUndefined();
    cloud.clock.moveTo(START + 7_300_000);
    expect(await cloud.waitForExecution(executionArn)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('of two that wait, lets the earlier one go on first', async () => {
    const States = { Wait: { Type: 'Wait', SecondsPath: '$.wait', Next: 'Look' }, Look: task('Look', { End: true }) };
    const cloud = await startFixture(
      machine({ StartAt: 'Wait', States }, { Look: { code: 'export const handler = async () => Date.now();' } }),
    );
    const later = cloud.startExecution({ wait: 200 });
    const earlier = cloud.startExecution({ wait: 100 });
    const outputs = await Promise.all(
      [later, earlier].map(async ({ executionArn }) => (await cloud.waitForExecution(executionArn)).output),
    );
    expect(outputs.map(Number)).toEqual([START + 200_000, START + 100_000]);
  });

  it.each([
    { why: 'a state outside the subset', state: { Type: 'Parallel', Branches: [], End: true }, says: /Odd.*Parallel/s },
    {
      why: 'a task without a time limit',
      state: { Type: 'Task', Resource: '@Echo', End: true },
      says: /Odd.*TimeoutSeconds/s,
    },
  ])('is refused by its state name for $why', async ({ state, says }) => {
    await expect(startFixture(machine({ StartAt: 'Odd', States: { Odd: state } }, { Echo: ECHO }))).rejects.toThrow(
      says,
    );
  });

  it('is refused when two states have one name', async () => {
    const inner = {
      ProcessorConfig: { Mode: 'INLINE' },
      StartAt: 'Same',
      States: { Same: { Type: 'Pass', End: true } },
    };
    const States = { Same: { Type: 'Map', ItemProcessor: inner, End: true } };
    await expect(startFixture(machine({ StartAt: 'Same', States }, {}))).rejects.toThrow(/two states called Same/);
  });
});

describe("Step Functions' API", () => {
  it('starts, describes and lists executions', async () => {
    const cloud = await startFixture(
      machine({ StartAt: 'Echo', States: { Echo: task('Echo', { End: true }) } }, { Echo: ECHO }),
    );
    const client = clientOf(cloud);
    const stateMachineArn = cloud.stateMachineArn();
    const { executionArn, startDate } = await client.send(
      new StartExecutionCommand({ stateMachineArn, input: '{"a":1}', name: 'first' }),
    );
    expect(executionArn).toBe('arn:aws:states:us-east-1:000000000000:execution:weekly:first');
    expect(startDate).toEqual(new Date(START));
    await cloud.waitForExecution(executionArn ?? '');
    cloud.clock.moveTo(START + 1_000);
    await cloud.waitForExecution(cloud.startExecution({ b: 2 }, 'second').executionArn);
    expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
      ...{ name: 'first', status: 'SUCCEEDED', input: '{"a":1}', output: '{"a":1}', stateMachineArn },
      ...{ startDate: new Date(START), stopDate: new Date(START), inputDetails: { included: true } },
    });
    const { executions } = await client.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'SUCCEEDED' }));
    expect(executions?.map(({ name }) => name)).toEqual(['second', 'first']);
    expect(await client.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING' }))).toMatchObject({
      executions: [],
    });
    const { definition, name } = await client.send(new DescribeStateMachineCommand({ stateMachineArn }));
    expect([name, JSON.parse(definition ?? '').StartAt]).toEqual(['weekly', 'Echo']);
  });

  it('pages through a history, also backwards', async () => {
    const cloud = await startFixture(
      machine({ StartAt: 'Echo', States: { Echo: task('Echo', { End: true }) } }, { Echo: ECHO }),
    );
    const client = clientOf(cloud);
    const { executionArn } = cloud.startExecution({});
    await cloud.waitForExecution(executionArn);
    const ids: (number | undefined)[] = [];
    const pages = paginateGetExecutionHistory({ client, pageSize: 3 }, { executionArn, reverseOrder: true });
    for await (const { events = [] } of pages) ids.push(...events.map(({ id }) => id));
    expect(ids).toEqual([7, 6, 5, 4, 3, 2, 1]);
  });

  it('is idempotent by name and input while the execution runs, and not afterwards', async () => {
    const cloud = await startFixture(HELD);
    const client = clientOf(cloud);
    const start = (input: string, name = 'friday') =>
      client.send(new StartExecutionCommand({ stateMachineArn: cloud.stateMachineArn(), input, name }));
    const { executionArn } = await start('{}');
    expect((await start('{}')).executionArn).toBe(executionArn);
    await expect(start('{"other":1}')).rejects.toThrow(ExecutionAlreadyExists);
    await client.send(new StopExecutionCommand({ executionArn, error: 'Enough', cause: 'operations' }));
    expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
      ...{ status: 'ABORTED', error: 'Enough', cause: 'operations' },
    });
    expect(typesOf(await historyOf(client, executionArn)).at(-1)).toBe('ExecutionAborted');
    await expect(start('{}')).rejects.toThrow(ExecutionAlreadyExists);
    expect(cloud.executions()).toHaveLength(1);
  });

  it('refuses what the cloud refuses', async () => {
    const cloud = await startFixture(HELD);
    const client = clientOf(cloud);
    const stateMachineArn = cloud.stateMachineArn();
    await expect(client.send(new StartExecutionCommand({ stateMachineArn, input: '{' }))).rejects.toThrow(
      InvalidExecutionInput,
    );
    await expect(client.send(new StartExecutionCommand({ stateMachineArn, name: 'a b' }))).rejects.toThrow(InvalidName);
    const executionArn = 'arn:aws:states:us-east-1:000000000000:execution:weekly:none';
    await expect(client.send(new DescribeExecutionCommand({ executionArn }))).rejects.toThrow(ExecutionDoesNotExist);
  });
});
