/** Bundles and synthesizes the stack once for all tests on the embedded cloud. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type Synthesized, synthesize } from '../../infra/synthesize.ts';

declare module 'vitest' {
  interface ProvidedContext {
    synthesized: Synthesized;
  }
}

export default async function setup({ provide }: TestProject): Promise<() => void> {
  const { synthesized, remove } = await synthesizeForTests();
  provide('synthesized', synthesized);
  return remove;
}

export async function synthesizeForTests(): Promise<{
  readonly synthesized: Synthesized;
  readonly remove: () => void;
}> {
  const outdir = mkdtempSync(join(tmpdir(), 'partner-payouts-'));
  const synthesized = await synthesize({ outdir, checkSchemas: false });
  return { synthesized, remove: () => rmSync(outdir, { recursive: true, force: true }) };
}
