/** The daily rules: a look at PayPal for what was left open, and a filing anew of what changes have left behind. */
import { earningsLedger } from '../../../shared/adapters/ledger/earnings-ledger.ts';
import { OPEN_BATCHES, OPEN_INTENTS, OPEN_REFILINGS } from '../../../shared/adapters/ledger/keys.ts';
import { refilings } from '../../../shared/adapters/ledger/refilings.ts';
import { finishOpenIntents } from '../../../shared/usecases/intake/finish-open-intents.ts';
import { refilePartners } from '../../../shared/usecases/intake/refile-partners.ts';
import { reconcileDaily } from '../../../shared/usecases/settlement/reconcile-daily.ts';
import type { Actor, Simulation } from '../simulation.ts';

const FROM = 55;
/** Of the days on which nothing is open. */
const IDLE_SHARE = 0.1;
/** Of all days before the calm ones. */
const LIVED_SHARE = 0.3;
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
    for (let day = FROM; day < simulation.story.end; day += 1)
      simulation.on(day, 15, () => {
        const times = firings(simulation);
        if (times === 0) return;
        // Where nothing is left open there is nothing to find: those days are rarely worth their steps.
        if (isOpen(simulation, [OPEN_BATCHES]) || simulation.chance.happens(IDLE_SHARE)) look(simulation, TRIES);
        if (isOpen(simulation, [OPEN_REFILINGS, OPEN_INTENTS]) || simulation.chance.happens(IDLE_SHARE))
          refile(simulation, TRIES);
        if (times === 2) look(simulation, 1);
      });
  },
};

/**
 * How often a daily rule fires today. What one day leaves out the next one finds, and most days find what the day before
 * found: while things go wrong not each of them is lived.
 */
export function firings({ faults, chance }: Simulation): 0 | 1 | 2 {
  const trouble = faults.draw('daily');
  if (trouble === 'daily rule missed') return 0;
  if (trouble === 'daily rule fired twice') return 2;
  return !faults.on || chance.happens(LIVED_SHARE) ? 1 : 0;
}

const isOpen = ({ store }: Simulation, lists: readonly string[]): boolean => lists.some((pk) => store.finds({ pk }));

function look(simulation: Simulation, tries: number): void {
  simulation.invoke(
    'reconcile-daily',
    900,
    (tools) => reconcileDaily(simulation.settlement(tools)),
    (end) => again(simulation, look, end.kind !== 'done', tries),
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
