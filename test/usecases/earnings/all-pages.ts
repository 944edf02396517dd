/** Pages of a list, one after the other to the end. */

export interface Page<Item, Place> {
  readonly items: readonly Item[];
  readonly next?: Place;
}

const MAX_PAGES = 5_000;

/** @throws Error for a list that does not end. */
export async function allPages<Item, Place>(
  pageAfter: (place: Place | undefined) => Promise<Page<Item, Place>>,
): Promise<Item[]> {
  const items: Item[] = [];
  let place: Place | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const page = await pageAfter(place);
    items.push(...page.items);
    if (page.next === undefined) return items;
    place = page.next;
  }
  throw new Error(`more than ${MAX_PAGES} pages`);
}
