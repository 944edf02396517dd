/** Sample calls of operations' decisions: adjustments, reviews, settings, and the trail of it all. */
import { randomUUID } from 'node:crypto';
import { ADA, type ApiWorld, BO } from '../api-world.ts';
import { callAs } from '../embedded-sign-in.ts';
import type { Samples } from './sample.ts';

const note = 'agreed with the partner';

/** Above the limit: somebody else must approve it. */
async function proposed({ program, people }: ApiWorld): Promise<string> {
  const answer = await callAs(program, people.otherFinance, 'POST', `/ops/partners/${ADA}/adjustments`, {
    body: { cents: 90_000_00, note },
    headers: { 'idempotency-key': randomUUID() },
  });
  const { id, state } = (await answer.json()) as { id: string; state: string };
  if (state !== 'proposed') throw new Error(`the adjustment is ${state}`);
  return id;
}

/** A client whose sign-up means either of two partners. */
async function ambiguous({ program }: ApiWorld): Promise<string> {
  const clientId = `client-${randomUUID()}`;
  await program.tell({
    id: randomUUID(),
    type: 'client-signed-up',
    clientId,
    ownerName: 'Owner',
    ownerEmail: 'owner@client.example',
    howHeard: `from Partner ${ADA} and Partner ${BO}`,
  });
  return clientId;
}

export const OPS_DECISIONS_SAMPLES: Samples = {
  adjustBalance: async (world) => ({
    params: { partnerId: (await world.newPartner()).partnerId },
    body: { cents: -5_00, note },
  }),
  listAdjustments: async (world) => {
    await proposed(world);
    return {};
  },
  decideAdjustment: async (world) => ({
    params: { adjustmentId: await proposed(world) },
    body: { decision: 'refuse', note },
  }),
  listReviews: async (world) => {
    await ambiguous(world);
    return { params: { kind: 'ambiguous-referrer' } };
  },
  decideReview: async (world) => ({
    params: { kind: 'ambiguous-referrer', id: await ambiguous(world) },
    body: { decision: 'dismiss', note },
  }),
  readAuditTrail: () => ({ query: { limit: '5' } }),
  getProgramSettings: () => ({}),
  changeProgramSettings: () => ({ body: { settleWithinHours: 96, note } }),
};
