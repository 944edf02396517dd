/** How a client stands for a partner today: what a list of clients says beside each. */
import { daysBetween, type LocalDay } from '../calendar/local-day.ts';
import type { Client } from '../client.ts';
import { currentReferrer, firstDayTaken } from '../client-referrer.ts';
import type { PartnerId } from '../ids.ts';
import { isVoidByCancellation, maturityDay } from '../maturity.ts';
import type { Partner } from '../partner.ts';
import type { ProgramSettings } from '../program-settings.ts';
import { judgeSelfReferral } from '../self-referral.ts';
import { daysAsClient, daysWords } from './why-context.ts';

export const CLIENT_STANDINGS = [
  'no-purchase-yet',
  'maturing',
  'earning',
  'void-cancelled',
  'self-referral',
  'self-referral-review',
  'other-referrer',
] as const;

export interface ClientStanding {
  readonly code: (typeof CLIENT_STANDINGS)[number];
  readonly sentence: string;
  /** From this day on what the client pays is earned at once; absent before the first purchase. */
  readonly maturesOn?: LocalDay;
}

export interface ClientQuestion {
  readonly client: Client;
  /** What the partner knows the client by. */
  readonly name: string;
  readonly partner: Partner;
  readonly settings: ProgramSettings;
  readonly today: LocalDay;
}

/** Self-referral is judged as for a payment of today; an earlier one may have been judged by fewer e-mails. */
export function clientStanding(question: ClientQuestion): ClientStanding {
  const { client, name, partner, settings, today } = question;
  const { maturityDays } = settings;
  const maturesOn = client.since && maturityDay(client.since, maturityDays);
  const standing = (code: ClientStanding['code'], sentence: string): ClientStanding => ({
    code,
    sentence,
    ...(maturesOn ? { maturesOn } : {}),
  });
  if (currentReferrer(client) !== partner.id)
    return standing('other-referrer', otherReferrer(client, partner.id, name));
  const verdict = verdictOf(question);
  if (verdict === 'self-referral')
    return standing('self-referral', `${name} is an account of your own: it earns you nothing.`);
  if (isVoidByCancellation(client, maturityDays)) {
    const had = `before it had been a client for ${daysWords(maturityDays)}`;
    return standing('void-cancelled', `${name} cancelled on ${client.cancelledOn}, ${had}: its commissions are void.`);
  }
  if (verdict === 'review') {
    const held = 'its commissions are held until operations decide whether it is a business of yours';
    return standing('self-referral-review', `${name} has an owner of your name: ${held}.`);
  }
  if (!client.since || !maturesOn)
    return standing('no-purchase-yet', `${name} has signed up and not bought anything yet.`);
  const since = `${name} has been a client for ${daysAsClient(client.since, today)}`;
  if (today < maturesOn) {
    const left = `${daysWords(daysBetween(today, maturesOn))} left to ${maturityDays}`;
    return standing('maturing', `${since}, with ${left}: what it pays is earned from ${maturesOn} on.`);
  }
  return standing('earning', `${since}: what it pays is earned on the day.`);
}

/** To somebody who is told that another one is credited, never who. */
function otherReferrer(client: Client, partner: PartnerId, name: string): string {
  const takenFrom = firstDayTaken(client, partner);
  if (takenFrom === undefined) return `${name} is not credited to you.`;
  return `${name} is credited to another partner by the client's word: what it paid before ${takenFrom} stays with you, and what it paid from then on is theirs.`;
}

function verdictOf({ client, partner, today }: ClientQuestion): ReturnType<typeof judgeSelfReferral> {
  const { owner, selfReferralDecisions: decisions } = client;
  if (!owner) return 'none';
  const decision = Object.hasOwn(decisions, partner.id) ? decisions[partner.id] : undefined;
  return judgeSelfReferral({ owner, partner, paymentDay: today, decision });
}
