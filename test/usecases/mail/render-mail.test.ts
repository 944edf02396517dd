import { describe, expect, it } from 'vitest';
import { renderMail } from '../../../shared/usecases/mail/render-mail.ts';
import { MAIL_KINDS, sampleMail } from '../../support/sample-mails.ts';

/** Text of the HTML part, paragraph by paragraph, as a reader sees it. */
function paragraphsOf(html: string): string[] {
  const decoded = (text: string) =>
    text
      .replace(/<[^>]*>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&');
  return [...html.matchAll(/<p>(.*?)<\/p>/gs)].map(([, inner = '']) => decoded(inner));
}

/** Every text and number of the data as the letter should show it. */
function factsOf(data: object): string[] {
  return Object.values(data).flatMap((value) => (typeof value === 'string' ? [value] : []));
}

describe('every kind of mail', () => {
  it.each(MAIL_KINDS)('%s says in HTML what it says in plain text', (kind) => {
    const { text, html } = renderMail(sampleMail(kind));
    expect(paragraphsOf(html)).toEqual(text.trimEnd().split('\n\n'));
  });

  it.each(MAIL_KINDS)('%s is short, with a subject of one line', (kind) => {
    const { subject, text } = renderMail(sampleMail(kind));
    expect(subject).toMatch(/^[^\r\n]{5,60}$/);
    expect(text.length).toBeLessThan(900);
  });

  // Of these two a word of the data chooses a sentence.
  const CHOOSING: readonly string[] = ['login-email-changed', 'claim-ended'];
  it.each(MAIL_KINDS.filter((kind) => !CHOOSING.includes(kind)))('%s says all it knows', (kind) => {
    const mail = sampleMail(kind);
    const { text } = renderMail(mail);
    for (const fact of factsOf(mail.data)) expect(text).toContain(fact);
  });

  it.each(['denied', 'expired', 'refused'] as const)('tells how a claim ended: %s', (how) => {
    const others = (['denied', 'expired', 'refused'] as const).filter((each) => each !== how);
    const textOf = (end: typeof how): string => renderMail(sampleMail('claim-ended', { data: { how: end } })).text;
    expect(textOf(how)).toContain('owner@acme.example');
    expect(others.map(textOf)).not.toContain(textOf(how));
  });

  it('has subjects that differ', () => {
    const subjects = MAIL_KINDS.map((kind) => renderMail(sampleMail(kind)).subject);
    expect(new Set(subjects).size).toBe(MAIL_KINDS.length);
  });
});

describe('a link', () => {
  it('is the address that it shows, alone on its line in plain text', () => {
    const { text, html } = renderMail(sampleMail('paypal-address-confirmation'));
    expect(text.split('\n')).toContain('https://program.example/links/token-1?a=b&c=d');
    const shown = 'https://program.example/links/token-1?a=b&amp;c=d';
    expect(html).toContain(`<a href="${shown}">${shown}</a>`);
  });

  it('cannot end its attribute', () => {
    const link = 'https://program.example/"onmouseover="alert(1)';
    const { html } = renderMail(sampleMail('paypal-address-confirmation', { data: { link } }));
    expect(html).not.toContain('"onmouseover');
  });
});

it('shows what looks like HTML as the text that it is', () => {
  const newAddress = `<img src=x onerror='alert("1")'>&amp;`;
  const { text, html } = renderMail(sampleMail('paypal-address-changed', { data: { newAddress } }));
  expect(text).toContain(newAddress);
  expect(html).not.toContain('<img');
  expect(paragraphsOf(html)[0]).toContain(newAddress);
});

describe('words', () => {
  it.each([
    { coolingDownDays: 7, says: 'until the new one is confirmed and 7 days have passed since.' },
    { coolingDownDays: 1, says: 'until the new one is confirmed and a day has passed since.' },
    { coolingDownDays: 0, says: 'until the new one is confirmed.' },
  ])('for a cooling-down of $coolingDownDays days', ({ coolingDownDays, says }) => {
    expect(renderMail(sampleMail('paypal-address-changed', { data: { coolingDownDays } })).text).toContain(says);
  });

  it('for money', () => {
    const { subject, text } = renderMail(sampleMail('payout-sent'));
    expect(subject).toBe('Your payout of $1,234.56');
    expect(text).toContain('$1,234.56 were paid to your PayPal address m…@payee.example');
  });

  it('for settings', () => {
    expect(renderMail(sampleMail('settings-changed')).text).toContain('minimum payout, mail preferences.');
  });

  it.each([
    { by: 'operations', says: 'j…@partner.example by our operations.' },
    { by: 'partner', says: 'j…@partner.example.' },
  ])('for a change by $by', ({ by, says }) => {
    expect(renderMail(sampleMail('login-email-changed', { data: { by } })).text).toContain(says);
  });

  it('for a new log-in e-mail, whose owner is given no freeze link', () => {
    const told = renderMail(sampleMail('login-email-changed')).text;
    expect(told).toContain('freeze your payouts now: open this link and press the button.');
    expect(told.split('\n')).toContain('https://program.example/links/token-4');
    const { text } = renderMail(sampleMail('login-email-changed', { data: { freezeLink: undefined } }));
    expect(text).not.toMatch(/freeze|links/);
    expect(text).toContain('If you did not ask for it, answer this mail.');
  });
});
