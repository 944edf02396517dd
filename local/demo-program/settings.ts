/** What partners and operations have set in the demo program: the profiles behind the reasons that hold payouts back. */
import { addDays, type LocalDay } from '../../shared/domain/calendar/local-day.ts';
import type { PartnerId } from '../../shared/domain/ids.ts';
import { cents } from '../../shared/domain/money/cents.ts';
import { BEGINNING, type Partner, type TaxAnswers, type TaxForm } from '../../shared/domain/partner.ts';
import { taxResultOf } from '../../shared/domain/tax-standing.ts';
import { type DemoPartner, loginOf, paypalOf, type Role } from './cast.ts';

/** A patch of a partner's profile. */
export interface PartnerSetting {
  readonly partnerId: PartnerId;
  readonly change: Partial<Partner>;
}

/** Written before the run of the Friday before: dates later than that run count from its day on as well. */
export function settingsOf(partner: DemoPartner, friday: LocalDay): PartnerSetting[] {
  const change = CHANGES[partner.role]?.(partner, friday) ?? abroad(partner, friday);
  return change ? [{ partnerId: partner.id, change }] : [];
}

type Change = (partner: DemoPartner, friday: LocalDay) => Partial<Partner>;

const CHANGES: Readonly<Partial<Record<Role, Change>>> = {
  patient: () => ({ thresholdCents: cents(500_00) }),
  unconfirmed: (partner, friday) => newAddress(partner, addDays(friday, -15)),
  'cooling-down': (partner, friday) => newAddress(partner, addDays(friday, -4), addDays(friday, -3)),
  'cooled-down': (partner, friday) => newAddress(partner, addDays(friday, -31), addDays(friday, -30)),
  // Nothing was answered: the import alone makes it so.
  'no-answers': () => ({ tax: { formsOnFile: [] } }),
  'no-form': (_, friday) => answers({}, friday),
  'under-review': (_, friday) => answers({ workedInUs: true }, friday),
  held: () => ({ hold: 'asked for invoices of two referred accounts' }),
  frozen: () => ({ frozen: true }),
};

const NO_TO_ALL: TaxAnswers = { usCitizen: false, greenCard: false, presentOver183Days: false, workedInUs: false };

/** Answered this year, or last year in a January: the answers count on both Fridays. */
function answers(yes: Partial<TaxAnswers>, friday: LocalDay, ...formsOnFile: TaxForm[]): Partial<Partner> {
  const given = { ...NO_TO_ALL, ...yes };
  return { tax: { answers: given, result: taxResultOf(given), answeredOn: addDays(friday, -20), formsOnFile } };
}

/** Partners abroad who are paid: most with Form W-8BEN, citizens of the United States with Form W-9. */
function abroad({ country }: DemoPartner, friday: LocalDay): Partial<Partner> | undefined {
  if (country === 'US') return undefined;
  return country === 'CA' ? answers({ usCitizen: true }, friday, 'W-9') : answers({}, friday, 'W-8BEN');
}

function newAddress(partner: DemoPartner, changedOn: LocalDay, confirmedOn?: LocalDay): Partial<Partner> {
  const address = `accounts@${partner.id}.example`;
  return {
    paypal: { address, version: 2, changed: true, ...(confirmedOn ? { confirmedOn } : {}) },
    heldEmails: [
      { address: loginOf(partner), from: BEGINNING },
      { address: paypalOf(partner), from: BEGINNING },
      { address, from: changedOn },
    ],
  };
}
