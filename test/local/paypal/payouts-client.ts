/** A plain client of the local PayPal for tests: sends what it is told, returns status and JSON. */
export const CREDENTIALS = { clientId: 'program', clientSecret: 'not-a-secret' };

export interface Reply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely, and asserted on.
  readonly body: any;
}

export async function call(
  url: string,
  path: string,
  method = 'GET',
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(new URL(path, url), { method, headers, ...(text === undefined ? {} : { body: text }) });
  const answer = await response.text();
  return { status: response.status, body: answer === '' ? undefined : JSON.parse(answer) };
}

const BASIC = `Basic ${btoa('program:not-a-secret')}`;

export const login = (url: string, authorization = BASIC, form = 'grant_type=client_credentials') =>
  call(url, '/v1/oauth2/token', 'POST', form, { authorization });

export class PayoutsClient {
  readonly #url: string;
  readonly #headers: Record<string, string>;

  private constructor(url: string, token: string) {
    this.#url = url;
    this.#headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  }

  static async at(url: string): Promise<PayoutsClient> {
    return new PayoutsClient(url, (await login(url)).body.access_token);
  }

  create = (body: unknown) => call(this.#url, '/v1/payments/payouts?', 'POST', body, this.#headers);
  batch = (id: string, query = '') =>
    call(this.#url, `/v1/payments/payouts/${id}?${query}`, 'GET', undefined, this.#headers);
  item = (id: string) => call(this.#url, `/v1/payments/payouts-item/${id}`, 'GET', undefined, this.#headers);
  cancel = (id: string) => call(this.#url, `/v1/payments/payouts-item/${id}/cancel`, 'POST', undefined, this.#headers);
}

export const payout = (receiver: string, change: object = {}) => ({
  recipient_type: 'EMAIL',
  amount: { currency: 'USD', value: '118.50' },
  receiver,
  note: 'Thank you.',
  sender_item_id: `item-${receiver}`,
  ...change,
});

export const batchOf = (senderBatchId: string, ...items: object[]) => ({
  sender_batch_header: { sender_batch_id: senderBatchId, email_subject: 'Your payout' },
  items,
});
