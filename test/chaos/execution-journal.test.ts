/** What runs is read from the journal on the disk, line by line as it grows. */
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { ExecutionJournal } from './execution-journal.ts';

const folder = mkdtempSync(join(tmpdir(), 'execution-journal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const write = (text: string): void => appendFileSync(join(folder, 'executions.jsonl'), text);
const line = (kind: string, executionArn: string, more: object = {}): string =>
  `${JSON.stringify({ kind, executionArn, ...more })}\n`;
const entered = (arn: string, name: string): string =>
  line('event', arn, { event: { stateEnteredEventDetails: { name } } });

it('knows the execution that runs, its state and its events, and not what ended or ran in a life before', () => {
  expect(new ExecutionJournal(folder).look()).toBeUndefined();
  write(line('started', 'arn:killed') + entered('arn:killed', 'OpenRun'));
  const journal = new ExecutionJournal(folder);
  expect(journal.look()).toBeUndefined();
  write(line('ended', 'arn:killed') + line('started', 'arn:next'));
  expect(journal.look()).toEqual({ executionArn: 'arn:next', state: 'its start', events: 0 });
  const torn = entered('arn:next', 'PlanBuckets');
  write(entered('arn:next', 'OpenRun') + torn.slice(0, 20));
  expect(journal.look()).toEqual({ executionArn: 'arn:next', state: 'OpenRun', events: 1 });
  write(torn.slice(20) + line('event', 'arn:next', { event: {} }));
  expect(journal.look()).toEqual({ executionArn: 'arn:next', state: 'PlanBuckets', events: 3 });
  write(line('ended', 'arn:next'));
  expect(journal.look()).toBeUndefined();
});
