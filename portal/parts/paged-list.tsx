/** A list that comes a page at a time and is no table: with its waiting, its failure, its end, and what to do where there is nothing. */
import type { ComponentChildren } from 'preact';
import type { Pages } from '../api/use-pages.ts';
import { Waiting } from './loaded.tsx';
import { ProblemNotice } from './problem-notice.tsx';

export interface PagedListProps<Item> {
  readonly pages: Pages<Item>;
  /** What is on its way, for a screen reader. */
  readonly what: string;
  readonly empty: ComponentChildren;
  readonly children: (items: readonly Item[]) => ComponentChildren;
}

export function PagedList<Item>({ pages, what, empty, children }: PagedListProps<Item>) {
  const { items, loading, problem, more, reload } = pages;
  return (
    <>
      {items.length > 0 && children(items)}
      {items.length === 0 && !loading && !problem && !more && <p class="empty">{empty}</p>}
      <ProblemNotice problem={problem} onRetry={items.length > 0 ? more : reload} />
      {loading && <Waiting what={what} />}
      {more && !loading && !problem && (
        <p class="more">
          <button type="button" onClick={more}>
            Show more
          </button>
        </p>
      )}
    </>
  );
}
