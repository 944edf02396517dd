/** A client whose payments do not fit one transaction: facts first, then pieces; whoever comes next finishes what a crash left. */
import { describe, expect, it } from 'vitest';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import { diesAfterEachOperation, duringEachOperation, writesTo } from '../../support/memory-faults.ts';
import { MemoryProgram, type Told } from '../../support/memory-program.ts';
import { totalsProblems } from '../../support/memory-totals.ts';

const PAYMENTS = 110;
const payment = (paymentId: string, amount: string, paidAt: string): Told => ({
  type: 'payment',
  paymentId,
  clientId: 'c1',
  amount,
  currency: 'USD',
  paidAt,
});

/** $2.50 of commission each, from 2026-05-30 on. */
async function largeClient(): Promise<MemoryProgram> {
  const program = new MemoryProgram().moveTo('2026-04-03');
  await program.configure({ bucketGroups: 1, thresholdCents: cents(1) });
  await program.partner('p1');
  await program.client('c1', 'p1');
  await program.tell(...Array.from({ length: PAYMENTS }, (_, place) => payment(`pay${place}`, '10.00', '2026-03-01')));
  return program;
}
const EARLIER = payment('first', '0.00', '2026-01-01');
const CANCELLATION: Told = { type: 'cancellation', clientId: 'c1', on: '2026-03-15' };
const intent = (program: MemoryProgram): unknown => program.item('CLIENT#c1', 'PROFILE')?.intent;
/** What is filed, by week: number of entries and their cents. */
function filed(program: MemoryProgram): Record<string, readonly [number, number]> {
  const weeks: Record<string, [number, number]> = {};
  for (const entry of program.entries('p1')) {
    const [week = '', , cents] = entry.split(' ');
    const [count, sum] = weeks[week] ?? [0, 0];
    weeks[week] = [count + 1, sum + Number(cents)];
  }
  return weeks;
}

const START = largeClient();

it.each([
  { news: EARLIER, weeks: { '2026-04-04': [PAYMENTS, PAYMENTS * 250] } },
  { news: CANCELLATION, weeks: { '2026-05-30': [PAYMENTS, 0] } },
])('$news.type files all of them anew', async ({ news, weeks }) => {
  const program = await (await START).copy();
  expect(filed(program)).toEqual({ '2026-05-30': [PAYMENTS, PAYMENTS * 250] });
  expect(await program.tell(news)).toMatchObject([{ outcome: 'accepted' }]);
  expect(filed(program)).toEqual(weeks);
  expect(intent(program)).toBe(false);
  expect(totalsProblems(program.items())).toEqual([]);
});

it('together with a refund of one of them moves the totals by the refund once', async () => {
  const program = await (await START).copy();
  const refund: Told = { type: 'refund', refundId: 'r1', paymentId: 'pay0', amount: '4.00', on: '2026-03-02' };
  program.table.interrupt(writesTo('OPEN-INTENTS'), async () => {});
  await program.tell(EARLIER, refund);
  expect(program.table.interrupted).toBe(true);
  expect(filed(program)).toEqual({ '2026-04-04': [PAYMENTS + 1, PAYMENTS * 250 - 100] });
  expect(totalsProblems(program.items())).toEqual([]);
});

describe('a crash in the middle', () => {
  it.each([
    {
      who: 'the same call sent again',
      next: (program: MemoryProgram, told: ReturnType<MemoryProgram['parse']>) => program.takeIn(told),
    },
    {
      who: 'the next event of that client',
      next: (program: MemoryProgram) => program.tell(payment('next', '10.00', '2026-03-01')),
    },
  ])('after any operation is made good by $who', async ({ next }) => {
    const start = await START;
    const told = start.parse(EARLIER);
    const operations = await diesAfterEachOperation(
      () => start.copy(),
      (program) => program.takeIn(told),
      async (program) => {
        await next(program, told);
        await program.takeIn(told);
        const more = program.entries('p1').length - PAYMENTS;
        expect(more).toBeLessThanOrEqual(1);
        expect(filed(program)).toEqual({ '2026-04-04': [PAYMENTS + more, (PAYMENTS + more) * 250] });
        expect(intent(program)).toBe(false);
        expect(totalsProblems(program.items())).toEqual([]);
      },
    );
    expect(operations).toBeGreaterThan(8);
  });

  it('is finished by a run that opens, before it closes any week', async () => {
    const start = await START;
    const told = start.parse(EARLIER);
    let begun = 0;
    await diesAfterEachOperation(
      () => start.copy(),
      (program) => program.takeIn(told),
      async (program) => {
        if (intent(program) === true) begun += 1;
        program.moveTo('2026-04-10');
        await program.open({ scheduledTime: '2026-04-10T17:00:00Z' });
        expect(intent(program)).toBe(false);
      },
    );
    expect(begun).toBeGreaterThan(3);
  });

  it('leaves nobody with half a change at the end, when a week is paid in between', async () => {
    const start = await START;
    const told = start.parse(EARLIER);
    await diesAfterEachOperation(
      () => start.copy(),
      (program) => program.takeIn(told),
      async (program) => {
        await program.fridayAlone('2026-04-10');
        expect(program.problems()).toEqual([]);
        await program.takeIn(told);
        await program.fridayAlone('2026-04-17');
        expect(program.paypal.moved().get('pay-p1@payee.example')).toBe(PAYMENTS * 250);
        expect(program.problems()).toEqual([]);
      },
    );
  });
});

describe('a race in the middle', () => {
  const pieceOfMany = writesTo('WEEK#');

  it('with a run that opens: it finishes the change before it closes the week, and pays none of it', async () => {
    const program = await (await START).copy();
    program.moveTo('2026-06-05');
    // The run opens between the facts and the first piece.
    program.table.interrupt(pieceOfMany, () => program.friday('2026-06-05'));
    expect(await program.tell(CANCELLATION)).toMatchObject([{ outcome: 'accepted' }]);
    expect(program.table.interrupted).toBe(true);
    expect(intent(program)).toBe(false);
    expect(totalsProblems(program.items())).toEqual([]);
    expect(filed(program)).toEqual({ '2026-05-30': [PAYMENTS, 0] });
    await program.friday('2026-06-12');
    expect(program.paypal.moved().size).toBe(0);
    expect(program.problems()).toEqual([]);
  });

  it('with further news of the client, after any operation: everything is filed under all that is known', async () => {
    const start = await START;
    const told = start.parse(CANCELLATION);
    await duringEachOperation(
      () => start.copy(),
      async (program) => expect(await program.takeIn(told)).toMatchObject([{ outcome: 'accepted' }]),
      async (program) => {
        await program.tell(payment('more', '10.00', '2026-03-01'));
        await program.tell(EARLIER);
      },
      async (program) => {
        expect(filed(program)).toEqual({ '2026-04-04': [PAYMENTS + 1, 0] });
        expect(intent(program)).toBe(false);
        expect(totalsProblems(program.items())).toEqual([]);
      },
    );
  });

  it('of two who finish, while further news leaves a change of its own behind: everything is filed by whoever is last', async () => {
    const start = await START;
    const dies = (program: MemoryProgram): void =>
      program.table.interrupt(pieceOfMany, async () => {
        throw new Error('the process dies');
      });
    const left = await start.copy();
    dies(left);
    await expect(left.tell(CANCELLATION)).rejects.toThrow(/dies/);
    expect(intent(left)).toBe(true);
    const told = left.parse(payment('next', '10.00', '2026-03-01'));
    const operations = await duringEachOperation(
      () => left.copy(),
      async (program) => expect(await program.takeIn(told)).toMatchObject([{ outcome: 'accepted' }]),
      async (program) => {
        await program.tell(payment('more', '10.00', '2026-03-01'));
        dies(program);
        await expect(program.tell(EARLIER)).rejects.toThrow(/dies/);
      },
      async (program) => {
        expect(filed(program)).toEqual({ '2026-04-04': [PAYMENTS + 2, 0] });
        expect(intent(program)).toBe(false);
        expect(totalsProblems(program.items())).toEqual([]);
      },
    );
    expect(operations).toBeGreaterThan(8);
  });

  it('with a partner who becomes known: everything is filed once', async () => {
    const program = new MemoryProgram();
    await program.client('c1', 'p1');
    await program.tell(
      ...Array.from({ length: PAYMENTS }, (_, place) => payment(`pay${place}`, '10.00', '2026-03-01')),
    );
    program.table.interrupt(pieceOfMany, () => program.tell(CANCELLATION));
    await program.partner('p1');
    expect(filed(program)).toEqual({ '2026-05-30': [PAYMENTS, 0] });
    expect(intent(program)).toBe(false);
    expect(totalsProblems(program.items())).toEqual([]);
    expect(program.items().filter(({ sk }) => sk.startsWith('AWAITED-BY#'))).toEqual([]);
  });
});

it('does not begin while a run plans, which would read one half of it, and is taken when it is sent again after that', async () => {
  const program = await (await START).copy();
  const opened = await program.moveTo('2026-04-10').open({ weekEnding: weekEnding('2026-04-04') });
  const before = program.items();
  await expect(program.tell(CANCELLATION)).rejects.toMatchObject({ name: 'IntakeBusy' });
  expect(program.items()).toEqual(before);
  expect(await program.tell(payment('small', '10.00', '2026-03-01'))).toMatchObject([{ outcome: 'accepted' }]);
  await program.plan(opened);
  expect(await program.tell(CANCELLATION)).toMatchObject([{ outcome: 'accepted' }]);
  expect(filed(program)).toEqual({ '2026-05-30': [PAYMENTS + 1, 0] });
});
