/** Sample calls of operations about partners: each change is of a partner of its own. */
import { randomUUID } from 'node:crypto';
import { ADA, type ApiWorld } from '../api-world.ts';
import { weekOf } from '../embedded-weeks.ts';
import type { SampleCall, Samples } from './sample.ts';
import { done } from './settings.ts';

const note = 'asked for on the phone';

/** About a partner of its own, whose version is read where operations read it. */
async function about(world: ApiWorld, body: object = { note }): Promise<SampleCall> {
  const { partnerId } = await world.newPartner();
  return { params: { partnerId }, body, versionFrom: `/ops/partners/${partnerId}` };
}

export const OPS_PARTNERS_SAMPLES: Samples = {
  findPartners: () => ({ query: { email: `${ADA}@partner.example` } }),
  getPartner: () => ({ params: { partnerId: ADA } }),
  createPartner: () => {
    const partnerId = `made-${randomUUID().slice(0, 8)}`;
    return { body: { partnerId, name: 'Made', email: `${partnerId}@partner.example`, country: 'PT', note } };
  },
  invitePartner: (world) => about(world),
  changeRate: (world) => about(world, { basisPoints: 3_000, from: '2027-01-01', note }),
  holdPartner: (world) => about(world),
  async releasePartner(world) {
    const call = await about(world);
    const path = `/ops/partners/${call.params?.partnerId}`;
    await done(world, world.people.operations, 'PUT', `${path}/hold`, { note }, path);
    return call;
  },
  recordTaxForm: (world) => about(world, { form: 'W-8BEN', receivedOn: weekOf(1), note }),
  changePartnerEmail: (world) => about(world, { email: `${randomUUID()}@partner.example`, note }),
  resetPartnerPassword: (world) => about(world),
  removePartnerSecondFactor: (world) => about(world),
};
