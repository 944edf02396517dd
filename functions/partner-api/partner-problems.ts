/** What the partner's own use cases refuse, as problems of the API. */
import { MAX_LOGIN_EMAIL_MAILS } from '../../shared/contracts/api/account.ts';
import { MAX_CONFIRMATION_MAILS } from '../../shared/contracts/api/paypal-address.ts';
import { MAX_SETTINGS_CHANGES } from '../../shared/contracts/api/settings.ts';
import { toDollars } from '../../shared/domain/money/cents.ts';
import type { TaxRefusal } from '../../shared/usecases/partner/answer-tax-questions.ts';
import type { LoginEmailRefusal } from '../../shared/usecases/partner/ask-for-login-email.ts';
import type { BelowProgram, OwnSettingsRefusal } from '../../shared/usecases/partner/change-own-settings.ts';
import type { PayPalAddressRefusal } from '../../shared/usecases/partner/change-paypal-address.ts';
import type { ProfileOutcome } from '../../shared/usecases/partner/change-profile.ts';
import { versionMoved } from '../api/read-request.ts';
import { HttpProblem } from '../http-problem.ts';

/** @throws HttpProblem for what did not happen. */
export function demandDone<Refused>(outcome: ProfileOutcome<Refused>, problemOf: (why: Refused) => HttpProblem): void {
  if (outcome.kind === 'refused') throw problemOf(outcome.why);
  if (outcome.kind === 'moved') throw versionMoved();
}

/** Of a call that names no version. */
export const othersKeepChanging = (): HttpProblem =>
  new HttpProblem({ title: 'Others keep changing it; try again in a moment', status: 409 });

export const passwordCheckNeeded = (): HttpProblem =>
  new HttpProblem({
    type: 'password-check-needed',
    title: 'Check the password first',
    status: 403,
    detail: 'POST /me/password-check, in this session and at most five minutes before',
  });

export const wrongPassword = (): HttpProblem =>
  new HttpProblem({ type: 'wrong-password', title: 'The password is wrong', status: 403 });

export const tooManyTries = (): HttpProblem =>
  new HttpProblem({ title: 'Too many tries', status: 429, detail: 'wait a while, then try again' });

export const sessionOver = (): HttpProblem =>
  new HttpProblem({ title: 'Not signed in', status: 401, detail: 'This session was ended; sign in again' });

const tooManyMails = (most: number): HttpProblem =>
  new HttpProblem({
    title: 'Too many mails',
    status: 429,
    detail: `at most ${most} such mails are sent in 24 hours: look into the mailbox, and try again tomorrow`,
  });

export function payPalAddressProblem(why: PayPalAddressRefusal): HttpProblem {
  switch (why) {
    case 'password-check-needed':
      return passwordCheckNeeded();
    case 'too-many-mails':
      return tooManyMails(MAX_CONFIRMATION_MAILS);
    case 'too-many-addresses':
      return new HttpProblem({
        title: 'Too many addresses',
        status: 409,
        detail: 'You have had as many addresses as a partner may enter: get in touch with operations',
      });
    case 'nothing-to-confirm':
      return new HttpProblem({ title: 'There is no PayPal address that waits for a confirmation', status: 409 });
  }
}

export function loginEmailProblem(why: LoginEmailRefusal): HttpProblem {
  switch (why) {
    case 'password-check-needed':
      return passwordCheckNeeded();
    case 'too-many-mails':
      return tooManyMails(MAX_LOGIN_EMAIL_MAILS);
    case 'same':
      return new HttpProblem({ title: 'It is your log-in e-mail already', status: 409 });
  }
}

const tooManyChanges = (): HttpProblem =>
  new HttpProblem({
    title: 'Too many changes',
    status: 429,
    detail: `settings and tax answers are changed at most ${MAX_SETTINGS_CHANGES} times in 24 hours: try again tomorrow`,
  });

export const settingsProblem = (why: OwnSettingsRefusal): HttpProblem =>
  why === 'too-many-changes' ? tooManyChanges() : belowProgram(why);

export function taxProblem(why: TaxRefusal): HttpProblem {
  if (why === 'too-many-changes') return tooManyChanges();
  return new HttpProblem({ title: 'You live in the United States: no tax questions are asked', status: 409 });
}

const belowProgram = ({ programCents }: BelowProgram): HttpProblem =>
  new HttpProblem({
    title: "The minimum payout is below the program's",
    status: 422,
    errors: [
      {
        field: 'thresholdCents',
        problem: `must be at least ${programCents}: the program pays from ${toDollars(programCents)} on`,
        in: 'body',
      },
    ],
  });
