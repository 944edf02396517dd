/** Tokens that a user pool did not issue, or not so: each is wrong in one thing only. */
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createRequire } from 'node:module';
import { decodeJwt, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';

const load = createRequire(import.meta.url);
/** The local pool's own key: with it a token differs from the pool's in nothing but what a test changes. */
const POOL_KEY = createPrivateKey(load('cognito-local/lib/keys/cognitoLocal.private.json').pem);
export const PUBLIC_PEM: string = load('cognito-local/lib/keys/cognitoLocal.public.json').pem;
export const OTHER_KEY = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

export const signed = (
  claims: JWTPayload,
  key: KeyObject | Uint8Array = POOL_KEY,
  alg = 'RS256',
  kid = 'CognitoLocal',
): Promise<string> => new SignJWT(claims).setProtectedHeader({ alg, kid }).sign(key);

const seconds = (): number => Math.floor(Date.now() / 1000);

/** Of a good access token. The gateway refuses each with 401. */
export const FORGERIES = {
  expired: (token) => signed({ ...decodeJwt(token), exp: seconds() - 1 }),
  'wrong audience': (token) => signed({ ...decodeJwt(token), client_id: 'anotherclient' }),
  'alg none': (token) => new UnsecuredJWT(decodeJwt(token)).encode(),
  'other pool': (token) => signed({ ...decodeJwt(token), iss: `${decodeJwt(token).iss}x` }),
  'other key': (token) => signed(decodeJwt(token), OTHER_KEY),
  tampered: (token) => {
    const [header, , signature] = token.split('.');
    // More than anybody is in: the same claims would be the same token.
    const claims = { ...decodeJwt(token), 'cognito:groups': ['finance', 'operations', 'partners'] };
    return `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
  },
} as const satisfies Record<string, (token: string) => string | Promise<string>>;
