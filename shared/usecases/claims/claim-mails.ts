/** The mails of claims: to the client who is asked, to the claimant, and to whoever else was credited. */
import type { MailOf } from '../../contracts/mail.ts';
import { addDays, daysBetween, type LocalDay } from '../../domain/calendar/local-day.ts';
import type { Instant } from '../../domain/calendar/time-zone.ts';
import { type Claim, repeatableOn } from '../../domain/claim.ts';
import type { Client } from '../../domain/client.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { AnswerClaim, Link } from '../../ports/links.ts';
import { newLink } from '../links/new-link.ts';
import { newMail } from '../partner/new-mail.ts';
import type { ClaimDependencies } from './claim-dependencies.ts';

const HOURS_PER_DAY = 24;

/** A link of its own for each mail. The claim's day decides whether it still can be answered; the link lasts a little longer. */
export async function claimQuestion(
  claim: Claim,
  client: Client,
  what: { readonly now: Instant; readonly today: LocalDay; readonly isReminder: boolean },
  { ledger, ...maker }: ClaimDependencies,
): Promise<{ readonly mail: MailOf<'claim-question'>; readonly link: Link }> {
  const { now, today, isReminder } = what;
  const claimant = await ledger.find(claim.partnerId);
  if (!client.owner || !claimant) throw new Error(`claim ${claim.id} has no client or no claimant to speak of`);
  const purpose: AnswerClaim = { kind: 'answer-claim', claimId: claim.id, partnerId: claim.partnerId };
  const days = daysBetween(today, claim.expiresOn) + 1;
  const { link, url } = await newLink(purpose, now, days * HOURS_PER_DAY, maker);
  const lastDay = addDays(claim.expiresOn, -1);
  const data = { link: url, partnerName: claimant.partner.name, lastDay, isReminder };
  // Not about the partner's account: the client's mail stands in nobody's list.
  const { partnerId: _, ...mail } = newMail('claim-question', client.owner.email, data, {
    partnerId: claim.partnerId,
    now,
    ids: maker.ids,
  });
  return { link, mail };
}

const mailTo = async <Kind extends 'claim-confirmed' | 'claim-ended' | 'claim-reopened' | 'referrer-corrected'>(
  kind: Kind,
  partnerId: PartnerId,
  data: MailOf<Kind>['data'],
  now: Instant,
  { ledger, ids }: ClaimDependencies,
): Promise<MailOf<Kind>[]> => {
  const record = await ledger.find(partnerId);
  return record ? [newMail(kind, record.partner.email, data, { partnerId, now, ids })] : [];
};

export const claimConfirmed = (claim: Claim, client: Client, now: Instant, dependencies: ClaimDependencies) =>
  mailTo(
    'claim-confirmed',
    claim.partnerId,
    { clientName: nameOf(client), from: claim.reachesFrom },
    now,
    dependencies,
  );

export const claimEnded = (
  claim: Claim,
  how: 'denied' | 'expired' | 'refused',
  now: Instant,
  dependencies: ClaimDependencies,
) => {
  const again = how === 'denied' && claim.endedOn ? { againOn: repeatableOn(claim.endedOn) } : {};
  const data = { named: claim.named.value, madeOn: claim.madeOn, how, ...again };
  return mailTo('claim-ended', claim.partnerId, data, now, dependencies);
};

export const claimReopened = (claim: Claim, now: Instant, dependencies: ClaimDependencies) =>
  mailTo('claim-reopened', claim.partnerId, { named: claim.named.value, madeOn: claim.madeOn }, now, dependencies);

/** To each of those who were credited with the client, or are again. */
export async function referrerCorrected(
  partners: readonly PartnerId[],
  claim: Claim,
  client: Client,
  isYours: boolean,
  now: Instant,
  dependencies: ClaimDependencies,
): Promise<MailOf<'referrer-corrected'>[]> {
  const data = { clientName: nameOf(client), from: claim.reachesFrom, isYours };
  const mails = await Promise.all(
    partners.map((partner) => mailTo('referrer-corrected', partner, data, now, dependencies)),
  );
  return mails.flat();
}

const nameOf = ({ owner, id }: Client): string => owner?.name ?? id;
