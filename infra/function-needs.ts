/** What functions need beside their code: infra/constructs/supply-functions.ts brings each to those that name it. */

/** What a function may touch. Each need brings its environment variables and its permissions together. */
export type FunctionNeed =
  /** Reads and conditional writes on the ledger's table. */
  | 'ledger'
  /** Reads of it only. */
  | 'ledger-read'
  /** Unconditional writes of many items at once: the markers that close a week's buckets, the rows of a referral list. */
  | 'ledger-batch-writes'
  /** Sends messages to the payout queue. */
  | 'payout-queue'
  /** PayPal's address and credentials. */
  | 'paypal'
  /** What tells a webhook of PayPal's from a forged one: no credentials, so that what everybody may call can pay nobody. */
  | 'paypal-webhooks'
  /** Asks for looks at PayPal. */
  | 'look-queue'
  /** The key that billing signs with. */
  | 'billing-secret'
  /** The key that links in mails are signed with, and the address that they begin with. */
  | 'link-secret'
  /** The address alone that links in mails begin with. */
  | 'public-address'
  /** The user pool's address and the portal's client in it, to tell them to browsers: nothing may be done there. */
  | 'sign-in-address'
  /** Checks the password of the partner who calls. */
  | 'password-checks'
  /** Changes the e-mail that somebody signs in with. */
  | 'login-emails'
  /** Ends the sessions of a user of the pool. */
  | 'sign-outs'
  /** Makes users of the pool, and their passwords and second factors void. */
  | 'invitations'
  /** Queues mails of the outbox by their ids. */
  | 'mail-queue'
  /** Queues referral lists by their ids. */
  | 'list-queue'
  /** Sends mails from the program's address. */
  | 'ses'
  /** Starts the weekly workflow and looks at its executions. */
  | 'workflow'
  /** Looks at given-up messages, sends them again or deletes them. */
  | 'dead-letters';
