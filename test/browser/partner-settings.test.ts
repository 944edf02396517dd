/** What a partner changes: the PayPal address with its mails, tax answers, how they are called, and who gets in. */
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { accessibilityProblems, type OpenPortal, openPortal } from '../support/browser.ts';

const totp = createRequire(import.meta.url)('cognito-local/lib/services/totp.js');

const BEECH = 'hello@beech-agency.example';
const BIRCH = 'hello@birch-media.example';
const CHERRY = 'hello@cherry-labs.example';
/** In the Netherlands, and has not answered. */
const LAUREL = 'hello@laurel-studio.example';
const NEW_LOGIN = 'studio@laurel-studio.example';
const NEW_PASSWORD = 'Another-Horse-8';

let portal: OpenPortal;
beforeAll(async () => {
  portal = await openPortal();
}, 240_000);
afterAll(() => portal?.close());
afterEach(() => expect(portal.complaints()).toEqual([]));

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

async function mailTo(address: string): Promise<string> {
  await portal.laptop.cloud.idle();
  return portal.laptop.cloud.outbox().findLast(({ to }) => to.includes(address))?.text ?? '';
}
async function linkTo(address: string): Promise<string> {
  return /\S+\/links\/\S+/.exec(await mailTo(address))?.[0] ?? '';
}

async function giveCheck(page: Page, password: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Your password, please' });
  await dialog.getByLabel('Password').fill(password);
  await dialog.getByRole('button', { name: 'Go on' }).click();
}

it('changes the PayPal address: password, confirmation by mail, cooling down; and the old address may freeze it all', async () => {
  const page = await portal.page({ phone: true });
  await portal.signIn(page, BEECH, '/settings');
  const paypal = section(page, 'PayPal address');
  await paypal.getByText('Your payouts go here.').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await paypal.getByRole('button', { name: 'Change the address' }).click();
  await paypal.getByLabel('New PayPal address').fill('new@beech-agency.example');
  await paypal.getByRole('button', { name: 'Change to this address' }).click();
  await giveCheck(page, 'Wrong-Horse-1');
  await page.getByRole('dialog').getByText('The password is wrong').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await giveCheck(page, portal.logins.password);
  await paypal.getByText('A mail is on its way to new@beech-agency.example.').waitFor();
  await paypal.getByText('not confirmed yet').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);

  const mailbox = await portal.page({ phone: true, dark: true });
  await mailbox.goto(await linkTo('new@beech-agency.example'));
  expect(await accessibilityProblems(mailbox)).toEqual([]);
  await mailbox.getByRole('button', { name: 'Confirm this address' }).click();
  await mailbox.getByRole('heading', { name: 'Your PayPal address is confirmed' }).waitFor();
  expect(await accessibilityProblems(mailbox)).toEqual([]);
  await page.reload();
  await paypal.getByText('cooling down').waitFor();
  await paypal.getByText('It is paid from Fri 27 Nov 2026 on').waitFor();

  await mailbox.goto(await linkTo('payouts@beech-agency.example'));
  await mailbox.getByRole('button', { name: 'Freeze my payouts' }).click();
  await mailbox.getByRole('heading', { name: 'Your payouts are frozen' }).waitFor();
  expect(await accessibilityProblems(mailbox)).toEqual([]);
  await page.reload();
  await page.getByText('You froze your payouts.').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
}, 120_000);

it('saves what it is told, says it, and overwrites nobody', async () => {
  const page = await portal.page();
  await portal.signIn(page, BIRCH, '/settings');
  const minimum = section(page, 'Minimum payout');
  const field = minimum.getByLabel('Your own minimum ($)');
  const save = minimum.getByRole('button', { name: 'Save the minimum' });
  await field.fill('fifty');
  await save.click();
  // The browser says what is wrong with it, and nothing is sent.
  expect(await minimum.locator('input:invalid').count()).toBe(1);
  await field.fill('50');
  await save.click();
  await minimum.getByRole('alert').waitFor();
  await field.fill('250');
  await save.click();
  await minimum.getByText('Saved.').waitFor();
  await minimum.getByText('your balance reaches $250.00').waitFor();
  expect(await field.inputValue()).toBe('250.00');

  const other = await portal.page();
  await portal.signIn(other, BIRCH, '/settings');
  const mails = section(other, 'Mails');
  await mails.getByLabel('Mail me when a payout is paid').check();
  await mails.getByRole('button', { name: 'Save the mails' }).click();
  await mails.getByText('Saved.').waitFor();
  const you = section(page, 'You');
  await you.getByLabel('Display name').fill('Birch');
  await you.getByRole('button', { name: 'Save name and country' }).click();
  await you.getByText('It was changed meanwhile').waitFor();
  // The newest is there, and what was typed too.
  await expect.poll(() => section(page, 'Mails').getByLabel('Mail me when a payout is paid').isChecked()).toBe(true);
  expect(await you.getByLabel('Display name').inputValue()).toBe('Birch');
  await you.getByRole('button', { name: 'Save name and country' }).click();
  await you.getByText('Saved.').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
});

it('freezes payouts only after it has said what that means', async () => {
  const page = await portal.page();
  await portal.signIn(page, BIRCH, '/settings');
  await page.getByRole('button', { name: 'Freeze my payouts' }).click();
  const dialog = page.getByRole('dialog', { name: 'Freeze your payouts?' });
  await dialog.getByText('You cannot take it back yourself').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Freeze my payouts' }).click();
  await page.getByText('You froze your payouts.').waitFor();
});

it('asks the four tax questions of who lives abroad, with no answer given beforehand', async () => {
  const page = await portal.page({ phone: true });
  await portal.signIn(page, LAUREL, '/settings');
  await page.getByRole('link', { name: 'Answer the four questions' }).click();
  await page.getByRole('heading', { name: 'Tax questionnaire', level: 1 }).waitFor();
  await page.getByRole('radio').first().waitFor();
  expect(await page.getByRole('radio').count()).toBe(8);
  expect(await page.getByRole('radio', { checked: true }).count()).toBe(0);
  expect(await accessibilityProblems(page)).toEqual([]);
  for (const no of await page.getByRole('radio', { name: 'No' }).all()) await no.check();
  await page.getByRole('button', { name: 'Send the answers' }).click();
  await page.getByText('Your answers are kept.').waitFor();
  await page.getByText('Send Form W-8BEN to support.').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Answer anew' }).click();
  expect(await page.getByRole('radio', { checked: true }).count()).toBe(0);
});

it('asks no tax questions of who lives in the United States', async () => {
  const page = await portal.page();
  await portal.signIn(page, CHERRY, '/settings/tax');
  await page.getByText('the four questions are not asked').waitFor();
  expect(await page.getByRole('radio').count()).toBe(0);
});

it('sets up a second factor, asks for its code, and removes it', async () => {
  const page = await portal.page();
  await portal.signIn(page, CHERRY, '/settings');
  const factor = section(page, 'Second factor');
  await factor.getByRole('button', { name: 'Set up a second factor' }).click();
  await giveCheck(page, portal.logins.password);
  const key = await factor.locator('code').textContent();
  await factor.getByRole('img', { name: 'The key as a QR code' }).waitFor();
  expect(await factor.getByRole('link', { name: 'open the app' }).getAttribute('href')).toMatch(/^otpauth:/);
  expect(await accessibilityProblems(page)).toEqual([]);
  await factor.getByLabel('Code that the app shows').fill(totp.generate(key?.replaceAll(' ', '')));
  await factor.getByRole('button', { name: 'Confirm the first code' }).click();
  await factor.getByText('from now on a sign-in asks for a code').waitFor();
  await factor.getByRole('button', { name: 'Remove the second factor' }).click();
  await factor.getByText('the password alone signs you in').waitFor();
});

it('changes the log-in e-mail once the link in the mail is used, and tells the old address', async () => {
  const page = await portal.page({ phone: true });
  await portal.signIn(page, LAUREL, '/settings');
  const login = section(page, 'Log-in e-mail');
  await login.getByText('Change the log-in e-mail').click();
  await login.getByLabel('New log-in e-mail').fill(NEW_LOGIN);
  await login.getByRole('button', { name: 'Mail a confirmation' }).click();
  await giveCheck(page, portal.logins.password);
  await login.getByText(`A mail is on its way to ${NEW_LOGIN}.`).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);

  const mailbox = await portal.page();
  await mailbox.goto(await linkTo(NEW_LOGIN));
  expect(await accessibilityProblems(mailbox)).toEqual([]);
  await mailbox.getByRole('button', { name: 'Sign in with this e-mail from now on' }).click();
  await mailbox.getByRole('heading', { name: 'Your log-in e-mail is changed' }).waitFor();
  expect(await accessibilityProblems(mailbox)).toEqual([]);
  expect(await mailTo(LAUREL)).toContain('the log-in e-mail of your partner account was changed');
  const anew = await portal.page();
  await portal.signIn(anew, NEW_LOGIN, '/settings');
  await section(anew, 'Log-in e-mail').getByText(NEW_LOGIN).waitFor();
}, 120_000);

it('signs out everywhere: no session of theirs goes on', async () => {
  const [lost, page] = [await portal.page(), await portal.page({ phone: true })];
  await portal.signIn(lost, BIRCH, '/settings');
  await portal.signIn(page, BIRCH, '/settings');
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign out everywhere?' });
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.getByText('You are signed out everywhere.').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await lost.reload();
  await lost.getByLabel('E-mail').waitFor();
});

it('changes the password, ends every session with it, and says so at the sign-in', async () => {
  const page = await portal.page({ phone: true });
  await portal.signIn(page, CHERRY, '/settings');
  await page.getByText('Change the password').click();
  await page.getByLabel('Current password').fill(portal.logins.password);
  await page.getByLabel('New password').fill(NEW_PASSWORD);
  await page.getByRole('button', { name: 'Change it and sign out everywhere' }).click();
  await page.getByText('Your password is changed, and every session has ended.').waitFor();
  await page.getByLabel('E-mail').fill(CHERRY);
  await page.getByLabel('Password', { exact: true }).fill(NEW_PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Earnings', level: 1 }).waitFor();
});
