/**
 * The local PayPal's webhooks: signed with a certificate that it serves, and sent when its book changes; or held back, to be
 * sent twice, in another order, forged, or never. What was not taken is not sent again by itself: `deliver` does.
 */
import { randomUUID, sign } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { WEBHOOK_ALGORITHM, WEBHOOK_HEADERS } from '../../shared/contracts/paypal-webhook.ts';
import { type SigningKey, signingKey } from './certificate.ts';
import type { Notice } from './notices.ts';

/** `at-once`: sent as things happen. `held`: kept until they are delivered by hand. `lost`: never sent; they can still be delivered by hand. */
export const WEBHOOK_MODES = ['at-once', 'held', 'lost'] as const;
export type WebhookMode = (typeof WEBHOOK_MODES)[number];

export const FORGERIES = ['altered-body', 'other-key', 'other-host', 'other-webhook', 'too-old'] as const;
export type Forgery = (typeof FORGERIES)[number];

export interface RegisteredWebhook {
  readonly url: string;
  /** Is signed with every webhook. */
  readonly webhookId: string;
}

export interface Webhook {
  readonly id: string;
  readonly eventType: string;
  /** As it goes over the wire. */
  readonly body: string;
  /** What each delivery was answered; 0 where there was no answer. */
  readonly answers: readonly number[];
}

export interface Transmission {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Delivery {
  /** By their ids, in this order. @default all that were not taken yet, the oldest first */
  readonly ids?: readonly string[] | undefined;
  /** @default 1 */
  readonly times?: number | undefined;
  readonly forged?: Forgery | undefined;
}

export interface WebhookDeskOptions {
  /** The program's clock: when things happened. */
  readonly clock: () => number;
  /** When they were sent, as the signature says it. */
  readonly wallClock: () => number;
  readonly origin: () => string;
}

const CERTIFICATE_PATH = '/v1/notifications/certs/CERT-LOCAL';
const FOUR_DAYS_MS = 4 * 86_400_000;

interface KeptWebhook extends Webhook {
  readonly answers: number[];
}

export class WebhookDesk {
  mode: WebhookMode = 'at-once';
  readonly #options: WebhookDeskOptions;
  readonly #kept: KeptWebhook[] = [];
  #registered: RegisteredWebhook | undefined;
  #own: SigningKey | undefined;
  /** One after the other, in the order in which things happened. */
  #sending: Promise<unknown> = Promise.resolve();

  constructor(options: WebhookDeskOptions) {
    this.#options = options;
  }

  /** From now on: what happened before is told to nobody. */
  register(webhook: RegisteredWebhook): void {
    this.#registered = webhook;
  }

  webhooks(): readonly Webhook[] {
    return this.#kept;
  }

  /** PEM at the path that webhooks name; undefined for any other path. */
  certificateAt(path: string): string | undefined {
    return path === CERTIFICATE_PATH ? this.#key().certificate : undefined;
  }

  tell({ eventType, resourceType, resource }: Notice): void {
    if (!this.#registered) return;
    const id = `WH-${randomUUID().toUpperCase()}`;
    const create_time = new Date(this.#options.clock()).toISOString();
    const event = { id, event_version: '1.0', create_time, resource_type: resourceType, event_type: eventType };
    const summary = 'Something changed about a payout.';
    const kept: KeptWebhook = {
      id,
      eventType,
      body: JSON.stringify({ ...event, summary, resource, links: [] }),
      answers: [],
    };
    this.#kept.push(kept);
    if (this.mode === 'at-once') void this.#inTurn(() => this.#send(kept));
  }

  /** @returns what each was answered. @throws RangeError for an id that there is not, or when no webhook is registered */
  deliver({ ids, times = 1, forged }: Delivery = {}): Promise<readonly number[]> {
    const chosen = ids?.map((id) => this.#named(id)) ?? this.#kept.filter(({ answers }) => !answers.includes(200));
    return this.#inTurn(async () => {
      const answers: number[] = [];
      for (const webhook of chosen)
        for (let time = 0; time < times; time += 1) answers.push(await this.#send(webhook, forged));
      return answers;
    });
  }

  /** Everything that is on its way has arrived. */
  async settled(): Promise<void> {
    await this.#sending;
  }

  /** Signed now, or as if it were. */
  transmission(id: string, forged?: Forgery): Transmission {
    return this.signed(this.#named(id).body, forged);
  }

  /** Any body, signed as PayPal signs: of an account that others use, too. */
  signed(body: string, forged?: Forgery): Transmission {
    const { webhookId } = this.#webhook();
    const { wallClock, origin } = this.#options;
    const sentAt = wallClock() - (forged === 'too-old' ? FOUR_DAYS_MS : 0);
    const transmissionId = randomUUID();
    const time = `${new Date(sentAt).toISOString().slice(0, 19)}Z`;
    const signedId = forged === 'other-webhook' ? 'WEBHOOK-OF-SOMEBODY-ELSE' : webhookId;
    const { key } = forged === 'other-key' || forged === 'other-host' ? signingKey(wallClock()) : this.#key();
    const signature = sign('sha256', Buffer.from(`${transmissionId}|${time}|${signedId}|${crc32(body)}`), key);
    const host = forged === 'other-host' ? 'https://certificates.attacker.example' : origin();
    return {
      headers: {
        'content-type': 'application/json',
        [WEBHOOK_HEADERS.transmissionId]: transmissionId,
        [WEBHOOK_HEADERS.transmissionTime]: time,
        [WEBHOOK_HEADERS.signature]: signature.toString('base64'),
        [WEBHOOK_HEADERS.certificateUrl]: `${host}${CERTIFICATE_PATH}`,
        [WEBHOOK_HEADERS.algorithm]: WEBHOOK_ALGORITHM,
      },
      body: forged === 'altered-body' ? body.replace('"event_version":"1.0"', '"event_version":"1.1"') : body,
    };
  }

  async #send(webhook: KeptWebhook, forged?: Forgery): Promise<number> {
    const { url } = this.#webhook();
    const answer = await fetch(url, { method: 'POST', ...this.transmission(webhook.id, forged) }).then(
      ({ status }) => status,
      () => 0,
    );
    webhook.answers.push(answer);
    return answer;
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#sending.then(work);
    this.#sending = done.catch(() => undefined);
    return done;
  }

  #named(id: string): KeptWebhook {
    const found = this.#kept.find((webhook) => webhook.id === id);
    if (!found) throw new RangeError(`there is no webhook ${id}`);
    return found;
  }

  #webhook(): RegisteredWebhook {
    if (!this.#registered) throw new RangeError('no webhook is registered');
    return this.#registered;
  }

  /** Made when it is first needed: most tests send no webhooks, and a key takes a tenth of a second. */
  #key(): SigningKey {
    this.#own ??= signingKey(this.#options.wallClock());
    return this.#own;
  }
}
