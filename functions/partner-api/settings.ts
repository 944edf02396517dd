/** The function `partner-settings`: settings, PayPal address, tax answers and the freeze of the partner who calls. */
import { changePayPalAddress, resendPayPalConfirmation } from '../../shared/contracts/api/paypal-address.ts';
import { changeSettings, freezePayouts, getSettings } from '../../shared/contracts/api/settings.ts';
import { answerTaxQuestions, getTax } from '../../shared/contracts/api/tax.ts';
import { answerTaxQuestions as answerTax } from '../../shared/usecases/partner/answer-tax-questions.ts';
import { changeOwnSettings } from '../../shared/usecases/partner/change-own-settings.ts';
import {
  changePayPalAddress as changeAddress,
  resendConfirmation,
} from '../../shared/usecases/partner/change-paypal-address.ts';
import { freezePayouts as freeze } from '../../shared/usecases/partner/freeze-payouts.ts';
import { showSettings } from '../../shared/usecases/partner/show-settings.ts';
import { showTax } from '../../shared/usecases/partner/show-tax.ts';
import { apiHandler, serve } from '../api/api-handler.ts';
import { connectPartners } from './connect.ts';
import { occasionOf } from './partner-call.ts';
import {
  demandDone,
  othersKeepChanging,
  payPalAddressProblem,
  settingsProblem,
  taxProblem,
} from './partner-problems.ts';

const partners = connectPartners();

export const handler = apiHandler(
  [
    serve(getSettings, ({ caller, now }) => showSettings(caller.partnerId, now, partners)),
    serve(changeSettings, async (call) => {
      const target = { id: call.caller.partnerId, version: call.ifMatch };
      demandDone(await changeOwnSettings(target, call.body, occasionOf(call), partners), settingsProblem);
      return showSettings(target.id, call.now, partners);
    }),
    serve(changePayPalAddress, async (call) => {
      const target = { id: call.caller.partnerId, version: call.ifMatch, address: call.body.address };
      demandDone(await changeAddress(target, call.caller, occasionOf(call), partners), payPalAddressProblem);
      return showSettings(target.id, call.now, partners);
    }),
    serve(resendPayPalConfirmation, async (call) => {
      const outcome = await resendConfirmation(call.caller.partnerId, occasionOf(call), partners);
      if (outcome.kind === 'moved') throw othersKeepChanging();
      demandDone(outcome, payPalAddressProblem);
      return {};
    }),
    serve(getTax, ({ caller, now }) => showTax(caller.partnerId, now, partners)),
    serve(answerTaxQuestions, async (call) => {
      const target = { id: call.caller.partnerId, version: call.ifMatch, answers: call.body };
      demandDone(await answerTax(target, occasionOf(call), partners), taxProblem);
      return showTax(target.id, call.now, partners);
    }),
    serve(freezePayouts, async (call) => {
      const outcome = await freeze(call.caller.partnerId, occasionOf(call), partners);
      if (outcome.kind === 'moved') throw othersKeepChanging();
      return {};
    }),
  ],
  partners,
);
