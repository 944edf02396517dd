/**
 * The nightly look at open claims: reminds clients, writes down what is over, and looks once more for clients who were not
 * known when they were claimed. It may run twice or be late: each step is taken once, by the day and not by the count of nights.
 */
import { type Instant, localDayOf } from '../../domain/calendar/time-zone.ts';
import { type Claim, claimStateOn, remindersDueOn } from '../../domain/claim.ts';
import type { ClaimId } from '../../domain/ids.ts';
import type { ClientDirectory } from '../../ports/client-directory.ts';
import { changeClaim } from './change-claim.ts';
import type { ClaimDependencies } from './claim-dependencies.ts';
import { guardedBy, isAskedOften } from './claim-limits.ts';
import { claimEnded, claimQuestion } from './claim-mails.ts';
import type { ClaimOccasion } from './claim-move.ts';
import type { ClaimOutcome } from './claim-outcome.ts';
import { clientMeant } from './client-meant.ts';
import { clientOfClaim } from './client-of-claim.ts';
import { writeDownEnd } from './end-claim.ts';
import { matched } from './make-claim.ts';
import { isOwnAccount } from './own-account.ts';

export interface ClaimsReport {
  /** Looked at. */
  readonly open: number;
  readonly reminded: number;
  readonly ended: number;
  /** Asked for the first time, since their client is known now. */
  readonly asked: number;
  /** Left as they were by a failure: the next look tries again. */
  readonly failed: number;
}

const PAGE = 100;
type Step = 'reminded' | 'ended' | 'asked';

export interface LookAfterDependencies extends ClaimDependencies {
  /** Why a claim could not be looked after: a log line. */
  readonly failed: (claim: ClaimId, error: unknown) => void;
  readonly directory: ClientDirectory;
}

export async function lookAfterClaims(now: Instant, dependencies: LookAfterDependencies): Promise<ClaimsReport> {
  const settings = await dependencies.ledger.settings();
  const today = localDayOf(now, settings.timeZone);
  const occasion: ClaimOccasion = { by: { kind: 'program', id: 'claims' }, now, today, settings };
  const report = { open: 0, reminded: 0, ended: 0, asked: 0, failed: 0 };
  for (let after: ClaimId | undefined; ; ) {
    const page = await dependencies.claims.open({ limit: PAGE, ...(after ? { after } : {}) });
    for (const { claim } of page) {
      report.open += 1;
      try {
        const step = await lookAfter(claim, occasion, dependencies);
        if (step) report[step] += 1;
      } catch (error) {
        // One that fails holds up no other; it is open, and looked at again.
        report.failed += 1;
        dependencies.failed(claim.id, error);
      }
    }
    after = page.at(-1)?.claim.id;
    if (page.length < PAGE) return report;
  }
}

async function lookAfter(
  claim: Claim,
  occasion: ClaimOccasion,
  dependencies: LookAfterDependencies,
): Promise<Step | undefined> {
  const client = (await clientOfClaim(claim, dependencies.intake))?.client;
  if (occasion.today >= claim.expiresOn) return stepOf('ended', await writeDownEnd(claim.id, occasion, dependencies));
  if (claimStateOn(claim, occasion.today, client) !== 'open') return undefined;
  if (claim.clientId === undefined) return lookForClient(claim, occasion, dependencies);
  if (remindersDueOn(claim, occasion.today) <= claim.reminders) return undefined;
  return stepOf('reminded', await remind(claim.id, occasion, dependencies));
}

const stepOf = (step: Step, { kind }: ClaimOutcome): Step | undefined => (kind === 'done' ? step : undefined);

const remind = (id: ClaimId, occasion: ClaimOccasion, dependencies: ClaimDependencies): Promise<ClaimOutcome> =>
  changeClaim(id, occasion, dependencies, async ({ before: { claim }, state, client }) => {
    const reminders = remindersDueOn(claim, occasion.today);
    if (state !== 'open' || !client || reminders <= claim.reminders) return { kind: 'refused', why: state };
    const after = { ...claim, reminders };
    const { mail, link } = await claimQuestion(after, client, { ...occasion, isReminder: true }, dependencies);
    return { kind: 'change', after, with: { mails: [mail], newLinks: [link] } };
  });

/** The sign-up's news may come later than the claim. */
async function lookForClient(
  claim: Claim,
  occasion: ClaimOccasion,
  dependencies: LookAfterDependencies,
): Promise<Step | undefined> {
  const { claims, ledger } = dependencies;
  const { today, now } = occasion;
  // What was claimed or denied under another name is no claim of its own, not even later.
  if (claim.unmatched !== 'no-such-client' && claim.unmatched !== 'several') return undefined;
  const [meant, claimant] = await Promise.all([
    clientMeant(claim.named, claim.partnerId, dependencies),
    ledger.find(claim.partnerId),
  ]);
  if (meant.kind !== 'one' || !claimant) return undefined;
  const { client } = meant.record;
  if (guardedBy(await claims.guardOfClient(claim.partnerId, client.id), today)) return undefined;
  if (await isAskedOften(client.id, today, claims)) return undefined;
  const isOwn = isOwnAccount(client, claimant.partner);
  const outcome = await changeClaim(claim.id, occasion, dependencies, async ({ before, state }) => {
    if (state !== 'open' || before.claim.clientId !== undefined) return { kind: 'refused', why: state };
    if (isOwn) {
      const refused: Claim = { ...matched(before.claim, client), state: 'refused', endedOn: today };
      return {
        kind: 'change',
        after: refused,
        with: { mails: await claimEnded(refused, 'refused', now, dependencies) },
      };
    }
    const after = { ...matched(before.claim, client), reminders: remindersDueOn(before.claim, today) };
    const { mail, link } = await claimQuestion(after, client, { ...occasion, isReminder: false }, dependencies);
    return { kind: 'change', after, with: { mails: [mail], newLinks: [link] } };
  });
  return stepOf(isOwn ? 'ended' : 'asked', outcome);
}
