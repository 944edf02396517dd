/**
 * A PayPal for this machine: the Payouts API at the root of a port, with PayPal's memory, limits, refusals and faults.
 * What it moved is the witness in tests, and its journal lets it survive being killed.
 */
import { existsSync } from 'node:fs';
import { Api } from './api.ts';
import { Book } from './book.ts';
import { controlsOf, type LocalPayPalControls } from './controls.ts';
import { faultDesk, type Operation } from './faults.ts';
import { noticesOf } from './notices.ts';
import { openApiCheck } from './open-api.ts';
import { rateLimit } from './rate-limit.ts';
import { listen } from './server.ts';
import { tokenDesk } from './tokens.ts';
import { WebhookDesk } from './webhooks.ts';

export interface LocalPayPalOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The program's clock, in milliseconds: batches, their 30 days of memory, unclaimed items. */
  readonly clock: () => number;
  /** Tokens and the rate limit. @default Date.now */
  readonly wallClock?: () => number;
  /** @default 0, any free port */
  readonly port?: number;
  /** @default 127.0.0.1 */
  readonly host?: string;
  /** Journal that is read at start and appended to; without it everything is forgotten at the end. */
  readonly stateFile?: string;
  /** The balance at the very beginning; a journal's own goes before it. @default ten billion dollars */
  readonly balanceCents?: number;
  /** What one payout costs the sender, in cents, from its amount. @default nothing */
  readonly feeRule?: (cents: number) => number;
  /** How long a batch stays PENDING on the program's clock. @default 0: until the first look */
  readonly processingMs?: number;
  /** @default 400, as PayPal's */
  readonly postsPerMinute?: number;
  /** @default 32400 */
  readonly tokenLifetimeSeconds?: number;
  /** PayPal's OpenAPI file. Requests and answers are held against it when it is there; see `deviations`. */
  readonly openApiFile?: string;
}

export interface LocalPayPal extends LocalPayPalControls {
  /** Such as `http://127.0.0.1:43210`. */
  readonly url: string;
  readonly port: number;
  /** Also cuts connections that hang. Closing twice does no harm. */
  close(): Promise<void>;
}

const TEN_BILLION_DOLLARS = 1_000_000_000_000;

export async function startLocalPayPal(options: LocalPayPalOptions): Promise<LocalPayPal> {
  const { clock, wallClock = Date.now, openApiFile, clientId, clientSecret } = options;
  const book = new Book(options.stateFile, options.balanceCents ?? TEN_BILLION_DOLLARS);
  const faults = faultDesk();
  const deviations: string[] = [];
  const calls: Record<Operation, number> = { token: 0, create: 0, batch: 0, item: 0, cancel: 0 };
  let origin = '';

  const api = new Api({
    book,
    clock,
    processingMs: options.processingMs ?? 0,
    feeOf: options.feeRule ?? (() => 0),
    admitsPost: rateLimit(options.postsPerMinute ?? 400, wallClock).admits,
    origin: () => origin,
  });
  const webhooks = new WebhookDesk({ clock, wallClock, origin: () => origin });
  book.onRecord = (event) => {
    for (const notice of noticesOf(event, book, origin)) webhooks.tell(notice);
  };
  const lifetimeSeconds = options.tokenLifetimeSeconds ?? 32_400;
  const tokens = tokenDesk({ clientId, clientSecret, wallClock, lifetimeSeconds });
  const controls = controlsOf({ api, faults, clock, calls, deviations, webhooks, tokens });
  const server = await listen({
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    api,
    controls,
    faults,
    webhooks,
    tokens,
    count: (operation) => {
      calls[operation] += 1;
    },
    check: openApiFile !== undefined && existsSync(openApiFile) ? openApiCheck(openApiFile) : undefined,
    deviates: (sentences) => deviations.push(...sentences),
  });
  origin = server.url;
  let closed: Promise<void> | undefined;
  return {
    ...controls,
    url: server.url,
    port: server.port,
    close: () => {
      closed ??= webhooks
        .settled()
        .then(() => server.close())
        .then(() => book.close());
      return closed;
    },
  };
}
