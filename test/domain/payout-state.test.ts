/** The moves of a payout: every pair of states, since one move too many pays twice or loses a payout. */
import { describe, expect, it } from 'vitest';
import {
  type MoneyPlace,
  moneyPlaceOf,
  PAYOUT_STATES,
  type PayoutState,
  statesBefore,
} from '../../shared/domain/payout-state.ts';

/** `+`: the state at the left may become the one above. In the order of the columns. */
const COLUMNS: readonly PayoutState[] = [
  'planned',
  'unclaimed',
  'blocked',
  'paid',
  'failed',
  'returned',
  'canceled',
  'denied',
  'refused',
  'rejected',
  'refunded',
  'reversed',
  'put-back',
  'written-off',
];
const TABLE: Readonly<Record<PayoutState, string>> = {
  //             pl un bl pa fa rt ca de rf rj rd rv pb wo
  planned: '     -  +  +  +  +  +  +  +  +  +  +  +  -  -',
  unclaimed: '   -  -  +  +  +  +  +  +  -  -  +  +  -  -',
  blocked: '     -  +  -  +  +  +  +  +  -  -  +  +  -  -',
  paid: '        -  -  -  -  -  -  -  -  -  -  +  +  -  -',
  failed: '      -  -  -  -  -  -  -  -  -  -  -  -  -  -',
  returned: '    -  -  -  -  -  -  -  -  -  -  -  -  -  -',
  canceled: '    -  -  -  -  -  -  -  -  -  -  -  -  -  -',
  denied: '      -  -  -  -  -  -  -  -  -  -  -  -  -  -',
  refused: '     -  -  -  -  -  -  -  -  -  -  -  -  -  -',
  rejected: '    -  -  -  -  -  -  -  -  -  -  -  -  -  -',
  refunded: '    -  -  -  -  -  -  -  -  -  -  -  -  +  +',
  reversed: '    -  -  -  -  -  -  -  -  -  -  -  -  +  +',
  'put-back': '  -  -  -  -  -  -  -  -  -  -  -  -  -  -',
  'written-off': '-  -  -  -  -  -  -  -  -  -  -  -  -  -',
};
const pairs = COLUMNS.flatMap((from) =>
  TABLE[from]
    .trim()
    .split(/\s+/)
    .map((sign, place) => ({ from, to: COLUMNS[place] ?? 'planned', moves: sign === '+' })),
);

it('knows the states of the table, and no others', () => {
  expect([...PAYOUT_STATES].sort()).toEqual([...COLUMNS].sort());
  expect(pairs).toHaveLength(COLUMNS.length ** 2);
});

it.each(pairs)('$from → $to: $moves', ({ from, to, moves }) => expect(statesBefore(to).includes(from)).toBe(moves));

const PLACES: Readonly<Record<MoneyPlace, readonly PayoutState[]>> = {
  'in-flight': ['planned', 'unclaimed', 'blocked'],
  paid: ['paid', 'written-off'],
  back: ['failed', 'returned', 'canceled', 'denied', 'refused', 'rejected', 'put-back'],
  'with-operations': ['refunded', 'reversed'],
};

describe.each(Object.entries(PLACES))('money that is %s', (place, states) => {
  it.each(states)('is that of a payout %s', (state) => expect(moneyPlaceOf(state)).toBe(place));
});

describe('whatever the table says', () => {
  const reachable = (from: PayoutState): PayoutState[] => PAYOUT_STATES.filter((to) => statesBefore(to).includes(from));

  it('nothing leaves a state in which the money is back: it may have been paid again by then', () => {
    for (const state of PAYOUT_STATES.filter((each) => moneyPlaceOf(each) === 'back'))
      expect(reachable(state)).toEqual([]);
  });

  it('nothing that was paid comes back to the balance, or in flight', () => {
    for (const to of reachable('paid')) expect(moneyPlaceOf(to)).toBe('with-operations');
  });

  it('everything in flight can end paid or back', () => {
    for (const state of PLACES['in-flight']) {
      expect(reachable(state).map(moneyPlaceOf)).toEqual(expect.arrayContaining(['paid', 'back']));
    }
  });

  it('operations refuse, and PayPal rejects, only what was never sent', () => {
    expect(statesBefore('refused')).toEqual(['planned']);
    expect(statesBefore('rejected')).toEqual(['planned']);
  });
});
