import { beforeAll, describe, expect, it } from 'vitest';
import { operationsOf } from '../../functions/api-document/document-shape.ts';
import { openApiDocument } from '../../functions/api-document/open-api-document.ts';
import type { FunctionName } from '../../infra/functions.ts';
import { type Endpoint, isSigned, routeKeyOf } from '../../shared/contracts/api/endpoint.ts';
import { ALL_ENDPOINTS, ENDPOINTS, SIGNED_ENDPOINTS } from '../../shared/contracts/api/endpoints.ts';
import { functionNamed, type Properties, resourcesOf, synthesizedTemplate, type Template } from './synthesized.ts';

let template: Template;
beforeAll(async () => {
  template = await synthesizedTemplate();
});

const SERVED: Readonly<Record<string, readonly Endpoint[]>> = {
  ...ENDPOINTS,
  ...Object.fromEntries(Object.entries(SIGNED_ENDPOINTS).map(([name, endpoint]) => [name, [endpoint]])),
};
const ENTRIES = Object.entries(SERVED).flatMap(([name, endpoints]) =>
  endpoints.map((endpoint) => ({ name: name as FunctionName, endpoint, key: routeKeyOf(endpoint) })),
);

const routes = (): Properties[] =>
  resourcesOf(template, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties);

/** A route with everything that it leads to. */
function routeOf(key: string) {
  const found = routes().filter(({ RouteKey }) => RouteKey === key);
  const [route] = found;
  if (!route || found.length > 1) throw new Error(`${found.length} routes ${key}`);
  const [, integrationId = ''] = /"Ref":"([^"]+)"/.exec(JSON.stringify(route.Target)) ?? [];
  const authorizerId: string | undefined = route.AuthorizerId?.Ref;
  return {
    authorization: route.AuthorizationType,
    scopes: route.AuthorizationScopes,
    integration: template.Resources[integrationId]?.Properties,
    authorizer: authorizerId === undefined ? undefined : template.Resources[authorizerId]?.Properties,
  };
}

describe.each(ENTRIES)('$key', ({ name, endpoint, key }) => {
  it('is one route, into its function', () => {
    expect(routeOf(key).integration).toMatchObject({
      IntegrationType: 'AWS_PROXY',
      PayloadFormatVersion: '2.0',
      IntegrationUri: { 'Fn::GetAtt': [functionNamed(template, name)[0], 'Arn'] },
    });
  });

  it('lets in whom its contract says', () => {
    const { authorization, authorizer, scopes } = routeOf(key);
    if (endpoint.access === 'public' || isSigned(endpoint)) {
      expect({ authorization, authorizer }).toEqual({ authorization: 'NONE', authorizer: undefined });
      return;
    }
    const [[poolId]] = resourcesOf(template, 'AWS::Cognito::UserPool') as [[string, unknown]];
    const [[clientId]] = resourcesOf(template, 'AWS::Cognito::UserPoolClient') as [[string, unknown]];
    expect({ authorization, scopes }).toEqual({ authorization: 'JWT', scopes: undefined });
    expect(authorizer).toMatchObject({
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Audience: [{ Ref: clientId }] },
    });
    expect(JSON.stringify(authorizer?.JwtConfiguration.Issuer)).toContain(`{"Ref":"${poolId}"}`);
  });

  it('may be called by the API', () => {
    const [functionId] = functionNamed(template, name);
    const permitted = resourcesOf(template, 'AWS::Lambda::Permission').filter(
      ([, { Properties }]) =>
        Properties.Principal === 'apigateway.amazonaws.com' &&
        JSON.stringify(Properties.FunctionName).includes(`"${functionId}"`) &&
        // Of this API, whichever route; or of the one route.
        [`/*/*${endpoint.path}"`, '/*/*"'].some((end) => JSON.stringify(Properties.SourceArn).includes(end)),
    );
    expect(permitted.length).toBeGreaterThan(0);
  });
});

it('no route is without a contract, and none is open by being forgotten', () => {
  expect(
    routes()
      .map(({ RouteKey }) => RouteKey)
      .sort(),
  ).toEqual(ENTRIES.map(({ key }) => key).sort());
});

it('every route is in the document, and every documented one is a route', () => {
  const documented = operationsOf(openApiDocument(ALL_ENDPOINTS)).map(({ method, path }) => `${method} ${path}`);
  expect(documented.sort()).toEqual(
    routes()
      .map(({ RouteKey }) => RouteKey)
      .sort(),
  );
});
