/** Whom the demo program's partners refer: clients enough for each partner to be where its role says on the last Friday. */
import { addDays } from '../../shared/domain/calendar/local-day.ts';
import { add, type Cents, NOTHING } from '../../shared/domain/money/cents.ts';
import { commissionOf } from '../../shared/domain/money/commission.ts';
import { DEFAULT_SETTINGS } from '../../shared/domain/program-settings.ts';
import { type DemoPartner, loginOf, paypalOf, type Role } from './cast.ts';
import {
  drawClient,
  LARGE,
  MEDIUM,
  newClient,
  PRICES,
  payMonthly,
  type Referral,
  SMALL,
  type Telling,
} from './clients.ts';
import type { Random } from './random.ts';

const { maturityDays, rateBasisPoints, thresholdCents } = DEFAULT_SETTINGS;
/** Counted back from the run's Friday: the Saturday that its week ends on, and the one before. */
const WEEK_ENDING = 6;
const WEEK_ENDING_BEFORE = 13;

export function refer(partner: DemoPartner, telling: Telling): void {
  const { friday, random } = telling;
  const link = { referrerId: partner.id };
  const few = FEW[partner.role];
  if (few) {
    few(link, telling);
    return;
  }
  // Enough to be paid from what is earned in the last week alone: what came before was paid the Friday before.
  for (let earned = NOTHING; earned < thresholdCents; ) {
    const price = random.pick(PRICES);
    const billedOn = addDays(friday, -random.between(WEEK_ENDING, WEEK_ENDING_BEFORE - 1));
    payMonthly(telling, newClient(telling, link), { price, billedOn, firstMonth: -random.between(4, 8) });
    earned = add(earned, commissionOf(price, partner.rate ?? rateBasisPoints));
  }
  if (random.oneIn(3)) {
    const maturesOn = addDays(friday, -random.between(WEEK_ENDING, WEEK_ENDING_BEFORE - 1));
    payMonthly(telling, newClient(telling, link), {
      price: MEDIUM,
      billedOn: addDays(maturesOn, -maturityDays),
      firstMonth: 0,
    });
  }
  for (let more = random.between(2, 5); more > 0; more -= 1) drawClient(telling, howReferred(partner, random));
}

/** Partners with a few clients, chosen so that their balance is what their role says. */
const FEW: Readonly<Partial<Record<Role, (link: Referral, telling: Telling) => void>>> = {
  // Four payments by now, the first of them 90 days ago and more: 4 × $19.75.
  small: (link, telling) => payFor(telling, link, SMALL, -telling.random.between(100, 115)),
  // Seven payments: more than the program's threshold, less than the partner's own.
  patient: (link, telling) => payFor(telling, link, MEDIUM, -200),
  'in-debt': (link, telling) => {
    const billedOn = addDays(telling.friday, -20);
    const last = payMonthly(telling, newClient(telling, link), { price: LARGE, billedOn, firstMonth: -7 }).at(-1);
    if (last) telling.history.movement('chargeback', last.id, LARGE, addDays(telling.friday, -8));
  },
  new: (link, telling) => {
    for (const age of [-60, -35, -12]) payFor(telling, link, telling.random.pick(PRICES), age);
  },
};

function payFor(telling: Telling, link: Referral, price: Cents, age: number): void {
  payMonthly(telling, newClient(telling, link), { price, billedOn: addDays(telling.friday, age), firstMonth: 0 });
}

function howReferred(partner: DemoPartner, random: Random): Referral {
  if (!random.oneIn(6)) return { referrerId: partner.id };
  const answers = [
    `${partner.name} told us`,
    `From ${partner.name.toUpperCase()}, at a workshop`,
    `Mail from ${paypalOf(partner)}`,
    loginOf(partner),
  ];
  return { howHeard: random.pick(answers) };
}
