/** Which function serves which endpoints: routes, permissions to be called and the document follow from this list. */
import {
  beginSecondFactor,
  changeLoginEmail,
  changePassword,
  checkPassword,
  confirmSecondFactor,
  getSecondFactor,
  removeSecondFactor,
  signOutEverywhere,
} from './account.ts';
import { takeBillingEvents } from './billing.ts';
import { answerClaimQuestion, showClaimQuestion } from './claim-pages.ts';
import { listClaims, makeClaim } from './claims.ts';
import { getDocumentPage, getOpenApiDocument } from './document.ts';
import { getClientWhy, getEarnings, getWhy, listClients } from './earnings.ts';
import type { Endpoint } from './endpoint.ts';
import { listEntries } from './entries.ts';
import { showLink, useLink } from './links.ts';
import { adjustBalance, decideAdjustment, listAdjustments, readAuditTrail } from './ops-adjustments.ts';
import { getBooks, getRunBooks } from './ops-books.ts';
import { decideClaim } from './ops-claim-decisions.ts';
import { identifyClaimedClient, makeClaimForPartner } from './ops-claim-requests.ts';
import { getOpsClaim, listOpsClaims, previewClaim } from './ops-claims.ts';
import { countDeadLetters, discardDeadLetter, lookAtDeadLetters, redriveDeadLetters } from './ops-dead-letters.ts';
import { cancelPayout, decidePayout, listExceptions, lookAtBatch, lookAtPayout } from './ops-exceptions.ts';
import {
  changePartnerEmail,
  changeRate,
  createPartner,
  findPartners,
  getPartner,
  holdPartner,
  invitePartner,
  recordTaxForm,
  releasePartner,
  removePartnerSecondFactor,
  resetPartnerPassword,
} from './ops-partners.ts';
import { decideReview, listReviews } from './ops-reviews.ts';
import { previewNextRun, previewRelease, refuseRun, releaseRun, retryRun, startRun } from './ops-run-decisions.ts';
import { getRun, getRunExecution, getWorkflow, listRunItems, listRuns } from './ops-runs.ts';
import { changeProgramSettings, getProgramSettings } from './ops-settings.ts';
import { getPayout, getPayoutStatement, getYearlyStatement, listPayouts } from './payouts.ts';
import { changePayPalAddress, resendPayPalConfirmation } from './paypal-address.ts';
import { takePayPalWebhook } from './paypal-webhook.ts';
import { getPortalSettings } from './portal-settings.ts';
import { ownReferralLists, partnersReferralLists } from './referral-lists.ts';
import { changeSettings, freezePayouts, getSettings } from './settings.ts';
import { answerTaxQuestions, getTax } from './tax.ts';

export const ENDPOINTS = {
  'partner-earnings': [getEarnings, getWhy, listClients, getClientWhy],
  'partner-entries': [listEntries, listPayouts, getPayout, getYearlyStatement],
  'payout-statement': [getPayoutStatement],
  'partner-settings': [
    getSettings,
    changeSettings,
    changePayPalAddress,
    resendPayPalConfirmation,
    getTax,
    answerTaxQuestions,
    freezePayouts,
  ],
  'partner-account': [
    checkPassword,
    changePassword,
    signOutEverywhere,
    changeLoginEmail,
    getSecondFactor,
    beginSecondFactor,
    confirmSecondFactor,
    removeSecondFactor,
  ],
  'partner-claims': [makeClaim, listClaims],
  'claim-pages': [showClaimQuestion, answerClaimQuestion],
  'partner-referral-lists': Object.values(ownReferralLists),
  'mail-links': [showLink, useLink],
  'ops-partners': [
    findPartners,
    getPartner,
    invitePartner,
    holdPartner,
    releasePartner,
    recordTaxForm,
    resetPartnerPassword,
    removePartnerSecondFactor,
    changePartnerEmail,
  ],
  'ops-partner-terms': [createPartner, changeRate],
  'ops-referral-lists': Object.values(partnersReferralLists),
  'ops-decisions': [adjustBalance, listAdjustments, decideAdjustment, listReviews, decideReview],
  'ops-claims': [listOpsClaims, getOpsClaim, previewClaim],
  'ops-claim-decisions': [decideClaim],
  'ops-claim-requests': [identifyClaimedClient, makeClaimForPartner],
  'ops-exceptions': [listExceptions, cancelPayout, lookAtPayout, decidePayout, lookAtBatch],
  'ops-program': [readAuditTrail, getProgramSettings, changeProgramSettings],
  'ops-runs': [
    listRuns,
    startRun,
    getRun,
    listRunItems,
    getRunExecution,
    retryRun,
    previewRelease,
    releaseRun,
    refuseRun,
    previewNextRun,
    getWorkflow,
  ],
  'ops-books': [getBooks],
  'ops-run-books': [getRunBooks],
  'ops-dead-letters': [countDeadLetters, lookAtDeadLetters, redriveDeadLetters, discardDeadLetter],
  'portal-settings': [getPortalSettings],
  'api-document': [getOpenApiDocument, getDocumentPage],
} as const satisfies Readonly<Record<string, readonly Endpoint[]>>;

/** Those that are signed instead of signed in have handlers of their own. */
export const SIGNED_ENDPOINTS = {
  'billing-events': takeBillingEvents,
  'paypal-webhook': takePayPalWebhook,
} as const satisfies Readonly<Record<string, Endpoint>>;

/** All of them, in the order of the document. */
export const ALL_ENDPOINTS: readonly Endpoint[] = [
  ...Object.values(ENDPOINTS as Record<string, readonly Endpoint[]>).flat(),
  ...Object.values(SIGNED_ENDPOINTS),
];
