/** PayPal as it answers on the wire, with all that goes wrong there. The program's own sorting of its answers is in between. */
import { createRequest } from '../../../shared/adapters/paypal/create-request.ts';
import type { Answer } from '../../../shared/adapters/paypal/payouts-client.ts';
import { readBatch } from '../../../shared/adapters/paypal/read-batch.ts';
import { sortSendAnswer } from '../../../shared/adapters/paypal/sort-send-answer.ts';
import type { PayoutGateway, SendOutcome } from '../../../shared/ports/payout-gateway.ts';
import type { Faults } from '../kernel/faults.ts';
import type { Process, World } from '../kernel/world.ts';
import { fateOf } from './fates.ts';
import { type BookedBatch, type BookedItem, PayPalBooks } from './paypal-books.ts';
import { batchPage, CREATED, duplicate, error, itemsRefused } from './paypal-words.ts';

interface Asked {
  readonly sender_batch_header: { readonly sender_batch_id: string };
  readonly items: readonly {
    readonly receiver: string;
    readonly sender_item_id: string;
    readonly amount: { readonly value: string };
  }[];
}

export class SimPayPal {
  readonly books = new PayPalBooks();
  /** While it is out, nothing is heard and nothing answered. */
  isOut = false;
  hasFunds = true;
  /** It takes what it is sent, and no answer arrives. */
  isSilent = false;
  /** Receivers that it takes no item for. */
  readonly invalid = new Set<string>();
  /** Told of each batch that is accepted. */
  accepted: (batch: BookedBatch) => void = () => {};
  /** Bytes that were sent under a sender batch id, and how often. */
  readonly sent = new Map<string, { readonly bytes: string; times: number }>();
  readonly #world: World;
  readonly #faults: Faults;
  /** Sender batch ids after whose sending nobody could know whether the batch exists. */
  readonly uncertain = new Set<string>();
  /** Receivers whose items it refused at least once. */
  readonly refused = new Set<string>();
  /** The batch in which a run's item for a receiver was refused. */
  readonly #refusedIn = new Map<string, string>();
  #ids = 0;

  constructor(world: World, faults: Faults) {
    this.#world = world;
    this.#faults = faults;
  }

  for(process: Process): PayoutGateway {
    const { chance } = this.#world;
    return {
      send: (batch) => {
        const { body } = createRequest(batch) as unknown as { readonly body: Asked };
        const stall = this.#faults.draw('stall') ? chance.between(1_000, 900_000) : 0;
        return this.#world.step(process, `send ${batch.senderBatchId}`, chance.between(100, 3_000) + stall, () => {
          const crash = this.#faults.draw('process');
          if (crash === 'crash before a step') process.died(crash);
          if (process.gone) {
            this.uncertain.add(batch.senderBatchId);
            return UNKNOWN('gone');
          }
          const answer = this.#post(body);
          if (crash === 'crash after a step') process.died(crash);
          if (provesNothing(answer) || process.gone) this.uncertain.add(batch.senderBatchId);
          return 'kind' in answer ? answer : sortSendAnswer(answer, batch);
        });
      },
      findBatch: (id) =>
        readBatch(id, () =>
          this.#world.step(process, `look at ${id}`, chance.between(50, 1_000), () => this.#look(id)),
        ).catch((failure: Error) => ({ kind: 'unavailable', cause: failure.message })),
      findItem: async () => ({ kind: 'unavailable', cause: 'nobody asks' }),
      cancelItem: async () => ({ kind: 'unavailable', cause: 'nobody asks' }),
    };
  }

  #post(body: Asked): Answer | SendOutcome {
    const { chance } = this.#world;
    if (this.isOut) return UNKNOWN('no whole answer within 30000 ms');
    if (this.isSilent) {
      this.#take(body);
      return UNKNOWN('no whole answer within 30000 ms');
    }
    const trouble = this.#faults.draw('paypal');
    switch (trouble) {
      case undefined:
        return this.#take(body);
      case 'PayPal time-out before it heard':
      case 'PayPal connection reset':
        return UNKNOWN(trouble);
      case 'PayPal time-out after it accepted':
        this.#take(body);
        return UNKNOWN(trouble);
      case 'PayPal accepts after the time-out':
        this.#world.at(this.#world.now + chance.between(1, 600) * 1_000, () => void this.#take(body));
        return UNKNOWN(trouble);
      case 'PayPal body cut off': {
        const { message, ...answer } = this.#take(body);
        return { ...answer, message: message.slice(0, chance.between(0, message.length - 1)) };
      }
      case 'PayPal 429':
        return error(429, 'RATE_LIMIT_REACHED');
      case 'PayPal 500':
        if (chance.happens(0.5)) this.#take(body);
        return error(500, 'INTERNAL_ERROR');
      case 'PayPal 503 without a name':
        if (chance.happens(0.5)) this.#take(body);
        return { statusCode: 503, headers: {}, message: '<html>Service unavailable</html>' };
      case 'PayPal 401 login refused':
        return { kind: 'refused', status: 401, error: 'LOGIN_REFUSED', debugId: undefined };
      case 'PayPal not asked for want of a token':
        return { kind: 'not-sent', cause: 'no token', debugId: undefined };
      case 'PayPal previous request in progress':
        return error(400, 'PREVIOUS_REQUEST_IN_PROGRESS');
      case 'PayPal previous request in progress, and accepted':
        this.#take(body);
        return error(400, 'PREVIOUS_REQUEST_IN_PROGRESS');
    }
  }

  /** What PayPal itself does with a request that reaches it. */
  #take(body: Asked): Answer {
    const { chance, now } = this.#world;
    const { sender_batch_id: senderBatchId } = body.sender_batch_header;
    this.#remember(senderBatchId, JSON.stringify(body));
    for (const { receiver } of body.items) {
      const refusedIn = this.#refusedIn.get(`${runOf(senderBatchId)} ${receiver}`) ?? senderBatchId;
      if (refusedIn !== senderBatchId)
        this.#world.fail(
          new Error(`PayPal refused ${receiver} in ${refusedIn}, and is asked again in ${senderBatchId}`),
        );
    }
    const known = this.books.remembered(senderBatchId, now);
    if (known) {
      this.#faults.count(known.linked ? 'PayPal duplicate with link' : 'PayPal duplicate without link');
      return duplicate(known);
    }
    const wrong = body.items.flatMap(({ receiver }, place) => (this.invalid.has(receiver) ? [place] : []));
    if (wrong.length > 0) {
      this.#faults.count('PayPal item invalid');
      for (const place of wrong) {
        const receiver = body.items[place]?.receiver ?? '';
        this.refused.add(receiver);
        this.#refusedIn.set(`${runOf(senderBatchId)} ${receiver}`, senderBatchId);
      }
      return itemsRefused(wrong);
    }
    if (!this.hasFunds) return error(422, 'INSUFFICIENT_FUNDS');
    this.#ids += 1;
    const denied = this.#faults.on && chance.happens(0.02);
    if (denied) this.#faults.count('PayPal denies the batch');
    const batch: BookedBatch = {
      batchId: `PP${this.#ids}`,
      senderBatchId,
      acceptedAt: now,
      denied,
      linked: !this.#faults.on || !chance.happens(0.1),
      items: body.items.map(
        (item, place): BookedItem => ({
          itemId: `PP${this.#ids}I${place}`,
          senderItemId: item.sender_item_id,
          receiver: item.receiver,
          cents: Math.round(Number(item.amount.value) * 100),
          turns: denied ? [{ at: now, status: 'DENIED' }] : fateOf(now, chance, this.#faults),
        }),
      ),
    };
    this.books.add(batch);
    this.accepted(batch);
    return CREATED(batch);
  }

  #remember(senderBatchId: string, bytes: string): void {
    const before = this.sent.get(senderBatchId);
    if (!before) this.sent.set(senderBatchId, { bytes, times: 1 });
    else if (before.bytes === bytes) before.times += 1;
    else this.#world.fail(new Error(`PayPal was sent other bytes under ${senderBatchId} than before`));
  }

  #look(id: string): Answer {
    const { now, chance } = this.#world;
    if (this.isOut || this.isSilent) throw new Error('no whole answer within 30000 ms');
    const trouble = this.#faults.draw('look');
    const batch = this.books.find(id);
    const isNew = batch !== undefined && now - batch.acceptedAt < 50 * 60_000;
    if (trouble === 'PayPal look-up fails') return error(chance.pick([500, 503, 429]), 'INTERNAL_ERROR');
    if (!batch || (trouble === 'PayPal does not find a new batch yet' && isNew))
      return error(404, 'RESOURCE_NOT_FOUND');
    return batchPage(batch, now, trouble === 'PayPal look-up lists half');
  }
}

/** All generations of a run's batch name its week. */
const runOf = (senderBatchId: string): string => /\d{4}-\d\d-\d\d/.exec(senderBatchId)?.[0] ?? '';

/** After a time-out, a 5xx, a 429 or a body that cannot be read the batch may exist. */
function provesNothing(answer: Answer | SendOutcome): boolean {
  if ('kind' in answer) return answer.kind === 'unknown';
  if (answer.statusCode >= 500 || answer.statusCode === 429) return true;
  return !answer.message.endsWith('}') || answer.message.includes('PREVIOUS_REQUEST_IN_PROGRESS');
}

const UNKNOWN = (cause: string): SendOutcome => ({ kind: 'unknown', cause, debugId: undefined });
