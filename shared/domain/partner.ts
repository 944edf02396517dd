/** A partner: who refers clients and is paid for it. What a run needs to know to decide a payout. */
import { type LocalDay, localDay } from './calendar/local-day.ts';
import type { Instant } from './calendar/time-zone.ts';
import type { PartnerId } from './ids.ts';
import type { Cents } from './money/cents.ts';

/** Before every day of the program: since when an imported rate or e-mail counts. */
export const BEGINNING: LocalDay = localDay('0001-01-01');

/** Dated today or later when it is made, never earlier; the list is in order of days. */
export interface DatedRate {
  readonly from: LocalDay;
  readonly basisPoints: number;
}

/** An address the partner held from a day on, for log-in or PayPal; kept when it is changed. */
export interface HeldEmail {
  readonly address: string;
  readonly from: LocalDay;
}

/** A log-in e-mail that the partner gave up on a day. */
export interface FormerEmail {
  readonly address: string;
  readonly until: LocalDay;
}

export interface PayPalAddress {
  readonly address: string;
  /** Counts changes and renewed confirmations: a refusal sticks to one version. */
  readonly version: number;
  /** Absent until the address is confirmed by e-mail. */
  readonly confirmedOn?: LocalDay;
  /** The partner's first address needs confirming only, unless the log-in is new; a changed one also cools down. */
  readonly changed: boolean;
}

export type TaxForm = 'W-9' | 'W-8BEN';
export type TaxResult = 'us-person' | 'us-source-income' | 'foreign-source';

/** The four questions. */
export interface TaxAnswers {
  /** A U.S. citizen, or a dual citizen. */
  readonly usCitizen: boolean;
  readonly greenCard: boolean;
  /** Physically present in the U.S. for more than 183 days in the past three calendar years. */
  readonly presentOver183Days: boolean;
  /** Physically worked in the U.S. for any time in the last calendar year. */
  readonly workedInUs: boolean;
}

/** What the four questions came to and which forms operations hold. */
export interface TaxStanding {
  /** The last ones; those before are in the audit trail. */
  readonly answers?: TaxAnswers;
  readonly result?: TaxResult;
  readonly answeredOn?: LocalDay;
  readonly formsOnFile: readonly TaxForm[];
  /** Operations looked at `us-source-income` answered on `answeredOn`. */
  readonly reviewed?: boolean;
}

/** Mails that a partner may do without. What guards their money is always mailed. */
export interface MailPreferences {
  /**
   * One for each payout that was paid, for who asks for it only: SES takes $0.10 for a thousand mails, more than ten times what
   * the rest of a Friday costs for a thousand payouts.
   */
  readonly payouts: boolean;
}

export interface Partner {
  readonly id: PartnerId;
  /** The full name: self-referral is judged by it, and only operations change it. */
  readonly name: string;
  /** What the Partner Center calls them. @default their full name */
  readonly displayName?: string;
  /** @default none */
  readonly mailPreferences?: MailPreferences;
  /** When they were mailed last that settings were changed. */
  readonly settingsMailedAt?: Instant;
  readonly email: string;
  /** The last change of the log-in e-mail, or operations' last reset of the password or second factor. An invitation is none. */
  readonly loginChangedOn?: LocalDay;
  /** Those of late: what happens to the money is told to them, too. */
  readonly formerEmails?: readonly FormerEmail[];
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** A move to the United States that operations have not looked at yet. */
  readonly countryUnderReview?: boolean;
  readonly joinedOn?: LocalDay;
  readonly rates: readonly DatedRate[];
  readonly heldEmails: readonly HeldEmail[];
  readonly paypal?: PayPalAddress;
  /** The partner's own minimum, never below the program's. */
  readonly thresholdCents?: Cents;
  /** Operations' hold, with its reason. */
  readonly hold?: string;
  /** Frozen by the partner after an address-change mail. */
  readonly frozen?: boolean;
  /** How often operations lifted the freeze: a freeze link mailed before is over. @default 0 */
  readonly freezesLifted?: number;
  readonly tax: TaxStanding;
}
