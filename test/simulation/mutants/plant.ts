/** Loaded before a simulation: plants the bug that `MUTANT` names into its file as it is read, and into no file on disk. */
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MUTANTS } from './all.ts';
import { planted } from './mutant.ts';

const id = process.env.MUTANT;
const mutant = MUTANTS.find((each) => each.id === id);
if (!mutant) throw new Error(`there is no mutant ${id}`);
const target = pathToFileURL(join(import.meta.dirname, '../../..', mutant.file)).href;

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (url !== target) return loaded;
    const text =
      typeof loaded.source === 'string' ? loaded.source : Buffer.from(loaded.source as ArrayBuffer).toString();
    return { ...loaded, source: planted(mutant, text) };
  },
});
