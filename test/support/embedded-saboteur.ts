/** Breaks functions of the embedded cloud at chosen requests: tests name the function, and see each request's place in its invocation. */
import { FUNCTION_NAMES, type FunctionName } from '../../infra/functions.ts';
import type { FaultHooks, TapCall, TapReply, TapVerdict } from '../../local/tap.ts';

type Verdict = TapVerdict | Promise<TapVerdict>;

export interface SeenRequest extends TapCall {
  readonly from: FunctionName;
}

export interface AnsweredRequest extends SeenRequest {
  readonly reply: TapReply;
  /** Counts the answered requests of this invocation, from 1. */
  readonly place: number;
}

export class Saboteur {
  /** The service has not seen the request. */
  before: (request: SeenRequest) => Verdict = () => undefined;
  /** The service has answered, and the function does not know yet. */
  after: (request: AnsweredRequest) => Verdict = () => undefined;
  /** Set once the local PayPal runs, and before the first function that calls it is: then its requests are seen, too. */
  payPalUrl: string | undefined;
  readonly #places = new Map<string, number>();
  readonly hooks: FaultHooks;

  constructor() {
    const payPalUrl = () => this.payPalUrl;
    this.hooks = {
      beforeRequest: (call) => this.before({ ...call, from: nameOf(call) }),
      afterReply: (call, reply) => {
        const invocation = call.requestId ?? '';
        const place = (this.#places.get(invocation) ?? 0) + 1;
        this.#places.set(invocation, place);
        return this.after({ ...call, from: nameOf(call), reply, place });
      },
      get upstreams(): Record<string, string> {
        const url = payPalUrl();
        return url === undefined ? {} : { paypal: url };
      },
    };
  }

  /** Nothing breaks any more. */
  rest(): void {
    this.before = () => undefined;
    this.after = () => undefined;
  }
}

/** `PartnerPayouts-FunctionsPlanBucketsFunction64128C50` is `plan-buckets`. */
function nameOf({ functionName }: TapCall): FunctionName {
  const plain = functionName.toLowerCase();
  const name = FUNCTION_NAMES.find((candidate) => plain.includes(`functions${candidate.replaceAll('-', '')}function`));
  if (!name) throw new Error(`${functionName} is none of the stack's functions`);
  return name;
}

/** An answer that no SDK and no ledger tries again: the invocation fails, and the function lives. */
export const ACCESS_DENIED: TapReply = {
  status: 400,
  body: JSON.stringify({ __type: 'com.amazon.coral.service#AccessDeniedException', message: 'for a while' }),
};
