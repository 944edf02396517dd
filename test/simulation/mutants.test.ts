/** Every planted bug fits the file that it is planted in: one that does not proves nothing. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { MUTANTS } from './mutants/all.ts';
import { planted } from './mutants/mutant.ts';

const ROOT = join(import.meta.dirname, '../..');
const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

it('there are at least fifty, each with a name of its own', () => {
  expect(MUTANTS.length).toBeGreaterThanOrEqual(50);
  expect(new Set(MUTANTS.map(({ id }) => id)).size).toBe(MUTANTS.length);
});

it.each(MUTANTS.map((mutant) => [mutant.id, mutant] as const))('%s fits', (_, mutant) => {
  const before = textOf(mutant.file);
  expect(planted(mutant, before)).not.toBe(before);
  for (const test of mutant.tests ?? []) expect(textOf(test)).toContain('it');
});

it('one that does not fit any more is told', () => {
  const mutant = { id: 'm', file: 'f', breaks: '', edits: [['a', 'b']] as const };
  expect(() => planted(mutant, 'aa')).toThrow(`mutant m does not fit f: 'a' stands there 2 times`);
  expect(() => planted(mutant, 'c')).toThrow('0 times');
});
