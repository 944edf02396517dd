/** The filters of a partner's entries. */
import { expect, it } from 'vitest';
import { listEntries } from '../../shared/contracts/api/entries.ts';

it.each([
  { why: 'a Sunday begins its week', day: '2026-11-15', week: '2026-11-21' },
  { why: 'a Saturday ends its own', day: '2026-11-21', week: '2026-11-21' },
])('takes any day for its week: $why', ({ day, week }) =>
  expect(listEntries.query.parse({ from: day, to: day })).toMatchObject({ from: week, to: week }),
);

it('refuses what is no day', () => {
  for (const from of ['2026-02-30', 'yesterday', '']) expect(listEntries.query.safeParse({ from }).success).toBe(false);
});
