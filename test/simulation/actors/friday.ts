/** The Friday rule, and people who start runs by hand beside it, again or after a failure. */
import type { ExecutionInput } from '../../../shared/contracts/payout-run.ts';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import { DAY_MS, dayText, momentOf } from '../days.ts';
import type { Actor, Simulation } from '../simulation.ts';

const HOUR = 3_600_000;

export const friday: Actor = {
  name: 'friday',
  begin(simulation) {
    const { story } = simulation;
    for (let day = story.firstFriday; day < story.end; day += 7) simulation.on(day, 17, () => fire(simulation, day));
  },
};

function fire(simulation: Simulation, day: number): void {
  const { world, chance, faults } = simulation;
  simulation.fridays += 1;
  const scheduled: ExecutionInput = { scheduledTime: new Date(momentOf(day, 17)).toISOString() };
  const byHand: ExecutionInput = { weekEnding: weekEnding(dayText(day - 6)) };
  const start = (input: ExecutionInput, afterMs: number): void =>
    world.at(world.now + afterMs, () => startRun(simulation, input));
  switch (faults.draw('friday')) {
    case 'Friday missed':
      return;
    case 'Friday late':
      start(scheduled, chance.between(1, 24 * 60) * 60_000);
      return;
    case 'Friday fired twice':
      start(scheduled, 0);
      start(scheduled, chance.pick([0, 5, 1_000, 60_000, 2 * HOUR]));
      return;
    case 'run started by hand beside':
      start(scheduled, 0);
      // The week before is over, the one after has not come: both are refused.
      if (chance.happens(0.2)) start({ weekEnding: weekEnding(dayText(day - 6 + chance.pick([-7, 7]))) }, 30);
      start(byHand, chance.pick([0, 7, 400, 90_000, 20 * HOUR, 3 * 24 * HOUR]));
      return;
    default:
      start(scheduled, chance.between(0, 2_000));
  }
}

/** What fails is looked at by a person, who starts it again; or not, and then the next Friday takes it up. */
export function startRun(simulation: Simulation, input: ExecutionInput): void {
  const { workflow, world, chance, faults, story } = simulation;
  workflow.start(input, (failed) => {
    const expected = failed === undefined || ['WeekNotRunnable', 'RunNotHeld', 'RunMoved'].includes(failed.name);
    if (expected) return;
    const cares = !faults.on || chance.happens(0.6);
    if (cares && world.now < momentOf(story.end - 3, 0))
      world.at(world.now + chance.between(1, 2 * DAY_MS), () => startRun(simulation, input));
  });
}
