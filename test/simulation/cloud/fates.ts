/** What becomes of an item at PayPal over the weeks, drawn when it is accepted. */
import { dayInProgram, momentOf } from '../days.ts';
import type { Chance } from '../kernel/chance.ts';
import type { Fault, Faults } from '../kernel/faults.ts';

/** From a moment on, in PayPal's own words. */
export interface Turn {
  readonly at: number;
  readonly status: string;
  readonly error?: string;
}

const MINUTE = 60_000;
const DAY = 86_400_000;

const THROUGH_AFTER_MINUTES = [0, 0, 1, 1, 1, 5, 5, 5, 30, 30, 30, 300, 300, 300, 3_000];

/** Between the daily look and the run, so that the run meets what nobody has seen. */
function fridayAfternoonAfter(ms: number): number {
  const day = dayInProgram(ms);
  return momentOf(day + ((12 - (day % 7)) % 7), 16);
}

type Fate = Extract<Fault, `item ${string}`>;
/** Batches are denied as a whole, not item by item. */
const isOfItem = (fault: Fault): fault is Exclude<Fate, 'item invalid'> => fault.startsWith('item ');

export function fateOf(now: number, chance: Chance, faults: Faults): readonly Turn[] {
  const drawn = faults.draw('fate');
  // Most items are through within minutes. A few take days: a run that waits for one looks every half hour, as dear as all its rest.
  const first = now + chance.pick(THROUGH_AFTER_MINUTES) * MINUTE;
  // Some turn within minutes, before anybody has looked.
  const later = (days: number): number => {
    const much = chance.next();
    if (much < 0.25) return first + chance.between(0, 5) * MINUTE;
    const at = first + chance.between(1, days) * DAY;
    return much < 0.5 ? fridayAfternoonAfter(at) : at;
  };
  const pending: Turn = { at: now, status: 'PENDING' };
  if (!drawn || !isOfItem(drawn)) return [pending, { at: first, status: 'SUCCESS' }];
  return [pending, ...turnsOf(drawn, first, later, chance)];
}

function turnsOf(
  fate: Exclude<Fate, 'item invalid'>,
  first: number,
  later: (days: number) => number,
  chance: Chance,
): Turn[] {
  const unclaimed: Turn = { at: first, status: 'UNCLAIMED', error: 'RECEIVER_UNREGISTERED' };
  switch (fate) {
    case 'item failed':
      return [{ at: first, status: 'FAILED', error: chance.pick(['RECEIVER_ACCOUNT_LOCKED', 'TRANSACTION_LIMIT']) }];
    case 'item unclaimed, then claimed':
      return [unclaimed, { at: later(29), status: 'SUCCESS' }];
    case 'item unclaimed, then returned':
      return [unclaimed, { at: first + 30 * DAY, status: 'RETURNED', error: 'RECEIVER_UNREGISTERED' }];
    case 'item unclaimed, then cancelled':
      return [unclaimed, { at: later(29), status: chance.pick(['RETURNED', 'CANCELED']) }];
    case 'item refunded':
      return [
        { at: first, status: 'SUCCESS' },
        { at: later(20), status: 'REFUNDED' },
      ];
    case 'item reversed':
      return [
        { at: first, status: 'SUCCESS' },
        { at: later(20), status: 'REVERSED' },
      ];
    case 'item blocked':
      return [{ at: first, status: 'BLOCKED' }, ...blockedEnds(later, chance)];
    case 'item on hold':
      return [
        { at: first, status: chance.pick(['ONHOLD', 'ON_HOLD']) },
        { at: later(20), status: chance.pick(['SUCCESS', 'RETURNED', 'FAILED']), error: 'RECEIVER_ACCOUNT_LIMITATION' },
      ];
    case 'item of an unknown word':
      return [
        { at: first, status: 'UNDER_A_NEW_NAME' },
        { at: later(5), status: 'SUCCESS' },
      ];
  }
}

/** Some stay blocked for ever: operations decide. */
const blockedEnds = (later: (days: number) => number, chance: Chance): Turn[] =>
  chance.pick([[], [{ at: later(20), status: 'SUCCESS' }], [{ at: later(20), status: 'RETURNED' }]]);
