/**
 * The transport under PayPal's SDK. The SDK's own crashes the process on an unreadable 2xx, which may come after PayPal
 * accepted a batch; has an idle time-out instead of a deadline; and keeps tokens per process. Ours does none of that.
 */
import paypal from '@paypal/payouts-sdk';
import { type PayPalCredentials, tokenAnswerSchema } from '../../contracts/paypal.ts';
import { type TokenCache, tokenCache } from './token-cache.ts';

/** What came back, whatever its status; `message` is the body as it stands. */
export interface Answer {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly message: string;
}

/** Thrown when no whole answer came: time-out, reset, broken body. What PayPal did is not known. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** The request itself was never made: what it would have done has not happened. */
export class NotAsked extends NoAnswer {}

/** Thrown when the token endpoint answered 401 or 403: the request for which a token was wanted was never made. */
export class LoginRefused extends Error {
  override readonly name = 'LoginRefused';
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`PayPal refused the login (HTTP ${answer.statusCode})`);
    this.answer = answer;
  }
}

export interface PayoutsClientOptions {
  readonly baseUrl: string;
  readonly credentials: PayPalCredentials;
  /** For one exchange, from connecting to the last byte of the body. */
  readonly deadlineMs: number;
  readonly now: () => number;
}

/** The SDK's request classes; their type declarations leave these fields out. */
interface SdkRequest {
  readonly path: string;
  readonly verb: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export class PayoutsClient extends paypal.core.PayPalHttpClient {
  readonly #options: PayoutsClientOptions;
  readonly #tokens: TokenCache;

  constructor(options: PayoutsClientOptions) {
    const { clientId, clientSecret } = options.credentials;
    super(new paypal.core.PayPalEnvironment(clientId, clientSecret, options.baseUrl, ''));
    this.#options = options;
    this.#tokens = tokenCache(() => this.#login(), options.now);
  }

  /**
   * One request of the SDK. A 401 gets one fresh token and one more try: with a 401 nothing was accepted. At most four
   * exchanges, each with its own deadline, so that a slow login takes nothing from the time the payment has.
   * @throws NoAnswer, LoginRefused
   */
  override async execute(request: object): Promise<Answer> {
    const { path, verb, headers, body } = request as SdkRequest;
    const text = body == null ? undefined : JSON.stringify(body);
    const send = (token: string) => this.#exchange(path, verb, { ...headers, authorization: `Bearer ${token}` }, text);

    const token = await this.#token();
    const answer = await send(token);
    if (answer.statusCode !== 401) return answer;
    this.#tokens.forget(token);
    return send(await this.#token());
  }

  /** Without a token nothing is sent, and after a 401 nothing was: either way PayPal has not been asked. */
  async #token(): Promise<string> {
    try {
      return await this.#tokens.current();
    } catch (error) {
      throw error instanceof NoAnswer
        ? new NotAsked(`PayPal was not asked: ${error.message}`, { cause: error })
        : error;
    }
  }

  async #login() {
    const { clientId, clientSecret } = this.#options.credentials;
    const answer = await this.#exchange(
      '/v1/oauth2/token',
      'POST',
      {
        // The environment's own authorizationString() uses the deprecated `new Buffer`, which warns once bundled.
        authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      'grant_type=client_credentials',
    );
    if (answer.statusCode === 401 || answer.statusCode === 403) throw new LoginRefused(answer);
    const token = tokenAnswerSchema.safeParse(jsonOf(answer));
    if (answer.statusCode !== 200 || !token.success) throw new NoAnswer(`no token: HTTP ${answer.statusCode}`);
    return { value: token.data.access_token, lifetimeMs: token.data.expires_in * 1_000 };
  }

  async #exchange(
    path: string,
    method: string,
    headers: Readonly<Record<string, string>>,
    body: string | undefined,
  ): Promise<Answer> {
    const { baseUrl, deadlineMs } = this.#options;
    try {
      const response = await fetch(new URL(path, baseUrl), {
        method,
        headers: { accept: 'application/json', 'user-agent': 'partner-payouts', ...headers },
        ...(body === undefined ? {} : { body }),
        // Followed, a redirect would turn the POST into a GET or carry it to another host.
        redirect: 'manual',
        signal: AbortSignal.timeout(deadlineMs),
      });
      const message = await response.text();
      return { statusCode: response.status, headers: Object.fromEntries(response.headers), message };
    } catch (error) {
      throw new NoAnswer(wordsFor(error, deadlineMs), { cause: error });
    }
  }
}

/** The body as JSON; undefined when it is none. */
export function jsonOf(answer: Answer): unknown {
  try {
    return JSON.parse(answer.message);
  } catch {
    return undefined;
  }
}

function wordsFor(error: unknown, deadlineMs: number): string {
  if (error instanceof Error && error.name === 'TimeoutError') return `no whole answer within ${deadlineMs} ms`;
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return `the connection failed: ${at.code}`;
  }
  return 'the connection failed';
}
