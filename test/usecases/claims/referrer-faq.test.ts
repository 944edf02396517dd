/** The program's FAQ about referrers, line by line: who is paid for which payment of a client. */
import { describe, expect, it } from 'vitest';
import { MemoryClaims } from '../../support/memory-claims.ts';
import { receiverOf } from '../../support/memory-program.ts';

/** c1 pays $100 on the fourth of each month, from January to August 2026; nobody is credited unless a line says so. */
const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8];
const dayOf = (month: number): string => `2026-0${month}-04`;

interface Line {
  readonly faq: string;
  /** Credited at the sign-up. */
  readonly referrer?: string;
  readonly owner?: { readonly ownerName?: string; readonly ownerEmail?: string };
  readonly more?: Record<string, unknown>;
  /** The day of p2's claim, and whether it is confirmed days later. */
  readonly claimedOn?: string;
  readonly confirmedOn?: string;
  /** Months that p2 is paid for in the end, and p1. */
  readonly p2: readonly number[];
  readonly p1?: readonly number[];
}

async function told({ referrer, owner, more, claimedOn, confirmedOn }: Line): Promise<MemoryClaims> {
  const claims = new MemoryClaims();
  const { program } = claims;
  await program.configure({ bucketGroups: 1 });
  await program.partner('p1', { name: 'Robin Partner' });
  await program.partner('p2', { name: 'Alex Example' });
  await program
    .moveTo('2026-01-04')
    .client('c1', referrer, { accountCreatedOn: '2026-01-04', ...owner, ...more } as never);
  const days = new Set([
    ...MONTHS.map(dayOf),
    ...(claimedOn ? [claimedOn] : []),
    ...(confirmedOn ? [confirmedOn] : []),
  ]);
  let claim: string | undefined;
  for (const day of [...days].sort()) {
    claims.on(day);
    // Fridays go by meanwhile: what is corrected may have been paid.
    const month = Number(day.slice(5, 7));
    if (day === dayOf(month)) await program.payment(`m${month}`, 'c1', '100.00', day);
    if (day === claimedOn) claim = await claims.claim('p2', { clientId: 'c1' });
    if (day === confirmedOn && claim) expect(await claims.confirm(claim)).toMatchObject({ kind: 'done' });
    await program.friday(fridayAfter(day));
  }
  // Long after everything is earned; small balances are paid, too.
  for (const partner of ['p1', 'p2']) await program.changePartner(partner, { thresholdCents: 1 as never });
  await program.configure({ bucketGroups: 1, thresholdCents: 1 as never });
  await program.fridays('2026-09-18', '2026-09-25');
  expect(program.problems()).toEqual([]);
  return claims;
}

const fridayAfter = (day: string): string => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + ((5 - date.getUTCDay() + 7) % 7 || 7));
  return date.toISOString().slice(0, 10);
};

const LINES: readonly Line[] = [
  {
    faq: 'nobody is listed as the referrer, and nobody claims: no commissions are paid',
    p2: [],
  },
  {
    faq: 'an audit up to 30 days after the date of purchase: the whole sale is the claimant’s',
    claimedOn: '2026-02-02',
    confirmedOn: '2026-02-05',
    p2: MONTHS,
  },
  {
    faq: 'the 30th day still counts',
    claimedOn: '2026-02-03',
    confirmedOn: '2026-02-03',
    p2: MONTHS,
  },
  {
    faq: 'the 31st does not: past purchases that were not claimed within 30 days are not paid',
    claimedOn: '2026-02-04',
    confirmedOn: '2026-02-04',
    p2: [2, 3, 4, 5, 6, 7, 8],
  },
  {
    faq: 'confirmed after 30 days from the sale: going forward, and the payments of the last 30 days before the claim',
    claimedOn: '2026-05-20',
    confirmedOn: '2026-06-01',
    p2: [5, 6, 7, 8],
  },
  {
    faq: 'the 30 days count from the claim, not from the client’s answer',
    claimedOn: '2026-06-01',
    confirmedOn: '2026-06-13',
    p2: [5, 6, 7, 8],
  },
  {
    faq: 'another partner is corrected, and keeps what was paid before',
    referrer: 'p1',
    claimedOn: '2026-05-20',
    confirmedOn: '2026-06-01',
    p2: [5, 6, 7, 8],
    p1: [1, 2, 3, 4],
  },
  {
    faq: 'if you are not confirmed as the referrer, no commissions will be paid',
    referrer: 'p1',
    claimedOn: '2026-05-20',
    p2: [],
    p1: MONTHS,
  },
  {
    faq: 'the date of sale is not the account created date: an account created long before its first purchase is claimed by its payments',
    more: { accountCreatedOn: '2024-03-01' },
    claimedOn: '2026-02-02',
    confirmedOn: '2026-02-03',
    p2: MONTHS,
  },
  {
    faq: 'a partner as secondary user of the client’s account is fine',
    referrer: 'p1',
    more: { secondaryUsers: ['p1@partner.example'] },
    p1: MONTHS,
    p2: [],
  },
  {
    faq: 'an account under the partner’s own e-mail is a self-referral, whoever manages it',
    referrer: 'p1',
    owner: { ownerEmail: 'p1@partner.example' },
    p1: [],
    p2: [],
  },
  {
    faq: 'an account under the partner’s own name and private e-mail, too',
    referrer: 'p1',
    owner: { ownerName: 'Robin Partner', ownerEmail: 'robin@gmail.com' },
    p1: [],
    p2: [],
  },
  {
    faq: 'the “how did you hear about us” field with the partner’s e-mail makes them the referrer',
    more: { howHeard: 'p1@partner.example told me' },
    p1: MONTHS,
    p2: [],
  },
];

it.each(LINES)('$faq', async (line) => {
  const { program } = await told(line);
  const paid = (partner: string): number => program.paypal.moved().get(receiverOf(partner)) ?? 0;
  // 25 % of $100 a month.
  const kept = (partner: string): number => paid(partner) + Number(program.account(partner)?.carriedCents ?? 0);
  expect({ p1: kept('p1'), p2: kept('p2') }).toEqual({
    p1: (line.p1 ?? []).length * 25_00,
    p2: line.p2.length * 25_00,
  });
});

describe('a role e-mail in the client’s business', () => {
  const owner = { ownerName: 'Robin Partner', ownerEmail: 'robin@theirbusiness.example' };

  it.each([
    { what: 'an account that the partner manages for the client: it counts', decision: 'accept', cents: 25_00 },
    { what: 'the partner’s second business: it does not', decision: 'refuse', cents: 0 },
  ] as const)('may be $what, and operations find out', async ({ decision, cents: counted }) => {
    const claims = new MemoryClaims();
    const { program } = claims;
    await program.partner('p1', { name: 'Robin Partner' });
    await program.client('c1', 'p1', owner);
    await program.payment('pay', 'c1', '100.00', '2026-01-04');
    expect(program.items().find(({ sk }) => sk === 'p1#pay#!commission')).toMatchObject({
      ...{ standing: 'held', reason: 'self-referral-review', cents: 0 },
    });
    const { MemoryStaff } = await import('../../support/memory-staff.ts');
    const staff = new MemoryStaff(program, 500);
    expect(await staff.review('self-referral', 'c1~p1', decision)).toMatchObject({ kind: 'done' });
    expect(program.items().find(({ sk }) => sk === 'p1#pay#!commission')).toMatchObject({ cents: counted });
    expect(program.problems()).toEqual([]);
  });

  it('is claimed, and held for operations just the same', async () => {
    const claims = new MemoryClaims();
    const { program } = claims;
    await program.partner('p1', { name: 'Robin Partner' });
    await program.client('c1', undefined, owner);
    await program.payment('pay', 'c1', '100.00', '2026-01-04');
    await claims.on('2026-01-06').confirm(await claims.claim('p1', { clientId: 'c1' }));
    expect(program.items().find(({ sk }) => sk === 'p1#pay#!commission')).toMatchObject({ standing: 'held' });
    expect(program.item('REVIEW', 'self-referral#c1~p1')).toBeDefined();
  });
});

it('two businesses of one person under other e-mails are caught by the name, and claims of them refused', async () => {
  const claims = new MemoryClaims();
  await claims.program.partner('p1', { name: 'Robin Partner' });
  await claims.program.client('second', undefined, { ownerName: 'robin  PARTNER', ownerEmail: 'shop@gmail.com' });
  expect(await claims.make('p1', { clientId: 'second' })).toMatchObject({ answer: { state: 'refused' } });
});
