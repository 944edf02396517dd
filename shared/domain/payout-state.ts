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
  | 'reversed';

/** `refused`: by operations, before it was sent. `rejected`: PayPal would not take the item, the rest of its batch was paid. */
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
  refunded: [],
  reversed: [],
};

export const PAYOUT_STATES = Object.keys(MOVES) as readonly PayoutState[];

/** Where the money is. `back`: proven not paid, on the partner's balance again. `with-operations`: somebody decides. */
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
};

export const moneyPlaceOf = (state: PayoutState): MoneyPlace => PLACES[state];

/** The states from which a payout may move to `to`. */
export const statesBefore = (to: PayoutState): PayoutState[] =>
  PAYOUT_STATES.filter((from) => MOVES[from].includes(to));
