import { GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ProgramClock } from '../../local/clock.ts';
import type { Fired } from '../../local/events/event-bridge.ts';
import { targetInput } from '../../local/events/input-transformer.ts';
import { nextFiringOf } from '../../local/events/schedule-expression.ts';
import { type FixtureStack, START, startFixture, writeAssembly } from './fixture-stack.ts';

describe('a schedule', () => {
  it.each([
    ['cron(0 17 ? * FRI *)', '2026-11-17T12:00:00Z', '2026-11-20T17:00:00Z'],
    ['cron(0 17 ? * FRI *)', '2026-11-20T17:00:00Z', '2026-11-27T17:00:00Z'],
    ['cron(0 17 ? * 6 *)', '2026-11-17T12:00:00Z', '2026-11-20T17:00:00Z'],
    ['cron(0 17 ? * 1 *)', '2026-11-17T12:00:00Z', '2026-11-22T17:00:00Z'],
    ['cron(0 17 ? * 7 *)', '2026-11-17T12:00:00Z', '2026-11-21T17:00:00Z'],
    ['cron(0 15 * * ? *)', '2026-11-17T15:00:00Z', '2026-11-18T15:00:00Z'],
    ['cron(0/20 8-9 ? * MON-FRI *)', '2026-11-20T09:40:00Z', '2026-11-23T08:00:00Z'],
    ['cron(30 6 1 * ? *)', '2026-12-01T06:30:00Z', '2027-01-01T06:30:00Z'],
    ['cron(0 0 1 1 ? 2027)', '2026-11-17T12:00:00Z', '2027-01-01T00:00:00Z'],
    // Both changes of daylight-saving time in the program's zone: rules stay in UTC.
    ['cron(0 17 ? * FRI *)', '2026-03-06T17:00:00Z', '2026-03-13T17:00:00Z'],
    ['rate(5 minutes)', '2026-11-17T12:00:00Z', '2026-11-17T12:05:00Z'],
    ['rate(1 hour)', '2026-11-17T12:34:56Z', '2026-11-17T13:00:00Z'],
  ])('%s after %s fires at %s', (expression, after, next) => {
    expect(new Date(nextFiringOf(expression)(Date.parse(after)) ?? 0).toISOString()).toBe(next.replace('Z', '.000Z'));
  });
  it('may be over', () => expect(nextFiringOf('cron(0 0 1 1 ? 2020)')(START)).toBeUndefined());
  it.each(['cron(0 17 * * FRI)', 'at(2026-11-17T12:00:00)', 'rate(0 minutes)', 'often'])('%s is none', (expression) => {
    expect(() => nextFiringOf(expression)).toThrow(expression);
  });
});

describe("a target's input", () => {
  const event = { time: '2026-11-20T17:00:00Z', detail: { a: [{ b: 'x"y' }] }, id: '1' };
  const rule = { ruleArn: 'arn:rule', ruleName: 'friday' };
  const transformed = (InputTemplate: string, InputPathsMap = {}) =>
    targetInput({ InputTransformer: { InputTemplate, InputPathsMap } }, event, rule);
  it.each([
    ['the event itself', targetInput({}, event, rule), event],
    ['a constant', targetInput({ Input: '{"a":1}' }, event, rule), { a: 1 }],
    ['a part', targetInput({ InputPath: '$.detail.a[0]' }, event, rule), { b: 'x"y' }],
    ['as CDK writes it', transformed('{"scheduledTime":<time>}', { time: '$.time' }), { scheduledTime: event.time }],
    ['inside a text', transformed('"at <time> <b>"', { time: '$.time', b: '$.detail.a[0].b' }), `at ${event.time} x"y`],
    ['an object', transformed('{"all":<a>}', { a: '$.detail.a' }), { all: [{ b: 'x"y' }] }],
    ['nothing found', transformed('{"none":<a>}', { a: '$.detail.c' }), { none: null }],
    ['the rule', transformed('{"by":<aws.events.rule-name>}'), { by: 'friday' }],
  ])('can be %s', (_, input, expected) => expect(JSON.parse(input)).toEqual(expected));
  it('is refused when nothing fills a name', () => expect(() => transformed('<gone>')).toThrow(/friday.*<gone>/));
  it('is refused when it is no JSON', () => expect(() => transformed('{"a":<t>', { t: '$.time' })).toThrow(/friday/));
});

const arn = (name: string) => ({ 'Fn::GetAtt': [name, 'Arn'] });
const INPUT = { InputTransformer: { InputPathsMap: { time: '$.time' }, InputTemplate: '{"scheduledTime":<time>}' } };
const LOGS = 'export const handler = async (event) => { console.log(JSON.stringify({ ...event, now: Date.now() })); };';

function scheduled(code = LOGS): FixtureStack {
  const definition = [
    '{"StartAt":"Run","States":{"Run":{"Type":"Task","TimeoutSeconds":60,"Resource":"',
    arn('Run'),
    '","ResultPath":null,"Next":"Wait"},"Wait":{"Type":"Wait","Seconds":90000,"Next":"End"},"End":{"Type":"Succeed"}}}',
  ];
  const rule = (ScheduleExpression: string, target: object, more: object = {}) => ({
    Type: 'AWS::Events::Rule',
    Properties: { ScheduleExpression, State: 'ENABLED', Targets: [{ Id: 'Target0', ...target }], ...more },
  });
  return {
    functions: { Run: { code }, Daily: { code } },
    resources: {
      Machine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: { DefinitionString: { 'Fn::Join': ['', definition] } },
      },
      Dead: { Type: 'AWS::SQS::Queue', Properties: {} },
      FridayRule0A1B2C3D: rule('cron(0 17 ? * FRI *)', { Arn: { Ref: 'Machine' }, ...INPUT }),
      DailyRule: rule('cron(0 15 * * ? *)', { Arn: arn('Daily'), ...INPUT, DeadLetterConfig: { Arn: arn('Dead') } }),
      Off: rule('rate(1 minute)', { Arn: arn('Daily') }, { State: 'DISABLED' }),
    },
  };
}

describe('rules on a standing clock', () => {
  it('fire in order as time is advanced, late where a workflow took its time', async () => {
    const lines: { scheduledTime: string; now: number }[] = [];
    const fired: Fired[] = [];
    const cloud = await startFixture(scheduled(), { onLog: ({ line }) => lines.push(JSON.parse(line)) });
    await cloud.advanceTo(Date.parse('2026-11-21T18:00:00Z'), { onFired: (each) => void fired.push(each) });
    // Friday's execution waits for 25 hours: Saturday's 15:00 comes three hours late.
    expect(lines.map(({ scheduledTime, now }) => [scheduledTime, new Date(now).toISOString()])).toEqual([
      ['2026-11-17T15:00:00Z', '2026-11-17T15:00:00.000Z'],
      ['2026-11-18T15:00:00Z', '2026-11-18T15:00:00.000Z'],
      ['2026-11-19T15:00:00Z', '2026-11-19T15:00:00.000Z'],
      ['2026-11-20T15:00:00Z', '2026-11-20T15:00:00.000Z'],
      ['2026-11-20T17:00:00Z', '2026-11-20T17:00:00.000Z'],
      ['2026-11-21T15:00:00Z', '2026-11-21T18:00:00.000Z'],
    ]);
    expect(fired.map(({ rule, kind }) => `${rule} ${kind}`).slice(-2)).toEqual([
      'FridayRule0A1B2C3D execution',
      'DailyRule function',
    ]);
    expect(cloud.executions()).toMatchObject([
      { input: '{"scheduledTime":"2026-11-20T17:00:00Z"}', end: { status: 'SUCCEEDED' } },
    ]);
    expect(cloud.rules().map(({ logicalId, next }) => [logicalId, next && new Date(next).toISOString()])).toEqual([
      ['FridayRule0A1B2C3D', '2026-11-27T17:00:00.000Z'],
      ['DailyRule', '2026-11-22T15:00:00.000Z'],
      ['Off', undefined],
    ]);
  });

  it('fire on request, twice too, each time as a new execution', async () => {
    const cloud = await startFixture(scheduled());
    const friday = Date.parse('2026-11-13T17:00:00Z');
    const [first] = await cloud.fireRule('FridayRule', friday);
    const [second] = await cloud.fireRule('FridayRule', friday);
    if (first?.kind !== 'execution' || second?.kind !== 'execution') throw new Error('no executions');
    expect(first.executionArn).not.toBe(second.executionArn);
    expect((await first.ended).status).toBe('SUCCEEDED');
    expect(cloud.executions()[0]?.input).toBe('{"scheduledTime":"2026-11-13T17:00:00Z"}');
  });

  it('can be narrowed to some', async () => {
    const cloud = await startFixture(scheduled());
    const fired: string[] = [];
    await cloud.advanceTo(Date.parse('2026-11-20T17:00:00Z'), {
      only: ({ logicalId }) => logicalId.startsWith('Friday'),
      onFired: ({ rule }) => void fired.push(rule),
    });
    expect(fired).toEqual(['FridayRule0A1B2C3D']);
  });

  it('repeat a function that fails', async () => {
    const failing = 'export const handler = async () => { throw new Error("down"); }';
    const cloud = await startFixture(scheduled(failing));
    const [fired] = await cloud.fireRule('DailyRule', START);
    if (fired?.kind !== 'function') throw new Error('no function');
    expect(await fired.ended).toMatchObject({ kind: 'failed', error: { errorMessage: 'down' } });
    expect(cloud.usage().functions['Fixture-Daily']?.invocations).toBe(3);
  });

  it('put what cannot be delivered into the dead letters', async () => {
    const stack = scheduled();
    const broken = { Arn: arn('Daily'), InputPath: '$.no path', DeadLetterConfig: { Arn: arn('Dead') } };
    const Properties = { ScheduleExpression: 'rate(1 day)', Targets: [broken] };
    const cloud = await startFixture({
      ...stack,
      resources: { ...stack.resources, Broken: { Type: 'AWS::Events::Rule', Properties } },
    });
    expect(await cloud.fireRule('Broken', START)).toMatchObject([
      { kind: 'undelivered', problem: expect.stringContaining('no path') },
    ]);
    const client = new SQSClient(cloud.clientSettings('sqs'));
    onTestFinished(() => client.destroy());
    const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl: cloud.queueUrl() }));
    expect(JSON.parse(Messages?.[0]?.Body ?? '')).toMatchObject({
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      time: '2026-11-17T12:00:00Z',
      detail: {},
    });
    await client.send(new GetQueueAttributesCommand({ QueueUrl: cloud.queueUrl() }));
  });
});

describe('rules of a cloud that is stopped', () => {
  it('fire again when what they had started did not end', async () => {
    const assembly = writeAssembly(scheduled('export const handler = () => new Promise(() => console.log("begun"));'));
    const stateDir = `${assembly.directory}/state`;
    const begun = Promise.withResolvers<void>();
    const first = await startFixture(assembly, { stateDir, onLog: () => begun.resolve() });
    const friday = Date.parse('2026-11-20T17:00:00Z');
    const only = ({ logicalId }: { readonly logicalId: string }) => logicalId.startsWith('Friday');
    const advancing = first.advanceTo(friday + 1, { only });
    // Listened to before it happens.
    const stopped = expect(advancing).rejects.toThrow('the embedded cloud is stopping');
    await begun.promise;
    await first.stop();
    await stopped;

    const again = Promise.withResolvers<void>();
    const second = await startFixture(assembly, {
      stateDir,
      onLog: () => again.resolve(),
      clock: ProgramClock.standing(0),
    });
    expect(second.clock.now()).toBe(friday);
    const going = second.advanceTo(friday + 1, { only });
    const ended = expect(going).rejects.toThrow('the embedded cloud is stopping');
    await again.promise;
    expect(second.executions().map(({ input, end }) => [input, end?.status])).toEqual([
      ['{"scheduledTime":"2026-11-20T17:00:00Z"}', undefined],
      ['{"scheduledTime":"2026-11-20T17:00:00Z"}', 'ABORTED'],
    ]);
    await second.stop();
    await ended;
  });
});

describe('rules on a running clock', () => {
  it('fire by themselves when their time comes, once', async () => {
    const fired: Fired[] = [];
    const two = Promise.withResolvers<void>();
    const cloud = await startFixture(scheduled(), {
      onFired: (each) => {
        fired.push(each);
        if (fired.length === 2) two.resolve();
      },
    });
    cloud.clock.run();
    cloud.clock.moveTo(Date.parse('2026-11-18T15:00:00Z') + 1);
    await two.promise;
    await cloud.idle();
    expect(fired.map(({ rule, scheduledFor }) => [rule, new Date(scheduledFor).toISOString()])).toEqual([
      ['DailyRule', '2026-11-17T15:00:00.000Z'],
      ['DailyRule', '2026-11-18T15:00:00.000Z'],
    ]);
  });
});
