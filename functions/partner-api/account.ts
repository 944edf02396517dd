/** The function `partner-account`: password, sessions, log-in e-mail and second factor of the partner who calls. */
import { connectUserPool } from '../../shared/adapters/cognito/user-pool.ts';
import {
  beginSecondFactor,
  changeLoginEmail,
  changePassword,
  checkPassword,
  confirmSecondFactor,
  getSecondFactor,
  removeSecondFactor,
  signOutEverywhere,
} from '../../shared/contracts/api/account.ts';
import { readEnvironment, userPoolEnvironment } from '../../shared/contracts/environment.ts';
import * as passwords from '../../shared/usecases/account/passwords.ts';
import * as secondFactor from '../../shared/usecases/account/second-factor.ts';
import { askForLoginEmail } from '../../shared/usecases/partner/ask-for-login-email.ts';
import { apiHandler, serve } from '../api/api-handler.ts';
import {
  confirmationProblem,
  newPasswordProblem,
  passwordCheckProblem,
  secondFactorProblem,
} from './account-problems.ts';
import { connectPartners } from './connect.ts';
import { accountCallOf, occasionOf } from './partner-call.ts';
import { demandDone, loginEmailProblem, othersKeepChanging } from './partner-problems.ts';

const { USER_POOL_ID, USER_POOL_CLIENT_ID } = readEnvironment(userPoolEnvironment);
const pool = connectUserPool({ poolId: USER_POOL_ID, clientId: USER_POOL_CLIENT_ID });
const account = { ...connectPartners(), pool };

export const handler = apiHandler(
  [
    serve(checkPassword, async (call) => {
      const check = await passwords.checkPassword(call.body, accountCallOf(call), account);
      if (check.kind !== 'right') throw passwordCheckProblem(check.kind);
      return { body: { goodUntil: new Date(check.goodUntil).toISOString() } };
    }),
    serve(changePassword, async (call) => {
      const { current, new: next } = call.body;
      const outcome = await passwords.changePassword({ current, next }, accountCallOf(call), account);
      if (outcome.kind !== 'done') throw newPasswordProblem(outcome);
      return {};
    }),
    serve(signOutEverywhere, async (call) => {
      await passwords.signOutEverywhere(accountCallOf(call), account);
      return {};
    }),
    serve(changeLoginEmail, async (call) => {
      const wish = { id: call.caller.partnerId, email: call.body.email, wallTime: call.wallTime };
      const outcome = await askForLoginEmail(wish, call.caller, occasionOf(call), account);
      if (outcome.kind === 'moved') throw othersKeepChanging();
      demandDone(outcome, loginEmailProblem);
      return {};
    }),
    serve(getSecondFactor, async ({ caller }) => ({ body: { active: await pool.hasSecondFactor(caller.sub) } })),
    serve(beginSecondFactor, async (call) => {
      const begun = await secondFactor.beginSecondFactor(accountCallOf(call), account);
      if (begun.kind !== 'begun') throw secondFactorProblem(begun.kind);
      return { body: { secret: begun.secret, uri: begun.uri } };
    }),
    serve(confirmSecondFactor, async (call) => {
      const outcome = await secondFactor.confirmSecondFactor(call.body.code, accountCallOf(call), account);
      if (outcome !== 'done') throw confirmationProblem(outcome);
      return {};
    }),
    serve(removeSecondFactor, async (call) => {
      const outcome = await secondFactor.removeSecondFactor(accountCallOf(call), account);
      if (outcome !== 'done') throw secondFactorProblem(outcome);
      return {};
    }),
  ],
  account,
);
