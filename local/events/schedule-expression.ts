/** Reads EventBridge's schedule expressions: `cron(0 17 ? * FRI *)` and `rate(5 minutes)`, both in UTC. */
import { Cron } from 'croner';

/** The first firing after a program instant; undefined when there is none any more. Milliseconds since 1970. */
export type NextFiring = (after: number) => number | undefined;

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** @throws Error naming the expression when it is neither. */
export function nextFiringOf(expression: string): NextFiring {
  const [, kind, inside = ''] = /^(cron|rate)\((.*)\)$/.exec(expression.trim()) ?? [];
  if (kind === 'cron' && inside.trim().split(/\s+/).length === 6) {
    // AWS has minutes to years and counts weekdays from 1 = SUN. croner wants seconds first and, without the option,
    // counts from 0 = SUN: AWS's 6 (Friday) would be Saturday. Sloppy ranges allow AWS's `0/20`.
    const cron = new Cron(`0 ${inside.trim()}`, { timezone: 'Etc/UTC', alternativeWeekdays: true, sloppyRanges: true });
    return (after) => cron.nextRun(new Date(after))?.getTime();
  }
  const [, count = '', unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(inside) ?? [];
  const intervalMs = Number(count) * (UNIT_MS[unit] ?? 0);
  if (kind !== 'rate' || !(intervalMs > 0))
    throw new Error(`${expression} is no schedule such as cron(0 17 ? * FRI *)`);
  // In the cloud the first interval starts when the rule is made; here intervals are counted from 1970, so that
  // a restart keeps the beat.
  return (after) => (Math.floor(after / intervalMs) + 1) * intervalMs;
}
