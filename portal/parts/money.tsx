/** An amount as it is written everywhere: dollars and cents, with a true minus sign. Nothing is computed here but the point. */
const FORMAT = { style: 'currency', currency: 'USD' } as const;
const DOLLARS = new Intl.NumberFormat('en-US', FORMAT);
const SIGNED = new Intl.NumberFormat('en-US', { ...FORMAT, signDisplay: 'exceptZero' });

const written = (format: Intl.NumberFormat, cents: number): string => format.format(cents / 100).replace('-', '−');

export const dollars = (cents: number): string => written(DOLLARS, cents);

export interface MoneyProps {
  readonly cents: number;
  /** With its plus, too: for what changes a balance. */
  readonly signed?: boolean;
}

export function Money({ cents, signed }: MoneyProps) {
  return <span class={cents < 0 ? 'money negative' : 'money'}>{written(signed ? SIGNED : DOLLARS, cents)}</span>;
}
