/** A partner's referral list from its upload to its result: what the preview says, what the commit writes, and each of it once. */
import { describe, expect, it } from 'vitest';
import { counts, done, MemoryLists } from '../../support/memory-lists.ts';

/** p1 with a client c1 of theirs, p2 with c2, c3 of nobody. */
async function program(): Promise<MemoryLists> {
  const lists = new MemoryLists();
  const { program } = lists;
  await program.partner('p1', { name: 'Robin Partner' });
  await program.partner('p2');
  await program.client('c1', 'p1');
  await program.client('c2', 'p2');
  await program.client('c3', undefined);
  return lists;
}

const ROWS = [
  'jo@shop.example,Jo Miller',
  'owner@c1.example',
  'owner@c2.example',
  'Owner@C3.example',
  'P1@partner.example',
  'robin.partner@gmail.com,robin  PARTNER',
  'robin@bakery.example,Robin Partner',
  'JO@shop.example',
  'no address',
  ',Jo Miller',
  `jo@other.example,${'x'.repeat(201)}`,
];
const OUTCOMES = [
  'new',
  'already-yours',
  'claim-instead',
  'claim-instead',
  'self-referral',
  'self-referral',
  'new: self-referral-review',
  'duplicate: repeats line 2',
  'invalid: the e-mail must be an e-mail address of at most 127 characters',
  'invalid: the e-mail is missing',
  expect.stringMatching(/^invalid: the name is not as it should be/),
];

const listings = (lists: MemoryLists) => lists.program.items().filter(({ pk }) => pk.startsWith('LISTED#'));

describe('a preview', () => {
  it('says of each row what would become of it, and writes no listing', async () => {
    const lists = await program();
    const id = await lists.previewed('p1', ROWS);
    expect(await lists.outcomes(id)).toEqual(OUTCOMES);
    const { state, preview, commit } = await lists.list(id);
    expect({ state, rows: preview.rows, counts: counts(preview.outcomes), commit: counts(commit.outcomes) }).toEqual({
      state: 'previewed',
      rows: 11,
      counts: { new: 2, 'already-yours': 1, 'claim-instead': 2, 'self-referral': 2, duplicate: 1, invalid: 3 },
      commit: {},
    });
    expect(listings(lists)).toEqual([]);
    expect(lists.program.items().filter(({ pk }) => pk === 'OPEN-LISTS')).toEqual([]);
  });
});

describe('a commit', () => {
  it('lists the rows that are new, and says of each row what became of it', async () => {
    const lists = await program();
    const id = await lists.committed('p1', ROWS);
    expect(await lists.outcomes(id)).toEqual(OUTCOMES);
    expect(await lists.list(id)).toMatchObject({ state: 'committed', committedOn: '2026-01-02', commit: { rows: 11 } });
    expect(listings(lists)).toMatchObject([
      { pk: 'LISTED#jo@shop.example', 'partner:p1': { listId: id, from: '2026-01-02', on: '2026-01-02' } },
      { pk: 'LISTED#robin@bakery.example' },
    ]);
    expect(lists.program.items().filter(({ pk }) => pk === 'OPEN-LISTS')).toEqual([]);
  });
});

it('is done once a key', async () => {
  const lists = await program();
  const first = done(await lists.upload('p1', ROWS, 'key'));
  expect(done(await lists.upload('p1', ROWS, 'key'))).toEqual(first);
  expect(await lists.upload('p1', ['other@shop.example'], 'key')).toEqual({ kind: 'key-reused' });
  await lists.work();
  expect(await lists.list(first.id)).toMatchObject({ state: 'previewed', preview: { rows: 11 } });
});
