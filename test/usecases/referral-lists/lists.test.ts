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

describe('is refused', () => {
  it('the sixth list of a partner within 24 hours, and no other partner’s', async () => {
    const lists = await program();
    for (const _ of [1, 2, 3, 4, 5]) done(await lists.upload('p1', ['a@shop.example']));
    expect(await lists.upload('p1', ['a@shop.example'])).toMatchObject({ kind: 'refused', why: { status: 429 } });
    done(await lists.upload('p2', ['a@shop.example']));
    lists.program.time += 24 * 3_600_000 - 1;
    expect(await lists.upload('p1', ['a@shop.example'])).toMatchObject({ kind: 'refused', why: { status: 429 } });
    lists.program.time += 1;
    done(await lists.upload('p1', ['a@shop.example']));
  });

  it('a sixth list that is uploaded at the same moment as the fifth', async () => {
    const lists = await program();
    for (const _ of [1, 2, 3, 4]) done(await lists.upload('p1', ['a@shop.example']));
    const ends = await Promise.all([1, 2, 3].map(() => lists.upload('p1', ['a@shop.example'])));
    expect(ends.map(({ kind }) => kind).sort()).toEqual(['done', 'refused', 'refused']);
  });

  it('a partner who is not known, and nothing is stored', async () => {
    const lists = await program();
    const before = lists.program.items();
    expect(await lists.upload('p9', ['a@shop.example'])).toMatchObject({ kind: 'refused', why: { status: 404 } });
    expect(lists.program.items()).toEqual(before);
  });

  it('a commit of another partner’s list, as if there were none', async () => {
    const lists = await program();
    const id = await lists.previewed('p1', ROWS);
    expect(await lists.commit('p2', id)).toMatchObject({ kind: 'refused', why: { status: 404 } });
    expect((await lists.list(id)).state).toBe('previewed');
  });

  it('a commit before the preview is complete, a second one, and one after 30 days', async () => {
    const lists = await program();
    const { id } = done(await lists.upload('p1', ROWS));
    const refused = { kind: 'refused', why: { status: 409 } };
    expect(await lists.commit('p1', id)).toMatchObject(refused);
    await lists.work();
    const old = await lists.copy();
    old.program.time += 30 * 86_400_000 + 1;
    expect(await old.commit('p1', id)).toMatchObject(refused);
    const first = done(await lists.commit('p1', id, 'key'));
    expect(first).toMatchObject({ state: 'committing', committedOn: '2026-01-02' });
    expect(await lists.commit('p1', id)).toMatchObject(refused);
    expect(done(await lists.commit('p1', id, 'key'))).toEqual(first);
  });
});

describe('a commit judges anew', () => {
  it('a client who signed up since the preview, one whose list was repeated, and the days that are over', async () => {
    const lists = await program();
    const rows = ['a@shop.example', 'b@shop.example', 'c@shop.example'];
    const earlier = await lists.committed('p1', ['c@shop.example']);
    lists.program.moveTo('2026-01-03');
    const id = await lists.previewed('p1', rows);
    expect(await lists.outcomes(id)).toEqual(['new', 'new', 'listed-already']);
    await lists.program.client('a', 'p2', { ownerEmail: 'a@shop.example' });
    await lists.program.client('b', 'p1', { ownerEmail: 'b@shop.example' });
    done(await lists.commit('p1', id));
    await lists.work();
    expect(await lists.outcomes(id)).toEqual(['claim-instead', 'already-yours', 'listed-already']);
    expect(lists.program.item('LISTED#c@shop.example', '!')).toMatchObject({ 'partner:p1': { listId: id } });
    expect(earlier).not.toBe(id);
    lists.program.moveTo('2026-04-20');
    expect(await lists.outcomes(await lists.previewed('p1', ['c@shop.example']))).toEqual(['new']);
  });
});

it('is queued again by the daily rule as long as its work is not over', async () => {
  const lists = await program();
  lists.queueIsDown = true;
  await expect(lists.upload('p1', ROWS, 'key')).rejects.toThrow('the queue is down');
  lists.queueIsDown = false;
  expect(await lists.sweep()).toEqual({ queued: 1 });
  // Whoever was let down sends the call again: the list is there, and is handed over once more.
  const { id } = done(await lists.upload('p1', ROWS, 'key'));
  expect(lists.queued).toEqual([{ listId: id }, { listId: id }]);
  await lists.work();
  expect((await lists.list(id)).preview.rows).toBe(11);
  expect(await lists.sweep()).toEqual({ queued: 0 });
});

describe('what is kept', () => {
  it('of a person goes by itself: rows after half a year, listings a month after they count no more', async () => {
    const lists = await program();
    await lists.committed('p1', ROWS);
    const personal = lists.program.items().filter((item) => JSON.stringify(item).includes('shop.example'));
    const kinds = personal.map(({ pk, sk, ttl }) => [`${pk.split('#')[0]} ${sk}`, new Date(Number(ttl) * 1_000)]);
    expect(kinds).toEqual([
      ['LISTED !', new Date('2026-05-04T00:00:00Z')],
      ['REFERRAL-LIST CHUNK#000', new Date('2026-07-01T17:00:00Z')],
    ]);
  });

  it('in the audit trail says who did what to which list, and nothing of its rows', async () => {
    const lists = await program();
    const id = await lists.committed('p1', ROWS);
    const trail = lists.program.items().filter(({ pk }) => pk === 'AUDIT');
    expect(trail.map(({ record }) => record)).toMatchObject([
      { action: 'referral-list.upload', subject: `referral-list:${id}`, partnerId: 'p1', to: { rows: 11 } },
      { action: 'referral-list.commit', to: { rows: 11, committedOn: '2026-01-02' } },
    ]);
    expect(JSON.stringify(trail)).not.toContain('shop.example');
  });
});
