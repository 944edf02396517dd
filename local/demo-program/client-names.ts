/** Made-up companies for clients: a place or a thing, and a trade. */
import type { Random } from './random.ts';

const PLACES =
  'Anchor Beacon Bridge Brook Canyon Clover Copper Corner Garden Granite Harbor Hill Island Lake Meadow Mill Orchard Prairie River Valley'.split(
    ' ',
  );
const TRADES =
  'Bakery Bikes Books Cafe Catering Ceramics Dental Fitness Florist Furniture Garage Hotel Optics Paper Plumbing Realty Tailors Tiles Travel Yoga'.split(
    ' ',
  );

/** Every name once, in an order of chance. */
export function clientNames(random: Random): Iterator<string, never> {
  const names = PLACES.flatMap((place) => TRADES.map((trade) => `${place} ${trade}`));
  return (function* (): Generator<string, never> {
    for (;;) {
      const place = random.between(0, names.length - 1);
      const [name] = names.splice(place, 1);
      if (name === undefined) throw new RangeError('there are no more names for clients');
      yield name;
    }
  })();
}
