/** A partner who is not shown as a referrer: a claim up to the client's yes and its payout, and a list up to its commit. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { RULE_TIME } from '../../local/start/load-program.ts';
import { addDays } from '../../shared/domain/calendar/local-day.ts';
import { cents } from '../../shared/domain/money/cents.ts';
import { accessibilityProblems, type OpenPortal, openPortal } from '../support/browser.ts';
import { setProgram } from '../support/embedded-settings.ts';

const ALDER = 'hello@alder-studio.example';
const ASH = 'hello@ash-consulting.example';

let portal: OpenPortal;
beforeAll(async () => {
  portal = await openPortal();
}, 240_000);
afterAll(() => portal?.close());
afterEach(() => expect(portal.complaints()).toEqual([]));

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

/** The id of a client that earns for a partner: its owner's mailbox is named after it. */
async function clientOf(partner: string): Promise<string> {
  const page = await portal.page();
  await portal.signIn(page, partner, '/clients?standing=earning');
  const href = await page.getByRole('cell').getByRole('link').first().getAttribute('href');
  await page.context().close();
  return href?.split('/').at(-1) ?? '';
}

it('claims a client, who says yes on the page behind the mail; then the client is theirs, and Friday pays it', async () => {
  const client = await clientOf(ASH);
  const owner = `office@${client}.example`;
  const page = await portal.page();
  await portal.signIn(page, ALDER, '/referrals');
  await page.getByText('You have claimed nobody yet.').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  const form = section(page, 'I’m not showing as the referrer');
  await form.getByLabel('What you know of the client').selectOption('domain');
  await form.getByLabel('Business domain').fill('gmail.com');
  await form.getByRole('button', { name: 'Claim this client' }).click();
  await form.getByRole('alert').waitFor();
  await form.getByLabel('What you know of the client').selectOption('email');
  await form.getByLabel('E-mail of the account’s owner').fill(owner);
  await form.getByLabel('Note (optional)').fill('We met at a fair');
  await form.getByRole('button', { name: 'Claim this client' }).click();
  await form.getByText('Your claim is made.').waitFor();
  const claims = section(page, 'Your claims');
  await claims.getByRole('cell').getByText('open', { exact: true }).waitFor();
  await claims.getByText('“We met at a fair”').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);

  await portal.laptop.cloud.idle();
  const mail = portal.laptop.cloud.outbox().findLast(({ to }) => to.includes(owner));
  const mailbox = await portal.page({ phone: true, dark: true });
  await mailbox.goto(/\S+\/claims\/\S+/.exec(mail?.text ?? '')?.[0] ?? '');
  await mailbox.getByRole('heading', { name: 'Did Alder Studio refer you to us?' }).waitFor();
  expect(await accessibilityProblems(mailbox)).toEqual([]);
  await mailbox.getByRole('button', { name: 'Yes, Alder Studio referred me' }).click();
  await mailbox.getByRole('heading', { name: 'Thank you: that is noted' }).waitFor();
  expect(await accessibilityProblems(mailbox)).toEqual([]);

  await claims.getByRole('button', { name: 'Look again' }).click();
  await claims.getByRole('cell').getByText('confirmed', { exact: true }).waitFor();
  await claims.getByRole('link', { name: owner }).click();
  await page.getByRole('heading', { name: 'Why you were not paid for it' }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/clients/${client}`);

  // Friday pays what changed hands: it stands among the entries of the payout.
  await setProgram(portal.laptop.table, { thresholdCents: cents(1) });
  await portal.laptop.cloud.advanceTo(Date.parse(`${addDays(portal.friday, 7)}${RULE_TIME}`));
  await page.goto(`${portal.url}/payouts`);
  await page.getByRole('link', { name: 'Fri 27 Nov 2026' }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page
    .getByText(/^paid$/i)
    .first()
    .waitFor();
  await page.locator(`a[href="/clients/${client}"]`).first().waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
}, 120_000);

it('takes a list: preview, rows by outcome, commit, and the result as a file', async () => {
  const own = await clientOf(ALDER);
  const page = await portal.page({ phone: true });
  await portal.signIn(page, ALDER, '/referrals');
  const rows = [
    'email,name',
    'first@newcomer.example,First Newcomer',
    'second@newcomer.example,',
    `office@${own}.example,`,
    'second@newcomer.example,',
    'nowhere,',
  ];
  const upload = section(page, 'Announce clients with a list');
  const file = (text: string) => ({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await upload.getByLabel('List of clients (CSV)').setInputFiles(file('mail\nfirst@newcomer.example\n'));
  await upload.getByRole('button', { name: 'Preview this list' }).click();
  await upload.getByRole('alert').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await upload.getByLabel('List of clients (CSV)').setInputFiles(file(`${rows.join('\n')}\n`));
  await upload.getByRole('button', { name: 'Preview this list' }).click();
  await page.getByRole('heading', { name: 'What it would do' }).waitFor();
  await page.getByRole('button', { name: 'Commit this list…' }).waitFor();
  await page.getByRole('cell', { name: 'first@newcomer.example' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByLabel('What becomes of them').selectOption('invalid');
  await page.getByRole('cell', { name: 'nowhere' }).waitFor();
  expect(await page.getByRole('cell', { name: 'first@newcomer.example' }).count()).toBe(0);

  await page.getByRole('button', { name: 'Commit this list…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Commit this list?' });
  await dialog.getByText('2 new').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Commit it' }).click();
  await page.getByRole('heading', { name: 'What it did' }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the result (CSV)' }).click(),
  ]);
  const result = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\n');
  expect(result[0]).toBe('line,email,name,outcome,detail');
  expect(result.slice(1).map((line) => line.split(',')[3])).toEqual([
    'new',
    'new',
    'already-yours',
    'duplicate',
    'invalid',
  ]);
  expect(await accessibilityProblems(page)).toEqual([]);
}, 120_000);
