/** The Partner Center of a program in memory: partners who sign in, change things, and get mails with links. */
import { auditTrail } from '../../shared/adapters/ledger/audit-trail.ts';
import { claimWrites } from '../../shared/adapters/ledger/claim-writes.ts';
import { claims } from '../../shared/adapters/ledger/claims.ts';
import { clientDirectory } from '../../shared/adapters/ledger/client-directory.ts';
import { earningsLedger } from '../../shared/adapters/ledger/earnings-ledger.ts';
import { intakeLedger } from '../../shared/adapters/ledger/intake-ledger.ts';
import { links } from '../../shared/adapters/ledger/links.ts';
import { logins } from '../../shared/adapters/ledger/logins.ts';
import { onceRecords } from '../../shared/adapters/ledger/once-records.ts';
import { partnerLedger } from '../../shared/adapters/ledger/partner-ledger.ts';
import { refilings } from '../../shared/adapters/ledger/refilings.ts';
import { reviews } from '../../shared/adapters/ledger/reviews.ts';
import { linkTokens } from '../../shared/adapters/links/link-tokens.ts';
import { memoryUserPool } from '../../shared/adapters/memory/memory-user-pool.ts';
import type { Mail, MailKind, MailOf } from '../../shared/contracts/mail.ts';
import { type Instant, instant } from '../../shared/domain/calendar/time-zone.ts';
import { type PartnerId, partnerId } from '../../shared/domain/ids.ts';
import type { Partner } from '../../shared/domain/partner.ts';
import type { AuditRecord } from '../../shared/ports/audit-trail.ts';
import type { PartnerRecord } from '../../shared/ports/partner-ledger.ts';
import type { AccountCall } from '../../shared/usecases/account/account-call.ts';
import { checkPassword } from '../../shared/usecases/account/passwords.ts';
import { useLink as followLink, type UsedLink } from '../../shared/usecases/links/use-link.ts';
import { changePayPalAddress } from '../../shared/usecases/partner/change-paypal-address.ts';
import type { Occasion } from '../../shared/usecases/partner/change-profile.ts';
import { MemoryProgram } from './memory-program.ts';

export const PASSWORD = 'Correct-Horse-7';
const SECONDS = 1_000;

export class MemoryPartnerCenter {
  readonly program: MemoryProgram;
  readonly pool = memoryUserPool();
  /** Every mail that was posted, the last one last. */
  readonly mails: Mail[] = [];
  /** Of tokens; apart from the program's clock, which is moved. */
  wallTime = Date.UTC(2026, 0, 1);
  #ids = 0;
  readonly with;

  constructor(program = new MemoryProgram()) {
    this.program = program;
    const { table } = program;
    this.with = {
      claims: claims(table),
      directory: clientDirectory(table),
      intake: intakeLedger(table, claimWrites),
      records: onceRecords(table),
      ledger: partnerLedger(table),
      earnings: earningsLedger(table),
      reviews: reviews(table),
      refilings: refilings(table),
      audit: auditTrail(table),
      logins: logins(table),
      links: links(table),
      tokens: linkTokens(async () => 'a key of at least thirty-two characters'),
      linkBase: 'https://api.example',
      post: async (mails: readonly Mail[]) => void this.mails.push(...mails),
      ids: { next: () => this.#nextId() },
      pool: this.pool,
    };
  }

  #nextId(): string {
    this.#ids += 1;
    return `id-${String(this.#ids).padStart(20, '0')}`;
  }

  /** How many ids were given so far. */
  get ids(): number {
    return this.#ids;
  }

  /** For a copy: its ids go on after those that its ledger knows. */
  skipIds(count: number): void {
    this.#ids = count;
  }

  get now(): Instant {
    return instant(this.program.time);
  }

  /** A partner whom billing imported, with a log-in. */
  async signUp(id: string, change: Partial<Partner> = {}): Promise<PartnerId> {
    await this.program.partner(id);
    if (Object.keys(change).length > 0) await this.program.changePartner(id, change);
    const partner = partnerId(id);
    const { email } = await this.partner(id);
    await this.with.logins.connect(this.pool.add({ email, password: PASSWORD }), partner);
    return partner;
  }

  async record(id: string): Promise<PartnerRecord> {
    const record = await this.with.ledger.find(partnerId(id));
    if (!record) throw new Error(`there is no partner ${id}`);
    return record;
  }

  async partner(id: string): Promise<Partner> {
    return (await this.record(id)).partner;
  }

  /** A call as somebody makes it who is signed in; another session is another sign-in. */
  async call(id: string, session = 'session-1'): Promise<AccountCall> {
    const partner = partnerId(id);
    const login = await this.with.logins.ofPartner(partner);
    if (!login) throw new Error(`partner ${id} has no log-in`);
    const { email } = await this.partner(id);
    const accessToken = this.pool.signIn(this.pool.emailOf(login.sub) ?? email, PASSWORD) ?? 'no token';
    this.wallTime += SECONDS;
    return { partnerId: partner, sub: login.sub, session, login, accessToken, now: this.now, wallTime: this.wallTime };
  }

  /** A call in a session whose password was just checked. */
  async trustedCall(id: string, session?: string): Promise<AccountCall> {
    const checked = await checkPassword({ password: PASSWORD }, await this.call(id, session), this.with);
    if (checked.kind !== 'right') throw new Error(`the password is ${checked.kind}`);
    return this.call(id, session);
  }

  by(id: string): Occasion {
    return { by: { kind: 'partner', id }, now: this.now };
  }

  /** As its owner, or whoever has session and password. */
  async changeAddress(id: string, address: string): ReturnType<typeof changePayPalAddress> {
    const { version } = await this.record(id);
    return changePayPalAddress(
      { id: partnerId(id), version, address },
      await this.trustedCall(id),
      this.by(id),
      this.with,
    );
  }

  /** The mails of a kind, the last one last. */
  mailsOf<Kind extends MailKind>(kind: Kind): MailOf<Kind>[] {
    return this.mails.filter((mail) => mail.kind === kind) as unknown as MailOf<Kind>[];
  }

  /** The token of the last link of a kind that was mailed to an address, or to anybody. */
  token(kind: MailKind, to?: string): string {
    const mail = this.mails.findLast((each) => each.kind === kind && (to === undefined || each.to === to));
    const data = (mail?.data ?? {}) as { readonly link?: string; readonly freezeLink?: string };
    const link = data.link ?? data.freezeLink;
    if (link === undefined) throw new Error(`no ${kind} with a link was mailed`);
    return link.slice(link.lastIndexOf('/') + 1);
  }

  follow(token: string): Promise<UsedLink> {
    return followLink(token, this.now, this.with);
  }

  /** What the audit trail says of a partner, the first thing first. */
  async audits(id: string): Promise<AuditRecord[]> {
    const found = await this.with.audit.read({ partnerId: partnerId(id), limit: 100 });
    return found.map(({ record }) => record).reverse();
  }

  hours(count: number): this {
    this.program.time += count * 3_600_000;
    return this;
  }
}
