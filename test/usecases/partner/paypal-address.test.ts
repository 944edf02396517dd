/** Changing the PayPal address: who may, who is told, what it leads to, and how often it may be mailed about. */
import { describe, expect, it } from 'vitest';
import { MAX_CONFIRMATION_MAILS } from '../../../shared/contracts/api/paypal-address.ts';
import { MAX_HELD_EMAILS } from '../../../shared/domain/held-emails.ts';
import { partnerId } from '../../../shared/domain/ids.ts';
import { BEGINNING, type Partner } from '../../../shared/domain/partner.ts';
import { changePayPalAddress, resendConfirmation } from '../../../shared/usecases/partner/change-paypal-address.ts';
import { showSettings } from '../../../shared/usecases/partner/show-settings.ts';
import { MemoryPartnerCenter } from '../../support/memory-partner-center.ts';

const P1 = partnerId('p1');
const NEW = 'new@payee.example';
const MINUTE = 60_000;

async function begin(partner: Partial<Partner> = {}) {
  const center = new MemoryPartnerCenter();
  center.program.moveTo('2026-06-01');
  await center.signUp('p1', partner);
  const shown = async () => (await showSettings(P1, center.now, center.with)).body.payPalAddress;
  const resend = () => resendConfirmation(P1, center.by('p1'), center.with);
  return { center, shown, resend };
}

describe('a change', () => {
  it('waits for its confirmation, cools down, and is paid from a Friday on', async () => {
    const { center, shown } = await begin();
    expect(await center.changeAddress('p1', NEW)).toMatchObject({ kind: 'done' });
    expect(await shown()).toEqual({ state: 'unconfirmed', address: NEW });
    await center.hours(24).follow(center.token('paypal-address-confirmation', NEW));
    const confirmed = { address: NEW, confirmedOn: '2026-06-02' };
    expect(await shown()).toEqual({
      state: 'cooling-down',
      ...confirmed,
      coolingDownUntil: '2026-06-09',
      paidFrom: '2026-06-12',
    });
    center.program.moveTo('2026-06-09');
    expect(await shown()).toEqual({ state: 'confirmed', ...confirmed });
  });

  it('is told to the new address, to the old one and to the log-in e-mail, the last two with a freeze link each', async () => {
    const { center } = await begin();
    await center.changeAddress('p1', NEW);
    expect(center.mails.map(({ kind, to }) => `${kind} ${to}`)).toEqual([
      `paypal-address-confirmation ${NEW}`,
      'paypal-address-changed pay-p1@payee.example',
      'paypal-address-changed p1@partner.example',
    ]);
    expect(center.mailsOf('paypal-address-confirmation')[0]?.data.expiresOn).toBe('2026-06-03');
    const [one, two] = center.mailsOf('paypal-address-changed').map(({ data }) => data);
    expect(one).toMatchObject({ changedOn: '2026-06-01', newAddress: 'n…@payee.example', coolingDownDays: 7 });
    expect(one?.freezeLink).not.toBe(two?.freezeLink);
  });

  it('is told once where the old address is the log-in e-mail in another spelling', async () => {
    const email = 'jo.miller@gmail.com';
    const paypal = { address: 'JoMiller@gmail.com', version: 1, confirmedOn: '2026-01-01', changed: false };
    const { center } = await begin({ email, paypal } as Partial<Partner>);
    await center.changeAddress('p1', NEW);
    expect(center.mailsOf('paypal-address-changed').map(({ to }) => to)).toEqual(['JoMiller@gmail.com']);
  });

  it('gives a stranger whose address was mistyped no link that freezes payouts', async () => {
    const { center } = await begin();
    await center.changeAddress('p1', 'stranger@payee.example');
    await center.changeAddress('p1', NEW);
    const told = center.mailsOf('paypal-address-changed').map(({ to }) => to);
    expect(told).toEqual(['pay-p1@payee.example', 'p1@partner.example', 'p1@partner.example']);
  });

  it('is held as the partner’s e-mail from today on, from when payments are filed anew', async () => {
    const { center } = await begin();
    await center.changeAddress('p1', NEW);
    expect((await center.partner('p1')).heldEmails).toContainEqual({ address: NEW, from: '2026-06-01' });
    expect(await center.with.ledger.holdersOf(NEW)).toEqual(['p1']);
    expect(await center.with.refilings.open()).toMatchObject([{ partnerId: 'p1', from: '2026-06-01' }]);
  });

  it('counts as the partner’s mailbox for self-referral for good, confirmed or not; of those there are fifty at most', async () => {
    const heldEmails = Array.from({ length: MAX_HELD_EMAILS - 1 }, (_, number) => ({
      address: `held-${number}@partner.example`,
      from: BEGINNING,
    }));
    const { center } = await begin({ heldEmails });
    expect(await center.changeAddress('p1', NEW)).toMatchObject({ kind: 'done' });
    const mails = center.mails.length;
    expect(await center.changeAddress('p1', 'one-more@payee.example')).toEqual({
      kind: 'refused',
      why: 'too-many-addresses',
    });
    expect(center.mails).toHaveLength(mails);
    const held = (await center.partner('p1')).heldEmails;
    expect(held).toHaveLength(MAX_HELD_EMAILS);
    // Log-in e-mails may have gone beyond it.
    await center.program.changePartner('p1', {
      heldEmails: [...held, { address: 'p1@second.example', from: BEGINNING }],
    });
    expect(await center.changeAddress('p1', 'held-7@partner.example'), 'held before').toMatchObject({ kind: 'done' });
  });

  it('makes a client whose owner has that mailbox a self-referral from today on, before the next run pays', async () => {
    const { center } = await begin();
    const { program } = center;
    await program.client('c1', 'p1', { ownerEmail: NEW });
    await program.payment('since', 'c1', '0.00', '2026-01-10');
    await program.payment('yesterday', 'c1', '400.00', '2026-05-31');
    await program.payment('today', 'c1', '800.00', '2026-06-01');
    await center.changeAddress('p1', NEW);
    await program.friday('2026-06-12');
    expect(program.account('p1')).toMatchObject({ carriedCents: 100_00, reasons: ['paypal-address-unconfirmed'] });
    expect(program.problems()).toEqual([]);
  });

  it('back to an address held before files nothing anew, and cools down like any other', async () => {
    const { center } = await begin();
    await center.changeAddress('p1', NEW);
    const refilings = (await center.with.refilings.open()).length;
    await center.hours(1).changeAddress('p1', 'pay-p1@payee.example');
    expect((await center.partner('p1')).paypal).toMatchObject({ changed: true, version: 3 });
    expect(await center.with.refilings.open()).toHaveLength(refilings);
  });

  it('keeps from and to in the audit trail', async () => {
    const { center } = await begin();
    await center.changeAddress('p1', NEW);
    expect(await center.audits('p1')).toMatchObject([
      {
        action: 'partner.paypal-address',
        by: { kind: 'partner', id: 'p1' },
        from: { payPalAddress: { address: 'pay-p1@payee.example', version: 1 } },
        to: { payPalAddress: { address: NEW, version: 2, changed: true } },
      },
    ]);
  });

  it('of a second tab that saw the version before is refused', async () => {
    const { center } = await begin();
    const { version } = await center.record('p1');
    await center.changeAddress('p1', NEW);
    const call = await center.trustedCall('p1');
    const again = { id: P1, version, address: 'other@payee.example' };
    expect(await changePayPalAddress(again, call, center.by('p1'), center.with)).toEqual({ kind: 'moved' });
  });
});

describe('a first address', () => {
  it('needs confirming only, and the log-in e-mail is told', async () => {
    const { center, shown } = await begin({ paypal: undefined });
    expect(await shown()).toEqual({ state: 'none' });
    await center.changeAddress('p1', NEW);
    expect(center.mailsOf('paypal-address-changed')).toMatchObject([
      { to: 'p1@partner.example', data: { coolingDownDays: 0 } },
    ]);
    await center.follow(center.token('paypal-address-confirmation'));
    expect(await shown()).toEqual({ state: 'confirmed', address: NEW, confirmedOn: '2026-06-01' });
  });
});

describe('the password', () => {
  const change = async (center: MemoryPartnerCenter, session: string) => {
    const { version } = await center.record('p1');
    const call = await center.call('p1', session);
    return changePayPalAddress({ id: P1, version, address: NEW }, call, center.by('p1'), center.with);
  };
  const NEEDED = { kind: 'refused', why: 'password-check-needed' };

  it('must have been checked', async () => {
    const { center } = await begin();
    expect(await change(center, 'session-1')).toEqual(NEEDED);
    expect(center.mails).toEqual([]);
  });

  it('by this session', async () => {
    const { center } = await begin();
    await center.trustedCall('p1', 'session-1');
    expect(await change(center, 'session-2')).toEqual(NEEDED);
    expect(await change(center, 'session-1')).toMatchObject({ kind: 'done' });
  });

  it.each([
    ['five minutes before', 5 * MINUTE, 'done'],
    ['longer ago', 5 * MINUTE + 1, 'refused'],
    ['in what is the future since the clock was moved back', -1, 'refused'],
  ])('%s', async (_, later, kind) => {
    const { center } = await begin();
    await center.trustedCall('p1', 'session-1');
    center.program.time += later;
    expect(await change(center, 'session-1')).toMatchObject({ kind });
  });
});

describe('an address that others use, too', () => {
  const shared = (center: MemoryPartnerCenter) => center.with.reviews.find('shared-address', 'p1');

  it.each(['pay-p2@payee.example', 'P2@partner.example'])('is looked at by operations: %s', async (address) => {
    const { center } = await begin();
    await center.signUp('p2');
    await center.changeAddress('p1', address);
    expect(await shared(center)).toEqual({ kind: 'shared-address', partnerId: 'p1', others: ['p2'] });
  });

  it('also where another partner held it once, in another spelling', async () => {
    const { center } = await begin();
    await center.signUp('p2');
    await center.changeAddress('p2', 'jo.miller@gmail.com');
    await center.changeAddress('p2', 'other@payee.example');
    await center.changeAddress('p1', 'jomiller@googlemail.com');
    expect(await shared(center)).toMatchObject({ others: ['p2'] });
  });

  it('also where two partners enter it at the same moment: whoever confirms later sees both', async () => {
    const { center } = await begin();
    await center.signUp('p2');
    const { table } = center.program;
    table.interrupt(
      ({ kind }) => kind === 'write',
      async () => {},
    );
    const { holdersOf } = center.with.ledger;
    center.with.ledger.holdersOf = async () => [];
    await center.changeAddress('p1', NEW);
    const token = center.token('paypal-address-confirmation', NEW);
    await center.changeAddress('p2', NEW);
    center.with.ledger.holdersOf = holdersOf;
    expect(await shared(center)).toBeUndefined();
    await center.follow(token);
    expect(await shared(center)).toMatchObject({ others: ['p2'] });
  });

  it('is none where only the partner held it', async () => {
    const { center } = await begin();
    await center.changeAddress('p1', 'p1@partner.example');
    expect(await shared(center)).toBeUndefined();
  });
});

describe('the confirmation mailed again', () => {
  it('by the same address, or by asking for it; each of the links is good until one is used', async () => {
    const { center, resend } = await begin();
    await center.changeAddress('p1', NEW);
    const first = center.token('paypal-address-confirmation');
    expect(await center.changeAddress('p1', 'NEW@payee.example')).toMatchObject({ kind: 'done' });
    expect(await resend()).toMatchObject({ kind: 'done' });
    const third = center.token('paypal-address-confirmation');
    expect(center.mailsOf('paypal-address-confirmation')).toHaveLength(3);
    expect(center.mailsOf('paypal-address-changed'), 'nothing changed').toHaveLength(2);
    expect(await center.follow(first)).toMatchObject({ kind: 'done' });
    expect(await center.follow(third)).toEqual({ kind: 'over', why: 'address-confirmed' });
  });

  it('is refused where there is nothing to confirm; the same address is then simply there', async () => {
    const { center, resend } = await begin();
    expect(await resend()).toEqual({ kind: 'refused', why: 'nothing-to-confirm' });
    expect(await center.changeAddress('p1', 'pay-p1@payee.example')).toMatchObject({ kind: 'unchanged' });
    expect(center.mails).toEqual([]);
  });

  it('lets a refused address be paid again, under a new version and without cooling down', async () => {
    const { center, shown, resend } = await begin();
    await center.program.table.putAll([
      {
        pk: 'PARTNER#p1',
        sk: 'ACCOUNT',
        partnerId: 'p1',
        carriedCents: 0,
        foldedCents: 0,
        reasons: [],
        refusedPaypalVersion: 1,
        version: 1,
      },
    ]);
    expect(await shown()).toMatchObject({ state: 'refused' });
    await resend();
    const first = center.token('paypal-address-confirmation');
    await resend();
    const second = center.token('paypal-address-confirmation');
    expect(await center.follow(first)).toMatchObject({ kind: 'done' });
    expect(await shown()).toMatchObject({ state: 'confirmed' });
    expect((await center.partner('p1')).paypal).toMatchObject({ version: 2, changed: false });
    expect(await center.follow(second)).toEqual({ kind: 'over', why: 'address-moved' });
  });

  it(`is mailed at most ${MAX_CONFIRMATION_MAILS} times in 24 hours, changes among them, whatever else happens`, async () => {
    const { center, resend } = await begin();
    const TOO_MANY = { kind: 'refused', why: 'too-many-mails' };
    await center.changeAddress('p1', NEW);
    for (let times = 2; times <= MAX_CONFIRMATION_MAILS; times += 1)
      expect(await resend()).toMatchObject({ kind: 'done' });
    // Sixty other records: more than one page of the trail.
    for (let number = 0; number < 60; number += 1)
      await center.with.audit.append({
        id: `other-${number}`,
        at: center.now,
        by: { kind: 'partner', id: 'p1' },
        action: 'partner.settings',
        subject: 'partner:p1',
        partnerId: P1,
      });
    expect(await resend()).toEqual(TOO_MANY);
    expect(await center.changeAddress('p1', 'stranger@payee.example')).toEqual(TOO_MANY);
    expect(center.mailsOf('paypal-address-confirmation')).toHaveLength(MAX_CONFIRMATION_MAILS);
    expect((await center.hours(23.9)) && (await resend())).toEqual(TOO_MANY);
    expect((await center.hours(0.1)) && (await resend())).toMatchObject({ kind: 'done' });
  });
});
