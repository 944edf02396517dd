/** Sample calls of referral lists: a partner's own, and in a partner's name. Each upload is of a partner of its own, who has five a day. */
import { randomUUID } from 'node:crypto';
import { ADA, type ApiWorld, type SignedIn } from '../api-world.ts';
import type { SampleCall, Samples } from './sample.ts';

const HEADERS = { 'content-type': 'text/csv' };
const csv = (name = 'Jo Miller'): string => `email,name\njo@newshop.example,${name}\nno address,\n`;
const upload = { raw: { body: csv(), headers: HEADERS } } as const satisfies SampleCall;

/** @returns the id of a list that is previewed, or committed. */
async function listOf(
  world: ApiWorld,
  { accessToken }: Pick<SignedIn, 'accessToken'>,
  base: string,
  isCommitted = false,
): Promise<string> {
  const post = async (path: string, body?: string): Promise<string> => {
    const headers = { authorization: `Bearer ${accessToken}`, 'idempotency-key': randomUUID(), ...HEADERS };
    const answer = await fetch(`${world.program.cloud.apiUrl}${path}`, {
      method: 'POST',
      headers,
      ...(body !== undefined && { body }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${text}`);
    await world.program.cloud.idle();
    return (JSON.parse(text) as { id: string }).id;
  };
  const id = await post(base, csv());
  return isCommitted ? post(`${base}/${id}/commit`) : id;
}

const own =
  (isCommitted = false) =>
  async (world: ApiWorld): Promise<SampleCall> => {
    const caller = await world.newPartner();
    return { caller, params: { listId: await listOf(world, caller, '/me/referral-lists', isCommitted) } };
  };

const partners =
  (isCommitted = false) =>
  async (world: ApiWorld): Promise<SampleCall> => {
    const { partnerId } = await world.newPartner();
    const base = `/ops/partners/${partnerId}/referral-lists`;
    return { params: { partnerId, listId: await listOf(world, world.people.operations, base, isCommitted) } };
  };

export const REFERRAL_LIST_SAMPLES: Samples = {
  uploadReferralList: async (world) => ({ ...upload, caller: await world.newPartner() }),
  listReferralLists: () => ({}),
  getReferralList: own(),
  listReferralListRows: own(),
  commitReferralList: own(),
  getReferralListResult: own(true),
  uploadPartnerReferralList: async (world) => {
    const { partnerId } = await world.newPartner();
    return { ...upload, params: { partnerId } };
  },
  listPartnerReferralLists: () => ({ params: { partnerId: ADA } }),
  getPartnerReferralList: partners(),
  listPartnerReferralListRows: partners(),
  commitPartnerReferralList: partners(),
  getPartnerReferralListResult: partners(true),
};
