/** A rate as it is written everywhere: in percent. Nothing is computed here but the point. */
const PERCENT = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 2 });

export const percent = (basisPoints: number): string => PERCENT.format(basisPoints / 10_000);

export function Rate({ basisPoints }: { readonly basisPoints: number }) {
  return <span class="money">{percent(basisPoints)}</span>;
}
