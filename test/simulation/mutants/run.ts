/** Bugs of the weekly run: leases, weeks that close, decisions that are frozen, accounts that follow them. */
import { inFile, type Mutant } from './mutant.ts';

const open = inFile('shared/usecases/run/open-run.ts');
const plan = inFile('shared/usecases/run/plan-buckets.ts');
const guard = inFile('shared/usecases/run/guard-run.ts');
const apply = inFile('shared/adapters/ledger/apply-rows.ts');
const account = inFile('shared/adapters/ledger/account.ts');
const move = inFile('shared/adapters/ledger/move-payout.ts');
const ledger = inFile('shared/adapters/ledger/run-ledger.ts');
const due = inFile('shared/adapters/ledger/due-partners.ts');

export const RUN: readonly Mutant[] = [
  {
    ...open('intents-left-open', 'a week closes while a client is filed by halves', [
      'await finishOpenIntents(intake, settings);',
      'void [intake, settings];',
    ]),
    tests: ['test/usecases/intake/large-clients.test.ts'],
  },
  open('missed-friday-forgotten', 'the week of a missed Friday is never read', [
    'foldsAfter: calendar.lastRun ?? previousWeek(calendar.firstWeek),',
    'foldsAfter: previousWeek(week),',
  ]),
  open('living-owner-overtaken', 'two executions work on one run, and one of them fails', [
    `(await executions.statusOf(last.owner)) === 'running'`,
    `(await executions.statusOf(last.owner)) === 'unknown'`,
  ]),
  plan(
    'bucket-closed-after-reading',
    'what is filed meanwhile is never folded',
    ['  await ledger.closeWeeks(weeks, buckets);\n', ''],
    [
      '  if (end && rows.length > 0) await freeze(end);\n',
      '  if (end && rows.length > 0) await freeze(end);\n  await ledger.closeWeeks(weeks, buckets);\n',
    ],
  ),
  plan('account-before-manifest', 'a crash leaves accounts that no manifest knows of', [
    '    if (!(await ledger.freezeManifest(',
    '    await ledger.applyRows(weekEnding, manifest, known);\n    if (!(await ledger.freezeManifest(',
  ]),
  plan('manifest-not-finished', 'a crash between manifest and accounts loses the accounts', [
    `    await ledger.applyRows(weekEnding, manifest, new Map());
    totals = withManifest(totals, manifest);
    last = manifest;`,
    `    totals = withManifest(totals, manifest);
    last = manifest;`,
  ]),
  plan('decided-twice-after-a-crash', 'whoever is in a manifest is decided again', [
    'const after = last?.lastBucket === bucket ? last.lastPartner : undefined;',
    'const after = undefined;',
  ]),
  plan('only-the-last-week', 'the weeks before the last are closed and not read', [
    `  const weeks = weeksAfter(run.foldsAfter, run.weekEnding);
  const left`,
    `  const weeks = [run.weekEnding];
  const left`,
  ]),
  guard('failed-group-forgotten', 'a run closes without the groups that failed', [
    `const passed = guard.failedGroups.length > 0 ? 'planning' : 'settling';`,
    `const passed = guard.failedGroups.length > 64 ? 'planning' : 'settling';`,
  ]),
  {
    ...guard('caps-ignored', 'a run over the caps is paid', [
      `verdict: breaches.length > 0 && !run.release ?`,
      `verdict: breaches.length > 9 && !run.release ?`,
    ]),
    tests: ['test/usecases/run/guard.test.ts'],
  },
  {
    ...ledger('no-attempt-check', 'a stale owner freezes manifests', [
      `      { kind: 'equals', attribute: 'state', value: 'planning' },
      { kind: 'equals', attribute: 'attempt', value: attempt },
    ],
  };`,
      `      { kind: 'equals', attribute: 'state', value: 'planning' },
    ],
  };`,
    ]),
    tests: ['test/usecases/run/take-over.test.ts'],
  },
  ledger('manifest-written-again', 'a manifest that is frozen is replaced by another', [
    `...fromManifest(manifest) }, when: { kind: 'absent' } },`,
    '...fromManifest(manifest) } },',
  ]),
  {
    ...ledger('stale-run-change', 'a stale owner moves the run', [
      `    { kind: 'equals', attribute: 'state', value: state },
    { kind: 'equals', attribute: 'attempt', value: attempt },
  ],
});`,
      `    { kind: 'equals', attribute: 'state', value: state },
    { kind: 'any', of: [{ kind: 'present' }, { kind: 'equals', attribute: 'attempt', value: attempt }] },
  ],
});`,
    ]),
    tests: ['test/usecases/run/take-over.test.ts'],
  },
  {
    ...ledger('weeks-closed-oldest-first', 'writers are told that all weeks are closed when one is', [
      'for (const week of [...weeks].sort().reverse())',
      'for (const week of [...weeks].sort())',
    ]),
    tests: ['test/usecases/intake/races.test.ts', 'test/usecases/run/crashes.test.ts'],
  },
  ledger('in-flight-not-seen', 'the last payout is not looked at', [
    `payoutInFlight: last !== undefined && moneyPlaceOf(last.state) === 'in-flight',`,
    'payoutInFlight: false,',
  ]),
  apply('folded-twice', 'a row that is applied already is applied again', [
    'if (account.lastRun !== undefined && account.lastRun >= week) return false;',
    '',
  ]),
  {
    ...apply('carried-from-the-manifest', 'what came back after the decision is overwritten', [
      'subtract(add(account.carriedCents, row.entriesCents), row.payoutCents)',
      'subtract(add(row.carriedCents, row.entriesCents), row.payoutCents)',
    ]),
    tests: [
      'test/usecases/run/crashes.test.ts',
      'test/usecases/run/take-over.test.ts',
      'test/usecases/settlement/reconcile-items.test.ts',
    ],
  },
  apply('last-payout-not-named', 'a payout in flight is forgotten', [
    '    ...(paid ? { lastPayout: week } : {}),\n',
    '',
  ]),
  apply('payout-not-written', 'the account pays and no payout tells of it', [
    '...(paid ? [payoutWrite(week, manifest, row)] : [])',
    '...(paid && row.reasons.length > 0 ? [payoutWrite(week, manifest, row)] : [])',
  ]),
  apply('totals-of-folding-not-kept', 'what runs folded is not counted', [
    'const foldedCents = add(account.foldedCents, row.entriesCents);',
    'const { foldedCents } = account;',
  ]),
  {
    ...account('account-without-version', 'two changes of an account overwrite one another', [
      `when: before.version === 0 ? { kind: 'absent' } : { kind: 'equals', attribute: 'version', value: before.version },`,
      '',
    ]),
    tests: [
      'test/usecases/run/crashes.test.ts',
      'test/usecases/run/take-over.test.ts',
      'test/usecases/settlement/reconcile-items.test.ts',
    ],
  },
  account('waiting-not-listed', 'who carries is not in the list of those who wait', [
    'if (waits && !waited)',
    'if (waits && waited)',
  ]),
  account('waiting-for-ever', 'who is paid stays in the list of those who wait', [
    'if (waited && !waits)',
    'if (waited && waits)',
  ]),
  move('not-put-back', 'what was not paid is lost', [
    `  if (moneyPlaceOf(move.to) === 'back') return giveBack(table, move);\n`,
    '',
  ]),
  move(
    'put-back-twice',
    'what came back comes back with each look',
    [`    if (!statesBefore(move.to).includes(payout.state)) return 'too-late';\n`, ''],
    [
      'const outcome = await table.write([stateWrite(move), ...accountWrites(',
      'const outcome = await table.write([...accountWrites(',
    ],
  ),
  {
    ...move('state-without-condition', 'late news moves a payout back', [
      '    when: allowed,',
      `    when: { kind: 'any', of: [{ kind: 'present' }, allowed] },`,
    ]),
    tests: ['test/usecases/settlement/reconcile-items.test.ts', 'test/usecases/settlement/reconcile-batches.test.ts'],
  },
  move('refused-address-not-kept', 'an address that PayPal refused is paid again and again', [
    '...(move.refusesReceiver ? { refusedPaypalVersion: payout.receiverVersion } : {}),',
    '',
  ]),
  due('waiting-not-read', 'who carries and earns nothing new is never paid', [
    '    waiting(table.query({ pk: waitingPartition(bucket), after })),\n',
    '',
  ]),
];
