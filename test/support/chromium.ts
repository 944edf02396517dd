/** Where Chromium is on this machine: Debian's, or what the environment names; undefined where there is none. */
import { existsSync } from 'node:fs';

export const CHROMIUM = [process.env.CHROMIUM, '/usr/bin/chromium'].find((path) => path && existsSync(path));

/** Without the second, Chromium looks for its maker's hosts at every start. */
export const BROWSER_FLAGS = ['--no-sandbox', '--disable-background-networking', '--disable-gpu'] as const;
