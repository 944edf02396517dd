/** Sample calls of claims: of a client of its own each, whose mail is read as people do. */
import { randomUUID } from 'node:crypto';
import type { ApiWorld } from '../api-world.ts';
import { callAs } from '../embedded-sign-in.ts';
import type { SampleCall, Samples } from './sample.ts';

const note = 'heard on the phone';

async function newClient({ program }: ApiWorld): Promise<string> {
  const clientId = `client-${randomUUID()}`;
  await program.tell({
    id: randomUUID(),
    type: 'client-signed-up',
    clientId,
    ownerName: 'Owner',
    ownerEmail: `${clientId}@client.example`,
  });
  return clientId;
}

async function claimed(world: ApiWorld, name: (clientId: string) => object): Promise<string> {
  const clientId = await newClient(world);
  const answer = await callAs(world.program, await world.newPartner(), 'POST', '/me/claims', {
    body: { ...name(clientId), note },
    headers: { 'idempotency-key': randomUUID() },
  });
  const { claimId } = (await answer.json()) as { claimId: string };
  return claimId;
}

const open = async (world: ApiWorld): Promise<SampleCall['params']> => ({
  claimId: await claimed(world, (clientId) => ({ clientId })),
});

async function fromMail(world: ApiWorld): Promise<SampleCall> {
  await open(world);
  const { cloud } = world.program;
  await cloud.idle();
  const tokens = cloud.outbox().flatMap(({ text }) => /\/claims\/([\w.-]+)/.exec(text)?.[1] ?? []);
  const token = tokens.at(-1);
  if (token === undefined) throw new Error('no mail asks a client');
  return { params: { token } };
}

export const CLAIM_SAMPLES: Samples = {
  makeClaim: async (world) => ({ caller: await world.newPartner(), body: { clientId: await newClient(world), note } }),
  listClaims: () => ({ query: { limit: '10' } }),
  showClaimQuestion: fromMail,
  answerClaimQuestion: async (world) => ({ ...(await fromMail(world)), query: { answer: 'confirm' } }),
  listOpsClaims: async (world) => {
    await open(world);
    return { query: { limit: '5' } };
  },
  getOpsClaim: async (world) => ({ params: await open(world) }),
  previewClaim: async (world) => ({ params: await open(world), query: { decision: 'confirm' } }),
  decideClaim: async (world) => ({
    params: await open(world),
    body: { decision: 'confirm', heardFrom: 'Owner', heardOn: '2026-01-02', note },
  }),
  identifyClaimedClient: async (world) => ({
    params: { claimId: await claimed(world, () => ({ email: `${randomUUID()}@nobody.example` })) },
    body: { clientId: await newClient(world), note },
  }),
  makeClaimForPartner: async (world) => ({
    params: { partnerId: (await world.newPartner()).partnerId },
    body: { clientId: await newClient(world), note },
  }),
};
