/** Looks back at what was paid: every week of half a year about once a month, and what was reversed meanwhile is found. */
import { beforeEach, describe, expect, it } from 'vitest';
import { addDays, daysBetween, localDay } from '../../../shared/domain/calendar/local-day.ts';
import { runFridayOf } from '../../../shared/domain/calendar/week.ts';
import { DEFAULT_SETTINGS } from '../../../shared/domain/program-settings.ts';
import { lookBack, weekToLookAt } from '../../../shared/usecases/settlement/look-back.ts';
import { type MemoryExceptions, waiting } from '../../support/memory-exceptions.ts';
import { receiverOf } from '../../support/memory-program.ts';
import { WEEK } from '../../support/memory-scenes.ts';

const DAYS = Array.from({ length: 400 }, (_, day) => addDays(localDay('2026-04-24'), day));

it('no week of half a year waits longer than five weeks, and none before its Friday is over', () => {
  const looks = Map.groupBy(DAYS, weekToLookAt);
  const whole = [...looks].filter(([week]) => week >= '2026-04-18' && week <= '2026-10-31');
  expect(whole.length).toBeGreaterThan(25);
  for (const [week, days] of whole) {
    const friday = runFridayOf(week);
    for (const [place, day] of days.entries()) {
      expect(daysBetween(friday, day)).toBeGreaterThanOrEqual(7);
      expect(daysBetween(days[place - 1] ?? friday, day)).toBeLessThanOrEqual(42);
    }
    expect(daysBetween(friday, days.at(-1) ?? friday)).toBeGreaterThan(140);
  }
});

describe('a look back', () => {
  let scene: MemoryExceptions;
  const day = DAYS.find((each) => weekToLookAt(each) === WEEK) ?? localDay('2026-05-01');
  const look = () => lookBack({ ...scene.program.settlement, settings: async () => DEFAULT_SETTINGS });
  beforeEach(async () => {
    scene = await waiting('SUCCESS');
    scene.program.moveTo(day);
  });

  it('finds what was reversed, of which PayPal tells nobody', async () => {
    scene.program.paypal.turn(receiverOf('p1'), 'REVERSED');
    expect(await look()).toBe(1);
    expect(scene.program.payouts('p1')).toMatchObject([{ state: 'reversed', waitingSince: scene.program.time }]);
    expect((await scene.program.runOf(WEEK)).report).toMatchObject({ paidCents: 200_00, openCents: 100_00 });
    expect(scene.program.alarms).toEqual(['a payout waits for operations']);
  });

  it('changes nothing where nothing changed, and where PayPal cannot be asked', async () => {
    const before = scene.program.items();
    await look();
    scene.program.paypal.turn(receiverOf('p1'), 'REVERSED');
    scene.program.paypal.shows = () => ({ kind: 'unavailable', cause: 'HTTP 503' });
    await look();
    expect(scene.program.items()).toEqual(before);
    expect(scene.program.alarms).toEqual([]);
  });

  it('asks PayPal nothing on other days', async () => {
    const { looks } = scene.program.paypal;
    scene.program.moveTo(DAYS.find((each) => each > day && weekToLookAt(each) !== WEEK) ?? day);
    expect(await look()).toBe(0);
    expect(scene.program.paypal.looks).toBe(looks);
  });
});
