import { decodeJwt, type JWTPayload } from 'jose';
import { describe, expect, it } from 'vitest';
import type { EmbeddedCloud } from '../../local/embedded-cloud.ts';
import { FORGERIES, OTHER_KEY, PUBLIC_PEM, signed } from '../support/forged-tokens.ts';
import { type FixtureStack, startFixture } from './fixture-stack.ts';
import { ANNA, POOL, withAnna } from './user-pool-stack.ts';

const api = (authorizer: object = {}, route: object = {}): FixtureStack => ({
  functions: { Answer: { code: 'export const handler = async (event) => event;' } },
  resources: {
    ...POOL,
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'program', ProtocolType: 'HTTP' } },
    SignedIn: {
      Type: 'AWS::ApiGatewayV2::Authorizer',
      Properties: {
        ApiId: { Ref: 'Api' },
        AuthorizerType: 'JWT',
        IdentitySource: ['$request.header.Authorization'],
        JwtConfiguration: {
          Audience: [{ Ref: 'Portal' }],
          // As CDK's HttpUserPoolAuthorizer writes it.
          Issuer: {
            'Fn::Join': ['', ['https://cognito-idp.', { Ref: 'AWS::Region' }, '.amazonaws.com/', { Ref: 'Users' }]],
          },
        },
        ...authorizer,
      },
    },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: { 'Fn::GetAtt': ['Answer', 'Arn'] },
        PayloadFormatVersion: '2.0',
      },
    },
    Me: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: { Ref: 'Api' },
        RouteKey: 'POST /me',
        AuthorizationType: 'JWT',
        AuthorizerId: { Ref: 'SignedIn' },
        Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
        ...route,
      },
    },
  },
});

async function signedIn() {
  const cloud = await startFixture(api());
  const { sub, signIn } = await withAnna(cloud);
  const { AuthenticationResult } = await signIn(ANNA.password);
  const { AccessToken = '', IdToken = '' } = AuthenticationResult ?? {};
  return { cloud, sub, access: AccessToken, id: IdToken };
}

const call = (cloud: EmbeddedCloud, authorization?: string) =>
  fetch(`${cloud.apiUrl}/me`, { method: 'POST', ...(authorization && { headers: { authorization } }) });

const now = () => Math.floor(Date.now() / 1000);
const INVALID = 'Bearer scope="" error="invalid_token"';

describe('a route with a JWT authorizer', () => {
  it.each(['Bearer ', ''])(
    'lets a token of the pool in after "%s", and hands its claims over as texts',
    async (scheme) => {
      const { cloud, sub, access } = await signedIn();
      const response = await call(cloud, scheme + access);
      expect(response.status).toBe(200);
      const { requestContext } = (await response.json()) as { requestContext: { authorizer: unknown } };
      const claims = decodeJwt(access);
      expect(requestContext.authorizer).toEqual({
        jwt: {
          claims: {
            sub,
            iss: cloud.userPool.issuer,
            client_id: cloud.userPool.clientId,
            username: sub,
            token_use: 'access',
            scope: 'aws.cognito.signin.user.admin',
            'cognito:groups': '[operations partners]',
            origin_jti: claims.origin_jti,
            event_id: claims.event_id,
            jti: claims.jti,
            auth_time: String(claims.auth_time),
            iat: String(claims.iat),
            exp: String(claims.exp),
          },
          scopes: null,
        },
      });
    },
  );

  it('lets an id token in, too: which of the two it is, a function looks at', async () => {
    const { cloud, id } = await signedIn();
    const { requestContext } = (await (await call(cloud, id)).json()) as Record<string, Record<string, unknown>>;
    expect(requestContext?.authorizer).toMatchObject({
      jwt: { claims: { token_use: 'id', aud: cloud.userPool.clientId, email_verified: 'true' } },
    });
  });

  it('goes by the wall clock, whatever the program says', async () => {
    const { cloud, access } = await signedIn();
    cloud.clock.moveTo(cloud.clock.now() + 10 * 365 * 86_400_000);
    expect((await call(cloud, access)).status).toBe(200);
  });

  type Forge = (claims: JWTPayload, token: string) => string | Promise<string>;
  const cases: readonly (readonly [why: string, challenge: string, forge: Forge])[] = [
    ['no token', 'Bearer', () => ''],
    ['the scheme alone', INVALID, () => 'Bearer'],
    ['no JWT', INVALID, () => 'Bearer hello'],
    ['an expired one', `${INVALID} error_description="the token has expired"`, (_, token) => FORGERIES.expired(token)],
    ['one that never expires', INVALID, ({ exp: _, ...claims }) => signed(claims)],
    ['one that is not yet valid', INVALID, (claims) => signed({ ...claims, nbf: now() + 60 })],
    ['one from the future', INVALID, (claims) => signed({ ...claims, iat: now() + 60 })],
    ['alg none', INVALID, (_, token) => FORGERIES['alg none'](token)],
    ['another RSA algorithm', INVALID, (claims) => signed(claims, undefined, 'PS256')],
    ['an HMAC with the public key', INVALID, (claims) => signed(claims, new TextEncoder().encode(PUBLIC_PEM), 'HS256')],
    ['another key', INVALID, (_, token) => FORGERIES['other key'](token)],
    ['a key nobody knows', INVALID, (claims) => signed(claims, OTHER_KEY, 'RS256', 'elsewhere')],
    ['another pool', INVALID, (_, token) => FORGERIES['other pool'](token)],
    [
      'another client',
      `${INVALID} error_description="the token does not have a valid audience"`,
      (_, token) => FORGERIES['wrong audience'](token),
    ],
    [
      'an audience elsewhere, whatever the client',
      `${INVALID} error_description="the token does not have a valid audience"`,
      (claims) => signed({ ...claims, aud: 'elsewhere' }),
    ],
    ['other claims under its signature', INVALID, (_, token) => FORGERIES.tampered(token)],
    ['half a signature', INVALID, (_, token) => token.slice(0, -40)],
  ];

  it('refuses everything else before the function is asked', async () => {
    const { cloud, access } = await signedIn();
    for (const [why, challenge, forge] of cases) {
      const response = await call(cloud, await forge(decodeJwt(access), access));
      const seen = [response.status, await response.json(), response.headers.get('www-authenticate')];
      expect([why, ...seen]).toEqual([why, 401, { message: 'Unauthorized' }, challenge]);
    }
    expect(cloud.usage().functions['Fixture-Answer']?.invocations).toBe(0);
    // Signed anew with nothing changed it would be let in: each case fails for its own reason.
    expect((await call(cloud, await signed(decodeJwt(access)))).status).toBe(200);
  });

  it('reads the header it is told to read', async () => {
    const cloud = await startFixture(api({ IdentitySource: ['$request.header.X-Token'] }));
    const { AuthenticationResult } = await (await withAnna(cloud)).signIn(ANNA.password);
    const token = AuthenticationResult?.AccessToken ?? '';
    expect((await call(cloud, token)).status).toBe(401);
    const response = await fetch(`${cloud.apiUrl}/me`, { method: 'POST', headers: { 'x-token': token } });
    expect(response.status).toBe(200);
  });

  it.each([
    ['scopes', api({}, { AuthorizationScopes: ['a/b'] }), /Me \(POST \/me\) has AuthorizationScopes/],
    ['no authorizer', api({}, { AuthorizerId: undefined }), /Me \(POST \/me\).*no authorizer/],
    ['IAM', api({}, { AuthorizationType: 'AWS_IAM' }), /Me \(POST \/me\).*AWS_IAM/],
    ['a function', api({ AuthorizerType: 'REQUEST' }), /SignedIn.*REQUEST/],
    ['a query', api({ IdentitySource: ['$request.querystring.token'] }), /SignedIn\.IdentitySource/],
    [
      'a stranger',
      api({ JwtConfiguration: { Issuer: 'https://issuer.example', Audience: [] } }),
      /SignedIn trusts https:\/\/issuer\.example/,
    ],
  ])('is refused at start by its name with %s', async (_, stack, says) => {
    await expect(startFixture(stack)).rejects.toThrow(says);
  });
});
