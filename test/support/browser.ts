/** The portal in a real browser: the demo program on the embedded cloud, its log-ins, pages on a phone or a desk, and axe. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { ProgramClock } from '../../local/clock.ts';
import { type Laptop, type LaptopOptions, startLaptop } from '../../local/laptop.ts';
import { type DemoLogins, demoLogins } from '../../local/start/demo-logins.ts';
import type { LocalDay } from '../../shared/domain/calendar/local-day.ts';
import { BROWSER_FLAGS, CHROMIUM } from './chromium.ts';

export interface OpenPortal {
  readonly laptop: Laptop;
  readonly logins: DemoLogins;
  readonly url: string;
  /** The Friday whose run has just paid. */
  readonly friday: LocalDay;
  /** A browser of its own, with nothing of another's session. */
  page(device?: Device): Promise<Page>;
  /** Signs in by the form, and stays on the path that was asked for. */
  signIn(page: Page, email: string, path?: string): Promise<void>;
  /** What a page complained of in its console, or threw: nothing, where all is well. */
  complaints(): readonly string[];
  close(): Promise<void>;
}

export interface Device {
  readonly phone?: boolean;
  readonly dark?: boolean;
}

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };

/** On a copy of the demo program that all tests have in common: nothing of one's is seen by another. */
export async function openPortal(more: Pick<LaptopOptions, 'faults'> = {}): Promise<OpenPortal> {
  const stateDir = mkdtempSync(join(tmpdir(), 'partner-payouts-portal-'));
  cpSync(inject('demo'), stateDir, { recursive: true });
  const laptop = await startLaptop({
    // It goes on where what was kept stands.
    clock: ProgramClock.standing(0),
    synthesized: inject('synthesized'),
    stateDir,
    ...more,
  });
  const stop = async (): Promise<void> => {
    await laptop.stop();
    rmSync(stateDir, { recursive: true, force: true });
  };
  const said: string[] = [];
  let browser: Browser | undefined;
  try {
    browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: [...BROWSER_FLAGS] });
  } catch (error) {
    await stop();
    throw error;
  }
  const opened = browser;
  const logins = await demoLogins(laptop);
  const url = laptop.cloud.portalUrl;
  return {
    laptop,
    logins,
    url,
    friday: inject('demoFriday'),
    async page({ phone = false, dark = false } = {}) {
      const context = await opened.newContext({
        viewport: phone ? PHONE : DESK,
        colorScheme: dark ? 'dark' : 'light',
        acceptDownloads: true,
      });
      // Of pages that this one opens, too.
      context.on('weberror', (error) => said.push(error.error().message));
      context.on('console', (message) => {
        // A refusal that a page shows is also told in the console, by the browser itself.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          said.push(message.text());
      });
      return context.newPage();
    },
    async signIn(page, email, path = '/') {
      await page.goto(`${url}${path}`);
      await page.getByLabel('E-mail').fill(email);
      await page.getByLabel('Password', { exact: true }).fill(logins.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      // The policy of the page forbids a string that is tried again and again; the tokens are stored before the form goes.
      await page.getByRole('button', { name: 'Sign in' }).waitFor({ state: 'detached' });
    },
    complaints: () => said,
    async close() {
      await opened.close();
      await stop();
    },
  };
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds on a page as it is now, each with its place; the page should have come to rest. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  // What is on its way has no text yet.
  await page.locator('.waiting[role=status], [aria-busy=true]').first().waitFor({ state: 'detached' });
  return problemsNow(page);
}

/** The same of a page that does not come to rest: something is under way on it. */
export async function problemsNow(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<{ violations: Violation[] }>('axe.run()');
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}
