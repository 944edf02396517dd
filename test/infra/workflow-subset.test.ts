import { StateMachine } from 'aws-local-stepfunctions';
import { describe, expect, it } from 'vitest';
import { findUnsupported, refuseUnsupported, UnsupportedWorkflow } from '../../shared/contracts/workflow-subset.ts';

const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:000000000000:function:Step';
const task = { Type: 'Task', Resource: FUNCTION_ARN, TimeoutSeconds: 60, End: true };
const one = (state: object, around: object = {}) => ({ StartAt: 'Step', States: { Step: state }, ...around });
const inMap = (processor: object, more: object = {}) => ({
  Type: 'Map',
  ItemsPath: '$.groups',
  ItemProcessor: { StartAt: 'Inner', States: { Inner: task }, ...processor },
  End: true,
  ...more,
});
const choice = (rule: object) => one({ Type: 'Choice', Choices: [{ ...rule, Next: 'Step' }], Default: 'Step' });

describe('accepts', () => {
  it.each<{ what: string; definition: object }>([
    { what: 'a task that calls a function', definition: one(task) },
    {
      what: 'payload templates of plain paths and the execution id',
      definition: one({
        ...task,
        Parameters: { 'a.$': '$.b.c', d: [{ 'e.$': '$.f[0]' }, 7], 'id.$': '$$.Execution.Id' },
      }),
    },
    {
      what: 'retries and catches',
      definition: one({
        ...task,
        Retry: [
          { ErrorEquals: ['States.ALL'], IntervalSeconds: 2, MaxAttempts: 0, BackoffRate: 1.5, JitterStrategy: 'FULL' },
        ],
        Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'Step' }],
      }),
    },
    {
      what: 'an inline map with its item',
      definition: one(
        inMap({ ProcessorConfig: { Mode: 'INLINE' } }, { ItemSelector: { 'group.$': '$$.Map.Item.Value' } }),
      ),
    },
    { what: 'a choice by equality', definition: choice({ Variable: '$.action', StringEquals: 'plan' }) },
    { what: 'a choice of choices', definition: choice({ And: [{ Not: { Variable: '$.a', IsPresent: true } }] }) },
    { what: 'a wait by a path', definition: one({ Type: 'Wait', SecondsPath: '$.seconds', End: true }) },
    { what: 'the query language JSONPath', definition: one(task, { QueryLanguage: 'JSONPath' }) },
  ])('$what', ({ definition }) => {
    expect(findUnsupported(definition)).toEqual([]);
    expect(() => refuseUnsupported(definition)).not.toThrow();
  });
});

describe('refuses, by the name of the state', () => {
  const waitForToken = 'arn:aws:states:::lambda:invoke.waitForTaskToken';
  it.each<{ what: string; state?: string; definition: unknown; says: RegExp }>([
    {
      what: 'JSONata for all',
      state: '(machine)',
      definition: one(task, { QueryLanguage: 'JSONata' }),
      says: /JSONPath/,
    },
    { what: 'JSONata for one', definition: one({ ...task, QueryLanguage: 'JSONata' }), says: /JSONPath/ },
    { what: "JSONata's arguments", definition: one({ ...task, Arguments: {} }), says: /Arguments/ },
    { what: 'a JSONata expression', definition: one({ ...task, Parameters: { a: '{% 1 %}' } }), says: /JSONata/ },
    { what: 'variables', definition: one({ ...task, Assign: { 'a.$': '$.b' } }), says: /Assign/ },
    { what: 'a distributed map', definition: one(inMap({ ProcessorConfig: { Mode: 'DISTRIBUTED' } })), says: /INLINE/ },
    { what: 'an item reader', definition: one(inMap({}, { ItemReader: {} })), says: /ItemReader/ },
    { what: 'an item batcher', definition: one(inMap({}, { ItemBatcher: {} })), says: /ItemBatcher/ },
    { what: 'a result writer', definition: one(inMap({}, { ResultWriter: {} })), says: /ResultWriter/ },
    {
      what: 'tolerated failures',
      definition: one(inMap({}, { ToleratedFailurePercentage: 5 })),
      says: /ToleratedFailurePercentage/,
    },
    { what: 'a heartbeat', definition: one({ ...task, HeartbeatSeconds: 5 }), says: /HeartbeatSeconds/ },
    { what: 'a task token', definition: one({ ...task, Resource: waitForToken }), says: /waitForTaskToken/ },
    {
      what: 'a sync integration',
      definition: one({ ...task, Resource: 'arn:aws:states:::batch:submitJob.sync' }),
      says: /\.sync/,
    },
    {
      what: 'the invoke integration',
      definition: one({ ...task, Resource: 'arn:aws:states:::lambda:invoke' }),
      says: /function's ARN/,
    },
    {
      what: 'a task without a time limit',
      definition: one({ ...task, TimeoutSeconds: undefined }),
      says: /TimeoutSeconds/,
    },
    { what: 'a limit beyond its timer', definition: one({ ...task, TimeoutSeconds: 3_000_000 }), says: /2147483/ },
    { what: 'a result into the root', definition: one({ ...task, ResultPath: '$' }), says: /ResultPath/ },
    {
      what: 'an intrinsic function',
      definition: one({ ...task, Parameters: { 'a.$': 'States.UUID()' } }),
      says: /backslashes/,
    },
    { what: 'a filter in a path', definition: one({ ...task, InputPath: '$.a[?(@.b)]' }), says: /InputPath/ },
    {
      what: "the execution's input",
      definition: one({ ...task, Parameters: { 'a.$': '$$.Execution.Input' } }),
      says: /Execution\.Id/,
    },
    {
      what: "a map's item outside of a map",
      definition: one({ ...task, Parameters: { 'a.$': '$$.Map.Item.Value' } }),
      says: /Map\.Item/,
    },
    { what: 'a fixed result', definition: one({ Type: 'Pass', Result: false, End: true }), says: /Result/ },
    {
      what: 'a wait until a time',
      definition: one({ Type: 'Wait', Timestamp: '2026-11-20T17:00:00Z', End: true }),
      says: /Timestamp/,
    },
    {
      what: 'a comparison by order',
      definition: choice({ Variable: '$.a', NumericLessThan: 5 }),
      says: /NumericLessThan/,
    },
    { what: 'an absence asked for directly', definition: choice({ Variable: '$.a', IsPresent: false }), says: /Not/ },
    {
      what: 'what stands inside a rule',
      definition: choice({ Or: [{ Variable: '$.a', StringMatches: 'x*' }] }),
      says: /StringMatches/,
    },
    { what: 'parallel branches', definition: one({ Type: 'Parallel', Branches: [], End: true }), says: /Parallel/ },
    { what: 'a state that is none', definition: one([]), says: /type/ },
    { what: 'a definition without states', state: '(machine)', definition: { StartAt: 'Step' }, says: /States/ },
    { what: 'what is no definition', state: '(machine)', definition: 'no', says: /object/ },
  ])('$what', ({ definition, says, state = 'Step' }) => {
    expect(findUnsupported(definition)).toContainEqual({ state, problem: expect.stringMatching(says) });
  });

  it('also inside a map', () => {
    const definition = one(inMap({ States: { Inner: { ...task, HeartbeatSeconds: 5 } } }));
    expect(findUnsupported(definition)).toEqual([
      { state: 'Inner', problem: expect.stringContaining('HeartbeatSeconds') },
    ]);
  });

  it('with every problem in one error', () => {
    const definition = { StartAt: 'A', States: { A: { ...task, Assign: {} }, B: { Type: 'Parallel' } } };
    expect(() => refuseUnsupported(definition)).toThrow(UnsupportedWorkflow);
    expect(() => refuseUnsupported(definition)).toThrow(/A: Assign[\s\S]*B: the type Parallel/);
  });
});

describe('the interpreter goes wrong in silence', () => {
  // Why the subset is a list of what is allowed: each of these is accepted and runs to another end than in the cloud.
  const run = (definition: object, input: object) =>
    new StateMachine(definition as never, { validationOptions: { noValidate: true } }).run(input as never).result;

  it('with a result into the root, which it files under the field $', async () => {
    const pass = { Type: 'Pass', InputPath: '$.inner', ResultPath: '$', End: true };
    await expect(run(one(pass), { inner: 1 })).resolves.toEqual({ inner: 1, $: 1 });
  });

  it('with a fixed result of false, which it drops', async () => {
    await expect(run(one({ Type: 'Pass', Result: false, End: true }), { kept: 1 })).resolves.toEqual({ kept: 1 });
  });

  it('with an absence asked for directly, which never matches', async () => {
    const states = {
      Ask: { Type: 'Choice', Choices: [{ Variable: '$.gone', IsPresent: false, Next: 'Right' }], Default: 'Wrong' },
      Right: { Type: 'Pass', Parameters: { right: true }, End: true },
      Wrong: { Type: 'Pass', Parameters: { right: false }, End: true },
    };
    await expect(run({ StartAt: 'Ask', States: states }, {})).resolves.toEqual({ right: false });
  });
});
