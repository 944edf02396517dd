/** Every Lambda function in one place: where it begins, how big it is, how long it may take and what it needs. */
import { BOOKS_FUNCTIONS } from './books-functions.ts';
import { CLAIM_FUNCTIONS } from './claim-functions.ts';
import type { FunctionNeed } from './function-needs.ts';
import { REFERRAL_LIST_FUNCTIONS } from './referral-list-functions.ts';

export interface FunctionSpec {
  /** Source file from the project's root; its export `handler` is what Lambda calls. */
  readonly entry: string;
  readonly description: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly needs: readonly FunctionNeed[];
}

// 900 s is Lambda's own limit: steps that walk through partners stop well before it in any run seen, and where one
// does not, it is started again and goes on where it was.
export const FUNCTIONS = {
  'billing-events': {
    entry: 'functions/billing/post-events.ts',
    description: 'Takes billing events in: partners, clients, payments, refunds, chargebacks, cancellations',
    memoryMb: 1024,
    timeoutSeconds: 29, // API Gateway gives up after 30 s: a longer run would go on unheard.
    needs: ['ledger', 'billing-secret'],
  },
  'paypal-webhook': {
    entry: 'functions/paypal-webhook/post-webhook.ts',
    description: "Takes PayPal's webhooks as hints to look at a batch now",
    memoryMb: 512,
    timeoutSeconds: 10, // Five of them for a certificate that is not kept yet.
    needs: ['ledger', 'look-queue', 'paypal-webhooks'],
  },
  'look-at-payouts': {
    entry: 'functions/settlement/look-at-payouts.ts',
    description: 'Looks at PayPal for one batch now, and cancels what nobody claims',
    memoryMb: 512,
    timeoutSeconds: 120,
    needs: ['ledger', 'payout-queue', 'paypal', 'mail-queue'],
  },
  'partner-earnings': {
    entry: 'functions/partner-api/earnings.ts',
    description: 'Tells a partner what was earned, what comes next, and why a cent is not paid yet',
    memoryMb: 1024,
    timeoutSeconds: 10,
    needs: ['ledger-read'],
  },
  'partner-entries': {
    entry: 'functions/partner-api/entries.ts',
    description: 'Lists the entries and payouts of a partner, and writes the statement of a year',
    memoryMb: 1024,
    timeoutSeconds: 29,
    needs: ['ledger-read'],
  },
  'open-run': {
    entry: 'functions/payout-run/open-run.ts',
    description: 'Opens or takes over the weekly run and says what is left to do',
    memoryMb: 512,
    timeoutSeconds: 120,
    needs: ['ledger'],
  },
  'plan-buckets': {
    entry: 'functions/payout-run/plan-buckets.ts',
    description: 'Closes a group of buckets, decides each partner and freezes the payouts',
    memoryMb: 1024,
    timeoutSeconds: 900,
    needs: ['ledger', 'ledger-batch-writes'],
  },
  'guard-run': {
    entry: 'functions/payout-run/guard-run.ts',
    description: 'Compares the planned run with the caps and holds it when it is over one',
    memoryMb: 512,
    timeoutSeconds: 300,
    needs: ['ledger'],
  },
  'queue-batches': {
    entry: 'functions/payout-run/queue-batches.ts',
    description: 'Puts one message for each frozen batch on the payout queue',
    memoryMb: 512,
    timeoutSeconds: 300,
    needs: ['ledger', 'payout-queue'],
  },
  'settle-payouts': {
    entry: 'functions/settlement/settle-payouts.ts',
    description: 'Asks PayPal to pay one frozen batch, exactly once',
    memoryMb: 512,
    timeoutSeconds: 120,
    needs: ['ledger', 'payout-queue', 'paypal'],
  },
  'reconcile-run': {
    entry: 'functions/payout-run/reconcile-run.ts',
    description: 'Looks at PayPal for the open batches of a run and queues again what was not sent',
    memoryMb: 1024,
    timeoutSeconds: 900,
    needs: ['ledger', 'payout-queue', 'paypal', 'mail-queue'],
  },
  'reconcile-daily': {
    entry: 'functions/settlement/reconcile-daily.ts',
    description: 'Looks at PayPal once a day for what earlier runs left open, and reminds of what is unclaimed',
    memoryMb: 1024,
    timeoutSeconds: 900,
    needs: ['ledger', 'payout-queue', 'paypal', 'mail-queue', 'look-queue', 'public-address'],
  },
  'refuse-run': {
    entry: 'functions/payout-run/refuse-run.ts',
    description: 'Puts the payouts of a refused run back on the balances',
    memoryMb: 512,
    timeoutSeconds: 900,
    needs: ['ledger'],
  },
  'close-run': {
    entry: 'functions/payout-run/close-run.ts',
    description: 'Totals the run, checks that the books balance and closes it',
    memoryMb: 512,
    timeoutSeconds: 900,
    needs: ['ledger'],
  },
  'send-mail': {
    entry: 'functions/mail/send-mail.ts',
    description: 'Sends mails of the outbox through SES',
    memoryMb: 512,
    timeoutSeconds: 60, // Ten mails, one after the other.
    needs: ['ledger', 'ses'],
  },
  'refile-daily': {
    entry: 'functions/billing/refile-daily.ts',
    description: 'Files anew once a day what changes of partners and clients have left',
    memoryMb: 1024,
    timeoutSeconds: 900,
    needs: ['ledger'],
  },
  'queue-unsent-mails': {
    entry: 'functions/mail/queue-unsent-mails.ts',
    description: 'Queues once a day the mails that were not sent',
    memoryMb: 512,
    timeoutSeconds: 300,
    needs: ['ledger-read', 'mail-queue'],
  },
  ...CLAIM_FUNCTIONS,
  ...REFERRAL_LIST_FUNCTIONS,
  'payout-statement': {
    entry: 'functions/partner-api/payout-statement.ts',
    description: 'Writes the statement of one payout as a PDF',
    memoryMb: 1024, // A history of many entries is read and laid out at half the time of 512.
    timeoutSeconds: 29,
    needs: ['ledger-read'],
  },
  'partner-settings': {
    entry: 'functions/partner-api/settings.ts',
    description: "Partners' own settings, PayPal address, tax answers and freeze",
    memoryMb: 1024,
    timeoutSeconds: 10,
    needs: ['ledger', 'mail-queue', 'link-secret'],
  },
  'partner-account': {
    entry: 'functions/partner-api/account.ts',
    description: "Partners' own log-in: password, sessions, e-mail, second factor",
    memoryMb: 1024,
    timeoutSeconds: 10,
    needs: ['ledger', 'mail-queue', 'link-secret', 'password-checks', 'sign-outs'],
  },
  'password-chosen': {
    entry: 'functions/account/password-chosen.ts',
    description: 'Ends every session of whoever chose a password by "forgotten password"',
    memoryMb: 1024, // The pool waits for a cold start, too.
    timeoutSeconds: 5, // The pool waits no longer, and asks again.
    needs: ['ledger'],
  },
  'mail-links': {
    entry: 'functions/partner-api/links.ts',
    description: 'The pages behind the links in mails',
    memoryMb: 1024,
    timeoutSeconds: 10,
    needs: ['ledger', 'mail-queue', 'link-secret', 'login-emails'],
  },
  'ops-partners': {
    entry: 'functions/operations-api/partners.ts',
    description: 'Operations: partners, found, invited, held, released and helped with their log-in',
    memoryMb: 1024,
    timeoutSeconds: 29,
    needs: ['ledger', 'mail-queue', 'link-secret', 'invitations', 'login-emails', 'sign-outs'],
  },
  'ops-partner-terms': {
    entry: 'functions/operations-api/partner-terms.ts',
    description: "Operations: changes of partners that reach what their clients' payments earn",
    memoryMb: 1024,
    timeoutSeconds: 29,
    needs: ['ledger', 'mail-queue'],
  },
  'ops-decisions': {
    entry: 'functions/operations-api/decisions.ts',
    description: 'Operations: adjustments and reviews',
    memoryMb: 1024,
    timeoutSeconds: 29,
    needs: ['ledger', 'mail-queue'],
  },
  'ops-exceptions': {
    entry: 'functions/operations-api/exceptions.ts',
    description: 'Operations: payouts and batches that wait for somebody, cancelled, looked at, decided',
    memoryMb: 1024,
    timeoutSeconds: 29,
    needs: ['ledger', 'look-queue'],
  },
  'ops-program': {
    entry: 'functions/operations-api/program.ts',
    description: "Operations: the program's settings and the audit trail",
    memoryMb: 512,
    timeoutSeconds: 10,
    needs: ['ledger'],
  },
  'ops-runs': {
    entry: 'functions/operations-api/runs.ts',
    description: "Operations' runs: list, preview, start, retry, release, refuse",
    memoryMb: 1024,
    timeoutSeconds: 29, // A dry run over ten thousand partners takes a few seconds.
    needs: ['ledger', 'workflow'],
  },
  ...BOOKS_FUNCTIONS,
  'ops-dead-letters': {
    entry: 'functions/operations-api/dead-letters.ts',
    description: "Operations' dead letters: look, redrive, discard",
    memoryMb: 512,
    timeoutSeconds: 29, // Waits up to 19 s for messages that somebody looked at to come back.
    needs: ['ledger', 'dead-letters'],
  },
  'portal-settings': {
    entry: 'functions/portal-settings/get-settings.ts',
    description: 'Tells the portal where to sign in',
    memoryMb: 512,
    timeoutSeconds: 10,
    needs: ['sign-in-address'],
  },
  'api-document': {
    entry: 'functions/api-document/get-document.ts',
    description: 'Serves the description of the API, made from its contracts: OpenAPI 3.1 and a page to read',
    memoryMb: 1024, // Made at each cold start: with half the memory it takes twice as long.
    timeoutSeconds: 10,
    needs: [],
  },
} as const satisfies Record<string, FunctionSpec>;

export type FunctionName = keyof typeof FUNCTIONS;

export const FUNCTION_NAMES = Object.keys(FUNCTIONS) as readonly FunctionName[];
