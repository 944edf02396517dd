/** Clients as people name them: by their owner's e-mail or its business domain; and what a sign-up said. */
import type { LocalDay } from '../domain/calendar/local-day.ts';
import type { ClientId, PartnerId, ReferralListId } from '../domain/ids.ts';

/** What the sign-up said beside the client's facts: the evidence when somebody asks who referred the client. */
export interface SignUp {
  readonly clientId: ClientId;
  readonly ownerEmail: string;
  readonly secondaryUsers: readonly string[];
  readonly accountCreatedOn?: LocalDay;
  /** The partner of the referral link, or the id given at sign-up. */
  readonly link?: PartnerId;
  readonly howHeard?: string;
  /** The referral list that credited it. */
  readonly listId?: ReferralListId;
  /** By what the referrer was found; absent when there was none. */
  readonly creditedBy?: 'link' | 'list' | 'how-heard-email' | 'how-heard-name';
}

export interface ClientDirectory {
  /** By e-mail in its comparable form, those of whom there are any. One owner may have several accounts. */
  withOwnerEmails(emails: readonly string[]): Promise<ReadonlyMap<string, readonly ClientId[]>>;
  /** Whose owner has an e-mail in this business domain, in the order of ids; none for free-mail domains. */
  inDomain(domain: string, limit: number): Promise<readonly ClientId[]>;
  /** Undefined for a client that has not signed up yet. */
  signUp(client: ClientId): Promise<SignUp | undefined>;
}
