/** Self-referral: the partner's e-mails and name, the role exception, and operations' word. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, localDay } from '../../shared/domain/calendar/local-day.ts';
import type { ClientOwner, SelfReferralDecision } from '../../shared/domain/client.ts';
import { BEGINNING, type HeldEmail } from '../../shared/domain/partner.ts';
import { judgeSelfReferral } from '../../shared/domain/self-referral.ts';

const PAYMENT_DAY = localDay('2026-05-10');
const LOGIN: HeldEmail = { address: 'robin.partner@gmail.com', from: BEGINNING };
const PAYPAL: HeldEmail = { address: 'robin@partner.example', from: BEGINNING };

function judge(
  owner: Partial<ClientOwner>,
  more: { heldEmails?: readonly HeldEmail[]; decision?: SelfReferralDecision; paymentDay?: typeof PAYMENT_DAY } = {},
) {
  return judgeSelfReferral({
    owner: { name: 'Sam Client', email: 'sam@client.example', ...owner },
    partner: { name: 'Robin Partner', heldEmails: more.heldEmails ?? [LOGIN, PAYPAL] },
    paymentDay: more.paymentDay ?? PAYMENT_DAY,
    decision: more.decision,
  });
}

describe('by e-mail', () => {
  it.each([
    { why: 'somebody else', email: 'sam@client.example', verdict: 'none' },
    { why: 'the log-in address', email: 'robin.partner@gmail.com', verdict: 'self-referral' },
    { why: 'the PayPal address', email: 'robin@partner.example', verdict: 'self-referral' },
    { why: 'another case', email: 'ROBIN@PARTNER.EXAMPLE', verdict: 'self-referral' },
    { why: 'a Gmail tag and other dots', email: 'r.obinpartner+shop@googlemail.com', verdict: 'self-referral' },
    { why: 'a colleague in the partner’s own domain', email: 'sam@partner.example', verdict: 'none' },
  ])('$why: $verdict', ({ email, verdict }) => expect(judge({ email })).toBe(verdict));

  it.each(['accepted', 'refused'] as const)('equality stands although operations %s the client', (decision) => {
    expect(judge({ email: 'robin@partner.example' }, { decision })).toBe('self-referral');
    expect(judge({ name: 'Robin Partner', email: 'robin@partner.example' }, { decision })).toBe('self-referral');
  });

  it.each([
    { why: 'taken up on the payment’s day', from: PAYMENT_DAY, verdict: 'self-referral' },
    { why: 'taken up a day later', from: addDays(PAYMENT_DAY, 1), verdict: 'none' },
    { why: 'long given up again: kept, and still the partner’s', from: BEGINNING, verdict: 'self-referral' },
  ])('an address $why: $verdict', ({ from, verdict }) => {
    const heldEmails = [LOGIN, { address: 'sam@client.example', from }];
    expect(judge({ email: 'sam@client.example' }, { heldEmails })).toBe(verdict);
  });
});

describe('by full name', () => {
  it.each([
    { why: 'on free mail', email: 'someone@gmail.com', verdict: 'self-referral' },
    { why: 'on free mail in capitals', email: 'SOMEONE@OUTLOOK.COM', verdict: 'self-referral' },
    { why: 'in the domain of an own address', email: 'office@partner.example', verdict: 'self-referral' },
    { why: 'in a business domain: the role exception', email: 'robin@theirbusiness.example', verdict: 'review' },
    { why: 'in a subdomain of the own one: nobody knows', email: 'robin@shop.partner.example', verdict: 'review' },
  ])('$why: $verdict', ({ email, verdict }) => expect(judge({ name: ' robin  PARTNER ', email })).toBe(verdict));

  it('is the full name, not a part of it', () => expect(judge({ name: 'Robin', email: 'x@gmail.com' })).toBe('none'));

  it.each([
    ['accepted', 'none'],
    ['refused', 'self-referral'],
  ] as const)('in a business domain operations %s it: %s', (decision, verdict) => {
    expect(judge({ name: 'Robin Partner', email: 'robin@theirbusiness.example' }, { decision })).toBe(verdict);
  });

  it('acceptance does not reach free mail: that was never the role exception', () => {
    expect(judge({ name: 'Robin Partner', email: 'someone@gmail.com' }, { decision: 'accepted' })).toBe(
      'self-referral',
    );
  });

  describe('an own address taken up later in that business domain', () => {
    const heldEmails = [LOGIN, { address: 'office@theirbusiness.example', from: PAYMENT_DAY }];
    const owner = { name: 'Robin Partner', email: 'robin@theirbusiness.example' };
    it('leaves earlier payments in review', () => {
      expect(judge(owner, { heldEmails, paymentDay: addDays(PAYMENT_DAY, -1) })).toBe('review');
    });
    it('makes payments from that day on self-referred', () =>
      expect(judge(owner, { heldEmails })).toBe('self-referral'));
    it('does not undo operations’ word, which is for good', () => {
      expect(judge(owner, { heldEmails, decision: 'accepted' })).toBe('none');
    });
  });

  it('a word about one whose name is another’s now changes nothing', () => {
    expect(judge({}, { decision: 'refused' })).toBe('none');
  });
});

it('the order of held addresses is irrelevant', () => {
  const held = fc.array(
    fc.record({
      address: fc.constantFrom('a@gmail.com', 'a@b.example', 'c@d.example'),
      from: fc.constantFrom(BEGINNING, PAYMENT_DAY),
    }),
  );
  const owner = fc.record({
    name: fc.constantFrom('Robin Partner', 'Sam'),
    email: fc.constantFrom('a@gmail.com', 'x@b.example', 'c@d.example'),
  });
  fc.assert(
    fc.property(held, owner, (heldEmails, someone) => {
      expect(judge(someone, { heldEmails })).toBe(judge(someone, { heldEmails: [...heldEmails].reverse() }));
    }),
  );
});
