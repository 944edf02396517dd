/** How often something was done lately: the trail is read as far as it must, and never far. */
import { expect, it } from 'vitest';
import { instant } from '../../../shared/domain/calendar/time-zone.ts';
import { partnerId } from '../../../shared/domain/ids.ts';
import type { AuditQuery } from '../../../shared/ports/audit-trail.ts';
import { countRecent } from '../../../shared/usecases/partner/count-recent.ts';

const NOW = instant(Date.UTC(2026, 5, 1));
const DAY = 24 * 3_600_000;

/** A trail of actions, the newest first, a second apart, and how many of its records were read. */
function trail(actions: readonly string[], secondsApart = 1) {
  const read = { records: 0 };
  const audit = {
    async read({ before = '0', limit }: AuditQuery) {
      const found = actions.slice(Number(before), Number(before) + limit).map((action, number) => {
        const place = Number(before) + number;
        const at = instant(NOW - place * secondsApart * 1_000);
        const by = { kind: 'partner', id: 'p1' } as const;
        return { record: { id: `a${place}`, at, by, action, subject: 'partner:p1' }, place: String(place + 1) };
      });
      read.records += found.length;
      return found;
    },
  };
  const count = (limit: number) => countRecent(partnerId('p1'), new Set(['done']), NOW, limit, audit);
  return { read, count };
}
const times = (action: string, count: number): string[] => Array.from({ length: count }, () => action);

it.each([
  { what: 'none', actions: times('other', 60), limit: 5, expected: 0 },
  { what: 'some beyond the first page', actions: [...times('other', 60), ...times('done', 3)], limit: 5, expected: 3 },
  { what: 'no more than the limit', actions: times('done', 9), limit: 5, expected: 5 },
])('counts $what', async ({ actions, limit, expected }) => expect(await trail(actions).count(limit)).toBe(expected));

it('counts 24 hours only', async () => {
  const hourly = trail(times('done', 100), 3_600);
  expect(await hourly.count(99)).toBe(DAY / 3_600_000);
});

it('reads one page of a long trail in which the limit is reached at once', async () => {
  const { read, count } = trail(times('done', 10_000));
  expect(await count(30)).toBe(30);
  expect(read.records).toBe(50);
});

it('takes a trail that is too long to be read for the limit', async () => {
  const { read, count } = trail(times('other', 10_000));
  expect(await count(5)).toBe(5);
  expect(read.records).toBe(200);
});
