/** Claims at a program in memory: partners who claim, clients who answer their mails, operations who decide, nights that go by. */
import type { Mail, MailKind, MailOf } from '../../shared/contracts/mail.ts';
import { instant, localDayOf } from '../../shared/domain/calendar/time-zone.ts';
import type { Claim, ClaimedName } from '../../shared/domain/claim.ts';
import { type ClaimId, clientId, partnerId } from '../../shared/domain/ids.ts';
import { type AnsweredQuestion, answerClaimLink } from '../../shared/usecases/claims/claim-link.ts';
import { type ClaimWord, decideClaim } from '../../shared/usecases/claims/decide-claim.ts';
import { identifyClient } from '../../shared/usecases/claims/identify-client.ts';
import { type ClaimsReport, lookAfterClaims } from '../../shared/usecases/claims/look-after-claims.ts';
import { makeClaim } from '../../shared/usecases/claims/make-claim.ts';
import { type ClaimPreview, previewClaim } from '../../shared/usecases/claims/preview-claim.ts';
import { showClaims } from '../../shared/usecases/claims/show-claims.ts';
import type { ShownClaim } from '../../shared/usecases/claims/shown-claim.ts';
import { MemoryPartnerCenter } from './memory-partner-center.ts';
import { MemoryProgram } from './memory-program.ts';

export type Named = { readonly email: string } | { readonly domain: string } | { readonly clientId: string };

export class MemoryClaims {
  readonly center: MemoryPartnerCenter;
  /** Claims that a night could not look after. */
  readonly failed: string[] = [];
  #keys = 0;

  constructor(program = new MemoryProgram()) {
    this.center = new MemoryPartnerCenter(program);
  }

  /** Of its own, with this one's ledger as it stands; it has heard of no mail. */
  async copy(): Promise<MemoryClaims> {
    const claims = new MemoryClaims(await this.program.copy());
    claims.#keys = this.#keys + 1_000;
    claims.center.skipIds(this.center.ids);
    claims.center.mails.push(...this.center.mails);
    return claims;
  }

  get program(): MemoryProgram {
    return this.center.program;
  }

  /** For faults of the ledger's table. */
  get table() {
    return this.program.table;
  }

  get with() {
    return this.center.with;
  }

  get now() {
    return instant(this.program.time);
  }

  get today() {
    return localDayOf(this.now, 'America/Los_Angeles');
  }

  /** Some hours after the day's runs. */
  on(day: string): this {
    this.program.time = Date.parse(`${day}T20:00:00Z`);
    return this;
  }

  #call(caller: string, request: unknown, key: string | undefined) {
    this.#keys += 1;
    return { caller, key: key ?? `key-${this.#keys}`, request };
  }

  make(partner: string, named: Named, { note, key }: { note?: string; key?: string } = {}) {
    const wanted = { partnerId: partnerId(partner), named: nameOf(named), note };
    const occasion = { by: { kind: 'partner', id: partner } as const, now: this.now };
    return makeClaim(wanted, occasion, this.#call(partner, wanted, key), this.with);
  }

  /** @throws for one that is refused. */
  async claim(partner: string, named: Named): Promise<string> {
    const made = await this.make(partner, named);
    if (made.kind !== 'done') throw new Error(`the claim was not made: ${JSON.stringify(made)}`);
    return made.answer.claimId;
  }

  makeForPartner(partner: string, client: string) {
    const wanted = { partnerId: partnerId(partner), named: nameOf({ clientId: client }) };
    const occasion = { by: { kind: 'staff', id: 'ann' } as const, now: this.now, why: 'asked for on the phone' };
    return makeClaim(wanted, occasion, this.#call('ann', wanted, undefined), this.with);
  }

  /** The token of the last link that was mailed about a claim. */
  token(claim: string): string {
    const items = this.program
      .items()
      .filter(({ pk, purpose }) => pk.startsWith('LINK#') && (purpose as { claimId?: string }).claimId === claim);
    const ids = new Set(items.map(({ id }) => id));
    const mail = this.center
      .mailsOf('claim-question')
      .findLast(({ data: { link } }) => ids.has(tokenOf(link).split('.')[0]));
    if (!mail) throw new Error(`nobody was asked about claim ${claim}, or the link was used`);
    return tokenOf(mail.data.link);
  }

  answer(token: string, answer: 'confirm' | 'deny'): Promise<AnsweredQuestion> {
    return answerClaimLink(token, answer, this.now, this.with);
  }

  confirm = (claim: string): Promise<AnsweredQuestion> => this.answer(this.token(claim), 'confirm');
  deny = (claim: string): Promise<AnsweredQuestion> => this.answer(this.token(claim), 'deny');

  decide(claim: string, decision: 'confirm' | 'deny' | 'reopen', key?: string) {
    const note = 'spoke to the client';
    const said: ClaimWord =
      decision === 'reopen' ? { decision, note } : { decision, note, heardFrom: 'Owner', heardOn: this.today };
    const word = { by: 'fin', now: this.now, note };
    return decideClaim(claim as ClaimId, said, word, this.#call('fin', { claim, said }, key), this.with);
  }

  identify(claim: string, client: string) {
    const word = { by: 'ann', now: this.now, note: 'found by phone' };
    return identifyClient(
      claim as ClaimId,
      clientId(client),
      word,
      this.#call('ann', { claim, client }, undefined),
      this.with,
    );
  }

  preview(claim: string, decision: 'confirm' | 'reopen' = 'confirm'): Promise<ClaimPreview> {
    return previewClaim(claim as ClaimId, decision, this.now, this.with);
  }

  night(): Promise<ClaimsReport> {
    return lookAfterClaims(this.now, { ...this.with, failed: (claim) => void this.failed.push(claim) });
  }

  async shown(partner: string): Promise<readonly ShownClaim[]> {
    return (await showClaims(partnerId(partner), { limit: 50 }, this.now, this.with)).items;
  }

  async stored(claim: string): Promise<Claim> {
    const record = await this.with.claims.find(claim as ClaimId);
    if (!record) throw new Error(`there is no claim ${claim}`);
    return record.claim;
  }

  mailsOf<Kind extends MailKind>(kind: Kind): MailOf<Kind>[] {
    return this.center.mailsOf(kind);
  }

  /** Kinds and receivers of the mails since a moment. */
  mailed(since = 0): string[] {
    return this.center.mails.slice(since).map(({ kind, to }: Mail) => `${kind} to ${to}`);
  }
}

const tokenOf = (link: string): string => link.slice(link.lastIndexOf('/') + 1);

function nameOf(named: Named): ClaimedName {
  if ('email' in named) return { by: 'email', value: named.email };
  if ('domain' in named) return { by: 'domain', value: named.domain };
  return { by: 'client-id', value: clientId(named.clientId) };
}
