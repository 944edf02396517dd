/** OAuth's client credentials grant. Tokens are kept in memory only: after a restart the first call gets a 401. */
import type { Answer } from './answers.ts';

export interface TokenDesk {
  grant(authorization: string | undefined, form: string): Answer;
  accepts(authorization: string | undefined): boolean;
  /** Another secret, or the same: either way every token that was granted is over. */
  rotate(clientSecret: string): void;
}

export interface TokenDeskOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly lifetimeSeconds: number;
  readonly wallClock: () => number;
}

export function tokenDesk({ clientId, clientSecret, lifetimeSeconds, wallClock }: TokenDeskOptions): TokenDesk {
  const basic = (secret: string): string => `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`;
  let expected = basic(clientSecret);
  // Another process' tokens must not be good here by chance: that would hide the 401 after a restart.
  const origin = `${process.pid.toString(36)}-${Date.now().toString(36)}`;
  const ends = new Map<string, number>();
  let granted = 0;

  return {
    grant(authorization, form) {
      if (authorization !== expected) {
        return { status: 401, body: { error: 'invalid_client', error_description: 'Client Authentication failed' } };
      }
      if (new URLSearchParams(form).get('grant_type') !== 'client_credentials') {
        return {
          status: 400,
          body: { error: 'unsupported_grant_type', error_description: 'Grant type is not supported' },
        };
      }
      granted += 1;
      const token = `local-${origin}-${granted}`;
      ends.set(`Bearer ${token}`, wallClock() + lifetimeSeconds * 1_000);
      const scope = 'https://uri.paypal.com/payments/payouts';
      return { status: 200, body: { scope, access_token: token, token_type: 'Bearer', expires_in: lifetimeSeconds } };
    },
    accepts: (authorization) => wallClock() < (ends.get(authorization ?? '') ?? Number.NEGATIVE_INFINITY),
    rotate(secret) {
      expected = basic(secret);
      ends.clear();
    },
  };
}
