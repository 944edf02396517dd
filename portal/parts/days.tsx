/** A day as it is written everywhere: the month in letters, so that nobody takes it for another. */
const WITH_WEEKDAY = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  // A day is a day of the program's calendar already: nothing may shift it.
  timeZone: 'UTC',
});

export const dayText = (day: string): string => WITH_WEEKDAY.format(new Date(`${day}T00:00:00Z`)).replace(',', '');

export function Day({ day }: { readonly day: string }) {
  return <time dateTime={day}>{dayText(day)}</time>;
}
