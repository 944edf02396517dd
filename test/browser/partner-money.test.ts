/** What a partner reads about their money: clients with their reasons, entries, payouts and files to keep. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { accessibilityProblems, type OpenPortal, openPortal } from '../support/browser.ts';

const ALDER = 'hello@alder-studio.example';
/** All clients of theirs are young. */
const HOLLY = 'hello@holly-labs.example';

let portal: OpenPortal;
beforeAll(async () => {
  portal = await openPortal();
}, 240_000);
afterAll(() => portal?.close());
afterEach(() => expect(portal.complaints()).toEqual([]));

async function isFine(page: Page): Promise<void> {
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
}

async function downloaded(page: Page, button: string): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

it('lists clients with how each stands, and says of one why it is not paid', async () => {
  const page = await portal.page({ phone: true });
  await portal.signIn(page, HOLLY, '/clients');
  await page
    .getByText(/days left to 90/)
    .first()
    .waitFor();
  await isFine(page);
  await page.getByLabel('How they stand').selectOption('earning');
  await page.getByText('None of your clients stands like this.').waitFor();
  expect(new URL(page.url()).search).toBe('?standing=earning');
  await page.getByRole('button', { name: 'Show all of them' }).click();
  const client = page.getByRole('cell').getByRole('link').first();
  const name = (await client.textContent()) ?? '';
  await client.click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
  await page
    .getByText(/is earned on 20\d\d-\d\d-\d\d/)
    .first()
    .waitFor();
  await page.getByRole('table').getByText('Commission').first().waitFor();
  await isFine(page);
});

it('leads from a reason on the earnings to the clients that it is about', async () => {
  const page = await portal.page();
  await portal.signIn(page, HOLLY);
  await page.getByRole('link', { name: 'See which clients mature' }).first().click();
  await page.getByRole('heading', { name: 'Clients', level: 1 }).waitFor();
  expect(new URL(page.url()).search).toBe('?standing=maturing');
  expect(await page.getByLabel('How they stand').inputValue()).toBe('maturing');
});

it('keeps the filters of entries in the address, and any day names its week', async () => {
  const page = await portal.page();
  await portal.signIn(page, ALDER, '/entries?kind=commission');
  await page.getByRole('table').waitFor();
  expect(await page.getByLabel('Kind').inputValue()).toBe('commission');
  // A Wednesday: no day is refused for not being a Saturday.
  await page.getByLabel('From the week of').fill('2026-11-11');
  await page.getByLabel('To the week of').fill('2026-11-11');
  await page.waitForURL(/from=2026-11-11&to=2026-11-11/);
  await page.getByRole('table').waitFor();
  await isFine(page);
  const days = await page
    .getByRole('row')
    .locator('time')
    .evaluateAll((all) => all.map((each) => each.getAttribute('datetime')));
  expect(days.length).toBeGreaterThan(0);
  expect(days.every((day) => day !== null && day <= '2026-11-14')).toBe(true);
  await page.reload();
  await page.getByRole('table').waitFor();
  expect(await page.getByLabel('From the week of').inputValue()).toBe('2026-11-11');
  await page.getByLabel('Standing').selectOption('held');
  await page.getByText('Nothing of yours is like this.').waitFor();
});

it('shows a payout with the entries that it pays, and gives its statement to keep', async () => {
  const page = await portal.page({ phone: true, dark: true });
  await portal.signIn(page, ALDER, '/payouts?place=paid');
  const latest = page.getByRole('cell').getByRole('link').first();
  await latest.waitFor();
  await isFine(page);
  await latest.click();
  await page.getByRole('heading', { name: 'Payout of Fri 20 Nov 2026', level: 1 }).waitFor();
  await page.getByRole('table').waitFor();
  await isFine(page);
  const { name, bytes } = await downloaded(page, 'Download the statement (PDF)');
  expect(name).toBe('payout-2026-11-14.pdf');
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
});

it('gives a year as a file, and says so where it cannot', async () => {
  const page = await portal.page();
  await portal.signIn(page, ALDER, '/payouts');
  const { name, bytes } = await downloaded(page, 'Download the year');
  expect(name).toBe('statement-2026.csv');
  expect(bytes.toString()).toMatch(/^day,what,amount_usd,.*\r?\n2026-/);
  await page.getByRole('textbox', { name: 'Year' }).fill('26');
  await page.getByRole('button', { name: 'Download the year' }).click();
  await page.getByRole('alert').getByText('must be a year').waitFor();
  await isFine(page);
});

it('says of what is not there that it is not, and how to go on', async () => {
  const page = await portal.page();
  await portal.signIn(page, ALDER, '/clients/nobody-s');
  await page.getByRole('alert').waitFor();
  await page.getByRole('button', { name: 'Try again' }).waitFor();
  await isFine(page);
});
