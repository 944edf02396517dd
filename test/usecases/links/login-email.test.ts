/** Another log-in e-mail: by password and by a click in its mailbox, in pool and ledger alike, whatever comes in between. */
import { beforeEach, describe, expect, it } from 'vitest';
import { MAX_LOGIN_EMAIL_MAILS } from '../../../shared/contracts/api/account.ts';
import { partnerId } from '../../../shared/domain/ids.ts';
import type { AccountCall } from '../../../shared/usecases/account/account-call.ts';
import { changePassword, signOutEverywhere } from '../../../shared/usecases/account/passwords.ts';
import { openLink } from '../../../shared/usecases/links/open-link.ts';
import { askForLoginEmail } from '../../../shared/usecases/partner/ask-for-login-email.ts';
import { Crash } from '../../support/memory-faults.ts';
import { MemoryPartnerCenter, PASSWORD } from '../../support/memory-partner-center.ts';

const P1 = partnerId('p1');
const OLD = 'p1@partner.example';
const NEW = 'new@partner.example';

let center: MemoryPartnerCenter;
beforeEach(async () => {
  center = new MemoryPartnerCenter();
  center.program.moveTo('2026-06-01');
  await center.signUp('p1');
});

const askAs = (call: AccountCall, email: string) =>
  askForLoginEmail({ id: P1, email, wallTime: call.wallTime }, call, center.by('p1'), center.with);
const ask = async (email = NEW) => askAs(await center.trustedCall('p1'), email);
const token = (email = NEW) => center.token('login-email-confirmation', email);
/** Pool, profile. */
const emails = async () => [center.pool.emailOf((await center.call('p1')).sub), (await center.partner('p1')).email];

describe('asking for it', () => {
  it('mails a confirmation to the new address, and nothing changes yet', async () => {
    expect(await ask()).toMatchObject({ kind: 'done' });
    expect(center.mails).toMatchObject([
      { kind: 'login-email-confirmation', to: NEW, data: { expiresOn: '2026-06-03' } },
    ]);
    expect(await emails()).toEqual([OLD, OLD]);
    expect((await center.partner('p1')).heldEmails).toHaveLength(2);
  });

  it('needs a password check of this session', async () => {
    await center.trustedCall('p1', 'session-1');
    const call = await center.call('p1', 'session-2');
    expect(await askAs(call, NEW)).toEqual({ kind: 'refused', why: 'password-check-needed' });
    expect(center.mails).toEqual([]);
  });

  it('is refused for the address that it is', async () =>
    expect(await ask(OLD)).toEqual({ kind: 'refused', why: 'same' }));

  it('is answered the same where somebody else signs in with the address; the click tells, in that mailbox', async () => {
    center.pool.add({ email: NEW, password: PASSWORD });
    expect(await ask()).toMatchObject({ kind: 'done' });
    expect(await center.follow(token())).toEqual({ kind: 'over', why: 'email-taken' });
    expect(await emails()).toEqual([OLD, OLD]);
  });

  it(`mails at most ${MAX_LOGIN_EMAIL_MAILS} times in 24 hours`, async () => {
    for (let number = 1; number <= MAX_LOGIN_EMAIL_MAILS; number += 1)
      expect(await ask(`n${number}@partner.example`)).toMatchObject({ kind: 'done' });
    expect(await ask()).toEqual({ kind: 'refused', why: 'too-many-mails' });
    expect((await center.hours(24)) && (await ask())).toMatchObject({ kind: 'done' });
  });
});

describe('the click', () => {
  it('of a user who is gone from the pool changes nothing', async () => {
    await ask();
    center.pool.remove((await center.with.logins.ofPartner(partnerId('p1')))?.sub ?? '');
    expect(await center.follow(token())).toEqual({ kind: 'over', why: 'wish-over' });
    expect((await center.with.ledger.find(partnerId('p1')))?.partner.email).toBe(OLD);
  });

  it('changes pool and profile, tells the old address, and counts the e-mail as held from today', async () => {
    await ask();
    expect(await center.hours(24).follow(token())).toMatchObject({ kind: 'done' });
    expect(await emails()).toEqual([NEW, NEW]);
    expect(center.mailsOf('login-email-changed')).toMatchObject([
      { to: OLD, data: { changedOn: '2026-06-02', newEmail: 'n…@partner.example', by: 'partner' } },
    ]);
    expect(await openLink(center.token('login-email-changed', OLD), center.now, center.with)).toMatchObject({
      view: { kind: 'freeze-payouts' },
    });
    expect(await center.partner('p1')).toMatchObject({
      loginChangedOn: '2026-06-02',
      formerEmails: [{ address: OLD, until: '2026-06-02' }],
    });
    expect((await center.partner('p1')).heldEmails).toContainEqual({ address: NEW, from: '2026-06-02' });
    expect(await center.with.refilings.open()).toMatchObject([{ partnerId: 'p1', from: '2026-06-02' }]);
    expect((await center.audits('p1')).at(-1)).toMatchObject({
      action: 'partner.login-email',
      by: { kind: 'link' },
      from: { email: OLD },
      to: { email: NEW },
    });
    expect(await center.follow(token())).toEqual({ kind: 'over', why: 'used' });
  });

  it('goes on after a crash between pool and ledger, wherever it was', async () => {
    await ask();
    for (let operations = 0; ; operations += 1) {
      center.program.table.crashAfter(operations);
      const done = await center.follow(token()).then(
        () => true,
        (error: Error) => {
          if (!(error instanceof Crash)) throw error;
          return false;
        },
      );
      center.program.table.restart();
      if (done) break;
    }
    expect(await emails()).toEqual([NEW, NEW]);
    // In the outbox; where the crash came before it was posted, the daily sweep posts it.
    const told = center.program.items().filter(({ kind }) => kind === 'login-email-changed');
    expect(told).toMatchObject([{ to: OLD }]);
  });

  it('leaves the link good when the pool does not answer', async () => {
    await ask();
    const { setEmail } = center.pool;
    center.with.pool.setEmail = () => Promise.reject(new Error('the pool is away'));
    await expect(center.follow(token())).rejects.toThrow('the pool is away');
    center.with.pool.setEmail = setEmail;
    expect(await center.follow(token())).toMatchObject({ kind: 'done' });
  });

  it('that the ledger refuses leaves pool and profile as they were, and the link good', async () => {
    await ask();
    const { change } = center.with.ledger;
    center.with.ledger.change = () => Promise.reject(new Error('the ledger is away'));
    await expect(center.follow(token())).rejects.toThrow('the ledger is away');
    expect(await emails()).toEqual([OLD, OLD]);
    center.with.ledger.change = async () => false;
    expect(await center.follow(token())).toEqual({ kind: 'busy' });
    expect(await emails()).toEqual([OLD, OLD]);
    center.with.ledger.change = change;
    expect(await center.follow(token())).toMatchObject({ kind: 'done' });
    expect(await emails()).toEqual([NEW, NEW]);
  });

  it('whose answer from the ledger is lost leaves pool and profile with the new one', async () => {
    await ask();
    const { change } = center.with.ledger;
    center.with.ledger.change = async (...given) => {
      await change(...given);
      throw new Error('no answer');
    };
    await expect(center.follow(token())).rejects.toThrow('no answer');
    expect(await emails()).toEqual([NEW, NEW]);
  });

  it('is why a change of the PayPal address is told to the former e-mail, too, for thirty days, each mailbox once', async () => {
    await ask();
    await center.follow(token());
    await center.changeAddress('p1', 'stranger@payee.example');
    const told = () => center.mailsOf('paypal-address-changed').map(({ to }) => to);
    expect(told()).toEqual(['pay-p1@payee.example', NEW, OLD]);
    expect(await openLink(center.token('paypal-address-changed', OLD), center.now, center.with)).toMatchObject({
      kind: 'good',
    });
    center.mails.length = 0;
    await center.hours(30 * 24).changeAddress('p1', 'other@payee.example');
    expect(told(), 'an address that never was confirmed may be a stranger’s').toEqual([NEW, OLD]);
    center.mails.length = 0;
    await center.hours(24).changeAddress('p1', 'third@payee.example');
    expect(told()).toEqual([NEW]);
  });

  it.each(['before', 'after'])(
    'that loses against another wish leaves pool and profile with that one: %s the pool',
    async (when) => {
      const OTHER = 'other@partner.example';
      await ask();
      await ask(OTHER);
      const meanwhile = () => center.follow(token(OTHER));
      const { setEmail } = center.pool;
      if (when === 'after') center.program.table.interrupt(({ kind }) => kind === 'write', meanwhile);
      else
        center.with.pool.setEmail = async (sub, email) => {
          center.with.pool.setEmail = setEmail;
          await meanwhile();
          return setEmail(sub, email);
        };
      expect(await center.follow(token())).toEqual({ kind: 'over', why: 'wish-over' });
      expect(await emails()).toEqual([OTHER, OTHER]);
    },
  );
});

describe('a wish is over', () => {
  const OVER = { kind: 'over', why: 'wish-over' };

  it('once another one came true', async () => {
    await ask();
    await ask('other@partner.example');
    await center.follow(token('other@partner.example'));
    expect(await center.follow(token())).toEqual(OVER);
    expect(await emails()).toEqual(['other@partner.example', 'other@partner.example']);
  });

  it('once all sessions were ended: a thief’s wish does not come true the day after', async () => {
    await ask();
    await signOutEverywhere(await center.call('p1'), center.with);
    expect(await openLink(token(), center.now, center.with)).toEqual(OVER);
    expect(await center.follow(token())).toEqual(OVER);
    expect(await emails()).toEqual([OLD, OLD]);
  });

  it('once the password was changed', async () => {
    await ask();
    await changePassword({ current: PASSWORD, next: 'Another-Horse-8' }, await center.call('p1'), center.with);
    expect(await center.follow(token())).toEqual(OVER);
  });

  it('after 48 hours', async () => {
    await ask();
    expect(await center.hours(48).follow(token())).toEqual({ kind: 'over', why: 'expired' });
  });
});
