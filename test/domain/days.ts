/** Days for properties: every existing day of three centuries. */
import * as fc from 'fast-check';
import { addDays, type LocalDay, localDay } from '../../shared/domain/calendar/local-day.ts';

const FIRST = localDay('1900-01-01');
const DAYS = 109_573;

export const anyDay: fc.Arbitrary<LocalDay> = fc.integer({ min: 0, max: DAYS }).map((days) => addDays(FIRST, days));
