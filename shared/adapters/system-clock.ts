/** The time of the machine. On a laptop the embedded cloud sets it. */
import { instant } from '../domain/calendar/time-zone.ts';
import type { Clock } from '../ports/clock.ts';

export const systemClock: Clock = { now: () => instant(Date.now()) };
