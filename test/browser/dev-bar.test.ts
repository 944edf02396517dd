/** The README's story begins so: one is somebody of the demo, reads their mails, and lets a Friday come. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { devBar } from '../../local/dev-bar/dev-bar.ts';
import { type OpenPortal, openPortal } from '../support/browser.ts';

const CEDAR = 'hello@cedar-works.example';
const PAYPAL = 'payouts@cedar-works.example';

let portal: OpenPortal;
beforeAll(async () => {
  portal = await openPortal();
  portal.laptop.cloud.putBesidePortal(await devBar(portal.laptop, portal.logins));
}, 240_000);
afterAll(() => portal?.close());
afterEach(() => expect(portal.complaints()).toEqual([]));

it('signs in as a partner, leads from a mail to its link, and brings the Friday that pays', async () => {
  const page = await portal.page();
  await page.goto(portal.url);
  await page.getByLabel('I am').selectOption(CEDAR);
  await page.getByRole('link', { name: 'Go to your settings' }).first().click();
  const paypal = page.getByRole('region', { name: 'PayPal address', exact: true });
  await paypal.getByLabel('PayPal address').fill(PAYPAL);
  await paypal.getByRole('button', { name: 'Set this address' }).click();
  const check = page.getByRole('dialog', { name: 'Your password, please' });
  await check.getByLabel('Password').fill(portal.logins.password);
  await check.getByRole('button', { name: 'Go on' }).click();
  await paypal.getByText('A mail is on its way to').waitFor();
  await portal.laptop.cloud.idle();

  const bar = page.getByRole('complementary', { name: 'Development bar' });
  await bar.getByRole('button', { name: 'Mails' }).click();
  const mail = bar.locator('details').filter({ hasText: `to ${PAYPAL}` });
  await mail.locator('summary').click();
  const [opened] = await Promise.all([page.waitForEvent('popup'), mail.getByRole('link').first().click()]);
  await opened.getByRole('button', { name: 'Confirm this address' }).click();
  await opened.getByRole('heading', { name: 'Your PayPal address is confirmed' }).waitFor();

  await bar.getByRole('button', { name: 'Next Friday' }).click();
  await bar.getByText('The run of the week ending 2026-11-21 is closed.').waitFor();
  await bar.getByRole('button', { name: 'PayPal' }).click();
  await bar.getByRole('row').filter({ hasText: PAYPAL }).getByText('SUCCESS').waitFor();
}, 120_000);
