import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { FunctionLog, FunctionReturn } from '../../local/lambda/lambda-service.ts';
import { type FixtureFunction, START, startFixture } from './fixture-stack.ts';

const one = (code: string, more: Partial<FixtureFunction> = {}) => ({ functions: { Work: { code, ...more } } });

describe('a function on this machine', () => {
  it('gets the event, its environment and a context, and answers JSON', async () => {
    const code = `export const handler = async (event, context) => ({
      event, name: context.functionName, arn: context.invokedFunctionArn, left: context.getRemainingTimeInMillis() > 0,
      greeting: process.env.GREETING, region: process.env.AWS_REGION, runs: process.env._HANDLER, gone: undefined,
      dynamodb: process.env.AWS_ENDPOINT_URL_DYNAMODB, path: process.env.PATH,
    });`;
    const cloud = await startFixture({
      ...one(code, { environment: { GREETING: { 'Fn::Join': ['-', ['hello', { Ref: 'Whom' }]] } } }),
      parameters: { Whom: { Type: 'String', Default: 'world' } },
    });
    const outcome = await cloud.invoke('Work', { at: new Date(0) });
    if (outcome.kind !== 'returned') throw new Error(JSON.stringify(outcome));
    expect(JSON.parse(outcome.payload)).toEqual({
      event: { at: '1970-01-01T00:00:00.000Z' },
      name: 'Fixture-Work',
      arn: 'arn:aws:lambda:us-east-1:000000000000:function:Fixture-Work',
      left: true,
      greeting: 'hello-world',
      region: 'us-east-1',
      runs: 'index.handler',
      dynamodb: cloud.endpoints.dynamodb,
    });
  });

  it('keeps its module between calls, and starts another worker for a second call at the same time', async () => {
    const cloud = await startFixture(
      one(`let calls = 0; export const handler = async ({ ms }) => { calls += 1; const now = calls;
        await new Promise((done) => setTimeout(done, ms)); return now; };`),
    );
    const call = async (ms: number) => ((await cloud.invoke('Work', { ms })) as { payload: string }).payload;
    expect([await call(0), await call(0)]).toEqual(['1', '2']);
    expect((await Promise.all([call(50), call(50)])).toSorted()).toEqual(['1', '3']);
    expect(cloud.usage().functions['Fixture-Work']).toMatchObject({ invocations: 4, coldStarts: 2, errors: 0 });
  });

  it('tells how long each handler took, without its module’s loading', async () => {
    const returned: FunctionReturn[] = [];
    const cloud = await startFixture(
      one(`await new Promise((done) => setTimeout(done, 300));
        export const handler = (ms) => new Promise((done) => setTimeout(done, ms));`),
      { onReturn: (each) => returned.push(each) },
    );
    for (const ms of [1, 40]) await cloud.invoke('Work', ms);
    expect(returned).toMatchObject([{ functionName: 'Fixture-Work' }, { functionName: 'Fixture-Work' }]);
    const [quick, slow] = returned.map(({ handlerMs }) => handlerMs);
    expect(quick).toBeLessThan(300);
    expect(slow).toBeGreaterThan(38);
  });

  it('waits for a free worker beyond its limit', async () => {
    const cloud = await startFixture(
      one(`let busy = 0; export const handler = async () => { busy += 1; await new Promise((done) => setTimeout(done, 10));
        busy -= 1; return busy; };`),
      { maxWorkersPerFunction: 1 },
    );
    const outcomes = await Promise.all([1, 2, 3].map((call) => cloud.invoke('Work', call)));
    expect(outcomes).toMatchObject([{ payload: '0' }, { payload: '0' }, { payload: '0' }]);
    expect(cloud.usage().functions['Fixture-Work']?.coldStarts).toBe(1);
  });

  it.each([
    {
      why: 'its error',
      code: 'export const handler = async () => { const e = new Error("no"); e.name = "TableBusy"; throw e; }',
      error: { errorType: 'TableBusy', errorMessage: 'no', trace: expect.arrayContaining(['TableBusy: no']) },
    },
    {
      why: 'something thrown that is no error',
      code: 'export const handler = async () => { throw 7; }',
      error: { errorType: 'number', errorMessage: '7', trace: [] },
    },
    {
      why: 'its exit',
      code: 'export const handler = async () => { process.exit(3); }',
      error: { errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining('exit status 3') },
    },
    {
      why: 'a module that does not load',
      code: 'throw new TypeError("no configuration"); export const handler = () => 1;',
      error: { errorType: 'TypeError', errorMessage: 'no configuration' },
    },
    {
      why: 'a rejection nobody handles',
      code: 'export const handler = () => { Promise.reject(new Error("lost")); return new Promise(() => {}); }',
      error: { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'lost' },
    },
    {
      why: 'an answer of more than 6 MB',
      code: 'export const handler = async () => "x".repeat(6 * 1024 * 1024)',
      error: { errorType: 'Function.ResponseSizeTooLarge' },
    },
  ])('reports $why', async ({ code, error }) => {
    const cloud = await startFixture(one(code));
    expect(await cloud.invoke('Work', {})).toMatchObject({ kind: 'failed', error });
    expect(cloud.usage().functions['Fixture-Work']?.errors).toBe(1);
  });

  it('logs what a handler throws as Lambda does: with the fields of the error', async () => {
    const code = `export const handler = async () => {
      throw Object.assign(new Error('no'), { name: 'TableBusy', CancellationReasons: [{ Item: 'kept' }] }); }`;
    const lines: string[] = [];
    const cloud = await startFixture(one(code), { onLog: ({ line }) => lines.push(line) });
    const { requestId } = await cloud.invoke('Work', {});
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      {
        level: 'ERROR',
        requestId,
        message: {
          errorType: 'TableBusy',
          errorMessage: 'no',
          stackTrace: expect.anything(),
          CancellationReasons: [{ Item: 'kept' }],
        },
      },
    ]);
  });

  it('is ended at its time limit, also in a loop, and works again afterwards', async () => {
    const cloud = await startFixture(
      one('export const handler = async ({ loop }) => { while (loop); return "done"; }', {
        properties: { Timeout: 0.2 },
      }),
    );
    await cloud.invoke('Work', {});
    const outcome = await cloud.invoke('Work', { loop: true });
    expect(outcome).toMatchObject({
      error: {
        errorType: 'Sandbox.Timedout',
        errorMessage: `RequestId: ${outcome.requestId} Error: Task timed out after 0.20 seconds`,
      },
    });
    expect(await cloud.invoke('Work', {})).toMatchObject({ payload: '"done"' });
  });

  it('reports that its runtime exited when it is killed', async () => {
    const begun = Promise.withResolvers<void>();
    const cloud = await startFixture(
      one('export const handler = async () => { console.log("begun"); await new Promise(() => {}); }'),
      { onLog: () => begun.resolve() },
    );
    const outcome = cloud.invoke('Work', {});
    await begun.promise;
    cloud.kill('Work');
    expect(await outcome).toMatchObject({ kind: 'failed', error: { errorType: 'Runtime.ExitError' } });
  });

  it('hands its output over line by line, with the request it belongs to', async () => {
    const logs: FunctionLog[] = [];
    const cloud = await startFixture(
      one(`console.log('loading'); export const handler = async () => {
        console.error('first\\nsecond'); process.stdout.write('third'); };`),
      { onLog: (log) => logs.push(log) },
    );
    const { requestId } = await cloud.invoke('Work', {});
    const functionName = 'Fixture-Work';
    expect(logs).toEqual(['loading', 'first', 'second', 'third'].map((line) => ({ functionName, requestId, line })));
  });
});

describe('the program clock in a function', () => {
  const code = `
    const loaded = Date.now();
    const Kept = Date;
    export const handler = async () => ({
      loaded, now: Date.now(), made: new Date().getTime(), kept: Kept.now(), text: Date(), fixed: new Date(86400000).toISOString(),
      parts: new Date(2026, 0, 31).getMonth(), parsed: Date.parse('2026-01-01'), utc: Date.UTC(1970, 0, 2),
      is: new Date() instanceof Date, sub: new (class extends Date {})().getTime(), own: new Date().constructor === Date,
    });`;
  const times = async (cloud: Awaited<ReturnType<typeof startFixture>>) =>
    JSON.parse(((await cloud.invoke('Work', {})) as { payload: string }).payload) as Record<string, unknown>;

  it('stands where the program stands, also while the bundle loads, and moves in warm workers', async () => {
    const cloud = await startFixture(one(code));
    expect(await times(cloud)).toMatchObject({
      ...{ loaded: START, now: START, made: START, kept: START, sub: START, is: true, own: true },
      ...{ fixed: '1970-01-02T00:00:00.000Z', parts: 0, parsed: Date.parse('2026-01-01'), utc: 86_400_000 },
      text: new Date(START).toString(),
    });
    cloud.clock.moveTo(START + 3_600_000);
    expect(await times(cloud)).toMatchObject({ loaded: START, now: START + 3_600_000, made: START + 3_600_000 });
  });

  it('runs with the wall clock when the program does', async () => {
    const cloud = await startFixture(one(code));
    cloud.clock.run();
    const first = (await times(cloud)).now as number;
    await pause(2);
    expect((await times(cloud)).now).toBeGreaterThan(first);
    expect(first).toBeGreaterThanOrEqual(START);
    expect(first).toBeLessThan(START + 60_000);
  });
});
