/** Bugs of taking news in: conditions that are missing, totals that do not move, large changes by halves. */
import { inFile, type Mutant } from './mutant.ts';

const writes = inFile('shared/adapters/ledger/intake-writes.ts');
const movement = inFile('shared/usecases/intake/fold-movement.ts');
const adjustment = inFile('shared/adapters/ledger/adjustment-writes.ts');

export const INTAKE: readonly Mutant[] = [
  writes('written-into-a-closed-week', 'an entry comes after its week was read', [
    `return [...keys.values()].map((key) => ({ kind: 'check', key, when: ABSENT }));`,
    "return [...keys.values()].slice(64).map((key) => ({ kind: 'check', key, when: ABSENT }));",
  ]),
  writes('totals-not-moved', 'what screens show is not what is filed', ['    ...totalsWrites(change),\n', '']),
  {
    ...writes('payment-check-then-put', 'two calls file one payment, each on what it read', [
      `      item: { ...paymentKey(id), payment, waiting, refused, filed, version: version + 1 },
      when: atVersion(version),`,
      `      item: { ...paymentKey(id), payment, waiting, refused, filed, version: version + 1 },`,
    ]),
    tests: ['test/adapters/ledger/intake-writes.test.ts', 'test/usecases/intake/races.test.ts'],
  },
  {
    ...writes('client-check-then-put', 'two calls change one client, each on what it read', [
      `    { kind: 'put', item, when },\n`,
      `    { kind: 'put', item },\n`,
    ]),
    tests: ['test/usecases/intake/races.test.ts', 'test/usecases/intake/large-clients.test.ts'],
  },
  writes('event-not-remembered', 'the same event counts again', [
    `    ...change.events.map(({ id, hash }): Write => ({ kind: 'put', item: { ...eventKey(id), hash }, when: ABSENT })),\n`,
    '',
  ]),
  writes('entries-not-removed', 'what is filed anew stays where it was too', [
    `    ...change.remove.map((filed): Write => ({ kind: 'delete', key: keyOfEntry(filed) })),\n`,
    '',
  ]),
  {
    ...writes('large-change-while-a-run-plans', 'a client is filed by halves while weeks close', [
      `if (intent) return [{ kind: 'put', item: { ...key } }, mayFile, `,
      `if (intent) return [{ kind: 'put', item: { ...key } }, `,
    ]),
    tests: ['test/usecases/intake/large-clients.test.ts'],
  },
  {
    ...writes('intent-not-listed', 'nobody finds a large change that was left half done', [
      `if (intent) return [{ kind: 'put', item: { ...key } }, mayFile, `,
      'if (intent) return [mayFile, ',
    ]),
    tests: ['test/usecases/intake/large-clients.test.ts'],
  },
  movement('early-refund-forgotten', 'a refund that comes before its payment is lost', [
    'for (const movement of orderMovements(record.waiting)) {',
    'for (const movement of orderMovements(record.refused)) {',
  ]),
  movement('refund-counts-twice', 'a refund that was told before is taken again', [
    '  if (known) {',
    '  if (known && known.cents < 0) {',
  ]),
  inFile('shared/usecases/intake/fold-client-events.ts')(
    'first-purchase-never-moves',
    'an earlier purchase that is told late changes nothing',
    ['since: client.since ? earlier(client.since, payment.day) : payment.day', 'since: client.since ?? payment.day'],
  ),
  inFile('shared/usecases/intake/finish-intent.ts')(
    'intent-ends-too-early',
    'the rest of a large change is never filed',
    [`  if (piece.payments.length > 0 && !(await commitOne(ledger, piece))) return 'lost';\n`, ''],
  ),
  inFile('shared/adapters/ledger/partner-ledger.ts')(
    'rate-changes-nothing-known',
    'known payments keep the rate of before',
    [
      '    ...(refileFrom ? [openRefilingWrite({ partnerId: after.id, from: refileFrom, changedAt: audit.at })] : []),\n',
      '',
    ],
  ),
  {
    ...inFile('shared/adapters/ledger/program.ts')(
      'writers-pass-a-week',
      'what is told while a run plans goes a week too far',
      [
        'const afterClosed = lastRunClosed ? lastRun : foldedThrough;',
        'const afterClosed = lastRunClosed || lastRun ? lastRun : foldedThrough;',
      ],
    ),
  },
  {
    ...adjustment('adjusted-into-a-closed-week', 'an adjustment comes after its week was read', [
      `    { kind: 'check', key: markerKey(weekEnding, bucketOf(partnerId)), when: { kind: 'absent' } },\n`,
      '',
    ]),
    tests: ['test/adapters/ledger/adjustment-writes.test.ts'],
  },
  adjustment('adjustment-not-in-totals', 'totals do not know of adjustments', [
    '    weekTotalsWrite(partnerId, weekEnding, weekTallyOf([posting])),\n',
    '',
  ]),
  inFile('shared/adapters/ledger/adjustments.ts')('adjusted-with-each-call', 'the same call adjusts again', [
    `        ...(await entryWrites(table, adjustment, earnedOn)),
        ...auditWrites(audit),
        onceWrite(once),
      ]);
      if (outcome.done) return 'done';`,
    `        ...(await entryWrites(table, adjustment, earnedOn)),
        ...auditWrites(audit),
        onceWrite({ ...once, id: \`\${once.id}-\${id}\` }),
      ]);
      if (outcome.done) return 'done';`,
  ]),
];
