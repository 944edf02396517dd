/** Sample calls of a partner's settings: each change is of a partner of its own. */
import type { ApiWorld, SignedIn } from '../api-world.ts';
import { callAs, TEST_PASSWORD } from '../embedded-sign-in.ts';
import type { SampleCall, Samples } from './sample.ts';

/** Somebody whose password was checked just now. */
export async function withFreshPassword(world: ApiWorld): Promise<SignedIn> {
  const partner = await world.newPartner();
  await done(world, partner, 'POST', '/me/password-check', { password: TEST_PASSWORD });
  return partner;
}

/** @throws Error with the answer when it is a refusal. */
export async function done(
  { program }: ApiWorld,
  caller: SignedIn,
  method: string,
  path: string,
  body?: unknown,
  versionFrom?: string,
): Promise<void> {
  const etag = versionFrom && (await callAs(program, caller, 'GET', versionFrom)).headers.get('etag');
  const answer = await callAs(program, caller, method, path, { body, ...(etag && { headers: { 'if-match': etag } }) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
}

const newAddress = { address: 'new@payee.example' };
/** Somebody whose new PayPal address is not confirmed yet. */
export async function withNewAddress(world: ApiWorld): Promise<SignedIn> {
  const caller = await withFreshPassword(world);
  await done(world, caller, 'PUT', '/me/paypal-address', newAddress, '/me/settings');
  return caller;
}

async function abroad(world: ApiWorld): Promise<SampleCall> {
  const caller = await world.newPartner();
  await done(world, caller, 'PATCH', '/me/settings', { country: 'PT' }, '/me/settings');
  return { caller };
}

export const SETTINGS_SAMPLES: Samples = {
  getSettings: () => ({}),
  changeSettings: async (world) => ({
    caller: await world.newPartner(),
    body: { displayName: 'Jo', thresholdCents: 250_00, mailPreferences: { payouts: false } },
  }),
  changePayPalAddress: async (world) => ({
    caller: await withFreshPassword(world),
    body: newAddress,
    versionFrom: '/me/settings',
  }),
  resendPayPalConfirmation: async (world) => ({ caller: await withNewAddress(world) }),
  getTax: () => ({}),
  answerTaxQuestions: async (world) => ({
    ...(await abroad(world)),
    body: { usCitizen: false, greenCard: false, presentOver183Days: false, workedInUs: false },
  }),
  freezePayouts: async (world) => ({ caller: await world.newPartner() }),
};
