/** Signs and reads the tokens of links in mails: `<id>.<expiry>.<signature>`, HMAC-SHA256 under the program's own key. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { LinkTokens } from '../../ports/links.ts';

const TOKEN = /^([A-Za-z0-9_-]{16,64})\.([0-9a-z]{1,12})\.([A-Za-z0-9_-]{43})$/;

/** @param key read anew for each use: a rotated one is noticed, and links signed before are over. */
export function linkTokens(key: () => Promise<string>): LinkTokens {
  const signatureOf = async (signed: string): Promise<Buffer> =>
    createHmac('sha256', await key())
      .update(`link.${signed}`)
      .digest();
  return {
    async sign({ id, expiresAt }) {
      const signed = `${id}.${expiresAt.toString(36)}`;
      return `${signed}.${(await signatureOf(signed)).toString('base64url')}`;
    },
    async open(token, now) {
      const [, id, expiry, signature] = TOKEN.exec(token) ?? [];
      if (id === undefined || expiry === undefined || signature === undefined) return undefined;
      const expected = await signatureOf(`${id}.${expiry}`);
      const given = Buffer.from(signature, 'base64url');
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
      return Number.parseInt(expiry, 36) > now ? { id } : 'expired';
    },
  };
}
