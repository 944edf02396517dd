/** Visits of the portal by people of staff: where they begin, what they are told, and whether a page is sound. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { accessibilityProblems, type Device, type OpenPortal } from './browser.ts';

/** Signed in, on a page that has its heading. */
export async function visit(portal: OpenPortal, email: string, path: string, device?: Device): Promise<Page> {
  const page = await portal.page(device);
  await portal.signIn(page, email, path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

/** What was just done is said. */
export const said = (page: Page, words: string | RegExp): Promise<void> =>
  page.getByRole('status').filter({ hasText: words }).waitFor();

/** The dialog that is open: its note written and its order sent. */
export async function order(page: Page, button: string, note: string, label = 'Why'): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(label, { exact: true }).fill(note);
  await dialog.getByRole('button', { name: button, exact: true }).click();
}

/** Records of the audit trail, the latest first. */
export const trail = (page: Page): Locator => page.locator('.trail > li');

/** Axe finds nothing, and nothing sticks out at the side. */
export async function sound(page: Page): Promise<void> {
  expect(await accessibilityProblems(page)).toEqual([]);
  const sticksOut = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  expect(sticksOut).toBeLessThanOrEqual(0);
}
