/**
 * The parts of the package cognito-local that run here: users, groups, second factors, its key. Its own server stays
 * out: that brings AWS's SDK v2 and 300 ms, these parts 50. Loaded only when a stack has a user pool.
 */
import { createRequire } from 'node:module';
import type { JSONWebKeySet } from 'jose';
import type { PoolStore } from './kept-data.ts';
import type { Session } from './session.ts';

export interface Attribute {
  readonly Name: string;
  readonly Value?: string;
}

export interface PoolUser {
  readonly Username: string;
  readonly Password: string;
  readonly Attributes: readonly Attribute[];
  readonly Enabled: boolean;
  readonly UserStatus: 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED' | 'UNCONFIRMED';
  readonly UserLastModifiedDate: Date;
  readonly ConfirmationCode?: string | undefined;
  readonly UserMFASettingList?: readonly string[];
  readonly SoftwareTokenMfaConfiguration?: { readonly Secret: string; readonly Verified: boolean };
  /** Ours: until when the confirmation code is good, in ms. */
  readonly CodeExpiresAt?: number;
  /** Ours: who is signed in. cognito-local's own list of refresh tokens stays empty. */
  readonly Sessions?: readonly Session[];
}

/** A pool of cognito-local. */
export interface PoolService {
  readonly options: Readonly<Record<string, unknown>>;
  listUsers(context: unknown): Promise<PoolUser[]>;
  saveUser(context: unknown, user: PoolUser): Promise<void>;
  saveGroup(context: unknown, group: Readonly<Record<string, unknown>>): Promise<void>;
  getGroupByGroupName(context: unknown, name: string): Promise<Readonly<Record<string, unknown>> | null>;
  listUserGroupMembership(context: unknown, user: PoolUser): Promise<string[]>;
}

type Services = Readonly<Record<string, unknown>>;
type Run = (context: unknown, input: unknown) => Promise<unknown>;

export interface CognitoLocal {
  readonly Router: (services: Services) => (operation: string) => Run;
  readonly UserPoolServiceImpl: new (
    clients: PoolStore,
    clock: { get(): Date },
    store: PoolStore,
    options: Readonly<Record<string, unknown>>,
  ) => PoolService;
  /** The attributes that every pool has. */
  readonly standardAttributes: readonly unknown[];
  readonly newCode: () => string;
  readonly isTotp: (secret: string, code: string) => boolean;
  readonly privateKeyPem: string;
  readonly keySet: JSONWebKeySet;
}

/** cognito-local logs through what it is handed; it has nothing to say here. */
const quiet = { debug() {}, info() {}, warn() {}, error() {}, child: () => quiet };
export const CONTEXT = { logger: quiet };

export function loadCognitoLocal(): CognitoLocal {
  const load = createRequire(import.meta.url);
  const part = (name: string) => load(`cognito-local/lib/${name}`);
  const { jwk } = part('keys/cognitoLocal.public.json');
  return {
    Router: part('server/Router.js').Router,
    UserPoolServiceImpl: part('services/userPoolService.js').UserPoolServiceImpl,
    standardAttributes: part('services/cognitoService.js').USER_POOL_AWS_DEFAULTS.SchemaAttributes,
    newCode: part('services/otp.js').otp,
    isTotp: part('services/totp.js').verify,
    privateKeyPem: part('keys/cognitoLocal.private.json').pem,
    keySet: { keys: [jwk] },
  };
}
