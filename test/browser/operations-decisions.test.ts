/** What operations decide: a claim with the money it moves, a review, an exception, the settings. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type OpenPortal, openPortal } from '../support/browser.ts';
import { order, said, sound, trail, visit } from '../support/browser-visits.ts';
import { callAs, signIn, type Tokens } from '../support/embedded-sign-in.ts';

const ALDER = 'hello@alder-studio.example';
const ASH = 'hello@ash-consulting.example';

let portal: OpenPortal;
beforeAll(async () => {
  portal = await openPortal();
}, 180_000);
afterAll(() => portal?.close());
afterEach(() => expect(portal.complaints()).toEqual([]));

const tokens = (email: string): Promise<Tokens> => signIn(portal.laptop, email, portal.logins.password);
async function answer<Body>(who: Tokens, method: string, path: string, body?: unknown): Promise<Body> {
  const key = method === 'POST' && { 'idempotency-key': randomUUID() };
  const response = await callAs(portal.laptop, who, method, path, { body, headers: { ...key } });
  expect(response.ok).toBe(true);
  return (await response.json()) as Body;
}
const plain = (cents: number): string =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(cents / 100);
const dollars = (cents: number): string => `${cents < 0 ? '−' : '+'}${plain(Math.abs(cents))}`;

interface Preview {
  readonly partners: readonly { readonly partnerId: string; readonly partnerName: string; readonly cents: number }[];
}

it('decides a claim for the client after showing what it moves, and takes the decision back', async () => {
  const [alder, ash] = [await tokens(ALDER), await tokens(ASH)];
  const { items } = await answer<{ items: { clientId: string }[] }>(alder, 'GET', '/me/clients?standing=earning');
  const client = items[0]?.clientId ?? '';
  const { claimId } = await answer<{ claimId: string }>(ash, 'POST', '/me/claims', { clientId: client });
  const preview = await answer<Preview>(
    await tokens(portal.logins.operations),
    'GET',
    `/ops/claims/${claimId}/preview?decision=confirm`,
  );
  expect(preview.partners).toHaveLength(2);

  // Operations see the money, and that finance decides.
  const operations = await visit(portal, portal.logins.operations, '/operations/claims', { phone: true });
  await sound(operations);
  await operations.getByRole('link', { name: client, exact: true }).click();
  for (const { cents } of preview.partners) await operations.getByText(dollars(cents)).first().waitFor();
  expect(await operations.getByRole('button', { name: 'Confirm for the client' }).isDisabled()).toBe(true);
  await sound(operations);

  const page = await visit(portal, portal.logins.finance, `/operations/claims/${claimId}`, { dark: true });
  await page.getByRole('button', { name: 'Confirm for the client' }).click();
  const dialog = page.getByRole('dialog');
  for (const { partnerName, cents } of preview.partners)
    await dialog.getByText(`${partnerName}: ${dollars(cents)}`).waitFor();
  await sound(page);
  await dialog.getByLabel('Heard from').fill('The owner');
  await dialog.getByLabel('Heard on').fill(portal.friday);
  await order(page, 'Confirm the claim', 'said on the phone');
  await said(page, 'The claim is confirmed now.');
  await page.getByText('Heard from The owner').waitFor();
  await page.getByRole('heading', { name: 'What reopening would move back' }).waitFor();
  for (const { cents } of preview.partners) await page.getByText(dollars(-cents)).first().waitFor();
  await sound(page);

  await page.getByRole('button', { name: 'Reopen the claim' }).click();
  await order(page, 'Reopen the claim', 'it was another owner');
  await said(page, 'The claim is open now.');

  await page.getByRole('button', { name: 'Deny for the client' }).click();
  await dialog.getByText('No money moves.').waitFor();
  await dialog.getByLabel('Heard from').fill('The owner');
  await dialog.getByLabel('Heard on').fill(portal.friday);
  await order(page, 'Deny the claim', 'they do not know them');
  await said(page, 'The claim is denied now.');
  await page.goto(`${portal.url}/operations/audit?partnerId=ash-consulting`);
  await trail(page).first().waitFor();
  await expect
    .poll(async () => (await page.locator('.trail .what strong').allInnerTexts()).sort())
    .toEqual(['Claim confirmed', 'Claim denied', 'Claim made', 'Claim reopened']);
}, 120_000);

it('names the client of a claim whose domain leads to nobody, and the client is asked', async () => {
  const ash = await tokens(ASH);
  const { items } = await answer<{ items: { clientId: string }[] }>(await tokens(ALDER), 'GET', '/me/clients');
  const other = items.at(-1)?.clientId ?? '';
  const { claimId } = await answer<{ claimId: string }>(ash, 'POST', '/me/claims', { domain: 'nowhere.example' });
  const page = await visit(portal, portal.logins.operations, `/operations/claims/${claimId}`);
  await page.getByText('The name leads to no client that is known.').waitFor();
  await sound(page);
  await page.getByRole('button', { name: 'Name the client' }).click();
  await page.getByRole('dialog').getByLabel('Client id').fill(other);
  await order(page, 'Ask this client', 'the partner wrote the domain of another shop');
  await said(page, 'The claim has its client');
  await page.getByRole('heading', { name: 'What a confirmation would move' }).waitFor();
});

it('decides a review with a note; operations read it and leave it to finance', async () => {
  const operations = await visit(portal, portal.logins.operations, '/operations/reviews', { phone: true });
  await operations.getByText('beech-agency@managed-client.example').waitFor();
  await operations.getByText('Spruce Media').first().waitFor();
  await sound(operations);
  const page = await visit(portal, portal.logins.finance, '/operations/reviews?kind=self-referral');
  const beech = page.locator('.cards > li').filter({ hasText: 'Beech Agency' });
  await beech.getByRole('button', { name: 'Accept' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('The client counts for this partner for good').waitFor();
  await sound(page);
  await order(page, 'Accept', 'they manage the account, the contract is on file');
  await said(page, 'It is accepted.');
  await expect.poll(() => beech.count()).toBe(0);
  await page.goto(`${portal.url}/operations/audit?partnerId=beech-agency`);
  await page.getByText('“they manage the account, the contract is on file”').waitFor();
});

it('has PayPal cancel a payout that nobody claims, on the word of finance', async () => {
  const page = await visit(portal, portal.logins.finance, '/operations/exceptions');
  const elm = page.locator('.cards > li').filter({ hasText: 'elm-consulting' });
  await elm.getByText('Nobody has claimed it at PayPal').waitFor();
  await sound(page);
  await elm.getByRole('button', { name: 'Cancel the payout' }).click();
  await sound(page);
  await order(page, 'Cancel the payout', 'the partner wants it elsewhere');
  await said(page, 'It is ordered.');
  await portal.laptop.cloud.idle();
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.getByText('Nothing waits').waitFor();
});

it('puts back what was sent back, and writes off a large amount when two of finance say so', async () => {
  const { laptop } = portal;
  laptop.paypal.registerWebhook(laptop.payPalWebhook);
  const paid = laptop.paypal.transfers().filter(({ status }) => status === 'SUCCESS');
  const [large, ...smaller] = paid.sort((a, b) => b.cents - a.cents);
  for (const item of [large, smaller.at(-1)]) laptop.paypal.moveItem(item?.payoutItemId ?? '', 'REFUNDED');
  await laptop.paypal.webhooksSettled();
  await laptop.cloud.idle();

  const page = await visit(portal, portal.logins.finance, '/operations/exceptions', { phone: true });
  const cards = page.locator('.cards > li').filter({ hasText: 'The receiver sent it back' });
  const [amount, small] = [plain(large?.cents ?? 0), plain(smaller.at(-1)?.cents ?? 0)];
  await sound(page);
  await cards.filter({ hasText: small }).getByRole('button', { name: 'Put back on the balance' }).click();
  await sound(page);
  await order(page, 'Put back on the balance', 'the address was mistyped');
  await said(page, new RegExp(`\\${small} of .+ is back on the balance`));
  await cards.filter({ hasText: amount }).getByRole('button', { name: 'Write off' }).click();
  await order(page, 'Write off', 'the partner wants no money');
  await said(page, 'is proposed to be written off: another person of finance has to do the same');
  await sound(page);

  const other = await visit(portal, portal.logins.secondFinance, '/operations/exceptions');
  await other.locator('.cards > li').filter({ hasText: amount }).getByRole('button', { name: 'Write off' }).click();
  await order(other, 'Write off', 'read the letter');
  await said(other, new RegExp(`\\${amount} of .+ is written off`));
  await expect.poll(() => other.getByText('The receiver sent it back').count()).toBe(0);
}, 120_000);

it('changes settings under the version that was read; what cannot be is said, and nothing typed is lost', async () => {
  const page = await visit(portal, portal.logins.finance, '/operations/settings', { phone: true });
  await sound(page);
  await page.getByLabel('Threshold ($)').fill('120.00');
  await page.getByLabel(/^Cooling-down/).fill('3');
  await page.getByLabel('Why').fill('fewer small payouts');
  await page.getByRole('button', { name: 'Change the settings' }).click();
  await page.getByText('The cooling-down cannot be made shorter').waitFor();
  await page.getByLabel(/^Cooling-down/).fill('7');
  await page.getByRole('button', { name: 'Change the settings' }).click();
  await said(page, 'The settings are changed.');
  expect(await page.getByLabel('Threshold ($)').inputValue()).toBe('120.00');
  const operations = await visit(portal, portal.logins.operations, '/operations/settings');
  await operations.getByText('$120.00').waitFor();
  expect(await operations.getByRole('button', { name: 'Change the settings' }).count()).toBe(0);
  await sound(operations);
  await operations.goto(`${portal.url}/operations/audit`);
  const record = trail(operations).filter({ hasText: 'Program settings changed' });
  await record.getByText('$120.00').waitFor();
  await sound(operations);
});

it('reads the books of every partner, and says that they add up', async () => {
  const page = await visit(portal, portal.logins.operations, '/operations/books');
  await page.getByText('What was read so far adds up.').waitFor();
  await page.getByRole('button', { name: 'Show more' }).click();
  await said(page, 'The books of every partner add up, to the cent.');
  await page.getByRole('link', { name: 'willow-partners' }).waitFor();
  await sound(page);
});
