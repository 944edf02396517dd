/**
 * The local PayPal's memory on disk: one JSON line an event, appended before the answer goes out. A line that `write`
 * returned from survives `kill -9` of this process (not a power cut: nothing here waits for the disk).
 */
import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { BookEvent } from './book-events.ts';

export interface Journal {
  append(event: BookEvent): void;
  close(): void;
}

/** @throws Error naming file and line when a line other than a torn last one cannot be read. */
export function openJournal(file: string | undefined, replay: (event: BookEvent) => void): Journal {
  if (file === undefined) return { append: () => undefined, close: () => undefined };
  const written = existsSync(file) ? readFileSync(file, 'utf8') : '';
  // What follows the last line break was being written when the process died: nobody got an answer to it.
  const whole = written.slice(0, written.lastIndexOf('\n') + 1);
  for (const [index, line] of whole.split('\n').slice(0, -1).entries()) replay(parse(line, file, index + 1));

  const descriptor = openSync(file, 'a');
  if (whole.length < written.length) ftruncateSync(descriptor, Buffer.byteLength(whole));
  return {
    append(event) {
      const line = Buffer.from(`${JSON.stringify(event)}\n`);
      for (let done = 0; done < line.length; ) done += writeSync(descriptor, line, done);
    },
    close: () => closeSync(descriptor),
  };
}

function parse(line: string, file: string, number: number): BookEvent {
  try {
    return JSON.parse(line) as BookEvent;
  } catch (error) {
    throw new Error(`${file}, line ${number}: not a line of the local PayPal's journal`, { cause: error });
  }
}
