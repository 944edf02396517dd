/**
 * `npm run bench:portal`: how long a partner with a long history waits for the first page, in a browser on this machine, and
 * how much script they load for it. The script is held against its limit; times are printed, and held against theirs when asked.
 */
import { gzipSync } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';
import { command, options, UsageProblem } from '../local/command-line.ts';
import { SESSION_KEY } from '../portal/session/stored-session.ts';
import { localDay } from '../shared/domain/calendar/local-day.ts';
import { weekEnding } from '../shared/domain/calendar/week.ts';
import { BROWSER_FLAGS, CHROMIUM } from '../test/support/chromium.ts';
import { partnerHistory } from './partner-history.ts';
import { type PartnerLaptop, startPartnerLaptop } from './partner-laptop.ts';
import { type PlayedPartner, playHistories } from './played-histories.ts';

const HELP = `How fast is the first page of the portal? Opens the earnings of a partner with a long history in Chromium.

  npm run bench:portal -- [--entries 10000] [--visits 10] [--within MS]

  --entries N   what the partner's history has
  --visits N    each with an empty cache
  --within MS   fail when the middle one of the visits takes longer
  --help

Exit status: 0 within the limits, 1 over one of them or something failed, 2 wrong options.
`;

const TODAY = localDay('2026-11-18');
const LAST_WEEK = weekEnding('2026-11-14');
/** Of script, compressed, for the first page: two seconds of a slow phone's connection. */
const MAX_SCRIPT_BYTES = 100_000;

interface Visit {
  /** From the address to the balance that can be read. */
  readonly balanceMs: number;
  readonly scriptBytes: number;
  readonly requests: number;
}

function readOptions(): { entries: number; visits: number; within: number | undefined } {
  const text = { type: 'string' } as const;
  const given = options({ entries: text, visits: text, within: text }, HELP);
  const count = (value: string, option: string): number => {
    if (/^[1-9]\d{0,6}$/.test(value)) return Number(value);
    throw new UsageProblem(`--${option} ${value}: must be a whole number from 1 on`);
  };
  return {
    entries: count(given.entries ?? '10000', 'entries'),
    visits: count(given.visits ?? '10', 'visits'),
    within: given.within === undefined ? undefined : count(given.within, 'within'),
  };
}

async function bench(): Promise<void> {
  const { entries, visits, within } = readOptions();
  if (!CHROMIUM)
    throw new UsageProblem('there is no Chromium here: apt-get install chromium, or set CHROMIUM to its path');
  process.stderr.write(`a history of ${entries} entries\n`);
  const played = await playHistories([partnerHistory(entries, LAST_WEEK, TODAY)], TODAY);
  const started = await startPartnerLaptop({ today: TODAY });
  let browser: Browser | undefined;
  try {
    const [partner] = await started.take(played);
    if (!partner) throw new Error('no history was played');
    browser = await chromium.launch({ executablePath: CHROMIUM, args: [...BROWSER_FLAGS] });
    // The first one starts what a function in use has started already.
    await visit(browser, started, partner);
    const measured: Visit[] = [];
    for (let place = 0; place < visits; place += 1) measured.push(await visit(browser, started, partner));
    report(measured, entries, within);
  } finally {
    await browser?.close();
    await started.laptop.stop();
  }
}

async function visit(browser: Browser, { laptop, tokensOf }: PartnerLaptop, partner: PlayedPartner): Promise<Visit> {
  const context = await browser.newContext();
  try {
    const { accessToken, refreshToken } = tokensOf(partner);
    const session = JSON.stringify({ accessToken, refreshToken, expiresAt: Date.now() + 3_600_000 });
    await context.addInitScript(([key, kept]) => sessionStorage.setItem(key ?? '', kept ?? ''), [SESSION_KEY, session]);
    const page = await context.newPage();
    const scripts: Promise<number>[] = [];
    let requests = 0;
    page.on('response', (response) => {
      requests += 1;
      if (response.url().endsWith('.js')) scripts.push(response.body().then((body) => gzipSync(body).length));
    });
    const began = performance.now();
    await page.goto(laptop.cloud.portalUrl, { waitUntil: 'commit' });
    await page.getByText('Your balance is').waitFor();
    const balanceMs = performance.now() - began;
    await page.waitForLoadState('networkidle');
    return { balanceMs, requests, scriptBytes: (await Promise.all(scripts)).reduce((sum, each) => sum + each, 0) };
  } finally {
    await context.close();
  }
}

function report(visits: readonly Visit[], entries: number, within: number | undefined): void {
  const times = visits.map(({ balanceMs }) => balanceMs).sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  const { scriptBytes = 0, requests = 0 } = visits[0] ?? {};
  const lines = [
    `${visits.length} visits of a partner with ${entries} entries, each with an empty cache`,
    `balance to be read after  ${at(0.5).toFixed(0)} ms (middle), ${at(1).toFixed(0)} ms (longest)`,
    `script                    ${scriptBytes} bytes compressed, of ${MAX_SCRIPT_BYTES} at most`,
    `requests                  ${requests}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  if (scriptBytes > MAX_SCRIPT_BYTES || (within !== undefined && at(0.5) > within)) {
    process.stderr.write('over the limit\n');
    process.exitCode = 1;
  }
}

await command(bench);
