/** What operations do for one partner: found, held, released, adjusted by two people; and the trail of it. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { USER_GROUPS } from '../../shared/contracts/user-groups.ts';
import { type OpenPortal, openPortal } from '../support/browser.ts';
import { order, said, sound, trail, visit } from '../support/browser-visits.ts';
import { createUser } from '../support/embedded-sign-in.ts';

const SECOND = 'second@program.example';
const ALDER = '/operations/partners/alder-studio';

let portal: OpenPortal;
beforeAll(async () => {
  portal = await openPortal();
  await createUser(portal.laptop, SECOND, [USER_GROUPS.finance], portal.logins.password);
}, 180_000);
afterAll(() => portal?.close());
afterEach(() => expect(portal.complaints()).toEqual([]));

it('finds a partner by name and by e-mail, and says so where there is none', async () => {
  const page = await visit(portal, portal.logins.operations, '/operations/partners', { phone: true });
  const field = page.getByLabel('E-mail or full name');
  await field.fill('alder  STUDIO');
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByRole('link', { name: 'Alder Studio' }).waitFor();
  expect(new URL(page.url()).search).toBe('?name=alder++STUDIO');
  await sound(page);
  await field.fill('payouts@ash-consulting.example');
  await field.press('Enter');
  await page.getByRole('link', { name: 'Ash Consulting' }).waitFor();
  await field.fill('nobody@nowhere.example');
  await field.press('Enter');
  await page.getByText('Nobody is found.').waitFor();
  await page.getByRole('link', { name: 'Show all' }).click();
  await page.getByRole('link', { name: 'Willow Partners' }).waitFor();
});

it('puts on hold by operations and releases by finance, each with a word why, and the trail tells both', async () => {
  const page = await visit(portal, portal.logins.operations, ALDER);
  await sound(page);
  await page.getByRole('button', { name: 'Put on hold' }).click();
  await sound(page);
  await order(page, 'Put on hold', 'invoices of two clients are missing', 'Reason');
  await said(page, 'Alder Studio is on hold');
  await page.getByText('On hold: invoices of two clients are missing').waitFor();
  expect(await page.getByRole('button', { name: 'Release' }).isDisabled()).toBe(true);

  const finance = await visit(portal, portal.logins.finance, ALDER, { dark: true });
  await finance.getByRole('button', { name: 'Release' }).click();
  await order(finance, 'Release', 'the invoices have come');
  await said(finance, 'Alder Studio is released');
  await finance.getByRole('button', { name: 'Put on hold' }).waitFor();

  await finance.getByRole('link', { name: 'The whole trail of this partner' }).click();
  await finance.getByRole('heading', { name: 'What concerns alder-studio' }).waitFor();
  await trail(finance).first().waitFor();
  // The test's clock stands, so that records of one instant have no order.
  await expect
    .poll(async () => (await trail(finance).allInnerTexts()).sort())
    .toEqual([
      expect.stringMatching(
        /^Put on hold partner alder-studio[\s\S]*Staff: [\s\S]*nothing [\s\S]*invoices of two clients/,
      ),
      expect.stringMatching(/^Released partner alder-studio[\s\S]*Staff: you[\s\S]*“the invoices have come”/),
    ]);
  await sound(finance);
});

it('keeps what was typed when the partner was changed meanwhile, shows the change, and sends it then', async () => {
  const page = await visit(portal, portal.logins.operations, '/operations/partners/ash-consulting');
  await page.getByRole('button', { name: 'Record a form' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Received on').fill('2026-11-19');
  await dialog.getByLabel('Why').fill('came by post');

  const other = await visit(portal, SECOND, '/operations/partners/ash-consulting');
  await other.getByRole('button', { name: 'Put on hold' }).click();
  await order(other, 'Put on hold', 'a question about the address', 'Reason');
  await said(other, 'Ash Consulting is on hold');

  await dialog.getByRole('button', { name: 'Record the form' }).click();
  await dialog.getByText('It was changed meanwhile, and nothing was saved.').waitFor();
  await page.getByText('On hold: a question about the address').waitFor();
  expect(await dialog.getByLabel('Why').inputValue()).toBe('came by post');
  await dialog.getByRole('button', { name: 'Record the form' }).click();
  await said(page, 'Form W-8BEN is on file.');
  // The first is the partner's own; the trail below tells of the change, too.
  expect(await page.getByText('Forms on file').locator('xpath=following-sibling::dd').first().innerText()).toBe(
    'W-8BEN',
  );
});

it('has an adjustment over the limit approved by another person, and never by who proposed it', async () => {
  const page = await visit(portal, portal.logins.finance, '/operations/partners/cedar-works');
  await page.getByRole('button', { name: 'Adjust the balance' }).click();
  const propose = page.getByRole('dialog');
  await propose.getByLabel('Amount ($)').fill('612.50');
  await propose.getByLabel('Why').fill('a bonus for the spring campaign');
  await sound(page);
  await propose.getByRole('button', { name: 'Adjust the balance' }).click();
  await said(page, 'Proposed: $612.50 waits for another person of finance');

  await page.goto(`${portal.url}/operations/adjustments`);
  await page.getByRole('button', { name: 'Approve $612.50 of cedar-works' }).click();
  await order(page, 'Approve', 'it is mine');
  await page.getByRole('dialog').getByText('You proposed this adjustment').waitFor();
  await sound(page);

  const second = await visit(portal, SECOND, '/operations/adjustments', { phone: true });
  await second.getByText('+$612.50').waitFor();
  await sound(second);
  await second.getByRole('button', { name: 'Approve $612.50 of cedar-works' }).click();
  await order(second, 'Approve', 'agreed in the spring');
  await said(second, 'The adjustment of $612.50 is approved.');
  await second.getByText('Nothing waits.').waitFor();

  await second.goto(`${portal.url}/operations/audit?partnerId=cedar-works`);
  await trail(second).first().waitFor();
  await expect
    .poll(async () => (await trail(second).allInnerTexts()).sort())
    .toEqual([
      expect.stringMatching(/^Adjustment approved[\s\S]*Staff: you[\s\S]*\$612\.50/),
      expect.stringMatching(/^Adjustment proposed[\s\S]*“a bonus for the spring campaign”[\s\S]*\$612\.50/),
    ]);
});

it('makes and invites a partner, and tells wrong fields beside them', async () => {
  const page = await visit(portal, portal.logins.operations, '/operations/partners');
  await page.getByRole('button', { name: 'Create a partner' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Partner id').fill('-wrong-');
  await dialog.getByLabel('Full name').fill('Tamarack Digital');
  await dialog.getByLabel('Log-in e-mail').fill('hello@tamarack-digital.example');
  await dialog.getByLabel('Country').fill('us');
  await order(page, 'Create the partner', 'asked to join at a fair');
  await dialog.getByText(/must be an id/).waitFor();
  await sound(page);
  await dialog.getByLabel('Partner id').fill('tamarack-digital');
  await dialog.getByRole('button', { name: 'Create the partner' }).click();
  await said(page, 'The partner is made.');
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  await order(page, 'Invite', 'so that they can begin');
  await said(page, 'The invitation is on its way to hello@tamarack-digital.example.');
  await portal.laptop.cloud.idle();
  expect(portal.laptop.cloud.outbox().some(({ to }) => to.includes('hello@tamarack-digital.example'))).toBe(true);
});

it('uploads a referral list in the name of a partner, previews and commits it', async () => {
  const page = await visit(portal, portal.logins.operations, ALDER);
  await page.getByRole('button', { name: 'Upload a list' }).click();
  const csv = 'email,name\nlater@client.example,Later Client\nnot an e-mail,Nobody\n';
  await page.getByLabel('File').setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.getByRole('button', { name: 'Upload and preview' }).click();
  await page.getByRole('heading', { name: 'Referral list', level: 1 }).waitFor();
  await page.getByText('credited when it signs up in time').first().waitFor();
  await page.getByRole('button', { name: 'Commit the list' }).waitFor();
  await sound(page);
  await page.getByRole('button', { name: 'Commit the list' }).click();
  await page.getByRole('heading', { name: 'What the commit did' }).waitFor();
  const downloaded = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download as CSV' }).click();
  expect((await downloaded).suggestedFilename()).toMatch(/^referral-list-.*\.csv$/);
  await page.getByLabel('Show').selectOption('invalid');
  await expect.poll(() => page.getByRole('row').count()).toBe(2);
  await page.getByText('not an e-mail').waitFor();
});
