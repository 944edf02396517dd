/** What operations see and decide of runs: the drawing of a run, next Friday, a held run that is released, a message thrown away. */
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { RULE_TIME } from '../../local/start/load-program.ts';
import { addDays } from '../../shared/domain/calendar/local-day.ts';
import { type OpenPortal, openPortal } from '../support/browser.ts';
import { order, said, sound, visit } from '../support/browser-visits.ts';
import { setProgram } from '../support/embedded-settings.ts';

const FRIDAY = '2026-11-20';
const NEXT_WEEK = '2026-11-21';

let portal: OpenPortal;
beforeAll(async () => {
  portal = await openPortal(FRIDAY);
}, 240_000);
afterAll(() => portal?.close());
afterEach(() => expect(portal.complaints()).toEqual([]));

it('lists each Friday, and draws how far a run came, in states and in words', async () => {
  const page = await visit(portal, portal.logins.operations, '/operations', { phone: true });
  await page.getByRole('link', { name: 'Fri 20 Nov 2026' }).click();
  await page.getByRole('heading', { level: 1, name: 'Run of the week ending Sat 14 Nov 2026' }).waitFor();
  const drawing = page.getByRole('img', { name: /The weekly workflow\. This execution reached RunClosed/ });
  await drawing.waitFor();
  for (const state of ['OpenRun', 'PlanBuckets', 'CloseRun', 'RunClosed'])
    expect(await drawing.locator('g.state.done', { hasText: state }).count()).toBe(1);
  expect(await drawing.locator('g.state.never', { hasText: 'RefusePayouts' }).count()).toBe(1);
  await page.getByText('The same as a list of steps').click();
  await page.getByRole('cell', { name: 'PlanBuckets, group 0' }).waitFor();
  await page.getByText('right:').waitFor();
  await sound(page);
  await page.getByRole('button', { name: 'Check now' }).click();
  await said(page, 'The books of this run are right.');
  await page.getByRole('combobox', { name: 'State' }).selectOption('paid');
  await page.getByRole('table', { name: 'Payouts of the run' }).waitFor();
  expect(new URL(page.url()).search).toBe('?state=paid');
});

it('tells what next Friday would pay, who is held and why, and what is new', async () => {
  const page = await visit(portal, portal.logins.operations, '/operations/preview', { dark: true });
  await page.getByRole('cell', { name: 'no-paypal-address' }).waitFor();
  await page.getByRole('heading', { name: 'What changed since the last run' }).waitFor();
  await sound(page);
});

it('holds a run over a cap until finance has released it, and then pays it', async () => {
  await setProgram(portal.laptop.table, { caps: { maxRunCents: 100_00 } });
  await portal.laptop.cloud.advanceTo(Date.parse(`${addDays(portal.friday, 7)}${RULE_TIME}`));
  const operations = await visit(portal, portal.logins.operations, '/operations');
  await operations.getByRole('link', { name: 'Look at it and decide' }).click();
  await operations.getByText('Most of a run in all').waitFor();
  expect(await operations.getByRole('button', { name: 'Release the run' }).isDisabled()).toBe(true);
  await sound(operations);

  const page = await visit(portal, portal.logins.finance, `/operations/runs/${NEXT_WEEK}`, { phone: true });
  await page.getByRole('button', { name: 'Release the run' }).click();
  await page.getByRole('dialog').getByText('are sent to PayPal as they were frozen').waitFor();
  await sound(page);
  await order(page, 'Release and pay', 'a large client joined');
  await said(page, 'The run is released');
  await page.getByRole('img', { name: /This execution reached RunClosed/ }).waitFor();
  await page.locator('.trail').getByText('Released', { exact: true }).waitFor();
  await page.getByText('a large client joined').waitFor();
  const paid = portal.laptop.paypal.transfers().length;
  expect(paid).toBeGreaterThan(0);
});

async function giveUp(mailId: string): Promise<void> {
  const { cloud } = portal.laptop;
  const sqs = new SQSClient(cloud.clientSettings('sqs'));
  const QueueUrl = cloud.queueUrl('MailDeliveryDeadLetters');
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ mailId }) }));
}

it('sends given-up messages back to work', async () => {
  await giveUp('nor-this-one');
  const page = await visit(portal, portal.logins.finance, '/operations/messages');
  await page.getByRole('button', { name: /Send back to work.*Mails/ }).click();
  await sound(page);
  await order(page, 'Send them back', 'the cause is mended');
  await said(page, 'One message was sent back.');
});

it('shows a given-up message, and throws it away for a reason', async () => {
  await giveUp('nobody-knows-it');
  const page = await visit(portal, portal.logins.finance, '/operations/messages', { phone: true });
  await page.getByRole('button', { name: /Look at them.*Mails/ }).click();
  await page.getByText('nobody-knows-it').waitFor();
  await sound(page);
  await page.getByRole('button', { name: 'Throw away' }).click();
  await order(page, 'Throw it away', 'nobody wrote it');
  await said(page, 'The message is gone');
});
