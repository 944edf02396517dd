/** Who is signed in: tokens as Cognito makes them, their refreshing and their end. On the wall clock. */
import { createPrivateKey, randomBytes, randomUUID } from 'node:crypto';
import { createLocalJWKSet, errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { ServiceError } from '../json-protocol.ts';
import { CONTEXT, type PoolUser } from './cognito-local.ts';
import type { ClientSettings } from './pool-settings.ts';
import { attributeOf, type Pool, type UserPools } from './pools.ts';
import type { Session } from './session.ts';

/** Whom an access token is of, and through which client. */
export interface SignedIn {
  readonly pool: Pool;
  readonly client: ClientSettings;
  readonly user: PoolUser;
}

export class Sessions {
  readonly #pools: UserPools;
  readonly #key: ReturnType<typeof createPrivateKey>;
  readonly #keySet: ReturnType<typeof createLocalJWKSet>;

  constructor(pools: UserPools) {
    this.#pools = pools;
    this.#key = createPrivateKey(pools.cognito.privateKeyPem);
    this.#keySet = createLocalJWKSet(pools.cognito.keySet);
  }

  /** @returns what InitiateAuth answers once nothing more is asked. */
  async open(pool: Pool, client: ClientSettings, user: PoolUser): Promise<Record<string, unknown>> {
    const now = seconds();
    const session: Session = {
      id: randomUUID(),
      clientId: client.id,
      authTime: now,
      refreshToken: randomBytes(48).toString('base64url'),
      expiresAt: now + client.refreshTokenSeconds,
      accessTokens: [],
    };
    return { ...(await this.#issue(pool, client, user, session)), RefreshToken: session.refreshToken };
  }

  /** @throws ServiceError NotAuthorizedException for a token that is unknown, expired, revoked or another client's. */
  async refresh(pool: Pool, client: ClientSettings, refreshToken: unknown): Promise<Record<string, unknown>> {
    for (const user of await pool.service.listUsers(CONTEXT)) {
      const session = user.Sessions?.find((each) => each.refreshToken === refreshToken && each.clientId === client.id);
      if (!session) continue;
      if (session.expiresAt <= seconds()) throw notAuthorized('Refresh Token has expired');
      if (!user.Enabled) throw notAuthorized('User is disabled.');
      return this.#issue(pool, client, user, session);
    }
    throw notAuthorized('Refresh Token has been revoked');
  }

  /** Ends one sign-in. An unknown token is no error, as in the cloud. */
  async revoke(pool: Pool, refreshToken: unknown): Promise<void> {
    for (const user of await pool.service.listUsers(CONTEXT)) {
      if (!user.Sessions?.some((each) => each.refreshToken === refreshToken)) continue;
      const left = user.Sessions.filter((each) => each.refreshToken !== refreshToken);
      await this.#pools.save(pool, { ...user, Sessions: left });
    }
  }

  async endAll(pool: Pool, user: PoolUser): Promise<void> {
    await this.#pools.save(pool, { ...user, Sessions: [] });
  }

  /** @throws ServiceError NotAuthorizedException as Cognito's own operations answer. */
  async signedIn(accessToken: unknown): Promise<SignedIn> {
    let payload: JWTPayload;
    try {
      ({ payload } = await jwtVerify(String(accessToken), this.#keySet, { algorithms: ['RS256'] }));
    } catch (error) {
      throw notAuthorized(
        `${error instanceof errors.JWTExpired ? 'Access Token has expired' : 'Invalid Access Token'}`,
      );
    }
    if (payload.token_use !== 'access') throw notAuthorized('Invalid Access Token');
    const { pool, client } = this.#pools.client(payload.client_id);
    if (payload.iss !== pool.settings.issuer) throw notAuthorized('Invalid Access Token');
    const user = await this.#pools.find(pool, payload.username);
    const isLive = user?.Sessions?.some((each) => each.accessTokens.some(({ jti }) => jti === payload.jti));
    if (!user || !isLive) throw notAuthorized('Access Token has been revoked');
    return { pool, client, user };
  }

  async #issue(pool: Pool, client: ClientSettings, user: PoolUser, session: Session): Promise<Record<string, unknown>> {
    const now = seconds();
    const expiresAt = now + client.accessTokenSeconds;
    const jti = randomUUID();
    const groups = await pool.service.listUserGroupMembership(CONTEXT, user);
    const both = {
      ...(groups.length > 0 && { 'cognito:groups': groups }),
      origin_jti: session.id,
      event_id: randomUUID(),
      auth_time: session.authTime,
    };
    const custom = user.Attributes.filter(({ Name }) => Name.startsWith('custom:'));
    const access = {
      ...both,
      client_id: client.id,
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
      username: user.Username,
      jti,
    };
    const id = {
      ...both,
      ...Object.fromEntries(custom.map(({ Name, Value }) => [Name, Value])),
      'cognito:username': user.Username,
      email: attributeOf(user, 'email'),
      email_verified: attributeOf(user, 'email_verified') === 'true',
      token_use: 'id',
      aud: client.id,
      jti: randomUUID(),
    };
    const sign = (claims: JWTPayload, until: number) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: String(this.#pools.cognito.keySet.keys[0]?.kid) })
        .setIssuer(pool.settings.issuer)
        .setSubject(attributeOf(user, 'sub') ?? user.Username)
        .setIssuedAt(now)
        .setExpirationTime(until)
        .sign(this.#key);
    const [AccessToken, IdToken] = await Promise.all([sign(access, expiresAt), sign(id, now + client.idTokenSeconds)]);
    const accessTokens = [...session.accessTokens.filter((each) => each.expiresAt > now), { jti, expiresAt }];
    const others = (user.Sessions ?? []).filter((each) => each.id !== session.id && each.expiresAt > now);
    await this.#pools.save(pool, { ...user, Sessions: [...others, { ...session, accessTokens }] });
    return { AccessToken, IdToken, ExpiresIn: client.accessTokenSeconds, TokenType: 'Bearer' };
  }
}

const seconds = (): number => Math.floor(Date.now() / 1000);

export const notAuthorized = (message: string): ServiceError => new ServiceError('NotAuthorizedException', message);
