/** The routes of an HTTP API as the template has them, and which of them answers a request. */
import { listAt, numberAt, stringAt } from '../json.ts';
import type { StackResource } from '../template/stack-resources.ts';
import { type JwtAuthorizer, jwtAuthorizer, type KeySets } from './jwt-authorizer.ts';

export interface Route {
  readonly routeKey: string;
  /** `ANY` or a method; undefined for `$default`. */
  readonly method: string | undefined;
  readonly segments: readonly string[];
  readonly functionReference: string;
  readonly timeoutMs: number;
  /** @default everybody may call it */
  readonly authorizer?: JwtAuthorizer;
}

/** Everything of the stack that routes are made of. */
export interface RouteSources {
  readonly routes: readonly StackResource[];
  readonly integrations: readonly StackResource[];
  readonly authorizers: readonly StackResource[];
  readonly keySets: KeySets;
}

export interface RouteMatch {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>> | undefined;
}

/** API Gateway waits this long for a function at most. */
const MAX_INTEGRATION_MS = 30_000;

/** @throws Error naming the route when it needs what the embedded cloud does not do. */
export function routesOf(api: StackResource, sources: RouteSources): readonly Route[] {
  if (api.properties.ProtocolType !== 'HTTP')
    throw new Error(`${api.logicalId} is no HTTP API: others do not run here`);
  if (api.properties.CorsConfiguration !== undefined) {
    throw new Error(`${api.logicalId}.CorsConfiguration is not run by the embedded cloud`);
  }
  const authorizers = new Map(
    sources.authorizers.map((resource) => [resource.name, jwtAuthorizer(resource, sources.keySets)] as const),
  );
  return sources.routes
    .filter(({ properties }) => properties.ApiId === api.name)
    .map((route) => read(route, sources.integrations, authorizers));
}

function read(
  route: StackResource,
  integrations: readonly StackResource[],
  authorizers: ReadonlyMap<string, JwtAuthorizer>,
): Route {
  const { logicalId, properties } = route;
  const routeKey = stringAt(properties.RouteKey, `${logicalId}.RouteKey`);
  const authorizer = authorizerOf(route, authorizers);
  const [method, path = ''] = routeKey === '$default' ? [undefined] : routeKey.split(' ');
  const target = stringAt(properties.Target, `${logicalId}.Target`).replace(/^integrations\//, '');
  const integration = integrations.find(({ name }) => name === target);
  const { IntegrationType, IntegrationUri, PayloadFormatVersion, TimeoutInMillis } = integration?.properties ?? {};
  if (IntegrationType !== 'AWS_PROXY' || PayloadFormatVersion !== '2.0') {
    throw new Error(
      `${logicalId} (${routeKey}) does not go to a function with payload format 2.0: only that runs here`,
    );
  }
  return {
    routeKey,
    method,
    segments: path.split('/').slice(1),
    functionReference: stringAt(IntegrationUri, `${target}.IntegrationUri`),
    timeoutMs: Math.min(
      numberAt(TimeoutInMillis ?? MAX_INTEGRATION_MS, `${target}.TimeoutInMillis`),
      MAX_INTEGRATION_MS,
    ),
    ...(authorizer && { authorizer }),
  };
}

function authorizerOf(
  { logicalId, properties }: StackResource,
  authorizers: ReadonlyMap<string, JwtAuthorizer>,
): JwtAuthorizer | undefined {
  const authorization = properties.AuthorizationType ?? 'NONE';
  if (authorization === 'NONE') return undefined;
  const authorizer = authorizers.get(String(properties.AuthorizerId));
  const route = `${logicalId} (${String(properties.RouteKey)})`;
  if (authorization !== 'JWT' || !authorizer) {
    throw new Error(
      `${route} needs the authorization ${String(authorization)} by ${String(properties.AuthorizerId ?? 'no authorizer')}, which the embedded cloud does not know`,
    );
  }
  if (listAt(properties.AuthorizationScopes, `${logicalId}.AuthorizationScopes`).length > 0) {
    throw new Error(`${route} has AuthorizationScopes, which are not run by the embedded cloud`);
  }
  return authorizer;
}

/** The most specific route wins: whole paths before parameters before `{proxy+}` before `$default`; a method before ANY. */
export function matchRoute(routes: readonly Route[], method: string, path: string): RouteMatch | undefined {
  const segments = path.split('/').slice(1);
  let best: (RouteMatch & { readonly rank: string }) | undefined;
  for (const route of routes) {
    if (route.method !== undefined && route.method !== 'ANY' && route.method !== method) continue;
    const parameters = route.method === undefined ? {} : parametersOf(route.segments, segments);
    if (!parameters) continue;
    const rank = rankOf(route);
    const pathParameters = Object.keys(parameters).length > 0 ? parameters : undefined;
    if (!best || rank < best.rank) best = { route, pathParameters, rank };
  }
  return best;
}

function parametersOf(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const [, name, greedy] = /^\{([^}+]+)(\+?)\}$/.exec(part) ?? [];
    const value = segments[index];
    if (value === undefined) return undefined;
    if (name !== undefined && greedy) return { ...parameters, [name]: decode(segments.slice(index).join('/')) };
    if (name !== undefined) parameters[name] = decode(value);
    else if (part !== value) return undefined;
  }
  return pattern.length === segments.length ? parameters : undefined;
}

/** Sorts by text: per segment 0 for itself, 1 for a parameter, 2 for the rest of the path; `$default` last. */
function rankOf({ method, segments }: Route): string {
  if (method === undefined) return '3';
  const kinds = segments.map((part) => (part.endsWith('+}') ? '2' : part.startsWith('{') ? '1' : '0')).join('');
  return `${kinds}${method === 'ANY' ? '1' : '0'}`;
}

/** A path with broken percent signs is passed on as it came. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
