/** What operations may change of a partner: each takes the partner and gives what it becomes, or why not. */
import type { LocalDay } from '../../domain/calendar/local-day.ts';
import { withRateFrom } from '../../domain/dated-rate.ts';
import type { DatedRate, Partner, TaxForm } from '../../domain/partner.ts';
import type { StaffDecision } from './change-partner.ts';

/** Payments of that day and later, known ones too, earn by the new rate. */
export function changeRate(partner: Partner, today: LocalDay, change: DatedRate): StaffDecision {
  const changed = withRateFrom(partner.rates, change, today);
  if (changed.kind === 'refused')
    return { refused: { status: 422, title: 'The rate cannot change so', detail: changed.problem } };
  const { rates } = changed;
  return {
    after: { ...partner, rates },
    action: 'partner.rate',
    from: { rates: partner.rates },
    to: { rates },
    refileFrom: change.from,
  };
}

export const hold = (partner: Partner, reason: string): StaffDecision => ({
  after: { ...partner, hold: reason },
  action: 'partner.hold',
  from: { hold: partner.hold ?? null },
  to: { hold: reason },
});

/** Ends operations' hold and the partner's own freeze alike. */
export function release(partner: Partner): StaffDecision {
  if (partner.hold === undefined && partner.frozen !== true)
    return { refused: { status: 409, title: 'The partner is neither on hold nor frozen' } };
  const { hold: reason, frozen, ...rest } = partner;
  return {
    // Links that warned of what is settled now must not freeze again; a hold alone settles nothing of that.
    after: frozen === true ? { ...rest, freezesLifted: (partner.freezesLifted ?? 0) + 1 } : rest,
    action: 'partner.release',
    from: { hold: reason ?? null, frozen: frozen === true },
    to: { hold: null, frozen: false },
  };
}

export function recordForm(partner: Partner, today: LocalDay, form: TaxForm, receivedOn: LocalDay): StaffDecision {
  if (receivedOn > today) {
    return { refused: { status: 422, title: `A form is received today (${today}) or earlier, not on ${receivedOn}` } };
  }
  const formsOnFile = [...new Set([...partner.tax.formsOnFile, form])];
  return {
    after: { ...partner, tax: { ...partner.tax, formsOnFile } },
    action: 'partner.tax-form',
    from: { formsOnFile: partner.tax.formsOnFile },
    to: { formsOnFile, form, receivedOn },
  };
}
