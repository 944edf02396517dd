/** Dollars as cents, percents as basis points: the digits that were typed with the point moved, and nothing rounded. */

/** For a field's `pattern`. No commas: where one stands for the point, another reader takes it for thousands. */
export const HUNDREDTHS = String.raw`\d{1,9}(\.\d{1,2})?`;
const TYPED = new RegExp(`^${HUNDREDTHS}$`);

/** NaN for what is no such number: the API refuses it, and says so beside the field. */
export function hundredths(typed: string): number {
  const text = typed.trim();
  if (!TYPED.test(text)) return Number.NaN;
  const [whole = '', decimals = ''] = text.split('.');
  return Number(whole + decimals.padEnd(2, '0'));
}

/** As it would be typed: for a field that begins with what is there. */
export function typedHundredths(value: number): string {
  const digits = String(value).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
