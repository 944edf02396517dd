/** What the ledger knows of a log-in of the user pool: whose it is, since when its sessions count, when its password was checked. */
import type { Instant } from '../domain/calendar/time-zone.ts';
import type { PartnerId } from '../domain/ids.ts';

export interface Login {
  /** The user's id in the pool, for ever the same. */
  readonly sub: string;
  /** Absent for staff. */
  readonly partnerId?: PartnerId;
  /** Sign-ins before it are over: "sign out everywhere". In ms of the wall clock, by which tokens live. */
  readonly sessionsValidFrom?: number;
  /** The last time the password was checked anew, for one session only. In the program's time. */
  readonly passwordCheck?: { readonly session: string; readonly at: Instant };
}

export interface Logins {
  find(sub: string): Promise<Login | undefined>;
  /** The partner's log-in, when they were invited. */
  ofPartner(partner: PartnerId): Promise<Login | undefined>;
  /** False when the log-in belongs to another partner, or the partner has another log-in. The same again is fine. */
  connect(sub: string, partner: PartnerId): Promise<boolean>;
  /**
   * The partner's log-in is another one from now on, since the old one is gone from the pool; the old one is nobody's. False
   * when the partner has a third one, or the new one is another partner's. The same again is fine.
   */
  replace(partner: PartnerId, oldSub: string, newSub: string): Promise<boolean>;
  /** And password checks. An older call that comes late changes nothing. */
  endSessions(sub: string, wallTime: number): Promise<void>;
  rememberPasswordCheck(sub: string, check: NonNullable<Login['passwordCheck']>): Promise<void>;
}
