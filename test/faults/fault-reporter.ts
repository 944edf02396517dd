/** At the end of a whole run, holds each row of the fault table against the results: a fault without its proof fails the run. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reporter, TestModule, TestRunEndReason, Vitest } from 'vitest/node';
import { FAULT_TABLE, missingProofs, readFaultTable, type SeenTest } from './fault-table.ts';

export default class FaultReporter implements Reporter {
  #vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  async onTestRunEnd(modules: readonly TestModule[], _: unknown, reason: TestRunEndReason): Promise<void> {
    const vitest = this.#vitest;
    if (!vitest || reason === 'interrupted' || !(await isWhole(vitest, modules))) return;
    const rows = readFaultTable(readFileSync(join(vitest.config.root, FAULT_TABLE), 'utf8'));
    const missing = missingProofs(rows, modules.flatMap(seenIn));
    if (missing.length === 0) return;
    process.exitCode = 1;
    process.stderr.write(
      `\n${FAULT_TABLE}: ${missing.length === 1 ? 'a proof is' : `${missing.length} proofs are`} missing\n${missing.map((line) => `  ${line}\n`).join('')}`,
    );
  }
}

/** Nothing was left out by a name, a project, a tag, a file or a shard: then every test of the table had to run. */
async function isWhole(vitest: Vitest, modules: readonly TestModule[]): Promise<boolean> {
  const { testNamePattern, project, tagsFilter, cliExclude } = vitest.config;
  if (testNamePattern || [project, tagsFilter, cliExclude].some((filter) => filter && filter.length > 0)) return false;
  const ran = new Set(modules.map(({ moduleId }) => moduleId));
  return (await vitest.globTestSpecifications()).every(({ moduleId }) => ran.has(moduleId));
}

function seenIn(module: TestModule): SeenTest[] {
  const file = module.relativeModuleId;
  return [...module.children.allTests()].map((test) => ({ file, name: test.fullName, state: test.result().state }));
}
