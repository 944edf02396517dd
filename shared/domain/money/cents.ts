/** Money: integer cents of US dollars, never a float. */
declare const cents_: unique symbol;
export type Cents = number & { readonly [cents_]: true };

/** @throws RangeError when the number is not a safe integer. */
export function cents(amount: number): Cents {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`${amount} is not a whole number of cents`);
  return (amount === 0 ? 0 : amount) as Cents;
}

export const NOTHING = cents(0);

export const add = (...amounts: readonly Cents[]): Cents => sumOf(amounts);

/** Of any number of amounts: as arguments of one call a hundred thousand would be too many. */
export function sumOf(amounts: Iterable<Cents>): Cents {
  let sum = 0;
  for (const amount of amounts) sum += amount;
  return cents(sum);
}

export const subtract = (from: Cents, amount: Cents): Cents => cents(from - amount);
export const negate = (amount: Cents): Cents => cents(-amount);

/** `11850` → `118.50`, the form PayPal and CSV files use. */
export function toDecimal(amount: Cents): string {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** `1234567` → `$12,345.67`, the form people read. */
export function toDollars(amount: Cents): string {
  const decimal = toDecimal(cents(Math.abs(amount)));
  return `${amount < 0 ? '−' : ''}$${decimal.replace(/\B(?=(\d{3})+\.)/g, ',')}`;
}
