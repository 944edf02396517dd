/** A claim from its making to its end: who is asked, what a stranger learns, what may not be repeated, what a night does. */
import { describe, expect, it } from 'vitest';
import { MemoryClaims } from '../../support/memory-claims.ts';
import { duringEachOperation } from '../../support/memory-faults.ts';

const CLIENT = { clientId: 'c1' };
const OWNER = 'owner@c1.example';

/** c1 is p1's; p2 and p3 are credited with nobody. */
async function begin(): Promise<MemoryClaims> {
  const claims = new MemoryClaims();
  for (const partner of ['p1', 'p2', 'p3']) await claims.program.partner(partner);
  await claims.program.client('c1', 'p1');
  return claims.on('2026-05-04');
}

describe('who is asked', () => {
  it.each([
    { by: 'the e-mail of the account', named: { email: 'Owner@C1.example' } },
    { by: 'its business domain', named: { domain: 'c1.example' } },
    { by: 'its id', named: CLIENT },
  ])('is the owner, by $by', async ({ named }) => {
    const claims = await begin();
    const claim = await claims.claim('p2', named);
    expect(claims.mailed()).toEqual([`claim-question to ${OWNER}`]);
    expect(claims.mailsOf('claim-question')[0]?.data).toMatchObject({ partnerName: 'Partner p2', isReminder: false });
    expect(await claims.stored(claim)).toMatchObject({ clientId: 'c1', state: 'open', madeOn: '2026-05-04' });
  });

  it('is nobody where several accounts are meant, until operations say which', async () => {
    const claims = await begin();
    await claims.program.client('c2', undefined, { ownerEmail: 'ann@c1.example' });
    const claim = await claims.claim('p2', { domain: 'c1.example' });
    expect(await claims.stored(claim)).toMatchObject({ unmatched: 'several' });
    expect(claims.mailed()).toEqual([]);
    expect(await claims.identify(claim, 'c2')).toMatchObject({ kind: 'done', answer: { clientId: 'c2' } });
    expect(claims.mailed()).toEqual(['claim-question to ann@c1.example']);
    expect(await claims.identify(claim, 'c1')).toMatchObject({ kind: 'refused', why: { status: 409 } });
    await claims.confirm(claim);
    expect(await claims.stored(claim)).toMatchObject({ state: 'confirmed' });
  });

  it('is nobody by a domain where the claimant is credited with an account: the answer does not tell of others', async () => {
    const claims = await begin();
    await claims.program.client('c2', 'p2', { ownerEmail: 'ann@c1.example' });
    await claims.program.client('own', 'p2', { ownerEmail: 'ann@alone.example' });
    const answers = [
      await claims.make('p2', { domain: 'c1.example' }),
      await claims.make('p2', { domain: 'alone.example' }),
    ];
    for (const answer of answers)
      expect(answer).toMatchObject({ kind: 'refused', why: { status: 409, title: expect.stringMatching(/already/) } });
  });

  it('is a client at most three times in 30 days, whoever claims; no claimant learns of it', async () => {
    const claims = await begin();
    for (const partner of ['p4', 'p5', 'p6']) await claims.program.partner(partner);
    for (const partner of ['p2', 'p3', 'p4']) await claims.claim(partner, CLIENT);
    const fourth = await claims.claim('p5', CLIENT);
    expect(await claims.stored(fourth)).toMatchObject({ state: 'open', unmatched: 'asked-often' });
    expect(claims.mailed()).toHaveLength(3);
    expect(await claims.on('2026-05-20').night()).toMatchObject({ ended: 4, asked: 0 });
    await claims.on('2026-06-03').claim('p6', CLIENT);
    expect(claims.mailsOf('claim-question').at(-1)).toMatchObject({ createdAt: claims.now });
  });

  it('is found by the nightly look where the sign-up is told after the claim', async () => {
    const claims = await begin();
    const claim = await claims.claim('p2', { email: 'late@shop.example' });
    expect(await claims.night()).toMatchObject({ open: 1, asked: 0 });
    await claims.program.client('c9', undefined, { ownerEmail: 'late@shop.example' });
    expect(await claims.on('2026-05-06').night()).toMatchObject({ asked: 1 });
    expect(await claims.night()).toMatchObject({ asked: 0, reminded: 0 });
    expect(claims.mailed()).toEqual(['claim-question to late@shop.example']);
    expect(await claims.stored(claim)).toMatchObject({ clientId: 'c9', madeOn: '2026-05-04' });
  });
});

describe('a stranger', () => {
  const known = { email: OWNER };
  const unknown = { email: 'owner@nobody.example' };
  const seen = async (claims: MemoryClaims, partner: string) =>
    (await claims.shown(partner)).map(({ claimId: _, named: __, sentence, ...rest }) => ({
      ...rest,
      sentence: sentence.replaceAll(/owner@\w+\.example/g, '…'),
    }));

  it('is answered and shown the same, day by day, whether there is such an account or not', async () => {
    const [there, nowhere] = [await begin(), await begin()];
    await there.claim('p2', known);
    await nowhere.claim('p2', unknown);
    for (let day = 4; day < 25; day += 1) {
      for (const claims of [there, nowhere]) await claims.on(`2026-05-${String(day).padStart(2, '0')}`).night();
      expect(await seen(there, 'p2')).toEqual(await seen(nowhere, 'p2'));
    }
    expect((await there.shown('p2'))[0]?.state).toBe('expired');
  });

  it.each([known, unknown])('who claims $email twice is refused the same', async (named) => {
    const claims = await begin();
    await claims.claim('p2', named);
    expect(await claims.make('p2', named)).toMatchObject({
      ...{ kind: 'refused', why: { status: 409, title: 'You have an open claim to this client' } },
    });
  });

  it('who names the same account in another way learns nothing from it, and nobody is asked twice', async () => {
    const claims = await begin();
    await claims.claim('p2', known);
    const again = await claims.claim('p2', CLIENT);
    expect(await claims.stored(again)).toMatchObject({ state: 'open', unmatched: 'claimed-already' });
    expect((await claims.shown('p2')).map(({ state }) => state)).toEqual(['open', 'open']);
    expect(claims.mailed()).toHaveLength(1);
  });

  it('is told of no other claim for the client, not even when it is confirmed', async () => {
    const [there, nowhere] = [await begin(), await begin()];
    await there.claim('p2', known);
    await nowhere.claim('p2', unknown);
    const other = await there.claim('p3', known);
    for (let day = 4; day < 25; day += 1) {
      for (const claims of [there, nowhere]) await claims.on(`2026-05-${String(day).padStart(2, '0')}`).night();
      if (day === 6) await there.confirm(other);
      expect(await seen(there, 'p2')).toEqual(await seen(nowhere, 'p2'));
      // The same claim again is refused as long as it is shown open, and made afterwards.
      const again = [await there.make('p2', known), await nowhere.make('p2', unknown)];
      expect(again.map(({ kind }) => kind)).toEqual(
        day < 18 ? ['refused', 'refused'] : again.map(() => again[0]?.kind),
      );
    }
    const mails = (claims: MemoryClaims) => claims.mailed().filter((mail) => mail.endsWith('p2@partner.example'));
    expect(mails(there)).toEqual(mails(nowhere));
    // Operations see both.
    expect((await there.with.claims.ofClient('c1' as never)).length).toBeGreaterThan(1);
  });

  it('who has only entered an address as theirs is not refused as its owner', async () => {
    const claims = await begin();
    await claims.center.signUp('p4');
    await claims.center.changeAddress('p4', OWNER);
    expect(await claims.make('p4', known)).toMatchObject({ answer: { state: 'open' } });
    await claims.center.follow(claims.center.token('paypal-address-confirmation'));
    await claims.program.client('c8', undefined, { ownerEmail: OWNER });
    expect(await claims.make('p4', { clientId: 'c8' })).toMatchObject({ answer: { state: 'refused' } });
  });
});

describe('is refused at once', () => {
  it('with the reason, for an account of their own', async () => {
    const claims = await begin();
    await claims.program.client('own', undefined, { ownerEmail: 'p2@partner.example' });
    expect(await claims.make('p2', { clientId: 'own' })).toMatchObject({
      answer: { state: 'refused', sentence: expect.stringMatching(/your own/) },
    });
    expect(claims.mailed()).toEqual([]);
  });

  it.each([
    { why: 'a domain where anybody has a mailbox', named: { domain: 'gmail.com' }, status: 422 },
    { why: 'a client whom they are credited with', named: CLIENT, status: 409, partner: 'p1' },
  ])('$why', async ({ named, status, partner = 'p2' }) => {
    const claims = await begin();
    expect(await claims.make(partner, named)).toMatchObject({ kind: 'refused', why: { status } });
  });

  it('by operations, where nobody could be asked, and says so', async () => {
    const claims = await begin();
    expect(await claims.makeForPartner('p2', 'c7')).toMatchObject({
      why: { status: 409, title: 'Nobody can be asked' },
    });
    expect(await claims.makeForPartner('p2', 'c1')).toMatchObject({ kind: 'done' });
    expect(await claims.makeForPartner('p2', 'c1')).toMatchObject({ why: { status: 409 } });
  });

  it('when too many are open or were refused lately, and again allowed after 30 days', async () => {
    const claims = await begin();
    await claims.program.configure({ maxClaims: 2 });
    const first = await claims.claim('p2', CLIENT);
    await claims.claim('p2', { email: 'owner@nobody.example' });
    expect(await claims.make('p2', { email: 'a@b.example' })).toMatchObject({ why: { status: 429 } });
    await claims.deny(first);
    // A denied one counts on; an expired one does not.
    expect(await claims.make('p2', { email: 'a@b.example' })).toMatchObject({ why: { status: 429 } });
    await claims.on('2026-05-18').night();
    await claims.claim('p2', { email: 'a@b.example' });
    expect(await claims.make('p2', { email: 'b@b.example' })).toMatchObject({ why: { status: 429 } });
    await claims.on('2026-06-02').night();
    await claims.claim('p2', { email: 'b@b.example' });
  });
});

it('the limit holds however claims race', async () => {
  const operations = await duringEachOperation(
    async () => {
      const claims = await begin();
      await claims.program.configure({ maxClaims: 1 });
      return claims;
    },
    (claims) => claims.make('p2', CLIENT),
    (claims) => claims.make('p2', { email: 'a@b.example' }),
    async (claims) => {
      const open = (await claims.shown('p2')).filter(({ state }) => state === 'open');
      expect(open).toHaveLength(1);
    },
  );
  expect(operations).toBeGreaterThan(8);
});

it('one that is over by its day can be made again before any night has been', async () => {
  const claims = await begin();
  await claims.program.configure({ maxClaims: 1 });
  await claims.claim('p2', CLIENT);
  claims.on('2026-05-17');
  expect(await claims.make('p2', CLIENT)).toMatchObject({ kind: 'refused' });
  claims.on('2026-05-18');
  expect((await claims.shown('p2'))[0]).toMatchObject({ state: 'expired', endedOn: '2026-05-18' });
  await claims.claim('p2', CLIENT);
  expect((await claims.shown('p2')).map(({ state }) => state)).toEqual(['open', 'expired']);
});

it('a call that is sent again makes one claim and one mail', async () => {
  const claims = await begin();
  const made = await claims.make('p2', CLIENT, { key: 'once' });
  expect(await claims.make('p2', CLIENT, { key: 'once' })).toEqual(made);
  expect(claims.mailed()).toHaveLength(1);
  expect(await claims.shown('p2')).toHaveLength(1);
});

describe('denied', () => {
  it('changes nothing, is told to the claimant, and cannot be made again for 30 days under any name', async () => {
    const claims = await begin();
    const claim = await claims.claim('p2', CLIENT);
    const facts = claims.program.item('CLIENT#c1', 'PROFILE');
    expect(await claims.deny(claim)).toMatchObject({ kind: 'done' });
    expect(claims.program.item('CLIENT#c1', 'PROFILE')).toEqual(facts);
    expect(claims.mailed(1)).toEqual(['claim-ended to p2@partner.example']);
    expect(claims.mailsOf('claim-ended')[0]?.data).toMatchObject({ how: 'denied', againOn: '2026-06-03' });
    claims.on('2026-06-02');
    expect(await claims.make('p2', CLIENT)).toMatchObject({
      why: { status: 409, title: expect.stringMatching(/denied/) },
    });
    const other = await claims.claim('p2', { email: OWNER });
    expect(await claims.stored(other)).toMatchObject({ unmatched: 'denied-lately' });
    await claims.on('2026-06-03').night();
    // The one under another name is none of its own, not even now: its day is earlier than the repetition may be.
    expect(claims.mailsOf('claim-question')).toHaveLength(1);
    await claims.claim('p2', CLIENT);
    expect(claims.mailsOf('claim-question')).toHaveLength(2);
  });

  it('by mistake and taken back counts no more', async () => {
    const claims = await begin();
    const claim = await claims.claim('p2', CLIENT);
    await claims.deny(claim);
    expect((await claims.with.claims.book('p2' as never)).book).toEqual({ open: 0, refusedOn: ['2026-05-04'] });
    await claims.decide(claim, 'reopen');
    expect((await claims.with.claims.book('p2' as never)).book).toEqual({ open: 1, refusedOn: [] });
    await claims.confirm(claim);
    expect((await claims.with.claims.book('p2' as never)).book).toEqual({ open: 0, refusedOn: [] });
  });

  it('cannot be reopened while the partner has a newer claim, and says so', async () => {
    const claims = await begin();
    const claim = await claims.claim('p2', CLIENT);
    await claims.deny(claim);
    await claims.on('2026-06-03').claim('p2', CLIENT);
    expect(await claims.decide(claim, 'reopen')).toMatchObject({
      why: { status: 409, title: 'There is a newer claim' },
    });
  });

  it('three times in 90 days puts the partner on the review list', async () => {
    const claims = await begin();
    const review = () => claims.program.item('REVIEW', 'denied-claims#p2')?.review;
    for (const [place, client] of ['a', 'b', 'c'].entries()) {
      await claims.program.client(client, undefined);
      expect(review()).toBeUndefined();
      await claims.deny(await claims.claim('p2', { clientId: client }));
      claims.on(`2026-05-0${5 + place}`);
    }
    expect(review()).toMatchObject({ kind: 'denied-claims', partnerId: 'p2', denied: 3 });
  });
});

describe('the link', () => {
  it('works once, for one answer, and tells what the answer was', async () => {
    const claims = await begin();
    const claim = await claims.claim('p2', CLIENT);
    const token = claims.token(claim);
    expect(await claims.answer(token, 'confirm')).toMatchObject({ kind: 'done' });
    expect(await claims.answer(token, 'deny')).toEqual({ kind: 'over', why: 'used' });
    expect(await claims.answer('forged', 'confirm')).toEqual({ kind: 'unknown' });
  });

  it('of an earlier mail is over with the answer to a later one', async () => {
    const claims = await begin();
    const claim = await claims.claim('p2', CLIENT);
    const first = claims.token(claim);
    await claims.on('2026-05-07').night();
    expect(claims.token(claim)).not.toBe(first);
    await claims.deny(claim);
    expect(await claims.answer(first, 'confirm')).toEqual({ kind: 'over', why: 'denied' });
  });

  it('is over on the day on which the claim expires, whether or not a night has been', async () => {
    const claims = await begin();
    const claim = await claims.claim('p2', CLIENT);
    const token = claims.token(claim);
    claims.on('2026-05-18');
    expect(await claims.answer(token, 'confirm')).toEqual({ kind: 'over', why: 'over' });
    claims.on('2026-05-17');
    expect(await claims.answer(token, 'confirm')).toMatchObject({ kind: 'done' });
  });

  it('of another purpose is none of a claim', async () => {
    const claims = await begin();
    await claims.center.signUp('p4');
    await claims.center.changeAddress('p4', 'new@payee.example');
    expect(await claims.answer(claims.center.token('paypal-address-confirmation'), 'confirm')).toEqual({
      kind: 'unknown',
    });
    const claim = await claims.claim('p2', CLIENT);
    expect(await claims.center.follow(claims.token(claim))).toEqual({ kind: 'unknown' });
  });
});

describe('the nightly look', () => {
  const mails = (claims: MemoryClaims) =>
    claims.mailsOf('claim-question').map(({ data: { isReminder } }) => isReminder);

  it('reminds after 3 and 10 days and ends it after 14, each once, however often it comes', async () => {
    const claims = await begin();
    const claim = await claims.claim('p2', CLIENT);
    const days: string[] = [];
    for (let day = 4; day < 21; day += 1) {
      claims.on(`2026-05-${String(day).padStart(2, '0')}`);
      for (let time = 0; time < 2; time += 1) {
        const { reminded, ended } = await claims.night();
        if (reminded + ended > 0) days.push(`${claims.today} ${reminded} ${ended}`);
      }
    }
    expect(days).toEqual(['2026-05-07 1 0', '2026-05-14 1 0', '2026-05-18 0 1']);
    expect(mails(claims)).toEqual([false, true, true]);
    expect(await claims.stored(claim)).toMatchObject({ state: 'expired', endedOn: '2026-05-18' });
    expect(claims.mailsOf('claim-ended')).toHaveLength(1);
  });

  it('that was missed for days sends one mail for both reminders', async () => {
    const claims = await begin();
    await claims.claim('p2', CLIENT);
    await claims.on('2026-05-15').night();
    expect(mails(claims)).toEqual([false, true]);
    await claims.on('2026-05-16').night();
    expect(mails(claims)).toEqual([false, true]);
  });

  it('is not held up by a claim that fails', async () => {
    const claims = await begin();
    await claims.program.client('c2', undefined);
    const broken = await claims.claim('p3', { clientId: 'c2' });
    await claims.claim('p2', CLIENT);
    const item = claims.program.item(`CLAIM#${broken}`, '!');
    await claims.table.putAll([
      {
        ...(item as never as { pk: string; sk: string }),
        claim: { ...(await claims.stored(broken)), partnerId: 'nobody' },
      },
    ]);
    expect(await claims.on('2026-05-07').night()).toMatchObject({ open: 2, failed: 1, reminded: 1 });
  });
});
