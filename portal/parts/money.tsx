/** An amount as it is written everywhere: dollars and cents, with a true minus sign. Nothing is computed here but the point. */
const DOLLARS = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

export const dollars = (cents: number): string => DOLLARS.format(cents / 100).replace('-', '−');

export function Money({ cents }: { readonly cents: number }) {
  return <span class={cents < 0 ? 'money negative' : 'money'}>{dollars(cents)}</span>;
}
