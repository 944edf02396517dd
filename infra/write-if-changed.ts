/** Writes a file only when it would change, and then all at once: a reader never sees half of it. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Safe while others do the same: several test files may bundle into one folder at a time. */
export async function writeIfChanged(file: string, contents: Uint8Array): Promise<void> {
  const present = await readFile(file).catch(() => undefined);
  if (present?.equals(contents)) return;
  await mkdir(dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}-${Math.random().toString(36).slice(2)}`;
  await writeFile(beside, contents);
  await rename(beside, file);
}
