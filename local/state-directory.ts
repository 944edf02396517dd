/** The directory that keeps an embedded cloud's data between starts. One process at a time may use it. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface StateDirectory {
  path(name: string): string;
  /** The kept JSON value, or undefined. */
  read(name: string): unknown;
  /** Replaces the file in one step: after a crash it holds the old or the new value, never half of one. */
  write(name: string, value: unknown): void;
  /** Appends JSON lines. */
  append(name: string, lines: readonly unknown[]): void;
  /** All whole lines. A last line torn by a crash is dropped. */
  readLines(name: string): readonly unknown[];
  release(): void;
}

/** @throws Error when another living process uses the directory. */
export function openStateDirectory(directory: string): StateDirectory {
  mkdirSync(directory, { recursive: true });
  const path = (name: string) => join(directory, name);
  takeLock(path('in-use-by.json'));
  return {
    path,
    read: (name) => (existsSync(path(name)) ? JSON.parse(readFileSync(path(name), 'utf8')) : undefined),
    write: (name, value) => {
      writeFileSync(`${path(name)}.new`, JSON.stringify(value));
      renameSync(`${path(name)}.new`, path(name));
    },
    append: (name, lines) => {
      if (lines.length > 0) appendFileSync(path(name), `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
    },
    readLines: (name) => {
      if (!existsSync(path(name))) return [];
      const text = readFileSync(path(name), 'utf8');
      const whole = text.slice(0, text.lastIndexOf('\n') + 1);
      // What is torn must go, or the next append would continue that line.
      if (whole.length < text.length) writeFileSync(path(name), whole);
      return whole
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as unknown);
    },
    release: () => rmSync(path('in-use-by.json'), { force: true }),
  };
}

interface Owner {
  readonly pid: number;
  readonly started: string | undefined;
}

function takeLock(file: string): void {
  const held = existsSync(file) ? readOwner(file) : undefined;
  if (held && held.pid !== process.pid && isAlive(held)) {
    throw new Error(
      `the state in ${file} is in use by process ${held.pid}: stop it first, or choose another directory`,
    );
  }
  writeFileSync(file, JSON.stringify({ pid: process.pid, started: startOf(process.pid) } satisfies Owner));
}

/** A lock file torn by a crash has no living owner. */
function readOwner(file: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, started }: Owner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  // Process ids are used again: the same id with another start time is another process.
  const now = startOf(pid);
  return started === undefined || now === undefined || now === started;
}

/** When a process started, in the kernel's ticks since boot; undefined where /proc is missing. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
