/** A change of a partner's profile: decided on the profile as it stands, written whole, its mails posted. */
import type { Mail } from '../../contracts/mail.ts';
import type { LocalDay } from '../../domain/calendar/local-day.ts';
import { type Instant, localDayOf } from '../../domain/calendar/time-zone.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { ProgramSettings } from '../../domain/program-settings.ts';
import type { Actor } from '../../ports/audit-trail.ts';
import type { Ids } from '../../ports/ids.ts';
import type { OnceRecord } from '../../ports/once.ts';
import type { PartnerChange, PartnerLedger, PartnerRecord } from '../../ports/partner-ledger.ts';

export interface ProfileDependencies {
  readonly ledger: PartnerLedger;
  readonly ids: Ids;
  /** Hands the mails of a change that stands to whoever sends them; never throws. */
  readonly post: (mails: readonly Mail[]) => Promise<void>;
}

export interface Occasion {
  readonly by: Actor;
  readonly now: Instant;
  /** What staff say about it. */
  readonly why?: string;
  /** Of a call that may happen once. */
  readonly once?: OnceRecord;
}

/** The day and the settings that a decision is made under. */
export interface Circumstances {
  readonly today: LocalDay;
  readonly settings: ProgramSettings;
}

export interface DecidedChange extends Omit<PartnerChange, 'before' | 'audit' | 'once'> {
  /** Such as `partner.paypal-address`. */
  readonly action: string;
  /** What changed: only the parts that did. */
  readonly from?: unknown;
  readonly to?: unknown;
}

export type Decision<Refused> =
  | { readonly kind: 'change'; readonly change: DecidedChange }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly why: Refused };

export type ProfileOutcome<Refused> =
  | { readonly kind: 'done' | 'unchanged'; readonly record: PartnerRecord }
  | { readonly kind: 'refused'; readonly why: Refused }
  /** The profile is not the version that the caller saw; without one, others kept changing it. */
  | { readonly kind: 'moved' };

const MAX_ROUNDS = 5;

/**
 * @param version what the caller saw; left out where the change goes well with whatever it is.
 * @param decide may be asked again when the profile moved meanwhile.
 * @throws Error for a partner without a profile.
 */
export async function changeProfile<Refused = never>(
  { id, version }: { readonly id: PartnerId; readonly version?: number },
  { by, now, why, once }: Occasion,
  { ledger, ids, post }: ProfileDependencies,
  decide: (before: PartnerRecord, circumstances: Circumstances) => Decision<Refused> | Promise<Decision<Refused>>,
): Promise<ProfileOutcome<Refused>> {
  for (let round = 0; round < (version === undefined ? MAX_ROUNDS : 1); round += 1) {
    const [before, settings] = await Promise.all([ledger.find(id), ledger.settings()]);
    if (!before) throw new Error(`partner ${id} has no profile`);
    if (version !== undefined && before.version !== version) return { kind: 'moved' };
    const decided = await decide(before, { today: localDayOf(now, settings.timeZone), settings });
    if (decided.kind === 'refused') return decided;
    if (decided.kind === 'unchanged') return { kind: 'unchanged', record: before };
    const { action, from, to, ...change } = decided.change;
    const audit = { id: ids.next(), at: now, by, action, subject: `partner:${id}`, partnerId: id, from, to, why };
    if (!(await ledger.change({ before, ...change, audit, ...(once ? { once } : {}) }))) continue;
    await post(change.mails ?? []);
    return { kind: 'done', record: { partner: change.after, version: before.version + 1 } };
  }
  return { kind: 'moved' };
}
