import { describe, expect, it } from 'vitest';
import { mailSchema, sendMailMessageSchema } from '../../shared/contracts/mail.ts';
import { MAIL_KINDS, sampleMail } from '../support/sample-mails.ts';

const invitation = sampleMail('invitation');

describe('a mail', () => {
  it.each(MAIL_KINDS)('%s is the same after it was stored', (kind) => {
    const mail = sampleMail(kind);
    expect(mailSchema.parse(JSON.parse(JSON.stringify(mail)))).toEqual(mail);
  });

  it('knows every kind', () => {
    expect(mailSchema.options.map(({ shape }) => shape.kind.value).sort()).toEqual([...MAIL_KINDS].sort());
  });

  it.each([
    { why: 'a kind that there is not', mail: { ...invitation, kind: 'greeting' } },
    { why: 'a password in an invitation', mail: { ...invitation, data: { ...invitation.data, password: 'x' } } },
    { why: 'two receivers', mail: { ...invitation, to: 'jo@partner.example,al@partner.example' } },
    { why: 'a receiver of two lines', mail: { ...invitation, to: 'jo@partner.example\nBcc: al@partner.example' } },
    { why: 'an id that is none', mail: { ...invitation, id: 'MAIL#1' } },
  ])('is refused for $why', ({ mail }) => expect(mailSchema.safeParse(mail).success).toBe(false));

  it.each(['javascript:alert(1)', 'data:text/html,hello', '/links/token', 'mailto:jo@partner.example'])(
    'has no link %s',
    (link) => {
      expect(() => sampleMail('login-email-confirmation', { data: { link } })).toThrow(/link/);
    },
  );
});

it("a queue's message carries nothing but an id", () => {
  expect(sendMailMessageSchema.safeParse({ id: 'mail-1' }).success).toBe(true);
  expect(sendMailMessageSchema.safeParse({ id: 'mail-1', to: 'jo@partner.example' }).success).toBe(false);
});
