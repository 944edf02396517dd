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

interface Made {
  readonly claimId: string;
  readonly madeOn: string;
}

async function claimed(world: ApiWorld, name: (clientId: string) => object): Promise<Made> {
  const clientId = await newClient(world);
  const answer = await callAs(world.program, await world.newPartner(), 'POST', '/me/claims', {
    body: { ...name(clientId), note },
    headers: { 'idempotency-key': randomUUID() },
  });
  return (await answer.json()) as Made;
}

const open = async (world: ApiWorld): Promise<SampleCall['params']> => {
  const { claimId } = await claimed(world, (clientId) => ({ clientId }));
  return { claimId };
};

/** Mails may be refused in a world of trouble: then another client is asked. */
async function fromMail(world: ApiWorld): Promise<SampleCall> {
  const { cloud } = world.program;
  const tokens = () => cloud.outbox().flatMap(({ text }) => /\/claims\/([\w.-]+)/.exec(text)?.[1] ?? []);
  const before = tokens().length;
  for (let tries = 0; tries < 5; tries += 1) {
    await open(world);
    await cloud.idle();
    const found = tokens();
    const token = found.at(-1);
    if (token !== undefined && found.length > before) return { params: { token } };
  }
  throw new Error('no mail asks a client');
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
  decideClaim: async (world) => {
    const { claimId, madeOn } = await claimed(world, (clientId) => ({ clientId }));
    return { params: { claimId }, body: { decision: 'confirm', heardFrom: 'Owner', heardOn: madeOn, note } };
  },
  identifyClaimedClient: async (world) => ({
    params: { claimId: (await claimed(world, () => ({ email: `${randomUUID()}@nobody.example` }))).claimId },
    body: { clientId: await newClient(world), note },
  }),
  makeClaimForPartner: async (world) => ({
    params: { partnerId: (await world.newPartner()).partnerId },
    body: { clientId: await newClient(world), note },
  }),
};
