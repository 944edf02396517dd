/** What one can ask of the local PayPal beside the API: see what it moved, decide how things end, order faults. */
import type { Api, DuplicateForm } from './api.ts';
import type { ItemState } from './book.ts';
import type { BatchEnd } from './book-events.ts';
import type { FaultDesk, FaultOrder, Operation } from './faults.ts';
import type { TokenDesk } from './tokens.ts';
import type {
  Delivery,
  Forgery,
  RegisteredWebhook,
  Transmission,
  Webhook,
  WebhookDesk,
  WebhookMode,
} from './webhooks.ts';

/** One item of an accepted batch. */
export interface Transfer {
  readonly payoutBatchId: string;
  readonly senderBatchId: string;
  readonly payoutItemId: string;
  readonly senderItemId: string | undefined;
  readonly receiver: string;
  readonly cents: number;
  /** As it stands now: only SUCCESS is money that the receiver has. */
  readonly status: string;
  readonly error: string | undefined;
  /** When the batch was accepted, on the program's clock. */
  readonly at: number;
  /** When it got its status; undefined while it is being processed. */
  readonly settledAt: number | undefined;
}

export interface BatchSummary {
  readonly payoutBatchId: string;
  readonly senderBatchId: string;
  readonly status: string;
  readonly items: number;
  readonly cents: number;
  readonly at: number;
}

export interface LocalPayPalControls {
  /** Every item of every accepted batch, in the order of acceptance. */
  transfers(): readonly Transfer[];
  batches(): readonly BatchSummary[];
  /** How often each call was made, faults included. */
  calls(): Readonly<Record<Operation, number>>;
  /** Where a request that was taken, or an answer, is not as PayPal's OpenAPI file says. Always empty without the file. */
  deviations(): readonly string[];
  balanceCents(): number;
  setBalance(cents: number): void;
  /** How items for this receiver end that are processed from now on; case does not matter. @default SUCCESS */
  setOutcome(receiver: string, status: string, error?: string): void;
  /** How a whole batch ends that is not processed yet: its items get the same status. */
  setBatchOutcome(senderBatchId: string, end: BatchEnd): void;
  /** Moves one item by hand: a claim, a refund, a reversal. @throws RangeError when there is no such item */
  moveItem(payoutItemId: string, status: string, error?: string): void;
  answerDuplicates(form: DuplicateForm): void;
  orderFault(order: FaultOrder): void;
  clearFaults(): void;
  /** Only this secret is taken from now on, and every token that was granted is over; the same secret ends the tokens only. */
  rotateSecret(clientSecret: string): void;
  /** From now on webhooks are sent there. @default nowhere */
  registerWebhook(webhook: RegisteredWebhook): void;
  setWebhookMode(mode: WebhookMode): void;
  /** All that were made since the webhook was registered, the oldest first. */
  webhooks(): readonly Webhook[];
  /** Sends webhooks by hand: again, in another order, forged. @returns what each was answered */
  deliverWebhooks(delivery?: Delivery): Promise<readonly number[]>;
  /** Headers and body as they would be sent now. */
  transmissionOf(webhookId: string, forged?: Forgery): Transmission;
  /** Any body, as PayPal would sign it. */
  signedAs(body: string): Transmission;
  /** All webhooks that were on their way have arrived. */
  webhooksSettled(): Promise<void>;
}

/** What PayPal says about an item that ends so, when nothing else is asked for. */
const USUAL_ERRORS: Readonly<Record<string, string>> = {
  UNCLAIMED: 'RECEIVER_UNREGISTERED',
  FAILED: 'RECEIVER_ACCOUNT_LOCKED',
  ONHOLD: 'RECEIVER_ACCOUNT_LIMITATION',
};

export interface ControlParts {
  readonly api: Api;
  readonly faults: FaultDesk;
  readonly clock: () => number;
  readonly calls: Readonly<Record<Operation, number>>;
  readonly deviations: readonly string[];
  readonly webhooks: WebhookDesk;
  readonly tokens: TokenDesk;
}

export function controlsOf({
  api,
  faults,
  clock,
  calls,
  deviations,
  webhooks,
  tokens,
}: ControlParts): LocalPayPalControls {
  const end = (status: string, error = USUAL_ERRORS[status]) => ({ status, error });
  return {
    transfers: () => [...api.look().items.values()].map(transferOf),
    batches: () =>
      [...api.look().batches.values()].map(({ payoutBatchId, senderBatchId, status, items, createdAt: at }) => {
        const cents = items.reduce((total, item) => total + item.cents, 0);
        return { payoutBatchId, senderBatchId, status, items: items.length, cents, at };
      }),
    calls: () => ({ ...calls }),
    deviations: () => [...deviations],
    balanceCents: () => api.look().balanceCents,
    setBalance: (balanceCents) => api.look().record({ kind: 'balance-set', balanceCents }),
    setOutcome: (receiver, status, error) =>
      api.look().record({ kind: 'outcome-set', receiver: receiver.toLowerCase(), end: end(status, error) }),
    setBatchOutcome: (senderBatchId, status) =>
      api.look().record({ kind: 'batch-outcome-set', senderBatchId, end: status }),
    moveItem(payoutItemId, status, error) {
      if (!api.look().items.has(payoutItemId)) throw new RangeError(`there is no item ${payoutItemId}`);
      api.look().record({ kind: 'item-moved', payoutItemId, at: clock(), end: end(status, error) });
    },
    answerDuplicates(form) {
      api.duplicateForm = form;
    },
    orderFault: faults.order,
    clearFaults: faults.clear,
    rotateSecret: (clientSecret) => tokens.rotate(clientSecret),
    registerWebhook: (webhook) => webhooks.register(webhook),
    setWebhookMode(mode) {
      webhooks.mode = mode;
    },
    webhooks() {
      // What passing time changes is told when somebody looks.
      api.look();
      return webhooks.webhooks();
    },
    deliverWebhooks: async (delivery) => webhooks.deliver(delivery),
    transmissionOf: (id, forged) => webhooks.transmission(id, forged),
    signedAs: (body) => webhooks.signed(body),
    webhooksSettled: () => webhooks.settled(),
  };
}

function transferOf({
  batch,
  payoutItemId,
  senderItemId,
  receiver,
  cents,
  status,
  error,
  settledAt,
}: ItemState): Transfer {
  const { payoutBatchId, senderBatchId, createdAt: at } = batch;
  return { payoutBatchId, senderBatchId, payoutItemId, senderItemId, receiver, cents, status, error, at, settledAt };
}
