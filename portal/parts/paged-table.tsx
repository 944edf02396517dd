/** A list that comes a page at a time, as a table. */
import type { ComponentChildren } from 'preact';
import type { Pages } from '../api/use-pages.ts';
import { DataTable, type DataTableProps } from './data-table.tsx';
import { PagedList } from './paged-list.tsx';

export interface PagedTableProps<Row> extends Omit<DataTableProps<Row>, 'rows'> {
  readonly pages: Pages<Row>;
  /** What to read where the list is empty: why, and what would fill it. */
  readonly empty: ComponentChildren;
}

export function PagedTable<Row>({ pages, empty, ...table }: PagedTableProps<Row>) {
  return (
    <PagedList pages={pages} what={table.caption} empty={empty}>
      {(rows) => <DataTable {...table} rows={rows} />}
    </PagedList>
  );
}
