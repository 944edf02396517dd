/** PayPal's weather: days without PayPal, days without funds, receivers that it will not take. */
import type { Actor } from '../simulation.ts';

export const weather: Actor = {
  name: 'weather',
  begin(simulation) {
    const { story, paypal, faults, chance, world } = simulation;
    for (let day = story.firstFriday - 1; day < story.calmFrom; day += 1)
      simulation.on(day, 6, () => {
        const hours = chance.pick([3, 20, 30]) * 3_600_000;
        if (faults.draw('silence')) {
          paypal.isSilent = true;
          world.at(world.now + chance.between(31, 45) * 86_400_000, () => {
            paypal.isSilent = false;
          });
        }
        switch (faults.draw('weather')) {
          case 'PayPal outage of a day':
            paypal.isOut = true;
            world.at(world.now + hours, () => {
              paypal.isOut = false;
            });
            break;
          case 'table busy for one function':
            faults.busyFunction = chance.pick(['plan-buckets-0', 'plan-buckets-1', 'reconcile', 'refile', 'billing']);
            world.at(world.now + chance.between(12, 40) * 3_600_000, () => {
              faults.busyFunction = undefined;
            });
            break;
          case 'PayPal without funds':
            paypal.hasFunds = false;
            world.at(world.now + hours * chance.pick([1, 4]), () => {
              paypal.hasFunds = true;
            });
            break;
        }
        if (!faults.on || !chance.happens(0.03)) return;
        const receiver = simulation.watch.standings.latest(chance.pick(story.partners)).profile?.paypal?.address;
        if (receiver === undefined) return;
        paypal.invalid.add(receiver);
        world.at(world.now + chance.between(1, 20) * 86_400_000, () => void paypal.invalid.delete(receiver));
      });
  },
};
