/** Operations' staff at a program in memory: what their use cases work with, their calls, and what stands in the audit trail. */
import { adjustments } from '../../shared/adapters/ledger/adjustments.ts';
import { auditTrail } from '../../shared/adapters/ledger/audit-trail.ts';
import { earningsLedger } from '../../shared/adapters/ledger/earnings-ledger.ts';
import { intakeLedger } from '../../shared/adapters/ledger/intake-ledger.ts';
import { logins } from '../../shared/adapters/ledger/logins.ts';
import { onceRecords } from '../../shared/adapters/ledger/once-records.ts';
import { partnerLedger } from '../../shared/adapters/ledger/partner-ledger.ts';
import { refilings } from '../../shared/adapters/ledger/refilings.ts';
import { reviews } from '../../shared/adapters/ledger/reviews.ts';
import { settingsLedger } from '../../shared/adapters/ledger/settings-ledger.ts';
import { linkTokens } from '../../shared/adapters/links/link-tokens.ts';
import { memoryUserPool } from '../../shared/adapters/memory/memory-user-pool.ts';
import type { Mail } from '../../shared/contracts/mail.ts';
import { localDay } from '../../shared/domain/calendar/local-day.ts';
import { instant, localDayOf } from '../../shared/domain/calendar/time-zone.ts';
import { partnerId } from '../../shared/domain/ids.ts';
import { cents } from '../../shared/domain/money/cents.ts';
import type { AuditRecord } from '../../shared/ports/audit-trail.ts';
import type { PartnerRecord } from '../../shared/ports/partner-ledger.ts';
import type { ReviewKind } from '../../shared/ports/reviews.ts';
import { type RefilingReport, refilePartners } from '../../shared/usecases/intake/refile-partners.ts';
import type { OnceCall, OnceOutcome } from '../../shared/usecases/once.ts';
import { adjustBalance, decideAdjustment } from '../../shared/usecases/staff/adjust-balance.ts';
import { changePartner, type StaffChangeOutcome, type StaffWord } from '../../shared/usecases/staff/change-partner.ts';
import { decideReview, type ReviewDecision } from '../../shared/usecases/staff/decide-review.ts';
import { decideSelfReferral } from '../../shared/usecases/staff/decide-self-referral.ts';
import { changeRate, hold, recordForm, release } from '../../shared/usecases/staff/partner-decisions.ts';
import { MemoryProgram } from './memory-program.ts';

/** Who calls, with which `Idempotency-Key`: one of its own unless a call is sent again. */
export interface Caller {
  readonly by?: string;
  readonly key?: string;
}

type Decide = Parameters<typeof changePartner>[3];

export class MemoryStaff {
  readonly program: MemoryProgram;
  readonly pool = memoryUserPool();
  /** Every mail that was posted, the last one last. */
  readonly mails: Mail[] = [];
  /** Of tokens; apart from the program's clock, which is moved. */
  wallTime = Date.UTC(2026, 0, 1);
  readonly with;
  #ids: number;

  constructor(program = new MemoryProgram(), ids = 0) {
    this.program = program;
    this.#ids = ids;
    const { table } = program;
    const ledgers = {
      ledger: partnerLedger(table),
      earnings: earningsLedger(table),
      intake: intakeLedger(table),
      adjustments: adjustments(table),
      reviews: reviews(table),
      refilings: refilings(table),
      audit: auditTrail(table),
      settings: settingsLedger(table),
      records: onceRecords(table),
      logins: logins(table),
      pool: this.pool,
      tokens: linkTokens(async () => 'a key of at least thirty-two characters'),
      linkBase: 'https://api.example',
      ids: { next: () => `id-${String(this.#next()).padStart(19, '0')}` },
      post: async (mails: readonly Mail[]) => void this.mails.push(...mails),
    };
    this.with = {
      ...ledgers,
      decideSelfReferral: (...[review, decision, word, once]: Parameters4<typeof decideSelfReferral>) =>
        decideSelfReferral(review, decision, word, once, ledgers),
    };
  }

  #next(): number {
    this.#ids += 1;
    return this.#ids;
  }

  /** Of its own, with this one's ledger as it stands. Its user pool is an empty one. */
  async copy(): Promise<MemoryStaff> {
    return new MemoryStaff(await this.program.copy(), this.#ids);
  }

  /** For faults of the ledger's table. */
  get table() {
    return this.program.table;
  }

  seconds(count: number): this {
    this.program.time += count * 1_000;
    return this;
  }

  get today() {
    return localDayOf(instant(this.program.time), 'America/Los_Angeles');
  }

  word(by = 'ann', note = 'as agreed by phone'): StaffWord {
    return { by, now: instant(this.program.time), note };
  }

  call(request: unknown, { by = 'ann', key = `key-${this.#next()}` }: Caller = {}): OnceCall {
    return { caller: by, key, request };
  }

  async record(partner: string): Promise<PartnerRecord> {
    const record = await this.with.ledger.find(partnerId(partner));
    if (!record) throw new Error(`there is no partner ${partner}`);
    return record;
  }

  /** On the version as it is, unless the caller saw another. */
  async change(partner: string, decide: Decide, by?: string, version?: number): Promise<StaffChangeOutcome> {
    const target = { id: partnerId(partner), version: version ?? (await this.record(partner)).version };
    return changePartner(target, this.word(by), this.with, decide);
  }

  rate(partner: string, basisPoints: number, from: string = this.today): Promise<StaffChangeOutcome> {
    return this.change(partner, (each, today) => changeRate(each, today, { basisPoints, from: localDay(from) }));
  }

  hold = (partner: string, by?: string, version?: number): Promise<StaffChangeOutcome> =>
    this.change(partner, (each) => hold(each, this.word().note), by, version);

  release = (partner: string, by?: string, version?: number): Promise<StaffChangeOutcome> =>
    this.change(partner, release, by, version);

  form = (partner: string, form: 'W-9' | 'W-8BEN', receivedOn: string): Promise<StaffChangeOutcome> =>
    this.change(partner, (each, today) => recordForm(each, today, form, localDay(receivedOn)));

  adjust(partner: string, amount: number, caller: Caller = {}) {
    const what = { partnerId: partnerId(partner), cents: cents(amount) };
    return adjustBalance(what, this.word(caller.by), this.call(what, caller), this.with);
  }

  decide(id: string, decision: 'approve' | 'refuse', caller: Caller = {}) {
    const what = { id, decision };
    return decideAdjustment(what, this.word(caller.by), this.call(what, caller), this.with);
  }

  review(kind: ReviewKind, id: string, decision: ReviewDecision, caller: Caller = {}) {
    const what = { kind, id, decision };
    return decideReview(what, this.word(caller.by), this.call(what, caller), this.with);
  }

  /** What a change of a partner sets off at once, and the daily rule. */
  async refile(): Promise<RefilingReport> {
    const settings = await this.with.ledger.settings();
    return refilePartners(instant(this.program.time), {}, { ...this.with, settings });
  }

  /** The first record first. */
  async trail(partner?: string): Promise<AuditRecord[]> {
    const whose = partner === undefined ? {} : { partnerId: partnerId(partner) };
    const found = await this.with.audit.read({ ...whose, limit: 1_000 });
    return found.map(({ record }) => record).reverse();
  }

  /** What was done, in a word each. */
  async actions(): Promise<string[]> {
    return (await this.trail()).map(({ action }) => action);
  }
}

type Parameters4<Work extends (...given: never[]) => unknown> =
  Parameters<Work> extends [...infer First, unknown] ? First : never;

/** @throws for a call that was not answered. */
export function answered<Answer>(outcome: OnceOutcome<Answer>): Answer {
  if (outcome.kind !== 'done') throw new Error(`the call was not answered: ${JSON.stringify(outcome)}`);
  return outcome.answer;
}
