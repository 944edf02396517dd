/** The daily rules: a look at PayPal for what was left open, and a filing anew of what changes have left behind. */
import { earningsLedger } from '../../../shared/adapters/ledger/earnings-ledger.ts';
import { batchKey, OPEN_BATCHES, OPEN_INTENTS, OPEN_REFILINGS } from '../../../shared/adapters/ledger/keys.ts';
import { refilings } from '../../../shared/adapters/ledger/refilings.ts';
import type { BatchRef } from '../../../shared/contracts/settlement.ts';
import { finishOpenIntents } from '../../../shared/usecases/intake/finish-open-intents.ts';
import { refilePartners } from '../../../shared/usecases/intake/refile-partners.ts';
import { reconcileDaily } from '../../../shared/usecases/settlement/reconcile-daily.ts';
import { statusAt } from '../cloud/paypal-books.ts';
import type { Actor, Simulation } from '../simulation.ts';

const FROM = 55;
/** Of the days on which a rule finds what it has seen before. */
const IDLE_SHARE = 0.04;
/** EventBridge and Lambda try again what failed, minutes later. */
const TRIES = 3;

export const daily: Actor = {
  name: 'daily',
  begin(simulation) {
    // Somebody looks by hand while a run works: what comes back meets what is decided.
    for (let day = simulation.story.firstFriday; day < simulation.story.end; day += 7)
      simulation.on(day, 17, () => {
        const after = simulation.chance.between(0, 3_500);
        if (isOpen(simulation, [OPEN_BATCHES]))
          simulation.world.at(simulation.world.now + after, () => look(simulation, 1));
      });
    let seen = '';
    const lookAtOpen = (tries: number): void =>
      look(simulation, tries, () => {
        seen = '';
      });
    for (let day = FROM; day < simulation.story.end; day += 1)
      simulation.on(day, 15, () => {
        const trouble = simulation.faults.draw('daily');
        if (trouble === 'daily rule missed') return;
        const isTwice = trouble === 'daily rule fired twice';
        // A day that is like the day before is rarely worth its steps: batches stay open for weeks.
        const before = seen;
        seen = whatIsOpen(simulation);
        if (isTwice || seen !== before || simulation.chance.happens(IDLE_SHARE)) lookAtOpen(TRIES);
        if (isOpen(simulation, [OPEN_REFILINGS, OPEN_INTENTS]) || simulation.chance.happens(IDLE_SHARE))
          refile(simulation, TRIES);
        if (isTwice) lookAtOpen(1);
      });
  },
};

const isOpen = ({ store }: Simulation, lists: readonly string[]): boolean => lists.some((pk) => store.finds({ pk }));

/** Open batches as the ledger and PayPal have them; with the time where something is due by it: what is unsent is sent again. */
function whatIsOpen({ store, paypal, world }: Simulation): string {
  const refs = store.page({ pk: OPEN_BATCHES }, Number.POSITIVE_INFINITY) as unknown as BatchRef[];
  const stands = refs.map(({ weekEnding, manifest, generation }) => {
    const batch = store.peek(batchKey(weekEnding, manifest, generation));
    const booked = paypal.books.find(String(batch?.payoutBatchId));
    const isUnsent = batch?.state === 'frozen' || batch?.state === 'sending';
    const statuses = booked?.items.map((item) => statusAt(item, world.now));
    return `${batch?.senderBatchId} ${batch?.version} ${isUnsent ? world.now : statuses}`;
  });
  return stands.join();
}

/** @param left called when something may be left of what there was to see. */
function look(simulation: Simulation, tries: number, left: () => void = () => {}): void {
  simulation.invoke(
    'reconcile-daily',
    900,
    (tools) => reconcileDaily(simulation.settlement(tools)),
    (end) => {
      if (end.kind !== 'done' || end.result.open > 0) left();
      again(simulation, (_, more) => look(simulation, more, left), end.kind !== 'done', tries);
    },
  );
}

function refile(simulation: Simulation, tries: number): void {
  simulation.invoke(
    'refile-daily',
    900,
    async (tools) => {
      const { ledger: intake, settings } = await simulation.intake(tools);
      const { table } = tools;
      const ledgers = { intake, settings, earnings: earningsLedger(table), refilings: refilings(table) };
      const { failed } = await refilePartners(tools.clock.now(), {}, ledgers);
      if (failed > 0) simulation.reach('alarm: clients could not be filed anew');
      await finishOpenIntents('all', intake, settings);
    },
    (end) => again(simulation, refile, end.kind !== 'done', tries),
  );
}

function again(
  simulation: Simulation,
  work: (simulation: Simulation, tries: number) => void,
  failed: boolean,
  tries: number,
): void {
  const { world, chance } = simulation;
  if (failed && tries > 1) world.at(world.now + chance.between(1, 3) * 60_000, () => work(simulation, tries - 1));
}
