/** The audit trail: newest first, all of it or one partner's, page by page, and nothing in it is ever changed. */
import { beforeEach, expect, it } from 'vitest';
import { auditTrail } from '../../../shared/adapters/ledger/audit-trail.ts';
import { auditWrites } from '../../../shared/adapters/ledger/audit-writes.ts';
import { memoryTable } from '../../../shared/adapters/memory/memory-table.ts';
import { instant } from '../../../shared/domain/calendar/time-zone.ts';
import { partnerId } from '../../../shared/domain/ids.ts';
import type { AuditRecord } from '../../../shared/ports/audit-trail.ts';

let table = memoryTable();
const trail = () => auditTrail(table);
const at = (text: string) => instant(Date.parse(text));
const record = (id: string, time: string, partner?: string): AuditRecord => ({
  ...{ id, at: at(time), by: { kind: 'staff', id: 'ann' }, action: 'thing.done', subject: `thing:${id}` },
  ...(partner === undefined ? {} : { partnerId: partnerId(partner) }),
});
const RECORDS = [
  record('e', '2026-01-31T23:59:59.999Z', 'p1'),
  record('d', '2026-02-01T00:00:00Z'),
  record('b', '2026-02-01T00:00:00.001Z', 'p2'),
  record('c', '2026-02-01T00:00:00.001Z', 'p1'),
  record('a', '2026-11-01T00:00:00Z', 'p1'),
];

beforeEach(async () => {
  table = memoryTable();
  // In no order.
  for (const each of [2, 0, 4, 1, 3].flatMap((place) => RECORDS[place] ?? [])) await trail().append(each);
});

it.each([
  { whose: 'everybody', partner: undefined, ids: ['a', 'c', 'b', 'd', 'e'] },
  { whose: 'one partner', partner: 'p1', ids: ['a', 'c', 'e'] },
  { whose: 'a partner of whom nothing is told', partner: 'p', ids: [] },
])('of $whose, newest first, whatever the page', async ({ partner, ids }) => {
  for (const limit of [1, 2, 3, 9]) {
    const found: AuditRecord[] = [];
    let before: string | undefined;
    for (;;) {
      const whose = partner === undefined ? {} : { partnerId: partnerId(partner) };
      const page = await trail().read({ ...whose, limit, ...(before === undefined ? {} : { before }) });
      found.push(...page.map((each) => each.record));
      before = page.at(-1)?.place;
      if (page.length < limit) break;
    }
    expect(found.map(({ id }) => id)).toEqual(ids);
  }
});

it('tells a record as it was written', async () =>
  expect((await trail().read({ limit: 9 })).at(-1)?.record).toEqual(RECORDS[0]));

it('is put once: the same record again changes nothing, and fails a transaction', async () => {
  const [first] = RECORDS;
  if (!first) return;
  const items = table.items();
  const forged = { ...first, by: { kind: 'program', id: 'nobody' } } as const;
  await trail().append(forged);
  expect(await table.write([{ kind: 'put', item: { pk: 'X', sk: '!' } }, ...auditWrites(forged)])).toEqual({
    ...{ done: false, refused: [1, 2] },
  });
  expect(table.items()).toEqual(items);
});
