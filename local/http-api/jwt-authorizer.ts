/** API Gateway's JWT authorizers on this machine: who may come in, and what the function is told of them. */
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import { listAt, objectAt, stringAt } from '../json.ts';
import type { StackResource } from '../template/stack-resources.ts';

/** The key set of each issuer that this machine knows. */
export type KeySets = ReadonlyMap<string, JSONWebKeySet>;

export type Verdict =
  | { readonly kind: 'let in'; readonly claims: Readonly<Record<string, string>> }
  /** `challenge` is the answer's `www-authenticate`. */
  | { readonly kind: 'unauthorized'; readonly challenge: string };

export interface JwtAuthorizer {
  /** On the wall clock, by which tokens are issued. `header` gives a request's header by its name in lower case. */
  decide(header: (name: string) => string | undefined): Promise<Verdict>;
}

/** @throws Error naming the authorizer when it needs what the embedded cloud does not do. */
export function jwtAuthorizer({ logicalId, properties }: StackResource, keySets: KeySets): JwtAuthorizer {
  if (properties.AuthorizerType !== 'JWT') {
    throw new Error(
      `${logicalId} is an authorizer of the type ${String(properties.AuthorizerType)}: only JWT runs here`,
    );
  }
  const configuration = objectAt(properties.JwtConfiguration, `${logicalId}.JwtConfiguration`);
  const issuer = stringAt(configuration.Issuer, `${logicalId}.JwtConfiguration.Issuer`);
  const audience = listAt(configuration.Audience, `${logicalId}.JwtConfiguration.Audience`);
  const keySet = keySets.get(issuer);
  if (!keySet) throw new Error(`${logicalId} trusts ${issuer}, which is no user pool of this stack`);
  const [source, ...more] = listAt(properties.IdentitySource, `${logicalId}.IdentitySource`);
  const [, headerName] = /^\$request\.header\.([\w-]+)$/.exec(String(source)) ?? [];
  if (headerName === undefined || more.length > 0) {
    throw new Error(`${logicalId}.IdentitySource must be one header: others are not run by the embedded cloud`);
  }
  const keys = createLocalJWKSet(keySet);
  return {
    async decide(header) {
      const token = header(headerName.toLowerCase())?.replace(/^Bearer /, '');
      if (!token) return { kind: 'unauthorized', challenge: 'Bearer' };
      try {
        const { payload } = await jwtVerify(token, keys, {
          algorithms: ['RS256'],
          issuer,
          requiredClaims: ['exp'],
        });
        if (!isFor(audience, payload)) return refused('the token does not have a valid audience');
        if (payload.iat !== undefined && payload.iat > Date.now() / 1000) return refused();
        return { kind: 'let in', claims: claimsOf(payload) };
      } catch (error) {
        return refused(error instanceof errors.JWTExpired ? 'the token has expired' : undefined);
      }
    },
  };
}

/** `client_id` counts only where there is no `aud`: Cognito's access tokens have none. */
function isFor(audience: readonly unknown[], { aud, client_id: clientId }: JWTPayload): boolean {
  return [aud ?? clientId].flat().some((each) => audience.includes(each));
}

const refused = (description?: string): Verdict => ({
  kind: 'unauthorized',
  challenge: `Bearer scope="" error="invalid_token"${description ? ` error_description="${description}"` : ''}`,
});

/** Every claim is a text in the event. API Gateway writes lists as Go does: `[partners operations]`. */
function claimsOf(payload: JWTPayload): Record<string, string> {
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, goText(value)]));
}

function goText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `map[${fields.map(([name, each]) => `${name}:${goText(each)}`).join(' ')}]`;
}
