/** Signing in and out, as somebody does it in a browser. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { callUserPool } from '../../local/user-pool/add-user.ts';
import { accessibilityProblems, type OpenPortal, openPortal, problemsNow } from '../support/browser.ts';
import { callAs, createUser, signIn } from '../support/embedded-sign-in.ts';

const ALDER = 'hello@alder-studio.example';
const ASH = 'hello@ash-consulting.example';
const NEW_PASSWORD = 'Another-Horse-8';

let portal: OpenPortal;
beforeAll(async () => {
  portal = await openPortal();
}, 120_000);
afterAll(() => portal?.close());
afterEach(() => expect(portal.complaints()).toEqual([]));

it('says no to a wrong password in words that tell no more, and lets the right one in', async () => {
  const page = await portal.page();
  await page.goto(portal.url);
  for (const email of [ALDER, 'nobody@nowhere.example']) {
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password', { exact: true }).fill('Wrong-Horse-1');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect.poll(() => page.getByRole('alert').textContent()).toBe('E-mail or password is wrong.');
  }
  expect(await accessibilityProblems(page)).toEqual([]);
  await portal.signIn(page, ALDER);
  await page.getByRole('heading', { name: 'Earnings' }).waitFor();
});

it('keeps the way of a deep link through the sign-in', async () => {
  const page = await portal.page();
  await portal.signIn(page, ALDER, '/clients?standing=maturing');
  await page.getByRole('heading', { name: 'Clients', level: 1 }).waitFor();
  expect(new URL(page.url()).search).toBe('?standing=maturing');
});

it('shows the earnings on a phone and on a desk, light and dark, with nothing for axe to find', async () => {
  for (const device of [{ phone: true }, { dark: true }]) {
    const page = await portal.page(device);
    await portal.signIn(page, ALDER);
    await page.getByText('Your balance is $').waitFor();
    await page.getByText('Why you were not paid').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    // Nothing sticks out at the side.
    expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  }
});

it('lets nobody see pages that are not theirs, and says whose they are', async () => {
  const page = await portal.page();
  await portal.signIn(page, ALDER, '/operations');
  await page.getByRole('heading', { name: 'This page is not for this log-in' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  const staff = await portal.page();
  await portal.signIn(staff, portal.logins.operations);
  await staff.getByRole('heading', { level: 1 }).waitFor();
  expect(await staff.getByText('Payout operations').count()).toBe(1);
});

it('signs out, and nothing of the session stays in the tab', async () => {
  const page = await portal.page();
  await portal.signIn(page, ALDER);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).toBe('{}');
});

it('asks for a sign-in over the page when the session is over, and what was typed is sent afterwards', async () => {
  const page = await portal.page();
  await portal.signIn(page, ALDER, '/settings');
  const name = page.getByLabel('Display name');
  await name.fill('Alder & Friends');
  // Ended from elsewhere: neither token of this tab is good for anything from now on.
  const elsewhere = await signIn(portal.laptop, ALDER, portal.logins.password);
  await callAs(portal.laptop, elsewhere, 'POST', '/me/sign-out');
  await name.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
  await dialog.getByLabel('E-mail').fill(ALDER);
  // The form beneath still waits for its answer.
  expect(await problemsNow(page)).toEqual([]);
  await dialog.getByLabel('Password', { exact: true }).fill(portal.logins.password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => name.inputValue()).toBe('Alder & Friends');
  const again = await signIn(portal.laptop, ALDER, portal.logins.password);
  await expect
    .poll(async () => (await (await callAs(portal.laptop, again, 'GET', '/me/settings')).json()) as unknown)
    .toMatchObject({ displayName: 'Alder & Friends' });
});

it('lets a forgotten password be chosen anew with the code that is mailed', async () => {
  const page = await portal.page({ phone: true });
  await page.goto(portal.url);
  await page.getByLabel('E-mail').fill(ASH);
  await page.getByRole('button', { name: 'Forgotten your password?' }).click();
  await page.getByRole('button', { name: 'Mail me a code' }).click();
  await page.getByLabel('Code from the mail').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  const mail = portal.laptop.cloud.outbox().findLast(({ to }) => to.includes(ASH));
  const [, code = ''] = /code is (\d{6})/.exec(mail?.text ?? '') ?? [];
  await page.getByLabel('Code from the mail').fill('000000');
  await page.getByLabel('New password').fill(NEW_PASSWORD);
  await page.getByRole('button', { name: 'Choose this password' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Code from the mail').fill(code);
  await page.getByRole('button', { name: 'Choose this password' }).click();
  await page.getByText('Your new password stands').waitFor();
  await page.getByLabel('Password', { exact: true }).fill(NEW_PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Earnings' }).waitFor();
});

it('has somebody who was invited choose a password of their own', async () => {
  const { cloud } = portal.laptop;
  const invited = 'new@somebody.example';
  await callUserPool(cloud, 'AdminCreateUser', {
    UserPoolId: cloud.userPool.id,
    Username: invited,
    TemporaryPassword: 'For-3-days-only',
    UserAttributes: [
      { Name: 'email', Value: invited },
      { Name: 'email_verified', Value: 'true' },
    ],
    MessageAction: 'SUPPRESS',
  });
  const page = await portal.page();
  await page.goto(portal.url);
  await page.getByLabel('E-mail').fill(invited);
  await page.getByLabel('Password', { exact: true }).fill('For-3-days-only');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Choose a password of your own').fill(NEW_PASSWORD);
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Sign in' }).click();
  // No partner is tied to this log-in: it may see nothing, and is told so.
  await page.getByRole('heading', { name: 'This page is not for this log-in' }).waitFor();
  expect(await createUser({ cloud }, 'other@somebody.example')).toBeDefined();
});

it('says so where a part of the portal does not come, with the way on', async () => {
  const page = await portal.page();
  await page.route(/clients-page/, (route) => route.abort());
  await portal.signIn(page, ALDER, '/clients');
  await page.getByRole('heading', { name: 'This page did not load' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.unroute(/clients-page/);
  await page.getByRole('button', { name: 'Load it again' }).click();
  await page.getByRole('heading', { name: 'Clients', level: 1 }).waitFor();
});
