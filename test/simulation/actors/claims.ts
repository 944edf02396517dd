/** Claims: partners claim clients, clients answer their mails or do not, nights go by, operations decide and take back. */
import { claimWrites } from '../../../shared/adapters/ledger/claim-writes.ts';
import { claims as claimsLedger } from '../../../shared/adapters/ledger/claims.ts';
import { clientDirectory } from '../../../shared/adapters/ledger/client-directory.ts';
import { intakeLedger } from '../../../shared/adapters/ledger/intake-ledger.ts';
import { links } from '../../../shared/adapters/ledger/links.ts';
import { onceRecords } from '../../../shared/adapters/ledger/once-records.ts';
import { partnerProfiles } from '../../../shared/adapters/ledger/partner-profiles.ts';
import { reviews } from '../../../shared/adapters/ledger/reviews.ts';
import { linkTokens } from '../../../shared/adapters/links/link-tokens.ts';
import type { Mail } from '../../../shared/contracts/mail.ts';
import { localDayOf } from '../../../shared/domain/calendar/time-zone.ts';
import type { ClaimedName } from '../../../shared/domain/claim.ts';
import { type ClaimId, clientId, partnerId } from '../../../shared/domain/ids.ts';
import { answerClaimLink } from '../../../shared/usecases/claims/claim-link.ts';
import { type ClaimWord, decideClaim } from '../../../shared/usecases/claims/decide-claim.ts';
import { lookAfterClaims } from '../../../shared/usecases/claims/look-after-claims.ts';
import { makeClaim } from '../../../shared/usecases/claims/make-claim.ts';
import type { Tools } from '../cloud/lambda.ts';
import { DAY_MS, momentOf } from '../days.ts';
import type { Actor, Simulation } from '../simulation.ts';
import { firings } from './daily.ts';

const LIMIT_SECONDS = 29;
const TRIES = 4;
const HOUR = 3_600_000;
const tokens = linkTokens(async () => 'a key of at least thirty-two characters');

export const claims: Actor = {
  name: 'claims',
  begin(simulation) {
    const { story, chance } = simulation;
    // Most programs see a claim a month or none; a few are quarrelsome.
    const every = chance.pick([0, 0, 0, 60, 60, 20]);
    if (every === 0) return;
    for (let day = story.firstFriday + 2; day < story.calmFrom; day += chance.between(1, every))
      simulation.on(onFriday(day, chance.happens(0.4)), chance.pick([9, 16.9995, 17, 17.0005, 21]), () =>
        claim(simulation),
      );
    for (let day = story.firstFriday + 10; day < story.calmFrom; day += chance.between(5, 40))
      simulation.on(onFriday(day, chance.happens(0.4)), chance.pick([10, 16.9999, 17.0005]), () => decide(simulation));
    for (let day = story.firstFriday; day < story.end; day += 1) simulation.on(day, 16, () => atNight(simulation));
  },
};

const onFriday = (day: number, isSo: boolean): number => (isSo ? day - (day % 7) + 5 : day);

function dependencies(simulation: Simulation, { table }: Tools) {
  return {
    claims: claimsLedger(table),
    directory: clientDirectory(table),
    intake: intakeLedger(table, claimWrites),
    ledger: partnerProfiles(table),
    links: links(table),
    records: onceRecords(table),
    reviews: reviews(table),
    tokens,
    linkBase: 'https://api.example',
    ids: { next: simulation.nextId },
    post: async (mails: readonly Mail[]) => {
      for (const mail of mails) if (mail.kind === 'claim-question') receive(simulation, mail.data.link);
    },
  };
}

/** Sent again under the same key until it is answered. */
function claim(simulation: Simulation): void {
  const { chance, story } = simulation;
  const partner = chance.pick(story.partners);
  const client = chance.pick(story.clients);
  const named: ClaimedName = chance.pick<ClaimedName>([
    { by: 'client-id', value: clientId(client) },
    { by: 'email', value: `owner@${client}.example` },
    { by: 'domain', value: `${client}.example` },
  ]);
  const wanted = { partnerId: partnerId(partner), named };
  const call = { caller: partner, key: simulation.nextId(), request: wanted };
  const send = (tries: number): void => {
    simulation.invoke(
      'partner-claims',
      LIMIT_SECONDS,
      async (tools) => {
        const occasion = { by: { kind: 'partner', id: partner } as const, now: tools.clock.now() };
        const outcome = await makeClaim(wanted, occasion, call, dependencies(simulation, tools));
        simulation.reach(`claim made: ${outcome.kind === 'refused' ? outcome.why.status : outcome.kind}`);
      },
      (end) => again(simulation, end.kind === 'done' ? 0 : tries, send),
    );
    if (tries === TRIES && chance.happens(0.1)) send(1);
  };
  send(TRIES);
}

/** Answered after minutes or weeks, sometimes twice and in two ways, sometimes never. */
function receive(simulation: Simulation, link: string): void {
  const { chance, world, faults } = simulation;
  if (!faults.on || chance.happens(0.15)) return;
  const token = link.slice(link.lastIndexOf('/') + 1);
  const id = claimOfLink(simulation, token);
  const after = chance.pick([60_000, 5 * HOUR, 2 * DAY_MS, 9 * DAY_MS, 13.7 * DAY_MS, 14.5 * DAY_MS]);
  const click = (at: number): void => {
    const answer = chance.pick(['confirm', 'confirm', 'confirm', 'deny'] as const);
    world.at(at, () => say(simulation, { token, id }, answer, TRIES));
  };
  click(world.now + after);
  if (chance.happens(0.15)) click(world.now + after + chance.pick([0, 10, 2_000, DAY_MS]));
}

function claimOfLink({ store }: Simulation, token: string): string {
  const purpose = store.peek({ pk: `LINK#${token.split('.')[0]}`, sk: '!' })?.purpose;
  return (purpose as { readonly claimId: string }).claimId;
}

interface Question {
  readonly token: string;
  readonly id: string;
}

function say(simulation: Simulation, question: Question, answer: 'confirm' | 'deny', tries: number): void {
  const { token, id } = question;
  if (!simulation.faults.on) return;
  simulation.watch.claims.word(id, answer);
  simulation.invoke(
    'mail-links',
    LIMIT_SECONDS,
    async (tools) => {
      const { kind } = await answerClaimLink(token, answer, tools.clock.now(), dependencies(simulation, tools));
      simulation.reach(`claim ${answer}: ${kind}`);
    },
    (end) => again(simulation, end.kind === 'done' ? 0 : tries, (left) => say(simulation, question, answer, left)),
  );
}

/** Any claim there is, whatever became of it: what cannot be is refused. */
function decide(simulation: Simulation): void {
  const { chance, watch } = simulation;
  const known = watch.claims.ids();
  if (known.length === 0) return;
  const id = chance.pick(known) as ClaimId;
  const decision = chance.pick(['confirm', 'deny', 'reopen', 'reopen'] as const);
  const call = { caller: 'ann', key: simulation.nextId(), request: { id, decision } };
  const send = (tries: number): void => {
    if (!simulation.faults.on) return;
    watch.claims.word(id, decision);
    simulation.invoke(
      'ops-claim-decisions',
      LIMIT_SECONDS,
      async (tools) => {
        const note = 'spoke to the client';
        const now = tools.clock.now();
        const heardOn = localDayOf(now, 'America/Los_Angeles');
        const said: ClaimWord =
          decision === 'reopen' ? { decision, note } : { decision, note, heardFrom: 'Owner', heardOn };
        const outcome = await decideClaim(id, said, { by: 'ann', now, note }, call, dependencies(simulation, tools));
        simulation.reach(`claim by staff, ${decision}: ${outcome.kind}`);
      },
      (end) => again(simulation, end.kind === 'done' ? 0 : tries, send),
    );
  };
  send(TRIES);
}

function atNight(simulation: Simulation): void {
  const times = firings(simulation);
  if (times === 0 || !simulation.store.finds({ pk: 'OPEN-CLAIMS' })) return;
  night(simulation, 3);
  if (times === 2) night(simulation, 1);
}

function night(simulation: Simulation, tries: number): void {
  simulation.invoke(
    'look-after-claims',
    900,
    async (tools) => {
      const failed = (_: string, error: unknown): void => {
        if ((error as Error).name !== 'TableBusy' && (error as Error).name !== 'TimeoutError')
          simulation.unexpected('look-after-claims', error as Error);
      };
      await lookAfterClaims(tools.clock.now(), { ...dependencies(simulation, tools), failed });
    },
    (end) => again(simulation, end.kind === 'done' ? 0 : tries, (left) => night(simulation, left)),
  );
}

function again({ world, chance, story }: Simulation, tries: number, send: (tries: number) => void): void {
  if (tries > 1 && world.now < momentOf(story.end - 2, 0))
    world.at(world.now + chance.between(1, 60) * 1_000, () => send(tries - 1));
}
