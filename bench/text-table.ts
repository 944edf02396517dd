/** A table in plain text: columns as wide as their widest cell, numbers to the right. */

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

const GAP = '  ';

export function textTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ title }, place) =>
    Math.max(title.length, ...rows.map((row) => (row[place] ?? '').length)),
  );
  const lineOf = (cells: readonly string[]): string =>
    columns
      .map(({ align }, place) => {
        const cell = cells[place] ?? '';
        return align === 'right' ? cell.padStart(widths[place] ?? 0) : cell.padEnd(widths[place] ?? 0);
      })
      .join(GAP)
      .trimEnd();
  return [
    lineOf(columns.map(({ title }) => title)),
    lineOf(widths.map((width) => '-'.repeat(width))),
    ...rows.map(lineOf),
  ].join('\n');
}

/** `53,012`; small numbers keep three digits that say something. */
export function amount(quantity: number): string {
  if (Number.isInteger(quantity)) return quantity.toLocaleString('en-US');
  return quantity >= 1
    ? quantity.toLocaleString('en-US', { maximumFractionDigits: 1 })
    : quantity.toLocaleString('en-US', { maximumSignificantDigits: 3 });
}

/** Millionths of a dollar are worth seeing here. */
export const dollars = (usd: number): string => `$${usd.toFixed(6)}`;
