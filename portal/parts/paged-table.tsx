/** A list that comes a page at a time, with its waiting, its failure, its end, and what to do where there is nothing. */
import type { ComponentChildren } from 'preact';
import type { Pages } from '../api/use-pages.ts';
import { DataTable, type DataTableProps } from './data-table.tsx';
import { Waiting } from './loaded.tsx';
import { ProblemNotice } from './problem-notice.tsx';

export interface PagedTableProps<Row> extends Omit<DataTableProps<Row>, 'rows'> {
  readonly pages: Pages<Row>;
  /** What to read where the list is empty: why, and what would fill it. */
  readonly empty: ComponentChildren;
}

export function PagedTable<Row>({ pages, empty, ...table }: PagedTableProps<Row>) {
  const { items, loading, problem, more, reload } = pages;
  return (
    <>
      {items.length > 0 && <DataTable {...table} rows={items} />}
      {items.length === 0 && !loading && !problem && !more && <p class="empty">{empty}</p>}
      <ProblemNotice problem={problem} onRetry={items.length > 0 ? more : reload} />
      {loading && <Waiting what={table.caption} />}
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
