/** Deploys again while the program runs: other code in the functions' bundles, another definition in the template. */
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Synthesized } from '../../infra/synthesize.ts';

/** What a function of the new code says when it starts. */
export const NEW_CODE = 'this is the code that was deployed in the middle';
export const NEW_STATE = 'NewlyDeployed';

export class Deployment {
  /** A copy: other tests run on the original. */
  readonly synthesized: Synthesized;
  readonly #directory = mkdtempSync(join(tmpdir(), 'deployment-'));

  constructor({ templateFile, assemblyDir }: Synthesized) {
    // What is compiled belongs to the original's paths, and other tests are writing it.
    cpSync(assemblyDir, this.#directory, { recursive: true, filter: (source) => basename(source) !== '.compiled' });
    this.synthesized = { templateFile: join(this.#directory, basename(templateFile)), assemblyDir: this.#directory };
  }

  /** Whichever function starts from now on runs the new code; one that is warm keeps what it has. */
  deployCode(): void {
    const bundles = globSync(join(this.#directory, 'asset.*', '*.mjs'));
    if (bundles.length === 0) throw new Error(`there are no bundles in ${this.#directory}`);
    for (const bundle of bundles)
      writeFileSync(bundle, `console.log(${JSON.stringify(NEW_CODE)});\n${readFileSync(bundle, 'utf8')}`);
  }

  /** The next start has a state more, on every way to the queue. */
  deployDefinition(): void {
    const { templateFile } = this.synthesized;
    const text = readFileSync(templateFile, 'utf8');
    const quoted = (json: string): string => JSON.stringify(json).slice(1, -1);
    const next = quoted('"Next":"QueueBatches"');
    const begin = quoted('"StartAt":"OpenRun","States":{');
    if (!text.includes(next) || !text.includes(begin)) throw new Error('the workflow is not what this test knows');
    const changed = text
      .replaceAll(next, quoted(`"Next":"${NEW_STATE}"`))
      .replace(begin, () => begin + quoted(`"${NEW_STATE}":{"Type":"Pass","Next":"QueueBatches"},`));
    writeFileSync(templateFile, changed);
  }

  remove(): void {
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
