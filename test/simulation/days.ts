/** Days of a simulation as whole numbers: day 0 is Sunday 2025-11-02, so that a day modulo 7 is its weekday, 5 a Friday, 6 ends a week. */
const ORIGIN_MS = Date.UTC(2025, 10, 2);
export const DAY_MS = 86_400_000;

const texts: string[] = [];
const numbers = new Map<string, number>();

export function dayText(day: number): string {
  const known = texts[day];
  if (known !== undefined) return known;
  const text = new Date(ORIGIN_MS + day * DAY_MS).toISOString().slice(0, 10);
  if (day >= 0) texts[day] = text;
  numbers.set(text, day);
  return text;
}

export function dayOf(text: string): number {
  const known = numbers.get(text);
  if (known !== undefined) return known;
  const day = Math.round((Date.parse(`${text}T00:00:00Z`) - ORIGIN_MS) / DAY_MS);
  numbers.set(text, day);
  return day;
}

/** An hour of a day in UTC. */
export const momentOf = (day: number, hour: number): number => ORIGIN_MS + day * DAY_MS + hour * 3_600_000;

/** 2025-11-02 and the 2026 and 2027 changes of the clocks in Los Angeles: all that a simulation lives through. */
const SUMMERS: readonly (readonly [number, number])[] = [
  [Date.UTC(2025, 2, 9, 10), Date.UTC(2025, 10, 2, 9)],
  [Date.UTC(2026, 2, 8, 10), Date.UTC(2026, 10, 1, 9)],
  [Date.UTC(2027, 2, 14, 10), Date.UTC(2027, 10, 7, 9)],
  [Date.UTC(2028, 2, 12, 10), Date.UTC(2028, 10, 5, 9)],
];

/** The day in Los Angeles of a moment. */
export function dayInProgram(ms: number): number {
  const behind = SUMMERS.some(([from, to]) => ms >= from && ms < to) ? 7 : 8;
  return Math.floor((ms - behind * 3_600_000 - ORIGIN_MS) / DAY_MS);
}
