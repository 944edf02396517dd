/** Who is credited with a client whom referral lists name, and that a list and a sign-up never miss each other. */
import { beforeEach, describe, expect, it } from 'vitest';
import { duringEachOperation } from '../../support/memory-faults.ts';
import { done, MemoryLists } from '../../support/memory-lists.ts';

let lists: MemoryLists;
beforeEach(async () => {
  lists = await twoPartners();
});

async function twoPartners(): Promise<MemoryLists> {
  const begun = new MemoryLists();
  await begun.program.partner('p1', { name: 'Robin Partner' });
  await begun.program.partner('p2', { name: 'Alex Example' });
  return begun;
}

const JO = 'jo@shop.example';
const review = () => lists.program.item('REVIEW', 'ambiguous-referrer#jo')?.review;
const signUp = (more: Record<string, unknown> = {}, link?: string, program = lists.program) =>
  program.client('jo', link, { ownerEmail: JO, ...more });

describe('a sign-up', () => {
  it('is credited to the list that names its e-mail, and says which', async () => {
    const id = await lists.committed('p1', ['Jo@Shop.example']);
    await signUp();
    expect(lists.referrerOf('jo')).toBe('p1');
    expect(lists.program.item('CLIENT#jo', 'SIGN-UP')).toMatchObject({ creditedBy: 'list', listId: id });
    expect(lists.program.item('PARTNER#p1', 'CLIENT#jo')).toBeDefined();
  });

  it('of a mailbox that is written differently is the same', async () => {
    await lists.committed('p1', ['jo.shop+list@googlemail.com']);
    await signUp({ ownerEmail: 'JoShop@gmail.com' });
    expect(lists.referrerOf('jo')).toBe('p1');
  });

  it('by the link of another partner is that partner’s', async () => {
    await lists.committed('p1', [JO]);
    await signUp({}, 'p2');
    expect(lists.referrerOf('jo')).toBe('p2');
    expect(lists.program.item('CLIENT#jo', 'SIGN-UP')).toMatchObject({ creditedBy: 'link', link: 'p2' });
    expect(lists.program.item('CLIENT#jo', 'SIGN-UP')).not.toHaveProperty('listId');
  });

  it('that names another partner in words is the list’s', async () => {
    await lists.committed('p1', [JO]);
    await signUp({ howHeard: 'Alex Example' });
    expect(lists.referrerOf('jo')).toBe('p1');
    expect(review()).toBeUndefined();
  });

  it.each([undefined, 'Robin Partner'])(
    'that two lists name is nobody’s (%s): operations see both',
    async (howHeard) => {
      await lists.committed('p1', [JO]);
      await lists.committed('p2', [JO]);
      await signUp(howHeard === undefined ? {} : { howHeard });
      expect(lists.referrerOf('jo')).toBeUndefined();
      expect(review()).toEqual({
        kind: 'ambiguous-referrer',
        clientId: 'jo',
        candidates: ['p1', 'p2'],
        ...(howHeard === undefined ? {} : { howHeard }),
      });
    },
  );

  it('that a list only previewed is nobody’s', async () => {
    await lists.previewed('p1', [JO]);
    await signUp();
    expect(lists.referrerOf('jo')).toBeUndefined();
    expect(review()).toBeUndefined();
  });
});

describe('a list of 2026-01-10', () => {
  beforeEach(async () => {
    lists.program.moveTo('2026-01-10');
    await lists.committed('p1', [JO]);
  });

  it.each([
    { created: '2026-01-09', referrer: undefined },
    { created: '2026-01-10', referrer: 'p1' },
    { created: '2026-04-10', referrer: 'p1' },
    { created: '2026-04-11', referrer: undefined },
  ])('and an account created on $created: $referrer', async ({ created, referrer }) => {
    lists.program.moveTo('2026-05-05');
    await signUp({ accountCreatedOn: created });
    expect(lists.referrerOf('jo')).toBe(referrer);
  });

  it.each([
    { today: '2026-04-10', referrer: 'p1' },
    { today: '2026-04-11', referrer: undefined },
  ])('and a sign-up without a day that is told of on $today: $referrer', async ({ today, referrer }) => {
    lists.program.moveTo(today);
    await signUp();
    expect(lists.referrerOf('jo')).toBe(referrer);
  });

  it('counts for as many days as the settings say', async () => {
    await lists.program.configure({ referralListDays: 30 });
    await signUp({ accountCreatedOn: '2026-02-10' });
    expect(lists.referrerOf('jo')).toBeUndefined();
  });

  it('that was renewed still credits an account created before, whose news comes late', async () => {
    lists.program.moveTo('2026-01-20');
    const again = await lists.committed('p1', [JO]);
    expect(await lists.outcomes(again)).toEqual(['listed-already']);
    await signUp({ accountCreatedOn: '2026-01-12' });
    expect(lists.referrerOf('jo')).toBe('p1');
  });

  it('of one partner leaves the other’s as it is', async () => {
    await lists.committed('p2', [JO]);
    expect(lists.program.item(`LISTED#${JO}`, '!')).toMatchObject({
      version: 2,
      'partner:p1': { on: '2026-01-10' },
      'partner:p2': { on: '2026-01-10' },
    });
  });
});

describe('whichever way they race', () => {
  /** jo is p1's, and the list says so in one way or the other; or the list knows that jo is a client, and p1 may claim. */
  async function metEachOther(scene: MemoryLists): Promise<void> {
    const [found] = await scene.with.lists.ofPartner('p1' as never, { limit: 1 });
    const [outcome] = found ? await scene.outcomes(found.list.id) : [];
    if (scene.referrerOf('jo') === 'p1') expect(['new', 'already-yours']).toContain(outcome);
    else expect([scene.referrerOf('jo'), outcome]).toEqual([undefined, 'claim-instead']);
    ends.add(outcome);
  }
  const ends = new Set<string | undefined>();
  beforeEach(() => ends.clear());
  async function previewedScene(): Promise<MemoryLists> {
    const scene = await twoPartners();
    const id = await scene.previewed('p1', [JO]);
    done(await scene.commit('p1', id));
    return scene;
  }

  it('a client who signs up during a commit is seen by it, or sees it', async () => {
    const operations = await duringEachOperation(
      previewedScene,
      (scene) => scene.work(),
      (scene) => signUp({}, undefined, scene.program),
      metEachOther,
    );
    expect(operations).toBeGreaterThan(8);
    expect(ends).toEqual(new Set(['new', 'already-yours', 'claim-instead']));
  });

  it('a list that is committed during a sign-up is seen by it, or sees it', async () => {
    const operations = await duringEachOperation(
      previewedScene,
      (scene) => signUp({}, undefined, scene.program),
      (scene) => scene.work(),
      metEachOther,
    );
    expect(operations).toBeGreaterThan(2);
  });
});
