/** The states of a payout and the moves between them. A late or repeated notice never moves one back. */
export type PayoutState =
  | 'planned'
  | 'unclaimed'
  | 'blocked'
  | 'paid'
  | 'failed'
  | 'returned'
  | 'canceled'
  | 'denied'
  | 'refused'
  | 'rejected'
  | 'refunded'
  | 'reversed'
  | 'put-back'
  | 'written-off';

/**
 * `refused`: by operations, before it was sent. `rejected`: PayPal would not take the item, the rest of its batch was paid.
 * `put-back` and `written-off`: what operations made of one that was sent back or reversed.
 */
const MOVES: Readonly<Record<PayoutState, readonly PayoutState[]>> = {
  planned: [
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
  ],
  unclaimed: ['blocked', 'paid', 'failed', 'returned', 'canceled', 'denied', 'refunded', 'reversed'],
  blocked: ['unclaimed', 'paid', 'failed', 'returned', 'canceled', 'denied', 'refunded', 'reversed'],
  paid: ['refunded', 'reversed'],
  failed: [],
  returned: [],
  canceled: [],
  denied: [],
  refused: [],
  rejected: [],
  refunded: ['put-back', 'written-off'],
  reversed: ['put-back', 'written-off'],
  'put-back': [],
  'written-off': [],
};

export const PAYOUT_STATES = Object.keys(MOVES) as readonly PayoutState[];

/** Where the money is. `back`: proven not paid, on the partner's balance again. `with-operations`: somebody decides. What is written off counts as paid. */
export type MoneyPlace = 'in-flight' | 'paid' | 'back' | 'with-operations';

const PLACES: Readonly<Record<PayoutState, MoneyPlace>> = {
  planned: 'in-flight',
  unclaimed: 'in-flight',
  blocked: 'in-flight',
  paid: 'paid',
  failed: 'back',
  returned: 'back',
  canceled: 'back',
  denied: 'back',
  refused: 'back',
  rejected: 'back',
  refunded: 'with-operations',
  reversed: 'with-operations',
  'put-back': 'back',
  'written-off': 'paid',
};

export const moneyPlaceOf = (state: PayoutState): MoneyPlace => PLACES[state];

/** The states from which a payout may move to `to`. */
export const statesBefore = (to: PayoutState): PayoutState[] =>
  PAYOUT_STATES.filter((from) => MOVES[from].includes(to));

/** What nothing but time or a person moves on: operations see these in a list, and partners are reminded of what they have not claimed. */
export const WAITING_STATES = [
  'unclaimed',
  'blocked',
  'refunded',
  'reversed',
] as const satisfies readonly PayoutState[];
export type WaitingState = (typeof WAITING_STATES)[number];

export const isWaiting = (state: PayoutState): state is WaitingState =>
  (WAITING_STATES as readonly PayoutState[]).includes(state);
