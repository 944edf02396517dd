/** Partners: change where they are paid and from what amount on, confirm by the link of a mail, freeze their payouts. */
import { auditTrail } from '../../../shared/adapters/ledger/audit-trail.ts';
import { earningsLedger } from '../../../shared/adapters/ledger/earnings-ledger.ts';
import { links } from '../../../shared/adapters/ledger/links.ts';
import { logins } from '../../../shared/adapters/ledger/logins.ts';
import { partnerLedger } from '../../../shared/adapters/ledger/partner-ledger.ts';
import { reviews } from '../../../shared/adapters/ledger/reviews.ts';
import { linkTokens } from '../../../shared/adapters/links/link-tokens.ts';
import type { Mail } from '../../../shared/contracts/mail.ts';
import { partnerId } from '../../../shared/domain/ids.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import { useLink as followLink } from '../../../shared/usecases/links/use-link.ts';
import { changeOwnSettings } from '../../../shared/usecases/partner/change-own-settings.ts';
import { changePayPalAddress, resendConfirmation } from '../../../shared/usecases/partner/change-paypal-address.ts';
import { freezePayouts } from '../../../shared/usecases/partner/freeze-payouts.ts';
import type { SessionOfCall } from '../../../shared/usecases/partner/password-freshness.ts';
import type { Tools } from '../cloud/lambda.ts';
import { DAY_MS } from '../days.ts';
import type { Actor, Simulation } from '../simulation.ts';
import { addressOf } from '../story.ts';

const tokens = linkTokens(async () => 'a key of at least thirty-two characters');

export const partners: Actor = {
  name: 'partners',
  begin(simulation) {
    const { story, chance } = simulation;
    for (const partner of story.partners) {
      let version = 0;
      for (let day = story.firstFriday - 5; day < story.calmFrom; day += chance.between(25, 150)) {
        const hour = chance.pick([3, 14.99, 17.0005, 20]);
        const wish = chance.next();
        if (wish < 0.5 && version < 10) {
          version += 1;
          const address = addressOf(partner, version);
          simulation.on(day, hour, () => changeAddress(simulation, partner, address));
        } else if (wish < 0.7) simulation.on(day, hour, () => changeThreshold(simulation, partner));
        else if (wish < 0.8) simulation.on(day, hour, () => freeze(simulation, partner));
        else simulation.on(day, hour, () => confirmAgain(simulation, partner));
      }
      // When all is calm, whoever was refused or has not confirmed does so.
      simulation.on(story.calmFrom + 2, 9, () => confirmAgain(simulation, partner));
      simulation.on(story.calmFrom + 36, 9, () => confirmAgain(simulation, partner));
    }
  },
};

function dependencies(simulation: Simulation, { table }: Tools) {
  return {
    ledger: partnerLedger(table),
    earnings: earningsLedger(table),
    audit: auditTrail(table),
    logins: logins(table),
    links: links(table),
    reviews: reviews(table),
    tokens,
    linkBase: 'https://api.example',
    ids: { next: simulation.nextId },
    pool: { setEmail: async () => 'done' as const },
    post: async (mails: readonly Mail[]) => {
      for (const mail of mails) if (mail.kind === 'paypal-address-confirmation') receive(simulation, mail.data.link);
    },
  };
}

/** Clicked after hours or days, sometimes twice, sometimes never. */
function receive(simulation: Simulation, link: string): void {
  const { chance, world, faults } = simulation;
  if (faults.on && chance.happens(0.1)) return;
  const click = (): void => {
    simulation.invoke('mail-links', 10, async (tools) => {
      const used = await followLink(
        link.slice(link.lastIndexOf('/') + 1),
        tools.clock.now(),
        dependencies(simulation, tools),
      );
      simulation.reach(`link: ${used.kind}`);
    });
  };
  const after = chance.pick([1_000, 3_600_000, DAY_MS, 1.9 * DAY_MS]);
  world.at(world.now + after, click);
  if (chance.happens(0.2)) world.at(world.now + after + chance.pick([0, 10, DAY_MS]), click);
}

function call(simulation: Simulation, partner: string, work: (tools: Tools, version: number) => Promise<string>): void {
  simulation.invoke('partner-settings', 10, async (tools) => {
    const record = await partnerLedger(tools.table).find(partnerId(partner));
    if (record) simulation.reach(await work(tools, record.version));
  });
}

const by = (partner: string, { clock }: Tools) => ({ by: { kind: 'partner', id: partner } as const, now: clock.now() });

const changeAddress = (simulation: Simulation, partner: string, address: string): void =>
  call(simulation, partner, async (tools, version) => {
    const session = {
      session: 's',
      login: { passwordCheck: { session: 's', at: tools.clock.now() } },
    } as unknown as SessionOfCall;
    const change = { id: partnerId(partner), version, address };
    const outcome = await changePayPalAddress(change, session, by(partner, tools), dependencies(simulation, tools));
    return `address change: ${outcome.kind}`;
  });

const changeThreshold = (simulation: Simulation, partner: string): void =>
  call(simulation, partner, async (tools, version) => {
    const thresholdCents = simulation.chance.pick([null, cents(100_00), cents(150_00), cents(500_00)]);
    const target = { id: partnerId(partner), version };
    const outcome = await changeOwnSettings(
      target,
      { thresholdCents },
      by(partner, tools),
      dependencies(simulation, tools),
    );
    return `threshold change: ${outcome.kind}`;
  });

const freeze = (simulation: Simulation, partner: string): void =>
  call(simulation, partner, async (tools) => {
    const outcome = await freezePayouts(partnerId(partner), by(partner, tools), dependencies(simulation, tools));
    return `freeze: ${outcome.kind}`;
  });

const confirmAgain = (simulation: Simulation, partner: string): void =>
  call(simulation, partner, async (tools) => {
    const outcome = await resendConfirmation(partnerId(partner), by(partner, tools), dependencies(simulation, tools));
    return `confirmation again: ${outcome.kind}`;
  });
