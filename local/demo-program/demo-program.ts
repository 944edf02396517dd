/**
 * A program made up for demonstration: some forty partners and a few hundred clients, with everything in it that the rules
 * speak of. Told up to a Friday's morning; that Friday's run and the one before it show every reason that holds a payout back.
 */
import { addDays, type LocalDay, weekdayOf } from '../../shared/domain/calendar/local-day.ts';
import { cents } from '../../shared/domain/money/cents.ts';
import type { KnownEvent } from '../program-files/known-event.ts';
import { CAST, type DemoPartner, loginOf, paypalOf } from './cast.ts';
import { clientNames } from './client-names.ts';
import { drawClient, newClient, payMonthly, referEveryFate, type Telling } from './clients.ts';
import { History } from './history.ts';
import { random } from './random.ts';
import { refer } from './referrals.ts';
import { type PartnerSetting, settingsOf } from './settings.ts';

export interface DemoProgram {
  /** Known before the Friday, in order. The program must hear of the first on the Saturday 13 days before it, or earlier. */
  readonly events: KnownEvent[];
  /** To be written into the profiles before the run of the Friday before. */
  readonly settings: PartnerSetting[];
  /** How PayPal ends payouts to these receivers. */
  readonly outcomes: { readonly receiver: string; readonly status: string; readonly error?: string }[];
}

const FRIDAY = 5;
const CLIENTS_OF_NOBODY = 12;
const SELF_REFERRED = cents(299_00);

/** The same for the same Friday and seed. @throws RangeError when the day is no Friday. */
export function demoProgram({ friday, seed }: { friday: LocalDay; seed: number }): DemoProgram {
  if (weekdayOf(friday) !== FRIDAY) throw new RangeError(`${friday} is not a Friday`);
  const chance = random(seed);
  const history = new History(chance);
  const telling: Telling = { friday, random: chance, names: clientNames(chance), history };

  for (const partner of CAST) {
    history.partner(partner, addDays(friday, -chance.between(300, 420)));
    refer(partner, telling);
  }
  const [first, second, third, fourth] = CAST.filter(({ role }) => role === 'paid');
  if (first && second && third && fourth) {
    referThemselves([first, second, third, fourth], telling);
    referEveryFate({ referrerId: fourth.id }, telling);
    drawClient(telling, { howHeard: `${first.name} or ${second.name}, I am not sure` });
  }
  for (let more = 0; more < CLIENTS_OF_NOBODY; more += 1) {
    drawClient(
      telling,
      chance.oneIn(3) ? { howHeard: 'a search engine' } : { referrerId: undefined, howHeard: undefined },
    );
  }
  return {
    events: history.inOrder(),
    settings: CAST.flatMap((partner) => settingsOf(partner, friday)),
    outcomes: CAST.flatMap(outcomeOf),
  };
}

/** With the partner's own address, with its name in its own domain, and with its name in a client's domain: to be reviewed. */
function referThemselves(
  [byAddress, byName, ...toReview]: readonly [DemoPartner, DemoPartner, ...DemoPartner[]],
  telling: Telling,
): void {
  const own = (partner: DemoPartner, owner: { ownerName?: string; ownerEmail: string }): void => {
    const client = { ...newClient(telling, { referrerId: partner.id }), ...owner };
    payMonthly(telling, client, { price: SELF_REFERRED, billedOn: addDays(telling.friday, -140), firstMonth: 0 });
  };
  own(byAddress, { ownerEmail: loginOf(byAddress).toUpperCase() });
  own(byName, { ownerName: byName.name, ownerEmail: `shop@${byName.id}.example` });
  for (const partner of toReview)
    own(partner, { ownerName: partner.name, ownerEmail: `${partner.id}@managed-client.example` });
}

function outcomeOf(partner: DemoPartner): DemoProgram['outcomes'] {
  const receiver = paypalOf(partner);
  if (partner.role === 'refused') return [{ receiver, status: 'FAILED', error: 'RECEIVER_ACCOUNT_LOCKED' }];
  if (partner.role === 'in-flight') return [{ receiver, status: 'UNCLAIMED', error: 'RECEIVER_UNREGISTERED' }];
  return [];
}
