/** The pages behind links: what they say, that nothing can run in them, and one button where there is something to do. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { linkPage, PAGE_HEADERS } from '../../../functions/partner-api/link-page.ts';
import { BUSY, doneText, overText, questionText } from '../../../functions/partner-api/link-texts.ts';
import { UNKNOWN } from '../../../functions/partner-api/page-text.ts';
import { localDay } from '../../../shared/domain/calendar/local-day.ts';
import type { LinkOver } from '../../../shared/usecases/links/judge-link.ts';
import type { LinkView } from '../../../shared/usecases/links/link-view.ts';

const VIEWS: readonly LinkView[] = [
  { kind: 'confirm-paypal-address', address: 'j…@payee.example', paidFrom: localDay('2026-06-12') },
  { kind: 'confirm-paypal-address', address: 'j…@payee.example' },
  { kind: 'freeze-payouts' },
  { kind: 'confirm-login-email', address: 'j…@partner.example' },
];
const OVER: readonly LinkOver[] = [
  'used',
  'expired',
  'address-moved',
  'address-confirmed',
  'frozen-already',
  'freeze-lifted',
  'wish-over',
  'email-taken',
];
const buttons = (page: string): number => page.match(/<button>/g)?.length ?? 0;

describe('a page', () => {
  it.each(VIEWS)('asks, with one button that posts to its own address: $kind', (view) => {
    const page = linkPage(questionText(view));
    expect(buttons(page)).toBe(1);
    expect(page).toContain('<form method="post"><button>');
    if (view.address) expect(page).toContain(view.address);
    expect(page.includes('2026-06-12')).toBe(view.paidFrom !== undefined);
  });

  it.each(VIEWS)('says what was done, without a button: $kind', (view) => {
    const page = linkPage(doneText(view));
    expect(buttons(page)).toBe(0);
    expect(page.includes('2026-06-12')).toBe(view.paidFrom !== undefined);
  });

  it('says in other words for each reason why nothing was done', () => {
    const texts = [...OVER.map(overText), UNKNOWN];
    expect(new Set(texts.map(({ paragraphs }) => paragraphs.join())).size).toBeGreaterThanOrEqual(texts.length - 1);
    for (const text of texts) expect(buttons(linkPage(text))).toBe(0);
    expect(buttons(linkPage(BUSY))).toBe(1);
  });

  it('runs and loads nothing, but the style that its policy knows by its hash', () => {
    const page = linkPage(questionText({ kind: 'freeze-payouts' }));
    const [, style = ''] = /<style>(.*)<\/style>/s.exec(page) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(PAGE_HEADERS['content-security-policy']).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
    );
    expect(page).not.toMatch(/<script|style=|src=|href=|@import|url\(/);
  });

  it('takes an address for text, whatever it is', () => {
    const page = linkPage(questionText({ kind: 'confirm-login-email', address: '<img src=x>' }));
    expect(page).toContain('&lt;img src=x&gt;');
  });
});
