/** Every claim held against RULES.md as it is written: who may claim, how long it is open, whose word it takes, which closes which. */
import type { Item } from '../../../shared/ports/table.ts';
import { dayInProgram, dayOf } from '../days.ts';

const OPEN_DAYS = 14;
const REACH_DAYS = 30;
const REPEAT_DAYS = 30;

interface Claim {
  readonly id: string;
  readonly partnerId: string;
  readonly clientId?: string;
  readonly state: string;
  readonly madeOn: string;
  readonly openedOn: string;
  readonly openedAfter: number;
  readonly endedOn?: string;
  readonly decision?: { readonly at: number; readonly answer: string };
}

/** A claim's confirmation, given or taken back. */
export interface ClaimWord {
  readonly claim: string;
  readonly client: string;
  readonly partner: string;
  /** The first day of payments that it moves. */
  readonly from: number;
  readonly isTakenBack: boolean;
}

export class ClaimsWatch {
  readonly #claims = new Map<string, Claim>();
  /** By claim and word: how often somebody said it, less how often it was written. */
  readonly #words = new Map<string, number>();
  /** By client: confirmations, in their order, with the count of steps at which each was opened. */
  readonly #confirmedAt = new Map<string, { readonly claim: string; readonly step: number }[]>();
  readonly #openedAt = new Map<string, number>();
  #steps = 0;

  /** Told by whoever speaks for a client, or for operations. */
  word(claim: string, said: 'confirm' | 'deny' | 'reopen'): void {
    this.#words.set(`${claim} ${said}`, (this.#words.get(`${claim} ${said}`) ?? 0) + 1);
  }

  #wasSaid(claim: string, said: string): boolean {
    const left = (this.#words.get(`${claim} ${said}`) ?? 0) - 1;
    this.#words.set(`${claim} ${said}`, left);
    return left >= 0;
  }

  ids(): readonly string[] {
    return [...this.#claims.keys()];
  }

  /** @param now when it was written; the day was taken a little before. */
  changed(after: Item, now: number): { readonly problems: readonly string[]; readonly word?: ClaimWord } {
    const claim = after.claim as Claim;
    const before = this.#claims.get(claim.id);
    this.#claims.set(claim.id, claim);
    this.#steps += 1;
    const moved = before?.state === claim.state ? [] : this.#moved(before, claim, now);
    const frozen = before && before.madeOn !== claim.madeOn ? [`claim ${claim.id} is of another day than before`] : [];
    const isMatched = claim.clientId !== undefined && claim.clientId !== before?.clientId;
    // One that was over by its day and not yet written down stays open as it is opened again.
    const isLonger = before?.openedOn !== claim.openedOn || before.openedAfter !== claim.openedAfter;
    const isOpened = claim.state === 'open' && (isMatched || before?.state !== 'open' || isLonger);
    const isReopened = isOpened && before !== undefined && !isMatched;
    if (isOpened) this.#openedAt.set(claim.id, this.#steps);
    const guarded = isOpened ? this.#guarded(claim, dayInProgram(now)) : [];
    const asked = isReopened && !this.#wasSaid(claim.id, 'reopen') ? [`claim ${claim.id} was opened by nobody`] : [];
    return { problems: [...moved, ...frozen, ...guarded, ...asked], ...this.#word(before, claim) };
  }

  #moved(before: Claim | undefined, claim: Claim, now: number): string[] {
    const what = `claim ${claim.id} of ${claim.partnerId} to ${claim.clientId}`;
    const { state } = claim;
    if (!before)
      return ['open', 'refused'].includes(state) ? dated(what, claim.madeOn, now) : [`${what} is ${state} at once`];
    // Whatever has ended may be opened again by operations, but one that was refused as the claimant's own.
    if (state === 'open') return before.state === 'refused' ? [`${what} was refused for good, and is open`] : [];
    if (before.state !== 'open') return [`${what} moved from ${before.state} to ${state}`];
    const answer = state === 'confirmed' ? 'confirm' : state === 'denied' ? 'deny' : undefined;
    const isOver = (day: number): boolean => day >= dayOf(before.openedOn) + OPEN_DAYS;
    if (answer === undefined)
      return state === 'refused' || isOver(dayInProgram(now)) ? [] : [`${what} is ${state} before its last day`];
    const at = claim.decision?.at ?? 0;
    return [
      ...(this.#wasSaid(claim.id, answer) ? [] : [`${what} is ${state} without anybody's word`]),
      ...(isOver(dayInProgram(at)) ? [`${what} is ${state} after its last day`] : []),
      ...this.#closed(what, claim),
    ];
  }

  /** The first that is confirmed closes the others that are open. */
  #closed(what: string, { id, clientId = '' }: Claim): string[] {
    const opened = this.#openedAt.get(id) ?? 0;
    const closers = (this.#confirmedAt.get(clientId) ?? []).filter(({ step }) => step > opened);
    return closers.map(({ claim }) => `${what} is decided, and ${claim} has closed it`);
  }

  #guarded({ id, partnerId, clientId }: Claim, today: number): string[] {
    if (clientId === undefined) return [];
    const others = [...this.#claims.values()].filter(
      (other) => other.id !== id && other.partnerId === partnerId && other.clientId === clientId,
    );
    return others.flatMap((other) => {
      if (other.state === 'open') return [`${partnerId} has two open claims to ${clientId}: ${other.id} and ${id}`];
      const isLate = other.state !== 'denied' || today >= dayOf(other.endedOn ?? '') + REPEAT_DAYS;
      return isLate ? [] : [`${partnerId} claims ${clientId} by ${id}, and ${other.id} was denied ${other.endedOn}`];
    });
  }

  #word(before: Claim | undefined, claim: Claim): { readonly word?: ClaimWord } {
    const { id, partnerId: partner, clientId: client = '', madeOn, state } = claim;
    const word = { claim: id, client, partner, from: dayOf(madeOn) - REACH_DAYS };
    const confirmed = this.#confirmedAt.get(client) ?? [];
    if (state === 'confirmed' && before?.state !== 'confirmed') {
      this.#confirmedAt.set(client, [...confirmed, { claim: id, step: this.#steps }]);
      return { word: { ...word, isTakenBack: false } };
    }
    if (before?.state !== 'confirmed' || state === 'confirmed') return {};
    this.#confirmedAt.set(
      client,
      confirmed.filter((each) => each.claim !== id),
    );
    return { word: { ...word, isTakenBack: true } };
  }
}

/** A call takes less than a minute: its day is that of now, or of a minute ago. */
const dated = (what: string, day: string, now: number): string[] =>
  [dayInProgram(now), dayInProgram(now - 60_000)].includes(dayOf(day)) ? [] : [`${what} is of another day: ${day}`];
