/** The user pools of a stack in cognito-local: finds pools, clients and users as Cognito's operations name them. */
import { isObject } from '../json.ts';
import { ServiceError } from '../json-protocol.ts';
import type { Outbox } from '../mail/outbox.ts';
import type { StateDirectory } from '../state-directory.ts';
import { type Attribute, CONTEXT, type CognitoLocal, type PoolService, type PoolUser } from './cognito-local.ts';
import { keptPools } from './kept-data.ts';
import { type MailReason, poolMail } from './pool-mail.ts';
import type { ClientSettings, PoolSettings } from './pool-settings.ts';

export type Input = Readonly<Record<string, unknown>>;

export interface Pool {
  readonly settings: PoolSettings;
  readonly service: PoolService;
}

export class UserPools {
  readonly cognito: CognitoLocal;
  readonly #pools: readonly Pool[];
  readonly #outbox: Outbox;
  readonly #run: ReturnType<CognitoLocal['Router']>;

  private constructor(cognito: CognitoLocal, pools: readonly Pool[], outbox: Outbox) {
    this.cognito = cognito;
    this.#pools = pools;
    this.#outbox = outbox;
    this.#run = cognito.Router({
      clock,
      otp: cognito.newCode,
      config: {},
      triggers: { enabled: () => false },
      cognito: {
        getUserPool: async (_: unknown, id: string) => this.pool(id).service,
        getUserPoolForClientId: async (_: unknown, id: string) => this.client(id).pool.service,
      },
      messages: {
        deliver: async (_: unknown, reason: MailReason, __: unknown, poolId: string, user: PoolUser, code: string) =>
          this.mail(this.pool(poolId), reason, user, code),
      },
    });
  }

  static async open(
    cognito: CognitoLocal,
    settings: readonly PoolSettings[],
    outbox: Outbox,
    state: StateDirectory | undefined,
  ): Promise<UserPools> {
    const kept = keptPools(state);
    const pools = settings.map((each) => {
      const { Schema } = each.properties;
      const custom = (Array.isArray(Schema) ? Schema : []).map((attribute) => ({
        Mutable: true,
        ...attribute,
        Name: `custom:${attribute.Name}`,
      }));
      const options = {
        ...each.properties,
        Id: each.id,
        SchemaAttributes: [...cognito.standardAttributes, ...custom],
      };
      const store = kept(each.id);
      return { settings: each, service: new cognito.UserPoolServiceImpl(store, clock, store, options) };
    });
    for (const { settings: each, service } of pools) {
      for (const { name, description } of each.groups) {
        if (await service.getGroupByGroupName(CONTEXT, name)) continue;
        const now = clock.get();
        const group = { GroupName: name, Description: description, CreationDate: now, LastModifiedDate: now };
        await service.saveGroup(CONTEXT, group);
      }
    }
    return new UserPools(cognito, pools, outbox);
  }

  /** @throws ServiceError ResourceNotFoundException. */
  pool(id: unknown): Pool {
    const found = this.#pools.find(({ settings }) => settings.id === id);
    if (!found) throw new ServiceError('ResourceNotFoundException', `User pool ${String(id)} does not exist.`);
    return found;
  }

  /** @throws ServiceError ResourceNotFoundException. */
  client(id: unknown): { readonly pool: Pool; readonly client: ClientSettings } {
    for (const pool of this.#pools) {
      const client = pool.settings.clients.find((each) => each.id === id);
      if (client) return { pool, client };
    }
    throw new ServiceError('ResourceNotFoundException', `User pool client ${String(id)} does not exist.`);
  }

  /** By user name, `sub` or e-mail; capital letters do not count. */
  async find({ service }: Pool, username: unknown): Promise<PoolUser | undefined> {
    const wanted = String(username).toLowerCase();
    const users = await service.listUsers(CONTEXT);
    return users.find((user) => user.Username === wanted || attributeOf(user, 'email')?.toLowerCase() === wanted);
  }

  /** @throws ServiceError UserNotFoundException. */
  async user(pool: Pool, username: unknown): Promise<PoolUser> {
    const found = await this.find(pool, username);
    if (!found) throw new ServiceError('UserNotFoundException', 'User does not exist.');
    return found;
  }

  async save({ service }: Pool, user: PoolUser): Promise<void> {
    await service.saveUser(CONTEXT, { ...user, UserLastModifiedDate: clock.get() });
  }

  mail(pool: Pool, reason: MailReason, user: PoolUser, code: string): void {
    const to = attributeOf(user, 'email');
    if (to !== undefined) this.#outbox.put(poolMail(pool.settings.properties, reason, to, code));
  }

  /** Lets cognito-local answer. @throws ServiceError for what it refuses. */
  async pass(operation: string, input: Input): Promise<Record<string, unknown>> {
    try {
      const output = await this.#run(operation)(CONTEXT, input);
      return inSeconds(output) as Record<string, unknown>;
    } catch (error) {
      if (error instanceof Error && 'code' in error) throw new ServiceError(String(error.code), error.message);
      throw error;
    }
  }
}

/** Tokens and codes live on the wall clock, whatever the program's clock says. */
const clock = { get: () => new Date() };

export const attributeOf = (user: { readonly Attributes: readonly Attribute[] }, name: string): string | undefined =>
  user.Attributes.find(({ Name }) => Name === name)?.Value;

/** The protocol has instants in seconds since 1970. */
function inSeconds(value: unknown): unknown {
  if (value instanceof Date) return Math.floor(value.getTime() / 1000);
  if (Array.isArray(value)) return value.map(inSeconds);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inSeconds(each)]));
}
