import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { EmbeddedCloud } from '../../local/embedded-cloud.ts';
import { matchRoute, type Route } from '../../local/http-api/routes.ts';
import { START, startFixture } from './fixture-stack.ts';

const api = (code: string, routeKeys: readonly string[], route: object = {}, integration: object = {}) => ({
  functions: { Answer: { code } },
  resources: {
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'billing', ProtocolType: 'HTTP' } },
    Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId: { Ref: 'Api' }, StageName: '$default' } },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: { 'Fn::GetAtt': ['Answer', 'Arn'] },
        PayloadFormatVersion: '2.0',
        ...integration,
      },
    },
    ...Object.fromEntries(
      routeKeys.map((RouteKey, index) => [
        `Route${index}`,
        {
          Type: 'AWS::ApiGatewayV2::Route',
          Properties: {
            ApiId: { Ref: 'Api' },
            RouteKey,
            AuthorizationType: 'NONE',
            Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
            ...route,
          },
        },
      ]),
    ),
  },
  outputs: { Url: { Value: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] } } },
});

const ECHO = 'export const handler = async (event) => event;';

async function echoed(cloud: EmbeddedCloud, path: string, init?: RequestInit): Promise<Record<string, unknown>> {
  return (await (await fetch(cloud.apiUrl + path, init)).json()) as Record<string, unknown>;
}

describe('an HTTP API on this machine', () => {
  it('hands requests over in payload format 2.0', async () => {
    const cloud = await startFixture(api(ECHO, ['POST /billing/{kind}']));
    expect(cloud.outputs.Url).toBe(cloud.apiUrl);
    const before = Date.now();
    const event = await echoed(cloud, '/billing/a%20b?x=1&x=2&y=%20z', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Signature': 'S', Cookie: 'a=1; b=2' },
      body: '{"ä":1}',
    });
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'POST /billing/{kind}',
      rawPath: '/billing/a%20b',
      rawQueryString: 'x=1&x=2&y=%20z',
      queryStringParameters: { x: '1,2', y: ' z' },
      pathParameters: { kind: 'a b' },
      headers: { 'content-type': 'application/json', 'x-signature': 'S' },
      cookies: ['a=1', 'b=2'],
      body: '{"ä":1}',
      isBase64Encoded: false,
      requestContext: {
        http: { method: 'POST', path: '/billing/a%20b', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' },
        stage: '$default',
        routeKey: 'POST /billing/{kind}',
        requestId: expect.any(String),
        time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      },
    });
    expect(event.headers).not.toHaveProperty('cookie');
    // Signatures are checked against the wall clock, whatever the program's clock says.
    const { timeEpoch } = event.requestContext as { timeEpoch: number };
    expect(timeEpoch).toBeGreaterThanOrEqual(before);
    expect(timeEpoch).not.toBe(START);
  });

  it('passes bytes on as base64', async () => {
    const cloud = await startFixture(api(ECHO, ['POST /file']));
    const body = Buffer.from([0, 255, 128]);
    const event = await echoed(cloud, '/file', {
      method: 'POST',
      headers: { 'content-type': 'application/pdf' },
      body,
    });
    expect(event).toMatchObject({ isBase64Encoded: true, body: body.toString('base64') });
  });

  it.each([
    { answer: { a: 1 }, status: 200, body: '{"a":1}', type: 'application/json' },
    { answer: 'text', status: 200, body: 'text', type: 'application/json' },
    { answer: null, status: 200, body: 'null', type: 'application/json' },
    { answer: { statusCode: 202 }, status: 202, body: '', type: 'text/plain;charset=UTF-8' },
    {
      answer: { statusCode: 409, body: '{"x":1}', headers: { 'Content-Type': 'application/problem+json' } },
      ...{ status: 409, body: '{"x":1}', type: 'application/problem+json' },
    },
    {
      answer: {
        statusCode: 200,
        body: Buffer.from('héllo').toString('base64'),
        isBase64Encoded: true,
        headers: { 'content-type': 'text/html' },
      },
      ...{ status: 200, body: 'héllo', type: 'text/html' },
    },
    {
      answer: { statusCode: 'odd' },
      status: 500,
      body: '{"message":"Internal Server Error"}',
      type: 'application/json',
    },
  ])('answers $answer as $status $body', async ({ answer, status, body, type }) => {
    const cloud = await startFixture(
      api(`export const handler = async () => (${JSON.stringify(answer)});`, ['$default']),
    );
    const response = await fetch(`${cloud.apiUrl}/any/where`);
    expect([response.status, await response.text(), response.headers.get('content-type')]).toEqual([
      status,
      body,
      type,
    ]);
  });

  it('sends each cookie by itself', async () => {
    const cloud = await startFixture(
      api('export const handler = async () => ({ statusCode: 204, cookies: ["a=1", "b=2"] });', ['GET /']),
    );
    const response = await fetch(`${cloud.apiUrl}/`);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it.each([
    { why: 'an unknown path', path: '/none', status: 404, message: 'Not Found' },
    { why: 'another method', path: '/fail', init: { method: 'DELETE' }, status: 404, message: 'Not Found' },
    { why: 'a function that fails', path: '/fail', status: 500, message: 'Internal Server Error' },
  ])('answers $status to $why', async ({ path, init, status, message }) => {
    const cloud = await startFixture(
      api('export const handler = async () => { throw new Error("secret"); };', ['GET /fail']),
    );
    const response = await fetch(cloud.apiUrl + path, init);
    expect([response.status, await response.json()]).toEqual([status, { message }]);
  });

  it('gives up on a slow function', async () => {
    const slow = api('export const handler = () => new Promise(() => {});', ['GET /'], {}, { TimeoutInMillis: 50 });
    const cloud = await startFixture(slow);
    const response = await fetch(`${cloud.apiUrl}/`);
    expect([response.status, await response.json()]).toEqual([503, { message: 'Service Unavailable' }]);
  });

  it('refuses more than 10 MB', async () => {
    const cloud = await startFixture(api(ECHO, ['POST /']));
    const status = await new Promise((resolve, reject) => {
      const sent = request(`${cloud.apiUrl}/`, { method: 'POST' }, (response) => resolve(response.statusCode));
      sent.on('error', reject).end(Buffer.alloc(10 * 1024 * 1024 + 1));
    });
    expect(status).toBe(413);
    expect(cloud.usage().functions['Fixture-Answer']?.invocations).toBe(0);
  });

  it.each([
    {
      why: 'an authorizer',
      stack: api(ECHO, ['GET /me'], { AuthorizationType: 'JWT' }),
      says: /Route0 \(GET \/me\).*JWT/,
    },
    {
      why: 'payload format 1.0',
      stack: api(ECHO, ['GET /me'], {}, { PayloadFormatVersion: '1.0' }),
      says: /Route0 \(GET \/me\)/,
    },
  ])('refuses a route with $why by its name', async ({ stack, says }) => {
    await expect(startFixture(stack)).rejects.toThrow(says);
  });
});

describe('of several routes', () => {
  const keys = ['$default', 'ANY /runs/{id}', 'GET /runs/{id}', 'GET /runs/latest', 'GET /runs/{rest+}', 'GET /{any+}'];
  const routes = keys.map((routeKey): Route => {
    const [method, path = ''] = routeKey.split(' ');
    const segments = path.split('/').slice(1);
    return {
      routeKey,
      method: method === '$default' ? undefined : method,
      segments,
      functionReference: '',
      timeoutMs: 0,
    };
  });
  it.each([
    ['GET', '/runs/latest', 'GET /runs/latest', undefined],
    ['GET', '/runs/7', 'GET /runs/{id}', { id: '7' }],
    ['PUT', '/runs/7', 'ANY /runs/{id}', { id: '7' }],
    ['GET', '/runs/7/items', 'GET /runs/{rest+}', { rest: '7/items' }],
    ['GET', '/elsewhere/7', 'GET /{any+}', { any: 'elsewhere/7' }],
    ['PUT', '/elsewhere', '$default', undefined],
  ])('%s %s goes to %s', (method, path, routeKey, pathParameters) => {
    const match = matchRoute(routes, method, path);
    expect([match?.route.routeKey, match?.pathParameters]).toEqual([routeKey, pathParameters]);
  });
  it('none fits without a default', () => expect(matchRoute(routes.slice(1), 'PUT', '/elsewhere')).toBeUndefined());
});
