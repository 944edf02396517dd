import { describe, expect, it } from 'vitest';
import { mailOutbox } from '../../../shared/adapters/ledger/mail-outbox.ts';
import { mailWrites } from '../../../shared/adapters/ledger/mail-writes.ts';
import { memoryTable } from '../../../shared/adapters/memory/memory-table.ts';
import { instant } from '../../../shared/domain/calendar/time-zone.ts';
import { MailUnreadable } from '../../../shared/ports/mail-outbox.ts';
import { MAIL_KINDS, MAILED_AT, sampleMail } from '../../support/sample-mails.ts';

const LATER = instant(MAILED_AT + 60_000);
const AFTER_ALL = instant(MAILED_AT + 3_600_000);

function fixture() {
  const table = memoryTable();
  const outbox = mailOutbox(table);
  const unsent = async (before = AFTER_ALL) => {
    const ids: string[] = [];
    for await (const { id } of outbox.unsent(before)) ids.push(id);
    return ids;
  };
  return { table, outbox, unsent };
}

describe('a mail in the outbox', () => {
  it.each(MAIL_KINDS)('%s is found as it was written', async (kind) => {
    const { table, outbox } = fixture();
    const mail = sampleMail(kind);
    await table.write(mailWrites([mail]));
    expect(await outbox.find(mail.id)).toEqual({ state: 'open', mail });
  });

  it('takes two writes, and a second one of its id refuses the whole transaction', async () => {
    const { table } = fixture();
    const [first, second] = [sampleMail('invitation'), sampleMail('invitation', { to: 'al@partner.example' })];
    expect(mailWrites([first])).toHaveLength(2);
    await table.write(mailWrites([first]));
    expect((await table.write(mailWrites([second, sampleMail('payouts-frozen')]))).done).toBe(false);
    expect(table.items()).toHaveLength(2);
  });

  it('is not found under an id that nobody gave', async () => {
    expect(await fixture().outbox.find('mail-9')).toBeUndefined();
  });

  it('is unsent from then on until it is closed', async () => {
    const { table, outbox, unsent } = fixture();
    const mails = ['b', 'a', 'c'].map((id) => sampleMail('invitation', { id }));
    await table.write(mailWrites(mails));
    expect(await unsent()).toEqual(['a', 'b', 'c']);
    await outbox.close('b', 'sent', LATER);
    expect(await unsent()).toEqual(['a', 'c']);
  });

  it('is left alone while it is young', async () => {
    const { table, unsent } = fixture();
    await table.write(
      mailWrites([sampleMail('invitation', { id: 'old' }), sampleMail('invitation', { id: 'new', createdAt: LATER })]),
    );
    expect(await unsent(instant(MAILED_AT))).toEqual([]);
    expect(await unsent(LATER)).toEqual(['old']);
  });

  it('of an unknown kind is refused without a word of what is in it', async () => {
    const { table, outbox } = fixture();
    const [put] = mailWrites([sampleMail('invitation')]);
    if (put?.kind !== 'put') throw new Error('a mail is put');
    await table.putAll([{ ...put.item, data: { loginEmail: 'not jo@partner.example' } }]);
    const failure = await outbox.find('mail-invitation').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MailUnreadable);
    expect(String(failure)).toContain('data.loginEmail');
    expect(String(failure)).not.toContain('partner.example');
  });
});

describe('a mail that is over', () => {
  it('keeps neither its address nor its link', async () => {
    const { table, outbox } = fixture();
    const mail = sampleMail('paypal-address-confirmation');
    await table.write(mailWrites([mail]));
    expect(await outbox.close(mail.id, 'sent', LATER)).toBe(true);
    const { id, kind, partnerId, createdAt } = mail;
    expect(await outbox.find(id)).toEqual({
      state: 'closed',
      mail: { id, kind, partnerId, createdAt, closedAt: LATER, end: 'sent' },
    });
    expect(JSON.stringify(table.items())).not.toMatch(/token|partner\.example/);
  });

  it('stays as it ended first', async () => {
    const { table, outbox } = fixture();
    await table.write(mailWrites([sampleMail('invitation')]));
    await outbox.close('mail-invitation', 'sent', LATER);
    expect(await outbox.close('mail-invitation', 'refused', AFTER_ALL)).toBe(false);
    expect(await outbox.find('mail-invitation')).toMatchObject({ mail: { end: 'sent', closedAt: LATER } });
  });

  it('cannot be one that never was', async () => {
    const { table, outbox } = fixture();
    expect(await outbox.close('mail-9', 'sent', LATER)).toBe(false);
    expect(table.items()).toEqual([]);
  });
});
