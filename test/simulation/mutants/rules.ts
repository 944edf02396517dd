/** Bugs of the rules: days, thresholds, rounding, reasons. */
import { inFile, type Mutant } from './mutant.ts';

const hold = inFile('shared/domain/hold-reason.ts');
const earnings = inFile('shared/domain/earnings.ts');
const maturity = inFile('shared/domain/maturity.ts');
const net = inFile('shared/domain/payment-net.ts');
const filing = inFile('shared/domain/filing.ts');
const states = inFile('shared/domain/payout-state.ts');
const rates = inFile('shared/domain/dated-rate.ts');

export const RULES: readonly Mutant[] = [
  hold('threshold-above-instead-of-at', 'exactly $100 is not paid', [
    'balance <= 0 || balance < thresholdOf',
    'balance <= 0 || balance <= thresholdOf',
  ]),
  hold('own-threshold-ignored', `a partner's own minimum is not asked`, [
    'Math.max(settings.thresholdCents, partner.thresholdCents ?? 0)',
    'Math.max(settings.thresholdCents, partner.thresholdCents === undefined ? 0 : 0)',
  ]),
  hold('cooling-down-a-day-too-long', 'the seventh day still cools down', [
    '< settings.coolingDownDays',
    '<= settings.coolingDownDays',
  ]),
  hold('no-cooling-down', 'a changed address is paid at once', ['if (!paypal.changed ||', 'if (paypal.changed ||']),
  hold('unconfirmed-is-paid', 'an address that nobody confirmed is paid', [
    `'paypal-address-unconfirmed': paypal !== undefined && paypal.confirmedOn === undefined,`,
    `'paypal-address-unconfirmed': false,`,
  ]),
  hold('hold-ignored', `operations' hold is not asked`, [
    'partner.hold !== undefined || partner.frozen',
    'partner.frozen',
  ]),
  hold('freeze-ignored', `the partner's freeze is not asked`, [`partner.frozen === true || tax`, 'tax']),
  hold('refused-address-is-paid', 'an address that PayPal refused is paid', [
    `'paypal-address-refused': paypal !== undefined && paypal.version === context.refusedPaypalVersion,`,
    `'paypal-address-refused': false,`,
  ]),
  hold('paid-while-in-flight', 'a second payout goes out before the first is decided', [
    `'payout-in-flight': context.payoutInFlight,`,
    `'payout-in-flight': false,`,
  ]),
  states('blocked-is-not-in-flight', 'a second payout goes out while the first is blocked', [
    `blocked: 'in-flight',`,
    `blocked: 'with-operations',`,
  ]),
  {
    ...states('late-failed-overwrites-paid', 'a late notice puts back what was paid', [
      `paid: ['refunded', 'reversed'],`,
      `paid: ['refunded', 'reversed', 'failed', 'returned'],`,
    ]),
    tests: ['test/domain/payout-state.test.ts'],
  },
  earnings('refunds-rounded-by-themselves', 'rounding drifts with each refund', [
    'const after = commissionOf(nets[place] ?? cents(0), rate);',
    'const net = nets[place] ?? cents(0);\n    const after = subtract(before, commissionOf(subtract(place === 0 ? payment.amount : (nets[place - 1] ?? cents(0)), net), rate));',
  ]),
  earnings('cancellation-ignored', 'a client who left early earns all the same', [
    'if (isVoidByCancellation(client, settings.maturityDays))',
    'if (isVoidByCancellation({}, settings.maturityDays))',
  ]),
  earnings('refund-earned-before-its-commission', 'a refund counts before what it lowers', [
    'earnedOn: later(movement.day, earnedOn),',
    'earnedOn: movement.day,',
  ]),
  earnings('self-referral-counts', 'a partner earns on their own purchases', [
    `if (verdict === 'self-referral') return { standing: 'void', reason: 'self-referral' };`,
    '',
  ]),
  earnings('review-counts', 'what operations have not looked at is paid', [
    `if (verdict === 'review') return { standing: 'held', reason: 'self-referral-review' };`,
    '',
  ]),
  maturity('cancelled-on-the-day-is-void', 'the maturity day itself is too early', [
    'return client.cancelledOn < maturityDay(',
    'return client.cancelledOn <= maturityDay(',
  ]),
  maturity('no-maturity', 'a commission counts from its payment on', ['later(paymentDay, maturity)', 'paymentDay']),
  inFile('shared/domain/money/commission.ts')('half-a-cent-down', 'halves are rounded down', [
    '* basisPoints + WHOLE / 2) / WHOLE',
    '* basisPoints + WHOLE / 2 - 1) / WHOLE',
  ]),
  rates('rate-of-today', 'the last rate counts for old payments', [
    'if (rate.from <= day && (latest',
    'if (day !== undefined && (latest',
  ]),
  net('more-back-than-paid', 'a refund takes the net below zero', ['if (lowest >= 0)', 'if (lowest >= -1_000_000)']),
  net('reversals-first', 'within a day reversals come before what they reverse', [
    'Number(isReversal(a)) - Number(isReversal(b))',
    'Number(isReversal(b)) - Number(isReversal(a))',
  ]),
  filing('closed-weeks-forgotten', 'what a closed week said is said again', [
    'const cents = subtract(amount, already);',
    'const cents = amount;',
  ]),
  {
    ...filing('counted-too-early-stays', 'what is earned later, as known now, is not taken back', [
      'if (week > firstOpen && last && already !== 0) {',
      'if (week < firstOpen && last && already !== 0) {',
    ]),
    tests: ['test/domain/filing.test.ts', 'test/domain/filing-histories.test.ts', 'test/domain/decided-anew.test.ts'],
  },
  {
    ...filing('gone-lines-stay', 'a line that is earned no more is not taken back', [
      '  if (already !== NOTHING) return [withdrawn(last, already, firstOpen)];\n',
      '  if (already !== NOTHING) return [];\n',
    ]),
    tests: ['test/domain/filing.test.ts', 'test/domain/filing-histories.test.ts', 'test/domain/decided-anew.test.ts'],
  },
];
