/** An item an e-mail, an attribute a partner: nobody's word is lost to another's, and whoever decided on an old version writes nothing. */
import { describe, expect, it } from 'vitest';
import { listedEmails } from '../../../shared/adapters/ledger/listed-emails.ts';
import { memoryTable } from '../../../shared/adapters/memory/memory-table.ts';
import { localDay } from '../../../shared/domain/calendar/local-day.ts';
import { partnerId, type ReferralListId } from '../../../shared/domain/ids.ts';
import type { Listing } from '../../../shared/domain/listed-email.ts';

const day = localDay('2026-01-10');
const listing = (partner: string): Listing => ({
  partner: partnerId(partner),
  listId: `list-of-${partner}` as ReferralListId,
  from: day,
  on: day,
});
const UNTIL = localDay('2026-05-10');

describe('a listed e-mail', () => {
  it('is found with every partner’s word, and its version moves', async () => {
    const listed = listedEmails(memoryTable());
    expect(await listed.find(['jo@shop.example'])).toEqual(new Map());
    expect(await listed.put('jo@shop.example', 0, [listing('p1')], UNTIL)).toBe(true);
    expect(await listed.put('jo@shop.example', 1, [listing('p1'), listing('p2')], UNTIL)).toBe(true);
    expect(await listed.find(['jo@shop.example', 'nobody@shop.example'])).toEqual(
      new Map([['jo@shop.example', { version: 2, listings: [listing('p1'), listing('p2')] }]]),
    );
  });

  it('is not written by whoever saw another version', async () => {
    const listed = listedEmails(memoryTable());
    await listed.put('jo@shop.example', 0, [listing('p1')], UNTIL);
    for (const version of [0, 2])
      expect(await listed.put('jo@shop.example', version, [listing('p2')], UNTIL)).toBe(false);
    expect((await listed.find(['jo@shop.example'])).get('jo@shop.example')?.listings).toEqual([listing('p1')]);
  });

  it('is cleared away after its last day, in whatever time zone', async () => {
    const table = memoryTable();
    await listedEmails(table).put('jo@shop.example', 0, [listing('p1')], UNTIL);
    const [item] = table.items();
    expect(new Date(Number(item?.ttl) * 1_000)).toEqual(new Date('2026-05-12T00:00:00Z'));
  });
});
