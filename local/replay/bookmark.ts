/** Where a replay is, kept beside the program's state, so that it goes on there after an interruption. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalDay } from '../../shared/domain/calendar/local-day.ts';
import { BEGINNING } from '../../shared/domain/partner.ts';
import { UsageProblem } from '../command-line.ts';
import type { KnownEvent } from '../program-files/read-program-files.ts';

export interface Bookmark {
  /** Every event up to this day is in the ledger. */
  toldThrough(): LocalDay;
  told(through: LocalDay): void;
}

export interface ReplayIdentity {
  readonly data: string;
  readonly from: LocalDay;
  readonly to: LocalDay;
  readonly events: readonly KnownEvent[];
}

const FILE = 'replay.json';

/** @throws UsageProblem when the directory holds another replay: mixing two programs would pay both. */
export function openBookmark(stateDir: string | undefined, identity: ReplayIdentity): Bookmark {
  let toldThrough = BEGINNING;
  if (!stateDir) {
    return {
      toldThrough: () => toldThrough,
      told(through) {
        toldThrough = through;
      },
    };
  }
  const file = join(stateDir, FILE);
  const fingerprint = fingerprintOf(identity);
  if (existsSync(file)) {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as { fingerprint: string; toldThrough: LocalDay };
    if (kept.fingerprint !== fingerprint) {
      throw new UsageProblem(
        `--state ${stateDir} holds another replay (other files or another first Friday): give an empty directory`,
      );
    }
    toldThrough = kept.toldThrough;
  }
  const keep = (): void => {
    // Written beside and renamed: a kill in between leaves the former bookmark whole.
    writeFileSync(`${file}.new`, JSON.stringify({ fingerprint, toldThrough }));
    renameSync(`${file}.new`, file);
  };
  mkdirSync(stateDir, { recursive: true });
  keep();
  return {
    toldThrough: () => toldThrough,
    told(through) {
      toldThrough = through;
      keep();
    },
  };
}

function fingerprintOf({ from, events }: ReplayIdentity): string {
  const hash = createHash('sha256').update(from);
  for (const { knownOn, event } of events) hash.update(`${knownOn} ${JSON.stringify(event)}\n`);
  return hash.digest('hex');
}
