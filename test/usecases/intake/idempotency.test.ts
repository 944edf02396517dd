/** Each event counts once, by its id and by the fact it tells; another content under a known id changes nothing. */
import { describe, expect, it } from 'vitest';
import { MemoryProgram, type Told } from '../../support/memory-program.ts';

const PARTNER: Told = { type: 'partner', partnerId: 'p1', name: 'Robin Partner', email: 'robin@partner.example' };
const SIGN_UP: Told = {
  type: 'client-signed-up',
  clientId: 'c1',
  ownerName: 'Olive Owner',
  ownerEmail: 'olive@shop.example',
  referrerId: 'p1',
};
const PAYMENT: Told = {
  type: 'payment',
  paymentId: 'pay1',
  clientId: 'c1',
  amount: '79.00',
  currency: 'USD',
  paidAt: '2026-01-15',
};
const REFUND: Told = { type: 'refund', refundId: 'r1', paymentId: 'pay1', amount: '10.00', on: '2026-01-20' };
const CANCELLATION: Told = { type: 'cancellation', clientId: 'c1', on: '2026-02-01' };
const ALL = [PARTNER, SIGN_UP, PAYMENT, REFUND, CANCELLATION];

/** Another content for each, of the same client. */
const OTHER: Readonly<Record<string, Told>> = {
  partner: { ...PARTNER, name: 'Robin Other' },
  'client-signed-up': { ...SIGN_UP, ownerName: 'Somebody Else' },
  payment: { ...PAYMENT, amount: '80.00' },
  refund: { ...REFUND, amount: '11.00' },
  cancellation: { ...CANCELLATION, on: '2026-01-01' },
};
const otherThan = (told: Told): Told => OTHER[told.type] as Told;

async function told(): Promise<MemoryProgram> {
  const program = new MemoryProgram();
  for (const [place, event] of ALL.entries()) await program.tell({ ...event, id: `e${place}` });
  return program;
}

describe.each(ALL.map((event, place) => ({ event, id: `e${place}`, type: event.type })))('$type', ({ event, id }) => {
  it('is accepted, and its repetition is a duplicate that changes nothing', async () => {
    const program = await told();
    const before = program.items();
    expect(await program.tell({ ...event, id })).toEqual([{ id, outcome: 'duplicate' }]);
    expect(program.items()).toEqual(before);
  });

  it('with other content under its id is refused and changes nothing', async () => {
    const program = await told();
    const before = program.items();
    const [result] = await program.tell({ ...otherThan(event), id });
    expect(result).toEqual({
      id,
      outcome: 'refused',
      problem: `event id ${id} was used before with other content; a new fact needs a new id`,
    });
    expect(program.items()).toEqual(before);
  });

  it('under the id of another event is refused and changes nothing', async () => {
    const program = await told();
    const before = program.items();
    const foreign = event.type === 'partner' ? 'e1' : 'e0';
    expect(await program.tell({ ...event, id: foreign })).toMatchObject([{ outcome: 'refused' }]);
    expect(program.items()).toEqual(before);
  });

  it('twice in one call counts once', async () => {
    const once = await told();
    const program = new MemoryProgram();
    for (const [place, each] of ALL.entries()) {
      const twice = { ...each, id: `e${place}` };
      expect(await program.tell(twice, twice)).toMatchObject([{ outcome: 'accepted' }, { outcome: 'duplicate' }]);
    }
    expect(program.entries('p1')).toEqual(once.entries('p1'));
  });

  it('and other content under its id in one call: the first counts, the second is refused', async () => {
    const program = new MemoryProgram();
    await program.tell(...ALL.slice(0, ALL.indexOf(event)));
    const results = await program.tell({ ...event, id: 'same' }, { ...otherThan(event), id: 'same' });
    expect(results).toMatchObject([
      { id: 'same', outcome: 'accepted' },
      { id: 'same', outcome: 'refused' },
    ]);
  });
});

describe('one id for two clients', () => {
  const of = (clientId: string): Told => ({ ...PAYMENT, paymentId: `of-${clientId}`, clientId, id: 'same' }) as Told;

  it('in one call: one is taken, the other refused', async () => {
    const program = new MemoryProgram();
    const results = await program.tell(of('c1'), of('c2'));
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['accepted', 'refused']);
    expect(program.items().filter(({ pk }) => pk.startsWith('PAYMENT#'))).toHaveLength(1);
  });

  it('at the same moment: so too', async () => {
    const program = new MemoryProgram();
    await program.tell(SIGN_UP);
    program.table.interrupt(
      ({ kind }) => kind === 'write',
      () => program.tell(of('c2')),
    );
    expect(await program.tell(of('c1'))).toMatchObject([{ outcome: 'refused' }]);
    expect(program.item('PAYMENT#of-c1', 'STATE')).toBeUndefined();
  });
});

describe('one fact under two ids', () => {
  it.each([PARTNER, SIGN_UP, PAYMENT, REFUND])('is a duplicate: $type', async (event) => {
    const program = await told();
    const before = program.items();
    expect(await program.tell({ ...event, id: 'again' })).toEqual([{ id: 'again', outcome: 'duplicate' }]);
    expect(program.items()).toEqual(before);
  });

  it('is a duplicate in one call too', async () => {
    const program = new MemoryProgram();
    for (const event of [PARTNER, SIGN_UP, PAYMENT, REFUND])
      expect(await program.tell(event, event)).toMatchObject([{ outcome: 'accepted' }, { outcome: 'duplicate' }]);
  });

  it.each([
    { event: OTHER.partner, problem: /partner p1 is known with other content/ },
    { event: OTHER['client-signed-up'], problem: /client c1 signed up before with other content/ },
    { event: OTHER.payment, problem: /payment pay1 came before with other content/ },
    { event: OTHER.refund, problem: /refund id r1 of payment pay1 was used before with other content/ },
    { event: { ...PAYMENT, clientId: 'c2' } as Told, problem: /payment pay1 came before with other content/ },
  ])('told otherwise is refused and changes nothing: $problem', async ({ event, problem }) => {
    const program = await told();
    const before = program.items();
    const [result] = await program.tell(event as Told);
    expect(result).toMatchObject({ outcome: 'refused', problem: expect.stringMatching(problem) });
    expect(program.items()).toEqual(before);
  });

  it('that was refused may be sent again under the same id, corrected', async () => {
    const program = await told();
    expect(await program.tell({ ...REFUND, refundId: 'r2', amount: '79.00', id: 'r2' })).toMatchObject([
      { outcome: 'refused' },
    ]);
    expect(await program.tell({ ...REFUND, refundId: 'r2', amount: '69.00', id: 'r2' })).toMatchObject([
      { outcome: 'accepted' },
    ]);
  });
});

it('results stand in the order of the events, whatever order they are worked on', async () => {
  const program = new MemoryProgram();
  const results = await program.tell(...[...ALL].reverse().map((event, place) => ({ ...event, id: `e${place}` })));
  expect(results.map(({ id, outcome }) => [id, outcome])).toEqual(ALL.map((_, place) => [`e${place}`, 'accepted']));
});

it('a call of five hundred events of one client is taken in whole', async () => {
  const program = new MemoryProgram();
  await program.tell(PARTNER, SIGN_UP);
  const payments = Array.from({ length: 500 }, (_, place): Told => ({ ...PAYMENT, paymentId: `many-${place}` }));
  const results = await program.tell(...payments);
  expect(results.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(500);
  expect(program.entries('p1')).toHaveLength(500);
});

it('a cancellation told later counts from the earlier day, whichever came first', async () => {
  for (const days of [
    ['2026-02-01', '2026-03-01'],
    ['2026-03-01', '2026-02-01'],
  ]) {
    const program = new MemoryProgram();
    await program.tell(PARTNER, SIGN_UP, PAYMENT);
    for (const on of days) await program.tell({ ...CANCELLATION, on } as Told);
    expect(program.item('CLIENT#c1', 'PROFILE')).toMatchObject({ facts: { cancelledOn: '2026-02-01' } });
  }
});
