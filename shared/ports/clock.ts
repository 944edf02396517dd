import type { Instant } from '../domain/calendar/time-zone.ts';

/** The program's time. Rules never ask it: a use case asks once and passes the day on. */
export interface Clock {
  now(): Instant;
}
