/** An amount as somebody types it into a field, and as it stands there: digits are moved, nothing is computed. */
const TYPED = /^\$?\s*(\d{1,9})(?:\.(\d{1,2}))?$/;

/** Undefined for what is no amount. */
export function typedCents(text: string): number | undefined {
  const [, whole, fraction = ''] = TYPED.exec(text.trim().replaceAll(',', '')) ?? [];
  return whole === undefined ? undefined : Number(`${whole}${fraction.padEnd(2, '0')}`);
}

export function typedDollars(cents: number): string {
  const digits = String(cents).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
