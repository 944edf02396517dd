/** Links in mails: looking changes nothing, each works once, and none outlives what it is for. */
import { beforeEach, describe, expect, it } from 'vitest';
import { localDay } from '../../../shared/domain/calendar/local-day.ts';
import { partnerId } from '../../../shared/domain/ids.ts';
import { openLink } from '../../../shared/usecases/links/open-link.ts';
import { freezePayouts } from '../../../shared/usecases/partner/freeze-payouts.ts';
import { changePartner } from '../../../shared/usecases/staff/change-partner.ts';
import { release } from '../../../shared/usecases/staff/partner-decisions.ts';
import { MemoryPartnerCenter } from '../../support/memory-partner-center.ts';

const P1 = partnerId('p1');
const NEW = 'new@payee.example';
const OLD = 'pay-p1@payee.example';

let center: MemoryPartnerCenter;
const open = (token: string) => openLink(token, center.now, center.with);
const items = () => JSON.stringify(center.program.items());

beforeEach(async () => {
  center = new MemoryPartnerCenter();
  center.program.moveTo('2026-06-01');
  await center.signUp('p1');
  await center.changeAddress('p1', NEW);
});
const confirmation = () => center.token('paypal-address-confirmation', NEW);
const freeze = () => center.token('paypal-address-changed', OLD);

describe('looking at a link', () => {
  it('says what it is for, with no address in full, and changes nothing', async () => {
    const before = items();
    expect(await open(confirmation())).toMatchObject({
      kind: 'good',
      view: { kind: 'confirm-paypal-address', address: 'n…@payee.example', paidFrom: '2026-06-12' },
    });
    expect(await open(freeze())).toMatchObject({ kind: 'good', view: { kind: 'freeze-payouts' } });
    expect(items()).toBe(before);
  });

  it('names no Friday for a first address, which does not cool down', async () => {
    await center.signUp('p2', { paypal: undefined });
    await center.changeAddress('p2', 'first@payee.example');
    const opened = await open(center.token('paypal-address-confirmation'));
    expect(opened.kind === 'good' && opened.view).toEqual({
      kind: 'confirm-paypal-address',
      address: 'f…@payee.example',
    });
  });

  it('names it for a first address, too, where the log-in was changed since it was entered', async () => {
    await center.signUp('p2', { paypal: undefined });
    await center.changeAddress('p2', 'first@payee.example');
    await center.program.changePartner('p2', { loginChangedOn: localDay('2026-06-01') });
    const token = center.token('paypal-address-confirmation');
    expect(await open(token)).toMatchObject({ view: { paidFrom: '2026-06-12' } });
    expect(await center.follow(token)).toMatchObject({ kind: 'done', view: { paidFrom: '2026-06-12' } });
    expect((await center.partner('p2')).paypal?.changed).toBe(true);
  });
});

describe('a confirmation', () => {
  it('confirms on the day of the click, by the link, and is gone', async () => {
    expect(await center.hours(30).follow(confirmation())).toMatchObject({ kind: 'done' });
    expect((await center.partner('p1')).paypal).toMatchObject({ address: NEW, confirmedOn: '2026-06-02' });
    expect((await center.audits('p1')).at(-1)).toMatchObject({
      action: 'partner.paypal-confirmed',
      by: { kind: 'link' },
      from: { payPalAddress: { version: 2 } },
      to: { payPalAddress: { confirmedOn: '2026-06-02' } },
    });
    const after = items();
    expect(await center.follow(confirmation())).toEqual({ kind: 'over', why: 'used' });
    expect(items()).toBe(after);
  });

  it('clicked twice at the same moment happens once', async () => {
    const token = confirmation();
    center.program.table.interrupt(
      ({ kind }) => kind === 'write',
      () => center.follow(token),
    );
    expect(await center.follow(token)).toEqual({ kind: 'over', why: 'used' });
    expect((await center.audits('p1')).filter(({ action }) => action === 'partner.paypal-confirmed')).toHaveLength(1);
  });

  it('of an older version of the address is over, whichever address is in it now', async () => {
    const first = confirmation();
    await center.changeAddress('p1', 'other@payee.example');
    expect(await open(first)).toEqual({ kind: 'over', why: 'address-moved' });
    await center.changeAddress('p1', NEW);
    expect(await center.follow(first)).toEqual({ kind: 'over', why: 'address-moved' });
    expect((await center.partner('p1')).paypal?.confirmedOn).toBeUndefined();
  });

  it('loses against a change of the address at the same moment', async () => {
    const token = confirmation();
    center.program.table.interrupt(
      ({ kind }) => kind === 'write',
      () => center.changeAddress('p1', 'other@payee.example'),
    );
    expect(await center.follow(token)).toEqual({ kind: 'over', why: 'address-moved' });
    expect((await center.partner('p1')).paypal).toEqual({ address: 'other@payee.example', version: 3, changed: true });
  });

  it.each([
    [47.9, 'done'],
    [48, 'over'],
  ])('after %d hours: %s', async (hours, kind) => {
    expect(await center.hours(hours).follow(confirmation())).toMatchObject({ kind });
    if (kind === 'over') expect(await open(confirmation())).toEqual({ kind: 'over', why: 'expired' });
  });
});

describe('a freeze link', () => {
  it('freezes without anybody signing in, and tells the partner', async () => {
    expect(await center.follow(freeze())).toMatchObject({ kind: 'done' });
    expect((await center.partner('p1')).frozen).toBe(true);
    expect(center.mailsOf('payouts-frozen')).toMatchObject([{ to: 'p1@partner.example' }]);
    expect((await center.audits('p1')).at(-1)).toMatchObject({ action: 'partner.freeze', by: { kind: 'link' } });
    expect(await center.follow(freeze())).toEqual({ kind: 'over', why: 'used' });
  });

  const lift = () =>
    changePartner({ id: P1, version }, { by: 'ann', now: center.now, note: 'spoken with' }, center.with, release);
  let version = 0;

  it('has nothing to do at an account that is frozen, and freezes it no second time once operations lifted that', async () => {
    await freezePayouts(P1, center.by('p1'), center.with);
    expect(await center.follow(freeze())).toEqual({ kind: 'over', why: 'frozen-already' });
    ({ version } = await center.record('p1'));
    expect(await lift()).toMatchObject({ kind: 'done' });
    expect(await open(freeze())).toEqual({ kind: 'over', why: 'freeze-lifted' });
    expect(await center.follow(freeze())).toEqual({ kind: 'over', why: 'freeze-lifted' });
    expect((await center.partner('p1')).frozen).toBeUndefined();
    await center.changeAddress('p1', 'other@payee.example');
    const next = center.token('paypal-address-changed', 'p1@partner.example');
    expect(await center.follow(next), 'mailed since').toMatchObject({ kind: 'done' });
  });

  it('outlives a hold of operations, which says nothing about what it warns of', async () => {
    await center.program.changePartner('p1', { hold: 'a doubt' });
    ({ version } = await center.record('p1'));
    expect(await lift()).toMatchObject({ kind: 'done' });
    expect(await center.follow(freeze())).toMatchObject({ kind: 'done' });
  });

  it.each([
    [29, 'done'],
    [30, 'over'],
  ])('after %d days: %s', async (days, kind) =>
    expect(await center.hours(days * 24).follow(freeze())).toMatchObject({ kind }),
  );

  it('works when the new address is confirmed, too', async () => {
    await center.follow(confirmation());
    expect(await center.follow(freeze())).toMatchObject({ kind: 'done' });
  });
});

describe('what is no link of ours', () => {
  it('each changed character of a token makes it none, and nothing happens', async () => {
    const token = confirmation();
    const before = items();
    for (let place = 0; place < token.length; place += 1) {
      const other = token[place] === 'A' ? 'B' : 'A';
      const forged = `${token.slice(0, place)}${other}${token.slice(place + 1)}`;
      // The last character of a signature has two bits that say nothing.
      if (place === token.length - 1) continue;
      expect(await center.follow(forged), `at ${place}`).toEqual({ kind: 'unknown' });
    }
    expect(items()).toBe(before);
  });

  it.each(['', '.', 'a.b.c', '../../me/settings'])('%j', async (token) =>
    expect(await center.follow(token)).toEqual({ kind: 'unknown' }),
  );

  it('a later expiry than the signed one', async () => {
    const [id, expiry = '', signature] = confirmation().split('.');
    const later = (Number.parseInt(expiry, 36) + 3_600_000).toString(36);
    expect(await center.hours(49).follow(`${id}.${later}.${signature}`)).toEqual({ kind: 'unknown' });
  });
});
