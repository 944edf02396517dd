/** Sample calls of a partner's log-in: each is of a partner of its own, since most end sessions. */
import { createHmac, randomUUID } from 'node:crypto';
import { callAs, TEST_PASSWORD } from '../embedded-sign-in.ts';
import type { Samples } from './sample.ts';
import { done, withFreshPassword } from './settings.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What an authenticator app shows now: RFC 6238 with its defaults. */
function codeOf(secret: string): string {
  const bits = [...secret.replace(/=+$/, '')].map((sign) => BASE32.indexOf(sign).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac('sha1', key).update(counter).digest();
  const offset = (hash.at(-1) ?? 0) & 15;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

export const ACCOUNT_SAMPLES: Samples = {
  checkPassword: async (world) => ({ caller: await world.newPartner(), body: { password: TEST_PASSWORD } }),
  changePassword: async (world) => ({
    caller: await world.newPartner(),
    body: { current: TEST_PASSWORD, new: `${TEST_PASSWORD}-anew` },
  }),
  signOutEverywhere: async (world) => ({ caller: await world.newPartner() }),
  changeLoginEmail: async (world) => ({
    caller: await withFreshPassword(world),
    body: { email: `${randomUUID()}@partner.example` },
  }),
  getSecondFactor: () => ({}),
  beginSecondFactor: async (world) => ({ caller: await withFreshPassword(world) }),
  async confirmSecondFactor(world) {
    const caller = await withFreshPassword(world);
    const answer = await callAs(world.program, caller, 'POST', '/me/second-factor');
    const { secret } = (await answer.json()) as { secret: string };
    return { caller, body: { code: codeOf(secret) } };
  },
  async removeSecondFactor(world) {
    const caller = await withFreshPassword(world);
    await done(world, caller, 'POST', '/me/second-factor');
    return { caller };
  },
};
