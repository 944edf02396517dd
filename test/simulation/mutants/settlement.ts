/** Bugs of paying: in what is sent, what an answer proves, and what a look-up moves. */
import { inFile, type Mutant } from './mutant.ts';

const settle = inFile('shared/usecases/settlement/settle-batch.ts');
const reconcile = inFile('shared/usecases/settlement/reconcile-batch.ts');
const refuse = inFile('shared/usecases/run/refuse-run.ts');
const SEND = 'const outcome = await gateway.send(request);';
const NOT_UNSENT = `{ ...free, lastOutcome: \`unknown: \${outcome.cause}\` }`;

export const SETTLEMENT: readonly Mutant[] = [
  settle('fresh-batch-id-on-retry', 'a retry is another batch to PayPal', [
    SEND,
    `const outcome = await gateway.send({ ...request, senderBatchId: \`\${request.senderBatchId}-\${sending.attempts}\` });`,
  ]),
  settle('batch-rebuilt-on-retry', 'a retry sends other bytes under the same id', [
    SEND,
    `const outcome = await gateway.send({ ...request, items: request.items.map((item) => ({ ...item, senderItemId: \`\${item.senderItemId}.\${sending.attempts}\` })) });`,
  ]),
  settle('failed-on-time-out', 'a time-out is taken for proof that PayPal has nothing', [
    NOT_UNSENT,
    `{ ...free, state: 'frozen', firstAttemptAt: undefined }`,
  ]),
  settle('unknown-then-refused-is-unsent', 'a refusal after a time-out is taken for proof', [
    `const asBefore: Partial<Batch> = maybeSentBefore ? {} : {`,
    'const asBefore: Partial<Batch> = {',
  ]),
  settle('new-batch-after-unknown', 'items refused after a time-out make a new batch', [
    `      if (maybeSentBefore)
        return park(batch, \`\${outcome.error}, and an earlier attempt may have been accepted\`, dependencies);
`,
    '',
  ]),
  settle('insufficient-funds-makes-a-new-batch', 'without funds the rest goes out under a new id', [
    `    case 'insufficient-funds':
    case 'refused':`,
    `    case 'insufficient-funds':
      if (await nextGeneration(batch, [{ index: 0, issue: 'no funds' }], rows, dependencies)) return;
      break;
    case 'refused':`,
  ]),
  settle('attempt-not-on-record', 'the attempt is recorded after the call only', [
    'const sending = await ledger.changeBatch(batch, startOfAttempt(batch, now));',
    'const sending: Batch | undefined = batch;',
  ]),
  settle('duplicate-without-link-is-unsent', 'a batch that PayPal has somewhere is taken for unsent', [
    `  if (!payoutBatchId) return park(batch, 'PayPal has this batch and does not say under which id', dependencies);`,
    `  if (!payoutBatchId) {
    await ledger.changeBatch(batch, { state: 'frozen', firstAttemptAt: undefined, leaseUntil: undefined });
    return;
  }`,
  ]),
  settle('first-attempt-forgotten', 'each retry begins the 25 days anew', [
    'firstAttemptAt: batch.firstAttemptAt ?? now,',
    'firstAttemptAt: now,',
  ]),
  settle('no-25-day-rule', 'a batch is sent again when PayPal has forgotten it', [
    `now - batch.firstAttemptAt > NEVER_SEND_AFTER_DAYS * MS_PER_DAY`,
    'now < batch.firstAttemptAt',
  ]),
  settle('unfound-duplicate-is-parked-at-once', 'a batch that PayPal does not show yet is given to operations', [
    `(found.kind === 'not-found' && justSent(before, clock.now()))`,
    'false',
  ]),
  {
    ...settle('lease-ignored', 'two workers send one batch at the same time', [
      'if (batch.leaseUntil !== undefined && batch.leaseUntil > now) return;',
      '',
    ]),
    tests: ['test/usecases/settlement/settle-batch.test.ts'],
  },
  {
    ...settle('adopts-whatever-it-finds', 'a batch of other items under our id is adopted', [
      `if (match?.kind !== 'same' && !denied)`,
      `if (found.kind !== 'found')`,
    ]),
    tests: ['test/usecases/settlement/adopt-batch.test.ts'],
  },
  {
    ...settle('hash-not-checked', 'items that are not those that were frozen are sent', [
      'if (batchHash(request) !== batch.hash) {',
      'if (request.items.length === 0) {',
    ]),
    tests: ['test/usecases/settlement/settle-batch.test.ts'],
  },
  reconcile('unclaimed-is-failed', 'what waits to be claimed is paid a second time', [
    `UNCLAIMED: 'unclaimed',`,
    `UNCLAIMED: 'failed',`,
  ]),
  reconcile('pending-is-failed', 'what PayPal works on is paid a second time', [
    'PENDING: undefined,',
    `PENDING: 'failed',`,
  ]),
  reconcile('on-hold-is-failed', 'what PayPal reviews is paid a second time', [
    'ONHOLD: undefined,',
    `ONHOLD: 'failed',`,
  ]),
  reconcile('unknown-word-is-failed', 'a status of tomorrow is taken for failure', [
    'UNRECOGNIZED: undefined,',
    `UNRECOGNIZED: 'failed',`,
  ]),
  reconcile('blocked-is-returned', 'a blocked payout is paid a second time', [
    `BLOCKED: 'blocked',`,
    `BLOCKED: 'returned',`,
  ]),
  reconcile('returned-is-paid', 'what came back is lost', [`RETURNED: 'returned',`, `RETURNED: 'paid',`]),
  reconcile('failed-is-paid', 'what failed is lost', [`FAILED: 'failed',`, `FAILED: 'paid',`]),
  reconcile('reversed-is-back', 'what was reversed is paid a second time', [
    `REVERSED: 'reversed',`,
    `REVERSED: 'returned',`,
  ]),
  reconcile('lost-message-stays-lost', 'a batch whose message was lost is never sent', [
    'if (marked) await queue.send([{ weekEnding, manifest, generation, hash }]);',
    '',
  ]),
  reconcile('rejected-item-stays-in-flight', 'what PayPal would not take never comes back', [
    `  if (issue)
    return {`,
    `  if (issue && item)
    return {`,
  ]),
  reconcile('half-listed-is-looked-at', 'items that PayPal has not listed yet are parked', [
    `if (match?.kind === 'incomplete') return 'open';`,
    '',
  ]),
  inFile('shared/usecases/settlement/match-batch.ts')(
    'excluded-items-are-sent',
    'the next generation holds what was refused',
    [
      'return rows.filter(({ partnerId }) => !excluded.has(partnerId));',
      'return rows.filter(({ partnerId }) => excluded.size < 0 || partnerId !== undefined);',
    ],
  ),
  inFile('shared/usecases/settlement/next-generation.ts')(
    'same-generation-again',
    'the rest goes out under the old id',
    ['const generation = batch.generation + 1;', 'const generation = batch.generation;'],
  ),
  {
    ...refuse('refused-though-sent', 'a batch that is on its way is put back', [
      'if (!(await refuseBatch(batch, add(...rows.map(({ payoutCents }) => payoutCents)), ledger))) continue;',
      'await refuseBatch(batch, add(...rows.map(({ payoutCents }) => payoutCents)), ledger);',
    ]),
    tests: ['test/usecases/run/guard.test.ts', 'test/usecases/run/failed-group.test.ts'],
  },
  refuse('refused-and-not-put-back', 'a refused payout is lost', [
    `await ledger.movePayout({ partnerId, weekEnding, to: 'refused' });`,
    'void partnerId;',
  ]),
  {
    ...inFile('shared/usecases/settlement/may-be-sent.ts')('held-is-sent', 'a run that nobody released is paid', [
      `    case 'held':
    case undefined:
      return false;`,
      `    case 'held':
      return true;
    case undefined:
      return false;`,
    ]),
    tests: ['test/usecases/settlement/settle-batch.test.ts', 'test/usecases/run/guard.test.ts'],
  },
];
