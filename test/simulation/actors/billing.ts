/** Billing: tells its news until each is answered for, late, in any cut and order, and sometimes again. */

import { type BillingEvent, billingEventSchema, type EventResult } from '../../../shared/contracts/billing-events.ts';
import { localDayOf } from '../../../shared/domain/calendar/time-zone.ts';
import { takeInEvents } from '../../../shared/usecases/intake/take-in-events.ts';
import { DAY_MS, momentOf } from '../days.ts';
import type { Actor, Simulation } from '../simulation.ts';

const schema = billingEventSchema('America/Los_Angeles');
const MINUTE = 60_000;
/** API Gateway gives up after that. */
const LIMIT_SECONDS = 29;

export const billing: Actor = {
  name: 'billing',
  begin(simulation) {
    const { chance, story, faults } = simulation;
    const days = Map.groupBy(story.news, ({ day }) => day);
    for (const [day, news] of days) {
      const events = news.map(({ event }) => schema.parse(event));
      while (events.length > 0) {
        const call = events.splice(0, chance.between(1, events.length));
        if (chance.happens(0.3)) call.reverse();
        tellAt(simulation, momentIn(simulation, day), call);
        if (faults.draw('billing') === 'billing tells again')
          tellAt(simulation, momentIn(simulation, day + chance.between(0, 30)), call);
      }
    }
  },
};

/** Often in the very minute in which the run of a Friday works. */
function momentIn({ chance }: Simulation, day: number): number {
  const isFriday = day % 7 === 5;
  return isFriday && chance.happens(0.7)
    ? momentOf(day, 17) + chance.between(0, 6_000)
    : momentOf(day, 0) + chance.between(0, DAY_MS - 1);
}

function tellAt(simulation: Simulation, at: number, events: readonly BillingEvent[]): void {
  const { world, chance, story } = simulation;
  if (at >= momentOf(story.end - 50, 0)) return;
  world.at(at, () => {
    const taken = new Set(events.filter((event) => wouldTake(simulation, event)));
    simulation.invoke<EventResult[]>(
      'billing',
      LIMIT_SECONDS,
      async (tools) => {
        const { ledger, settings } = await simulation.intake(tools);
        const pause = (attempt: number) => tools.pause(chance.next() * Math.min(2_000, 20 * 2 ** attempt));
        const today = localDayOf(tools.clock.now(), settings.timeZone);
        return takeInEvents(events, { ledger, settings, today, pause });
      },
      (end) => {
        if (end.kind === 'done') {
          judge(simulation, events, end.result);
          const stays = (event: BillingEvent): boolean => taken.has(event) && wouldTake(simulation, event);
          const wrong = end.result.find(
            ({ outcome }, place) => outcome === 'refused' && stays(events[place] as BillingEvent),
          );
          // Taken before the call and after it: nothing that came in between explains the refusal.
          if (wrong) world.fail(new Error(`event ${wrong.id} was refused, and the rules take it: ${wrong.problem}`));
        } else tellAt(simulation, world.now + chance.between(1, 60) * MINUTE, events);
      },
    );
  });
}

/** Not known yet, and by the rules as they stand now it would be taken. */
const wouldTake = ({ earned, store, eventOf }: Simulation, { id }: BillingEvent): boolean => {
  const event = eventOf(id);
  return event !== undefined && store.peek({ pk: `EVENT#${id}`, sk: '!' }) === undefined && earned.takes(event);
};

/** Every event is answered for; what is not refused is known from now on. */
function judge(simulation: Simulation, events: readonly BillingEvent[], results: readonly EventResult[]): void {
  const { store, world, reach } = simulation;
  if (results.length !== events.length) world.fail(new Error('billing was not answered for each event'));
  for (const { id, outcome } of results) {
    reach(`event ${outcome}`);
    const known = store.peek({ pk: `EVENT#${id}`, sk: '!' }) !== undefined;
    if ((outcome === 'accepted' || outcome === 'waiting') && !known)
      world.fail(new Error(`event ${id} was answered with ${outcome} and is not remembered`));
  }
}
