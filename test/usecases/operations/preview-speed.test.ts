/** API Gateway gives up after 29 s: a dry run over ten thousand partners ends long before, and so does the preview of a release. */
import { expect, it } from 'vitest';
import { instant } from '../../../shared/domain/calendar/time-zone.ts';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import { DEFAULT_SETTINGS } from '../../../shared/domain/program-settings.ts';
import { previewRelease } from '../../../shared/usecases/operations/preview-release.ts';
import { previewRun } from '../../../shared/usecases/operations/preview-run.ts';
import { largeProgram } from '../../support/memory-large-program.ts';
import { MemoryOperations } from '../../support/memory-operations.ts';
import { NEXT_FRIDAY, NEXT_WEEK } from '../../support/memory-scenes.ts';

const PARTNERS = 10_000;

async function timed<Answer>(what: string, work: () => Promise<Answer>): Promise<Answer> {
  const started = performance.now();
  const answer = await work();
  const seconds = (performance.now() - started) / 1_000;
  console.log(`${what} of ${PARTNERS} partners in memory: ${seconds.toFixed(1)} s`);
  // Of the gateway's 29 s; over a DynamoDB on the same machine the round trips add a second or two.
  expect(seconds).toBeLessThan(20);
  return answer;
}

it('ten thousand partners are previewed in time', { timeout: 120_000 }, async () => {
  const program = await largeProgram(PARTNERS);
  const operations = new MemoryOperations(program);
  const preview = await timed('the dry run', () => previewRun(instant(program.time), operations.history));
  expect(preview).toMatchObject({ partners: PARTNERS, payouts: 6_666, comparison: { newReceivers: { count: 0 } } });

  await program.configure({ caps: { ...DEFAULT_SETTINGS.caps, maxRunCents: cents(1) } });
  expect((await program.friday(NEXT_FRIDAY)).guard?.verdict).toBe('over-caps');
  const release = await timed('the preview of a release', () => previewRelease(weekEnding(NEXT_WEEK), operations));
  expect(release).toMatchObject({ preview: { payouts: 6_666, changed: { partners: 0 } } });
});
