/** Reads a payment's or refund's amount in dollars as it stands in a file or an event: text to cents without a float between. */
import { type Cents, cents } from './cents.ts';

/** `problem` says what would be right, as the end of a sentence about the value. */
export type ParsedAmount =
  | { readonly kind: 'ok'; readonly amount: Cents }
  | { readonly kind: 'refused'; readonly problem: string };

const AMOUNT = /^(\d+)(?:\.(\d{1,2}))?$/;
/** $9,999,999.99: far above any one purchase, far below what cents can hold. More is a slip of the keyboard. */
const MAX_CENTS = 999_999_999;

/** @param text digits with at most two decimals: `79`, `79.5` and `79.50`; no sign, exponent, currency or thousands separator. */
export function parseAmount(text: string): ParsedAmount {
  const [, dollars, decimals = ''] = AMOUNT.exec(text) ?? [];
  if (dollars === undefined) return { kind: 'refused', problem: problemOf(text) };
  const amount = Number(dollars + decimals.padEnd(2, '0'));
  return amount > MAX_CENTS
    ? { kind: 'refused', problem: 'must be at most 9999999.99' }
    : { kind: 'ok', amount: cents(amount) };
}

function problemOf(text: string): string {
  if (/^[-−]/.test(text)) return 'must not be below zero: what lowers a payment is an amount of its own, such as 79.00';
  if (/^\d+\.\d{3,}$/.test(text)) return 'must have at most two decimals, such as 79.00';
  if (/^\d{1,3}(,\d{3})+(\.\d*)?$/.test(text)) return 'must have no thousands separators, such as 1234.00';
  return 'must be an amount in dollars: digits and at most two decimals, such as 79.00';
}
