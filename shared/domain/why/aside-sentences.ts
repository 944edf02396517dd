/** Commissions that count nowhere, and why: void for good, or held until operations decide. */
import type { LineReason } from '../earnings.ts';
import { type Cents, NOTHING, toDollars } from '../money/cents.ts';
import type { Aside, AsideCode } from './reason.ts';

const WORDS: Readonly<Record<AsideCode, Pick<Aside, 'standing' | 'action'> & { readonly cause: string }>> = {
  'self-referral': {
    standing: 'void',
    cause:
      'the account’s owner has your name or an e-mail address of yours, and nobody earns on an account of their own',
    action: 'Where you only manage an account, let your client own it and be a secondary user yourself.',
  },
  'cancelled-before-maturity': {
    standing: 'void',
    cause: 'the client cancelled before its commissions were earned',
  },
  'referrer-corrected': {
    standing: 'void',
    cause: 'the client was credited to you and is not any more',
    action: 'If it was you who referred this client, claim it in the Partner Center.',
  },
  'self-referral-review': {
    standing: 'held',
    cause:
      'the account’s owner has your name and an address in a business of its own; operations find out whose business it is',
    action: 'Tell support whether you manage this account for a client.',
  },
};

export const isAsideCode = (reason: LineReason | undefined): reason is AsideCode =>
  reason !== undefined && Object.hasOwn(WORDS, reason);

/** @param statedCents not 0. */
export function clientAside(code: AsideCode, statedCents: Cents, name: string): Aside {
  const { standing, cause, action } = WORDS[code];
  const fate = standing === 'void' ? 'is void' : 'is held';
  return {
    standing,
    code,
    statedCents,
    sentence: `${toDollars(statedCents)} from ${name} ${fate}: ${cause}.`,
    ...(action === undefined ? {} : { action }),
  };
}

/** Of all clients together: the totals of a week do not tell the causes apart. */
export function openWeekAsides(voidCents: Cents, heldCents: Cents): Aside[] {
  const asides: Aside[] = [
    {
      standing: 'void',
      statedCents: voidCents,
      sentence: `${toDollars(voidCents)} of this week and of weeks to come is void: each client tells why.`,
    },
    {
      standing: 'held',
      statedCents: heldCents,
      sentence: `${toDollars(heldCents)} of this week and of weeks to come is held: operations find out whether clients are businesses of your own.`,
    },
  ];
  return asides.filter(({ statedCents }) => statedCents !== NOTHING);
}
