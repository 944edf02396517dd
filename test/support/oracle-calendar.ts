/** The oracle's own calendar: days as plain numbers, daylight saving by the letter of the law. Shares no code with the program. */

/** Day 1 is Monday 0001-01-01, so that a day's number modulo 7 is its weekday: 0 Sunday, 5 Friday, 6 Saturday. */
export type DayNumber = number;

const SUNDAY = 0;
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const monthLengths = (year: number): number[] => [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function dayNumber(text: string): DayNumber {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  let number = day;
  for (let before = 1; before < year; before += 1) number += isLeap(before) ? 366 : 365;
  for (const length of monthLengths(year).slice(0, month - 1)) number += length;
  return number;
}

export function dayText(number: DayNumber): string {
  let year = 1;
  let left = number;
  for (; left > (isLeap(year) ? 366 : 365); year += 1) left -= isLeap(year) ? 366 : 365;
  let month = 1;
  for (const length of monthLengths(year)) {
    if (left <= length) break;
    left -= length;
    month += 1;
  }
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(left).padStart(2, '0')].join('-');
}

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** The day in Los Angeles of a day or an ISO 8601 instant with its offset. */
export function dayInLosAngeles(text: string): DayNumber {
  if (!text.includes('T')) return dayNumber(text);
  const [date = '', time = ''] = text.split('T');
  const [, clock = '', zone = ''] = /^([\d:.]+)(.*)$/.exec(time) ?? [];
  const [hour = 0, minute = 0, second = 0] = clock.split(':').map(Number);
  const [, sign = '+', zoneHours = '0', zoneMinutes = '0'] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  const offset = (sign === '-' ? -1 : 1) * (Number(zoneHours) * HOUR + Number(zoneMinutes) * 60);
  const utc = dayNumber(date) * DAY + hour * HOUR + minute * 60 + second - offset;
  const behind = isSummerTime(utc) ? 7 : 8;
  return Math.floor((utc - behind * HOUR) / DAY);
}

/**
 * From 2 o'clock standard time (10:00 UTC) of one Sunday to 2 o'clock summer time (9:00 UTC) of another. Uniform Time Act
 * as of 1986: first Sunday of April to last of October; Energy Policy Act, from 2007: second of March to first of November.
 */
function isSummerTime(utc: number): boolean {
  const year = Number(dayText(Math.floor(utc / DAY)).slice(0, 4));
  const from = year >= 2007 ? sundayFrom(`${year}-03-08`) : sundayFrom(`${year}-04-01`);
  const to = year >= 2007 ? sundayFrom(`${year}-11-01`) : sundayFrom(`${year}-10-25`);
  return utc >= from * DAY + 10 * HOUR && utc < to * DAY + 9 * HOUR;
}

function sundayFrom(text: string): DayNumber {
  let day = dayNumber(text);
  while (day % 7 !== SUNDAY) day += 1;
  return day;
}
