/** What was done, in words, where the name of an action does not say it plainly enough. */
const WORDS: Readonly<Record<string, string>> = {
  'partner.create': 'Partner created',
  'partner.hold': 'Put on hold',
  'partner.release': 'Released',
  'partner.freeze': 'Payouts frozen by the partner',
  'partner.rate': 'Rate changed',
  'partner.tax-form': 'Tax form recorded',
  'partner.invite': 'Invited',
  'partner.login-email': 'Log-in e-mail changed',
  'partner.password-reset': 'Password made void',
  'partner.second-factor-removed': 'Second factor removed',
  'partner.paypal-confirmed': 'PayPal address confirmed',
  'account.password-chosen': 'Password chosen',
  'adjustment.propose': 'Adjustment proposed',
  'adjustment.approve': 'Adjustment approved',
  'adjustment.refuse': 'Adjustment refused',
  'claim.make': 'Claim made',
  'claim.make-refused': 'Claim made and refused at once',
  'claim.ask': 'Client of a claim asked',
  'claim.confirmed': 'Claim confirmed',
  'claim.denied': 'Claim denied',
  'claim.expired': 'Claim expired',
  'claim.closed': 'Claim closed by another one',
  'claim.reopen': 'Claim reopened',
  'payout.cancel': 'Cancellation of a payout ordered',
  'payout.look': 'Look at a payout ordered',
  'payout.put-back': 'Payout put back on the balance',
  'payout.write-off': 'Payout written off',
  'payout.propose-write-off': 'Write-off of a payout proposed',
  'batch.look': 'Look at a batch ordered',
  'run.start': 'Run started by hand',
  'run.retry': 'Run taken up again',
  'run.release': 'Held run released',
  'run.refuse': 'Held run refused',
  'settings.change': 'Program settings changed',
  'referral-list.upload': 'Referral list uploaded',
  'referral-list.commit': 'Referral list committed',
};

export const actionWords = (action: string): string => {
  const known = WORDS[action];
  if (known !== undefined) return known;
  const words = action.replaceAll(/[.-]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** `coolingDownDays` → `cooling down days`: names of the record as they are, only readable. */
export const nameWords = (name: string): string =>
  (name === 'cents' ? 'amount' : name)
    .replace(/Cents$/, '')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase();
