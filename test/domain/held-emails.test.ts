/** The e-mails that a partner holds: kept for ever, each mailbox once, and which of those in use are the partner's for certain. */
import { expect, it } from 'vitest';
import { localDay } from '../../shared/domain/calendar/local-day.ts';
import { confirmedMailboxes, holdingFrom } from '../../shared/domain/held-emails.ts';
import { BEGINNING } from '../../shared/domain/partner.ts';
import { samplePaypal } from './sample-partner.ts';

const TODAY = localDay('2026-11-18');
const held = [{ address: 'jo.miller@gmail.com', from: BEGINNING }];

it('an address is held from its day on, and none is given up', () =>
  expect(holdingFrom(held, 'jo@payee.example', TODAY)).toEqual([
    ...held,
    { address: 'jo@payee.example', from: TODAY },
  ]));

it('another spelling of a mailbox that is held adds nothing', () =>
  expect(holdingFrom(held, 'JoMiller+shop@googlemail.com', TODAY)).toBe(held));

it('one of several that are held adds nothing, from its first day on', () => {
  const both = [...held, { address: 'jo@payee.example', from: TODAY }];
  expect(holdingFrom(both, 'jo@payee.example', TODAY)).toBe(both);
});

it.each([
  { why: 'the log-in’s', paypal: undefined, mailboxes: ['jomiller@gmail.com'] },
  {
    why: 'not a PayPal address that may be anybody’s',
    paypal: { confirmedOn: undefined },
    mailboxes: ['jomiller@gmail.com'],
  },
  { why: 'one that was confirmed', paypal: {}, mailboxes: ['jomiller@gmail.com', 'robin@payee.example'] },
])('the partner’s for certain: $why', ({ paypal, mailboxes }) =>
  expect([
    ...confirmedMailboxes({ email: 'Jo.Miller@gmail.com', ...(paypal ? { paypal: samplePaypal(paypal) } : {}) }),
  ]).toEqual(mailboxes),
);

it('one that is held from a later day on is held earlier, too', () =>
  expect(
    holdingFrom([{ address: 'jo@payee.example', from: localDay('2026-12-01') }], 'jo@payee.example', TODAY),
  ).toHaveLength(2));
