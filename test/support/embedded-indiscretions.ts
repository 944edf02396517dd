/** Services that fail under a function and repeat what they were sent: addresses, names, tokens. */
import type { FunctionName } from '../../infra/functions.ts';
import type { TapReply } from '../../local/tap.ts';
import { CANARY, CANARY_ADDRESS } from './canaries.ts';
import type { SeenRequest } from './embedded-saboteur.ts';

/** An address as it is, one of signs that few have, one as a URL has it, and whose token it was. */
const words = (token: string): string =>
  `Value '${CANARY_ADDRESS}' of {"email":"${CANARY}.o'neil+tag!/x=y@Sub.Partner.Example"}` +
  ` at ?email=${encodeURIComponent(CANARY_ADDRESS)} is refused for the token ${token}`;

/** No SDK and no ledger tries it again. */
const failure = (type: string, token: string): TapReply => ({
  status: 400,
  body: JSON.stringify({ __type: type, message: words(token), Message: words(token) }),
});

/** Answers that are none: a parser quotes from them, from names too. */
const NO_JSON = [`${CANARY_ADDRESS} is no JSON`, `{"Item":{"name":{"S":Jo ${CANARY}}}}`];

const KINDS: readonly ((token: string) => TapReply)[] = [
  (token) => failure('ValidationException', token),
  // Of Cognito: becomes an error of our own, whose cause it is.
  (token) => failure('UserNotFoundException', token),
  ...NO_JSON.map((body) => () => ({ status: 200, body })),
];

/** One kind after the other. */
export class Indiscretions {
  #count = 0;

  next(token = ''): TapReply {
    this.#count += 1;
    return (KINDS[this.#count % KINDS.length] ?? KINDS[0])?.(token) as TapReply;
  }

  /** Lets each of the functions down at the first request of so many of its invocations. */
  atFirstRequests(
    functions: readonly FunctionName[],
    invocations: number,
  ): (request: SeenRequest) => TapReply | undefined {
    const seen = new Map<FunctionName, Set<string>>(functions.map((name) => [name, new Set()]));
    return ({ from, requestId }) => {
      const met = seen.get(from);
      if (!met || requestId === undefined || met.has(requestId)) return undefined;
      met.add(requestId);
      return met.size <= invocations ? this.next() : undefined;
    };
  }
}
