import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { EmbeddedCloud } from '../../local/embedded-cloud.ts';
import type { FaultHooks, TapCall } from '../../local/tap.ts';
import { startFixture, TABLE, WRITER } from './fixture-stack.ts';

const STACK = {
  functions: { Write: { code: WRITER, environment: { TABLE_NAME: { Ref: 'Ledger' } } } },
  resources: { Ledger: TABLE },
};

const tapped = (faults: FaultHooks) => startFixture(STACK, { faults });

async function written(cloud: EmbeddedCloud): Promise<number | undefined> {
  const client = new DynamoDBClient(cloud.clientSettings('dynamodb'));
  onTestFinished(() => client.destroy());
  return (await client.send(new ScanCommand({ TableName: cloud.tableName() }))).Count;
}

describe('a tap in front of the services', () => {
  it('kills a function after one of its writes is durable', async () => {
    const calls: TapCall[] = [];
    const cloud = await tapped({
      afterReply: (call) => {
        calls.push(call);
        return call.sequence === 2 ? 'kill' : undefined;
      },
    });
    const outcome = await cloud.invoke('Write', { items: 5 });
    expect(outcome).toMatchObject({ kind: 'failed', error: { errorType: 'Runtime.ExitError' } });
    expect(await written(cloud)).toBe(2);
    expect(calls.map(({ sequence, operation }) => [sequence, operation])).toEqual([
      [1, 'PutItem'],
      [2, 'PutItem'],
    ]);
    expect(calls[0]).toMatchObject({
      service: 'dynamodb',
      functionName: 'Fixture-Write',
      requestId: outcome.requestId,
    });
    expect(JSON.parse(calls[0]?.body ?? '')).toMatchObject({ Item: { sk: { S: '0' } } });
    expect(await cloud.invoke('Write', { items: 5 })).toMatchObject({ payload: '{"written":5}' });
  });

  it('kills only the worker that calls, not its siblings', async () => {
    let first: string | undefined;
    const cloud = await tapped({
      afterReply: ({ requestId }) => {
        first ??= requestId;
        return requestId === first ? 'kill' : undefined;
      },
    });
    const outcomes = await Promise.all([1, 2, 3].map(() => cloud.invoke('Write', { items: 2 })));
    expect(outcomes.filter(({ kind }) => kind === 'failed').map(({ requestId }) => requestId)).toEqual([first]);
  });

  it('keeps a request from the service and answers in its place', async () => {
    const cloud = await tapped({
      beforeRequest: ({ sequence }) =>
        sequence === 1
          ? {
              status: 400,
              body: JSON.stringify({
                __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException',
                message: 'gone',
              }),
            }
          : undefined,
    });
    expect(await cloud.invoke('Write', { items: 2 })).toMatchObject({
      error: { errorType: 'ResourceNotFoundException', errorMessage: 'gone' },
    });
    expect(await written(cloud)).toBe(0);
  });

  it('drops a connection, which the SDK tries again', async () => {
    const cloud = await tapped({ beforeRequest: ({ sequence }) => (sequence === 1 ? 'drop' : undefined) });
    expect(await cloud.invoke('Write', { items: 1 })).toMatchObject({ payload: '{"written":1}' });
    expect(cloud.usage().services?.requests).toEqual({ 'dynamodb.PutItem': 2 });
  });

  it('loses what a killed worker sends at the same time, when it comes after the kill', async () => {
    const code = `${WRITER.split('export')[0]}export const handler = async ({ items }) => {
      await Promise.all([...Array(items).keys()].map((item) => client.send(new PutItemCommand({
        TableName: process.env.TABLE_NAME, Item: { pk: { S: 'item' }, sk: { S: String(item) } } }))));
    };`;
    const environment = { TABLE_NAME: { Ref: 'Ledger' } };
    const cloud = await startFixture(
      { ...STACK, functions: { Write: { code, environment } } },
      { faults: { beforeRequest: ({ sequence }) => (sequence === 1 ? 'kill' : undefined) } },
    );
    expect(await cloud.invoke('Write', { items: 20 })).toMatchObject({ kind: 'failed' });
    await cloud.idle();
    expect(await written(cloud)).toBe(0);
  });

  it('sees an error answer once: services tell program time, so no SDK takes its clock for wrong', async () => {
    const code = `import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
      const client = new DynamoDBClient({});
      export const handler = () => client.send(new PutItemCommand({ TableName: process.env.TABLE_NAME,
        Item: { pk: { S: 'a' }, sk: { S: 'a' } }, ConditionExpression: 'attribute_exists(pk)' }));`;
    const environment = { TABLE_NAME: { Ref: 'Ledger' } };
    const cloud = await startFixture({ ...STACK, functions: { Write: { code, environment } } }, { faults: {} });
    expect(await cloud.invoke('Write', {})).toMatchObject({ error: { errorType: 'ConditionalCheckFailedException' } });
    expect(cloud.usage().services?.requests).toEqual({ 'dynamodb.PutItem': 1 });
  });

  it('counts requests and capacity', async () => {
    const cloud = await tapped({});
    await cloud.invoke('Write', { items: 3 });
    expect(cloud.usage().services).toEqual({ requests: { 'dynamodb.PutItem': 3 }, readUnits: 0, writeUnits: 3 });
    cloud.resetUsage();
    expect(cloud.usage().services).toEqual({ requests: {}, readUnits: 0, writeUnits: 0 });
    expect(cloud.usage().functions['Fixture-Write']?.invocations).toBe(0);
  });

  it('stands in front of other services, too, and knows each worker there', async () => {
    const paths: (string | undefined)[] = [];
    const upstream = createServer((request, response) => {
      paths.push(request.url);
      response.end('paid');
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void upstream.close());
    await once(upstream, 'listening');
    const url = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
    const calls: TapCall[] = [];
    const code = `import { request } from 'node:http'; import { text } from 'node:stream/consumers';
      export const handler = () => new Promise((resolve, reject) => {
        const { hostname, port } = new URL(process.env.PAYPAL);
        request({ hostname, port, path: '/v1/pay?', method: 'POST' }, (reply) => resolve(text(reply))).on('error', reject).end('x');
      });`;
    const cloud = await startFixture(
      {
        functions: { Pay: { code, environment: { PAYPAL: { Ref: 'PayPalBaseUrl' } } } },
        parameters: { PayPalBaseUrl: { Type: 'String' } },
      },
      {
        parameters: { PayPalBaseUrl: url },
        faults: {
          upstreams: { paypal: url },
          afterReply: (call) => {
            calls.push(call);
            return call.sequence === 2 ? 'kill' : undefined;
          },
        },
      },
    );
    expect(await cloud.invoke('Pay', {})).toMatchObject({ payload: '"paid"' });
    expect(await cloud.invoke('Pay', {})).toMatchObject({ error: { errorType: 'Runtime.ExitError' } });
    expect(calls[1]).toMatchObject({
      service: 'paypal',
      operation: 'POST /v1/pay',
      functionName: 'Fixture-Pay',
      body: 'x',
    });
    expect(paths).toEqual(['/v1/pay?', '/v1/pay?']);
  });
});
