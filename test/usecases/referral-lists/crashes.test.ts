/** A worker that dies after any operation, comes twice, or meets another: every row is counted once, and listed as if nothing had been. */
import { expect, it } from 'vitest';
import { workOnList } from '../../../shared/usecases/referral-lists/work-on-list.ts';
import { diesAfterEachOperation, duringEachOperation } from '../../support/memory-faults.ts';
import { counts, done, MemoryLists } from '../../support/memory-lists.ts';

/** Three chunks: two full ones and a row. */
const ROWS = Array.from({ length: 1_001 }, (_, number) =>
  number % 250 === 7 ? 'no address' : number % 250 === 8 ? 'owner@c1.example' : `client-${number}@shop.example`,
);
const COUNTS = { new: 993, 'claim-instead': 1, duplicate: 3, invalid: 4 };

async function uploaded(): Promise<MemoryLists> {
  const lists = new MemoryLists();
  await lists.program.partner('p1');
  await lists.program.client('c1', undefined);
  done(await lists.upload('p1', ROWS));
  return lists;
}

async function only(lists: MemoryLists) {
  const found = await lists.with.lists.ofPartner('p1' as never, { limit: 10 });
  expect(found).toHaveLength(1);
  return (found[0] as (typeof found)[number]).list;
}

async function isPreviewed(lists: MemoryLists): Promise<void> {
  const { state, chunks, preview } = await only(lists);
  expect({ state, ...preview, of: chunks, outcomes: counts(preview.outcomes) }).toEqual({
    state: 'previewed',
    chunks: 3,
    of: 3,
    rows: 1_001,
    outcomes: COUNTS,
  });
  expect(await lists.sweep()).toEqual({ queued: 0 });
}

const listings = (lists: MemoryLists) =>
  lists.program.items().filter(({ pk, sk }) => pk.startsWith('LISTED#') || sk.startsWith('RESULT#'));

it('in a preview', async () => {
  const begun = await uploaded();
  const operations = await diesAfterEachOperation(
    () => begun.copy(),
    (lists) => lists.work(),
    async (lists) => {
      await lists.sweep();
      await lists.work();
      await isPreviewed(lists);
    },
  );
  expect(operations).toBeGreaterThan(3 * 4);
});

it('in a commit: it lists for the day on which it was asked for, whenever it is taken up again', async () => {
  const small = ROWS.slice(0, 12);
  const begun = new MemoryLists();
  await begun.program.partner('p1');
  await begun.program.client('c1', undefined);
  const id = await begun.previewed('p1', small);
  done(await begun.commit('p1', id));
  const undisturbed = await begun.copy();
  await undisturbed.work();
  expect(listings(undisturbed)).toHaveLength(11);

  const operations = await diesAfterEachOperation(
    () => begun.copy(),
    (lists) => lists.work(),
    async (lists) => {
      lists.program.moveTo('2026-01-20');
      await lists.sweep();
      await lists.work();
      expect(listings(lists)).toEqual(listings(undisturbed));
      expect(await only(lists)).toEqual(await only(undisturbed));
      expect(await lists.sweep()).toEqual({ queued: 0 });
    },
  );
  expect(operations).toBeGreaterThan(10 + 5);
});

it('while another worker has the same list', async () => {
  const begun = await uploaded();
  const [message] = begun.queued;
  if (!message) throw new Error('nothing was queued');
  const operations = await duringEachOperation(
    () => begun.copy(),
    (lists) => lists.work(),
    (lists) => workOnList(message, lists.with),
    isPreviewed,
  );
  expect(operations).toBeGreaterThan(3 * 4);
});

it('in an upload: the same call again takes the list in, once', async () => {
  const begun = new MemoryLists();
  await begun.program.partner('p1');
  const operations = await diesAfterEachOperation(
    () => begun.copy(),
    (lists) => lists.upload('p1', ROWS, 'the-key'),
    async (lists) => {
      const first = done(await lists.upload('p1', ROWS, 'the-key'));
      expect((await only(lists)).id).toBe(first.id);
      expect(done(await lists.upload('p1', ROWS, 'the-key'))).toEqual(first);
      await lists.work();
      expect((await only(lists)).state).toBe('previewed');
    },
  );
  // The record of the call, the partner, the partner's lists of late, three chunks, the head.
  expect(operations).toBe(7);
});
