/** Faults that can be ordered: what goes wrong, at which call, how often, and on which side of PayPal's work. */
import type { ServerResponse } from 'node:http';
import type { Answer } from './answers.ts';

export const OPERATIONS = ['token', 'create', 'batch', 'item', 'cancel'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** `before`: PayPal never hears of the request. `after`: it did its work, and only the answer is spoilt. */
export const STAGES = ['before', 'after'] as const;

export const EFFECTS = [
  /** No answer until the client gives up. */
  'hang',
  'reset',
  'internal-error',
  'unavailable',
  'rate-limited',
  'unauthorized',
  /** Good status, JSON content type, and half a document. */
  'malformed-json',
  'html',
  'no-content-type',
  'empty',
  /** Fewer bytes than promised, then the connection closes. */
  'truncated',
] as const;
export type Effect = (typeof EFFECTS)[number];

/** What a predicate may look at; `senderBatchId` is that of a create request, however invalid it is. */
export interface SeenRequest {
  readonly operation: Operation;
  readonly path: string;
  readonly senderBatchId: string | undefined;
}

export interface FaultOrder {
  readonly effect: Effect;
  readonly stage: (typeof STAGES)[number];
  /** @default 'create' */
  readonly on?: Operation | undefined;
  /** How many matching requests it spoils. @default 1 */
  readonly times?: number | undefined;
  /** Only requests with this sender batch id. */
  readonly senderBatchId?: string | undefined;
  readonly when?: ((request: SeenRequest) => boolean) | undefined;
}

export interface FaultDesk {
  order(order: FaultOrder): void;
  clear(): void;
  /** The oldest order that fits, one use of it spent. */
  take(request: SeenRequest): FaultOrder | undefined;
}

export function faultDesk(): FaultDesk {
  let open: { readonly order: FaultOrder; left: number }[] = [];
  return {
    order: (order) => void open.push({ order, left: order.times ?? 1 }),
    clear: () => {
      open = [];
    },
    take(request) {
      const found = open.find(({ order, left }) => left > 0 && fits(order, request));
      if (found) found.left -= 1;
      return found?.order;
    },
  };
}

function fits({ on = 'create', senderBatchId, when }: FaultOrder, request: SeenRequest): boolean {
  if (on !== request.operation) return false;
  if (senderBatchId !== undefined && senderBatchId !== request.senderBatchId) return false;
  return when?.(request) ?? true;
}

const ERRORS: Partial<Record<Effect, Answer>> = {
  'internal-error': {
    status: 500,
    body: { name: 'INTERNAL_ERROR', message: 'An internal service error has occurred.' },
  },
  unavailable: { status: 503, body: { name: 'SERVICE_UNAVAILABLE', message: 'Service Unavailable.' } },
  'rate-limited': { status: 429, body: { name: 'RATE_LIMIT_REACHED', message: 'Too many requests.' } },
  unauthorized: { status: 401, body: { error: 'invalid_token', error_description: 'Access Token not found in cache' } },
};

/** Answers as ordered. `answer` is what PayPal would have said; undefined when it never heard of the request. */
export function spoil(
  effect: Effect,
  answer: Answer | undefined,
  response: ServerResponse,
  write: (answer: Answer) => void,
): void {
  const error = ERRORS[effect];
  if (error) {
    write(error);
    return;
  }
  const status = answer?.status ?? 200;
  const text = JSON.stringify(answer?.body ?? { batch_header: {} });
  const half = text.slice(0, Math.floor(text.length / 2));
  const json = { 'content-type': 'application/json' };
  switch (effect) {
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'malformed-json':
      response.writeHead(status, json).end(half);
      return;
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Sorry.</body></html>');
      return;
    case 'no-content-type':
      response.writeHead(status).end(text);
      return;
    case 'empty':
      response.writeHead(status, json).end();
      return;
    case 'truncated':
      response.writeHead(status, { ...json, 'content-length': Buffer.byteLength(text) });
      response.write(half, () => response.socket?.destroy());
      return;
    default: // hang
  }
}
