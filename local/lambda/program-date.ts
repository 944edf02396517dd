/** Replaces `Date` inside a worker by one that tells program time. Timers and `performance` keep real time. */
import { programNow } from '../clock.ts';

/**
 * `Date.now()`, `new Date()` and `Date()` tell program time; everything else is the original, and both pass
 * `instanceof`. Not covered: `Intl.DateTimeFormat.prototype.format()` without an argument.
 */
export function installProgramDate(clock: SharedArrayBuffer): void {
  const RealDate = globalThis.Date;
  const wallNow = RealDate.now;
  const cell = new BigInt64Array(clock);
  const now = () => programNow(cell, wallNow);

  function ProgramDate(...args: unknown[]): Date | string {
    if (!new.target) return new RealDate(now()).toString();
    return Reflect.construct(RealDate, args.length === 0 ? [now()] : args, new.target) as Date;
  }
  Object.defineProperties(ProgramDate, {
    name: { value: 'Date' },
    length: { value: 7 },
    prototype: { value: RealDate.prototype, writable: false },
    now: { value: now, writable: true, configurable: true },
    parse: { value: RealDate.parse, writable: true, configurable: true },
    UTC: { value: RealDate.UTC, writable: true, configurable: true },
  });
  Object.defineProperty(RealDate.prototype, 'constructor', { value: ProgramDate, writable: true, configurable: true });
  globalThis.Date = ProgramDate as unknown as DateConstructor;
}
