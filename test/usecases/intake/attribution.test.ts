/** Whom a client is credited to, with whom known and whom not yet, and what operations get to see. */
import { describe, expect, it } from 'vitest';
import { MemoryProgram } from '../../support/memory-program.ts';

const NAMES = { p1: 'Robin Partner', p2: 'Alex Example', p3: 'Alex Example' };

async function partners(): Promise<MemoryProgram> {
  const program = new MemoryProgram();
  for (const [partner, name] of Object.entries(NAMES)) await program.partner(partner, { name });
  return program;
}
const referrerOf = (program: MemoryProgram): unknown =>
  (program.item('CLIENT#c1', 'PROFILE')?.facts as { referrer?: string } | undefined)?.referrer;
const review = (program: MemoryProgram) => program.item('REVIEW', 'ambiguous-referrer#c1')?.review;

describe('how did you hear about us', () => {
  it.each([
    { answer: 'from p1@partner.example, thanks', referrer: 'p1' },
    { answer: 'PAY-P2@payee.example told me', referrer: 'p2' },
    { answer: 'a friend, Robin  partner', referrer: 'p1' },
  ])('“$answer” credits $referrer', async ({ answer, referrer }) => {
    const program = await partners();
    await program.client('c1', undefined, { howHeard: answer });
    expect(referrerOf(program)).toBe(referrer);
    expect(review(program)).toBeUndefined();
  });

  it.each([
    { answer: 'p1@partner.example or p2@partner.example', candidates: ['p1', 'p2'] },
    { answer: 'Alex Example', candidates: ['p2', 'p3'] },
    { answer: 'the radio', candidates: [] },
  ])('“$answer” credits nobody: operations see $candidates', async ({ answer, candidates }) => {
    const program = await partners();
    await program.client('c1', undefined, { howHeard: answer });
    expect(referrerOf(program)).toBeUndefined();
    expect(review(program)).toMatchObject({ clientId: 'c1', candidates, howHeard: answer });
  });

  it('is not looked at when the client came by a link', async () => {
    const program = await partners();
    await program.client('c1', 'p2', { howHeard: 'Robin Partner' });
    expect(referrerOf(program)).toBe('p2');
    expect(review(program)).toBeUndefined();
  });

  it.each([undefined, '', '   '])('left empty (%j) is nothing to review', async (howHeard) => {
    const program = await partners();
    await program.client('c1', undefined, howHeard === undefined ? {} : { howHeard });
    expect(review(program)).toBeUndefined();
  });

  it('names a partner of the same call', async () => {
    const program = new MemoryProgram();
    await program.tell(
      {
        type: 'client-signed-up',
        clientId: 'c1',
        ownerName: 'O',
        ownerEmail: 'o@shop.example',
        howHeard: 'Robin Partner',
      },
      { type: 'partner', partnerId: 'p1', name: 'Robin Partner', email: 'robin@partner.example' },
    );
    expect(referrerOf(program)).toBe('p1');
  });
});

describe('a referrer who is not known yet', () => {
  const awaiting = (program: MemoryProgram) => program.items().filter(({ sk }) => sk.startsWith('AWAITED-BY#'));

  it('earns what was paid before as soon as the partner is', async () => {
    const program = new MemoryProgram();
    await program.client('c1', 'p1');
    await program.client('c2', 'p1');
    await program.payment('pay1', 'c1', '100.00', '2026-01-01');
    await program.payment('pay2', 'c2', '200.00', '2026-01-08');
    expect(program.entries('p1')).toEqual([]);
    expect(awaiting(program)).toHaveLength(2);
    await program.partner('p1');
    expect(program.entries('p1')).toEqual(['2026-04-04 pay1#!commission 2500', '2026-04-11 pay2#!commission 5000']);
    expect(awaiting(program)).toEqual([]);
  });

  it('earns what comes in the same call as the partner', async () => {
    const program = new MemoryProgram();
    await program.payment('pay1', 'c1', '100.00', '2026-01-01');
    await program.tell(
      { type: 'client-signed-up', clientId: 'c1', ownerName: 'O', ownerEmail: 'o@shop.example', referrerId: 'p1' },
      { type: 'partner', partnerId: 'p1', name: 'Robin Partner', email: 'robin@partner.example' },
    );
    expect(program.entries('p1')).toEqual(['2026-04-04 pay1#!commission 2500']);
  });

  it('after a crash earns when the partner’s event is sent again', async () => {
    const program = new MemoryProgram();
    await program.client('c1', 'p1');
    await program.payment('pay1', 'c1', '100.00', '2026-01-01');
    const partner = {
      type: 'partner',
      partnerId: 'p1',
      name: 'Robin Partner',
      email: 'robin@partner.example',
      id: 'e1',
    } as const;
    program.table.interrupt(
      ({ kind }) => kind === 'query',
      async () => {
        throw new Error('the process dies');
      },
    );
    await expect(program.tell(partner)).rejects.toThrow(/dies/);
    expect(program.entries('p1')).toEqual([]);
    expect(await program.tell(partner)).toMatchObject([{ outcome: 'duplicate' }]);
    expect(program.entries('p1')).toEqual(['2026-04-04 pay1#!commission 2500']);
    expect(awaiting(program)).toEqual([]);
  });

  it('of two clients, one of whom cancels early, earns on the other', async () => {
    const program = new MemoryProgram();
    await program.client('c1', 'p1');
    await program.client('c2', 'p1');
    await program.payment('pay1', 'c1', '100.00', '2026-01-01');
    await program.payment('pay2', 'c2', '100.00', '2026-01-01');
    await program.tell({ type: 'cancellation', clientId: 'c1', on: '2026-01-05' });
    await program.partner('p1');
    expect(program.entries('p1')).toEqual(['2026-04-04 pay1#!commission 0', '2026-04-04 pay2#!commission 2500']);
  });
});

it('a client who is the partner earns nothing, and says so', async () => {
  const program = await partners();
  await program.client('c1', 'p1', { ownerEmail: 'P1@partner.example' });
  await program.payment('pay1', 'c1', '100.00', '2026-01-01');
  expect(program.items().find(({ sk }) => sk === 'p1#pay1#!commission')).toMatchObject({
    cents: 0,
    statedCents: 25_00,
    standing: 'void',
    reason: 'self-referral',
  });
});
