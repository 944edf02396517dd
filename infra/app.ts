/** Command line: `node infra/app.ts [-c stage=dev|prod]`, and what the CDK's command line runs. */
import { parseArgs } from 'node:util';
import { requireNode24 } from './require-node-24.ts';
import { synthesize } from './synthesize.ts';

requireNode24();
const { values } = parseArgs({ options: { context: { type: 'string', short: 'c', multiple: true } } });
const context = new Map((values.context ?? []).map((pair) => pair.split('=', 2) as [key: string, value: string]));
const started = performance.now();
const { templateFile } = await synthesize({ stage: context.get('stage') });
console.error(`${templateFile} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
