/** What a partner answered to the four tax questions, and what follows from it today. */
import type { TaxOut } from '../../contracts/api/tax.ts';
import { type LocalDay, localDay } from '../../domain/calendar/local-day.ts';
import { type Instant, localDayOf } from '../../domain/calendar/time-zone.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { Partner, TaxForm, TaxResult } from '../../domain/partner.ts';
import { answersCount, FORM_NEEDED, taxHold } from '../../domain/tax-standing.ts';
import type { PartnerLedger } from '../../ports/partner-ledger.ts';
import type { Versioned } from './show-settings.ts';

/** Whoever lives in the United States, for operations too. */
export const isAskedForTax = ({ country, countryUnderReview }: Partner): boolean =>
  country !== 'US' || countryUnderReview === true;

/** @throws Error for a partner without a profile. */
export async function showTax(
  id: PartnerId,
  now: Instant,
  { ledger }: { readonly ledger: PartnerLedger },
): Promise<Versioned<TaxOut>> {
  const [record, { timeZone }] = await Promise.all([ledger.find(id), ledger.settings()]);
  if (!record) throw new Error(`partner ${id} has no profile`);
  return { body: taxOf(record.partner, localDayOf(now, timeZone)), version: record.version };
}

function taxOf(partner: Partner, today: LocalDay): TaxOut {
  const { answers, result, answeredOn, formsOnFile } = partner.tax;
  const form = formOf(result);
  return {
    standing: standingOf(partner, today),
    ...(answers ? { answers } : {}),
    ...(result ? { result } : {}),
    ...(answeredOn ? { answeredOn, countUntil: countUntil(answeredOn) } : {}),
    askedAgain: isAskedForTax(partner) && answeredOn !== undefined && yearOf(today) > yearOf(answeredOn),
    ...(form ? { formNeeded: form, formOnFile: formsOnFile.includes(form) } : {}),
  };
}

function standingOf(partner: Partner, today: LocalDay): TaxOut['standing'] {
  if (!isAskedForTax(partner)) return 'not-needed';
  const hold = taxHold(partner, today);
  if (hold === 'none') return 'settled';
  if (hold === 'review') return 'under-review';
  const { answeredOn } = partner.tax;
  return answeredOn !== undefined && answersCount(answeredOn, today) ? 'form-missing' : 'questions-open';
}

const formOf = (result: TaxResult | undefined): TaxForm | undefined =>
  result === undefined || result === 'us-source-income' ? undefined : FORM_NEEDED[result];

const yearOf = (day: LocalDay): number => Number(day.slice(0, 4));
const countUntil = (answeredOn: LocalDay): LocalDay => localDay(`${yearOf(answeredOn) + 1}-01-31`);
