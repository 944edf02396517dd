/** One client: where its postings are, what of them is void or held, and how the client stands. */
import { describe, expect, it } from 'vitest';
import { localDay } from '../../../shared/domain/calendar/local-day.ts';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import type { Client } from '../../../shared/domain/client.ts';
import type { Posting } from '../../../shared/domain/filing.ts';
import { partnerId } from '../../../shared/domain/ids.ts';
import { cents, NOTHING } from '../../../shared/domain/money/cents.ts';
import { DEFAULT_SETTINGS } from '../../../shared/domain/program-settings.ts';
import { clientAsides } from '../../../shared/domain/why/client-asides.ts';
import { clientParts } from '../../../shared/domain/why/client-parts.ts';
import { clientStanding } from '../../../shared/domain/why/client-standing.ts';
import type { PayoutPosition } from '../../../shared/domain/why/partner-position.ts';
import { samplePartner } from '../sample-partner.ts';
import { payout, posting, sampleClient, samplePosition, TODAY } from './sample-position.ts';

describe('each posting is in the first payout from its week on that did not come back', () => {
  const [first, second] = [weekEnding('2026-10-17'), weekEnding('2026-10-31')];
  const inWeeks = [
    posting('2026-10-16', 1),
    posting('2026-10-18', 2),
    posting('2026-11-01', 4),
    posting('2026-11-17', 8),
  ];
  const placed = (payouts: readonly PayoutPosition[]) => {
    const { paidCents, sent, balanceCents, earned } = clientParts(samplePosition(), inWeeks, payouts);
    return {
      paid: paidCents,
      sent: sent.map((part) => part.cents),
      balance: balanceCents,
      earned: earned.map((part) => part.cents),
    };
  };
  it.each([
    { why: 'none yet', payouts: [], paid: 0, sent: [], balance: 7 },
    { why: 'the week’s own', payouts: [payout('paid', 1, first)], paid: 1, sent: [], balance: 6 },
    { why: 'a later one takes all before it', payouts: [payout('paid', 3, second)], paid: 3, sent: [], balance: 4 },
    {
      why: 'one after the other, given in any order',
      payouts: [payout('unclaimed', 2, second), payout('paid', 1, first)],
      paid: 1,
      sent: [2],
      balance: 4,
    },
    {
      why: 'what came back is in the next one',
      payouts: [payout('failed', 1, first), payout('reversed', 3, second)],
      paid: 0,
      sent: [3],
      balance: 4,
    },
    {
      why: 'what came back and has no next one waits',
      payouts: [payout('returned', 3, second)],
      paid: 0,
      sent: [],
      balance: 7,
    },
  ])('$why', ({ payouts, why: _, ...places }) => expect(placed(payouts)).toEqual({ ...places, earned: [8] }));
});

describe('void and held', () => {
  const held = { cents: NOTHING, standing: 'held', reason: 'self-referral-review' } as const;
  const cancelled = { standing: 'void', reason: 'cancelled-before-maturity' } as const;
  const later = weekEnding('2026-12-05');
  const told = (...payments: Posting[][]) =>
    clientAsides(payments, 'Acme').map(({ standing, code, statedCents }) => `${standing} ${code} ${statedCents}`);

  it.each<{ why: string; payments: Posting[][]; asides: string[] }>([
    {
      why: 'adds up what has the same cause',
      payments: [[posting('2026-11-02', 5, held)], [posting('2026-11-03', 7, held)]],
      asides: ['held self-referral-review 12'],
    },
    {
      why: 'what was decided last counts: accepted, whatever the order of postings',
      payments: [[posting('2026-11-02', 5, { weekEnding: later }), posting('2026-11-02', 5, held)]],
      asides: [],
    },
    {
      why: 'paid, then found void: the stated amount, not what is taken back',
      payments: [
        [posting('2026-11-02', 5), posting('2026-11-02', 5, { ...cancelled, weekEnding: later, cents: cents(-5) })],
      ],
      asides: ['void cancelled-before-maturity 5'],
    },
    {
      why: 'a refund of what is void lowers it',
      payments: [
        [
          posting('2026-11-02', 5, { ...cancelled, cents: NOTHING }),
          posting('2026-11-03', -2, { ...cancelled, lineId: 'refund-1', cents: NOTHING }),
        ],
      ],
      asides: ['void cancelled-before-maturity 3'],
    },
    {
      why: 'a refund that counts is no aside',
      payments: [[posting('2026-11-02', -5, { reason: 'refund' })]],
      asides: [],
    },
    {
      why: 'counted too early, and again in its own week',
      payments: [
        [
          posting('2026-11-02', 5),
          posting('2026-11-02', -5, {
            weekEnding: weekEnding('2026-11-14'),
            statedCents: NOTHING,
            standing: 'void',
            reason: 'referrer-corrected',
          }),
          posting('2026-12-02', 5),
        ],
      ],
      asides: [],
    },
  ])('$why', ({ payments, asides }) => expect(told(...payments)).toEqual(asides));
});

describe('how a client stands', () => {
  const standing = (change: Partial<Client>, today = TODAY) =>
    clientStanding({
      client: sampleClient(change),
      name: 'Acme',
      partner: samplePartner(),
      settings: DEFAULT_SETTINGS,
      today,
    });
  const ofTheirName = { owner: { name: 'Robin Partner', email: 'robin@acme.example' } };
  const decided = (decision: 'accepted' | 'refused') => ({
    ...ofTheirName,
    selfReferralDecisions: { [samplePartner().id]: decision },
  });

  it.each<{ why: string; client: Partial<Client>; today?: string; code: string; sentence: RegExp }>([
    {
      why: 'no purchase',
      client: { since: undefined as never },
      code: 'no-purchase-yet',
      sentence: /not bought anything yet\.$/,
    },
    {
      why: 'on its first day',
      client: { since: TODAY },
      code: 'maturing',
      sentence: /for 0 days, with 90 days left to 90: what it pays is earned from 2027-02-16 on\.$/,
    },
    {
      why: 'the day before it is mature',
      client: {},
      today: '2026-12-30',
      code: 'maturing',
      sentence: /^Acme has been a client for 89 days, with 1 day left to 90: .* from 2026-12-31 on/,
    },
    {
      why: 'mature',
      client: {},
      today: '2026-12-31',
      code: 'earning',
      sentence: /for 90 days: what it pays is earned on the day\.$/,
    },
    {
      why: 'one day',
      client: { since: localDay('2026-11-17') },
      code: 'maturing',
      sentence: /for 1 day, with 89 days left to 90:/,
    },
    {
      why: 'cancelled the day before',
      client: { cancelledOn: localDay('2026-12-30') },
      code: 'void-cancelled',
      sentence: /cancelled on 2026-12-30, before it had been a client for 90 days/,
    },
    {
      why: 'cancelled when mature',
      client: { cancelledOn: localDay('2026-12-31') },
      today: '2027-01-05',
      code: 'earning',
      sentence: /95 days/,
    },
    {
      why: 'cancelled and never bought',
      client: { since: undefined as never, cancelledOn: TODAY },
      code: 'no-purchase-yet',
      sentence: /signed up/,
    },
    {
      why: 'the partner’s own e-mail, before any purchase',
      client: { since: undefined as never, owner: { name: 'X', email: 'robin@partner.example' } },
      code: 'self-referral',
      sentence: /earns you nothing/,
    },
    {
      why: 'the partner’s name at work',
      client: ofTheirName,
      code: 'self-referral-review',
      sentence: /owner of your name/,
    },
    { why: 'accepted', client: decided('accepted'), code: 'maturing', sentence: /47 days/ },
    { why: 'refused', client: decided('refused'), code: 'self-referral', sentence: /your own/ },
    {
      why: 'cancelled while under review',
      client: { ...ofTheirName, cancelledOn: TODAY },
      code: 'void-cancelled',
      sentence: /cancelled/,
    },
    {
      why: 'another partner’s',
      client: { referrer: partnerId('p2') },
      code: 'other-referrer',
      sentence: /not credited to you/,
    },
  ])('$why', ({ client, today, code, sentence }) => {
    const told = standing(client, today === undefined ? TODAY : localDay(today));
    expect(told.code).toBe(code);
    expect(told.sentence).toMatch(sentence);
    expect(told.maturesOn === undefined).toBe('since' in client && client.since === undefined);
  });
});
