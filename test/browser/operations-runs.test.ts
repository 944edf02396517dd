/** What operations see and decide of runs: the drawing of a run, next Friday, a held run that is released, a message thrown away. */
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { AdvanceOptions } from '../../local/events/scheduler.ts';
import { RULE_TIME } from '../../local/start/load-program.ts';
import { addDays } from '../../shared/domain/calendar/local-day.ts';
import { type OpenPortal, openPortal } from '../support/browser.ts';
import { order, said, sound, visit } from '../support/browser-visits.ts';
import { ACCESS_DENIED, Saboteur } from '../support/embedded-saboteur.ts';
import { setProgram } from '../support/embedded-settings.ts';

/** Weeks of the Fridays after the one that has paid: one is held and released, one held and refused, one breaks, one is missed. */
const [RELEASED, REFUSED, BROKEN, MISSED] = ['2026-11-21', '2026-11-28', '2026-12-05', '2026-12-12'];

const saboteur = new Saboteur();
let portal: OpenPortal;
beforeAll(async () => {
  portal = await openPortal({ faults: saboteur.hooks });
}, 240_000);
afterAll(() => portal?.close());
afterEach(() => {
  saboteur.rest();
  expect(portal.complaints()).toEqual([]);
});

/** Up to the Friday so many weeks after the first, its rule among those that fire. */
function friday(weeks: number, options?: AdvanceOptions): Promise<void> {
  const { cloud, clock } = portal.laptop;
  return cloud.advanceTo(
    Math.max(clock.now(), Date.parse(`${addDays(portal.friday, 7 * weeks)}${RULE_TIME}`)),
    options,
  );
}
const CAPPED = { caps: { maxRunCents: 100_00 } };
const transfers = (): number => portal.laptop.paypal.transfers().length;

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
  await setProgram(portal.laptop.table, CAPPED);
  const before = transfers();
  await friday(1);
  expect(transfers()).toBe(before);
  const operations = await visit(portal, portal.logins.operations, '/operations');
  await operations.getByRole('link', { name: 'Look at it and decide' }).click();
  await operations.getByText('Most of a run in all').waitFor();
  expect(await operations.getByRole('button', { name: 'Release the run' }).isDisabled()).toBe(true);
  await sound(operations);

  const page = await visit(portal, portal.logins.finance, `/operations/runs/${RELEASED}`, { phone: true });
  await page.getByRole('button', { name: 'Release the run' }).click();
  await page.getByRole('dialog').getByText('are sent to PayPal as they were frozen').waitFor();
  await sound(page);
  await order(page, 'Release and pay', 'a large client joined');
  await said(page, 'The run is released');
  await page.getByRole('img', { name: /This execution reached RunClosed/ }).waitFor();
  await page.locator('.trail').getByText('Released', { exact: true }).waitFor();
  await page.getByText('a large client joined').waitFor();
  expect(transfers()).toBeGreaterThan(before);
});

it('refuses a held run: nothing of it is paid', async () => {
  await friday(1);
  await setProgram(portal.laptop.table, CAPPED);
  const before = transfers();
  await friday(2);
  const page = await visit(portal, portal.logins.finance, `/operations/runs/${REFUSED}`, { dark: true });
  await page.getByRole('button', { name: 'Refuse the run' }).click();
  await page.getByRole('dialog').getByText('go back on their balances').waitFor();
  await sound(page);
  await order(page, 'Refuse it', 'the figures are looked into');
  await said(page, 'The run is refused');
  await page.getByRole('img', { name: /This execution reached RunClosed/ }).waitFor();
  await page.locator('.trail').getByText('Refused', { exact: true }).waitFor();
  await sound(page);
  expect(transfers()).toBe(before);
});

it('shows where a run broke, and takes it up again', async () => {
  await setProgram(portal.laptop.table, {});
  await friday(2);
  const before = transfers();
  saboteur.before = ({ from }) => (from === 'guard-run' ? ACCESS_DENIED : undefined);
  await friday(3);
  const page = await visit(portal, portal.logins.finance, `/operations/runs/${BROKEN}`, { phone: true });
  const drawing = page.getByRole('img', { name: /This execution reached GuardRun/ });
  await drawing.locator('g.state.ended', { hasText: 'GuardRun' }).waitFor();
  await page.getByText('AccessDeniedException').first().waitFor();
  await sound(page);
  expect(transfers()).toBe(before);
  saboteur.rest();
  // Step Functions lists a moment later what was started.
  let isListed = false;
  await page.route(`**/ops/runs/${BROKEN}`, async (route) => {
    const response = await route.fetch();
    const run = (await response.json()) as { executions: unknown[] };
    const executions = isListed ? run.executions : run.executions.slice(-1);
    isListed ||= run.executions.length > 1;
    await route.fulfill({ response, json: { ...run, executions } });
  });
  await page.getByRole('button', { name: 'Take the run up again' }).click();
  await sound(page);
  await order(page, 'Take it up', 'the right is given back');
  await said(page, 'The run is taken up again');
  await page.getByRole('img', { name: /This execution reached RunClosed/ }).waitFor();
  expect(transfers()).toBeGreaterThan(before);
});

it('starts a missed Friday by hand, and says what week it must be', async () => {
  await setProgram(portal.laptop.table, {});
  await friday(3);
  const before = transfers();
  await friday(4, { only: ({ schedule }) => !schedule.includes('FRI') });
  expect(transfers()).toBe(before);
  const page = await visit(portal, portal.logins.finance, '/operations');
  await page.getByRole('button', { name: 'Start a run by hand' }).click();
  const week = page.getByRole('dialog').getByLabel('Week ending');
  await week.fill('2026-12-13');
  await order(page, 'Start it', 'the schedule was off');
  await page.getByRole('dialog').getByRole('alert').first().waitFor();
  await sound(page);
  await week.fill(MISSED);
  await page.getByRole('button', { name: 'Start it' }).click();
  await said(page, 'The run of the week ending Sat 12 Dec 2026 was started.');
  await portal.laptop.cloud.idle();
  await page.getByRole('link', { name: 'Fri 18 Dec 2026' }).click();
  await page.getByRole('img', { name: /This execution reached RunClosed/ }).waitFor();
  expect(transfers()).toBeGreaterThan(before);
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
