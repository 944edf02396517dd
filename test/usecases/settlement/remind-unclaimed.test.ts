/** Reminders of unclaimed payouts: on the third, 14th and 25th day, once a step, however often and late the rule runs. */
import { describe, expect, it } from 'vitest';
import { localDay } from '../../../shared/domain/calendar/local-day.ts';
import { waiting } from '../../support/memory-exceptions.ts';
import { diesAfterEachOperation } from '../../support/memory-faults.ts';
import { receiverOf } from '../../support/memory-program.ts';
import { WEEK } from '../../support/memory-scenes.ts';

/** Unclaimed since Friday 2026-04-24: the third day is Monday. */
const unclaimed = () => waiting('UNCLAIMED');

/** On which days mails were written, by step. */
async function remindedOn(days: readonly string[]): Promise<string[]> {
  const scene = await unclaimed();
  const found: string[] = [];
  for (const day of days) {
    const before = scene.mails();
    await scene.daily(day);
    found.push(...scene.mails().flatMap((id) => (before.includes(id) ? [] : [`${day} ${id.split('-')[1]}`])));
  }
  return found;
}

describe('reminders', () => {
  it.each([
    { why: 'before the third day there is none', days: ['2026-04-24', '2026-04-25', '2026-04-26'], found: [] },
    {
      why: 'each step has one',
      days: ['2026-04-27', '2026-05-07', '2026-05-08', '2026-05-18', '2026-05-19', '2026-05-22'],
      found: ['2026-04-27 3', '2026-05-08 14', '2026-05-19 25'],
    },
    {
      why: 'a rule that runs twice a day writes none twice',
      days: ['2026-04-27', '2026-04-27', '2026-04-28', '2026-05-08', '2026-05-08'],
      found: ['2026-04-27 3', '2026-05-08 14'],
    },
    {
      why: 'a rule that was away for two steps writes the last one only',
      days: ['2026-05-10', '2026-05-11', '2026-05-30'],
      found: ['2026-05-10 14', '2026-05-30 25'],
    },
    { why: 'a rule that comes late is late', days: ['2026-04-30'], found: ['2026-04-30 3'] },
  ])('$why', async ({ days, found }) => expect(await remindedOn(days)).toEqual(found));

  it('say what it is about, and where the address is mended', async () => {
    const scene = await unclaimed();
    expect(await scene.daily('2026-04-27')).toBe(1);
    const [id] = scene.mails();
    expect(scene.program.item(`MAIL#${id}`, '!')).toMatchObject({
      kind: 'payout-unclaimed',
      to: 'p1@partner.example',
      partnerId: 'p1',
      data: {
        settingsLink: 'https://program.example/settings',
        weekEnding: WEEK,
        amountCents: 100_00,
        receiver: 'p…@payee.example',
        returnsOn: localDay('2026-05-24'),
      },
    });
    expect(scene.program.posted).toEqual([id]);
  });

  it.each(['SUCCESS', 'RETURNED', 'BLOCKED', 'REFUNDED'] as const)('are over when PayPal says %s', async (status) => {
    const scene = await unclaimed();
    scene.program.paypal.turn(receiverOf('p1'), status);
    expect(await scene.daily('2026-04-27')).toBe(0);
    expect(scene.mails()).toEqual([]);
  });

  it('are none while operations have it cancelled', async () => {
    const scene = await unclaimed();
    await scene.cancel();
    expect(await scene.daily('2026-04-27')).toBe(0);
    expect(scene.mails()).toEqual([]);
  });

  it('are written once by two rules at the same moment, and by one that dies after any operation', async () => {
    const scene = await unclaimed();
    await Promise.all([scene.daily('2026-04-27'), scene.daily('2026-04-27')]);
    expect(scene.mails()).toHaveLength(1);
    await diesAfterEachOperation(
      unclaimed,
      (each) => each.daily('2026-04-27'),
      async (each) => {
        await each.daily('2026-04-27');
        expect(each.mails()).toHaveLength(1);
      },
    );
  });
});
