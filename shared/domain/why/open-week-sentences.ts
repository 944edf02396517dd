/** What is earned or will be, and what the Friday of its week makes of it. */
import { runFridayOf } from '../calendar/week.ts';
import { thresholdOf } from '../hold-reason.ts';
import { negate, toDollars } from '../money/cents.ts';
import type { Fate } from './fate.ts';
import { holdClause } from './hold-sentences.ts';
import type { AheadPart, EarnedPart } from './unpaid-parts.ts';
import { amountWords, daysAsClient, daysWords, type WhyContext } from './why-context.ts';

export function maturingSentence({ cents, firstDay, lastDay }: AheadPart, fate: Fate, context: WhyContext): string {
  const { client, position } = context;
  const when = firstDay === lastDay ? `on ${firstDay}` : `between ${firstDay} and ${lastDay}`;
  const outcome = outcomeOf(fate, context);
  if (client?.since === undefined) {
    const matures = `when its clients have been clients for ${daysWords(position.settings.maturityDays)}`;
    return `${amountWords(cents, context)} is earned ${when}, ${matures}, and ${outcome}`;
  }
  const standing = `${client.name} has been a client for ${daysAsClient(client.since, position.today)}`;
  return `${standing}; its ${toDollars(cents)} is earned ${when} and ${outcome}`;
}

export function earnedSentence({ cents, weekEnding }: EarnedPart, fate: Fate, context: WhyContext): string {
  const { today } = context.position;
  const isOver = weekEnding < today;
  const ownFriday = runFridayOf(weekEnding);
  const late =
    ownFriday < today ? ` Its own Friday was ${ownFriday}: the run of ${fate.first.friday} makes up for it.` : '';
  if (cents < 0) {
    const when = isOver ? `of the week that ended on ${weekEnding}` : `of this week, which ends on ${weekEnding},`;
    const amount = amountWords(negate(cents), context);
    return `Refunds and corrections ${when} take ${amount} off your balance on Friday ${fate.first.friday}.${late}`;
  }
  const when = isOver ? `in the week that ended on ${weekEnding}` : `this week, which ends on ${weekEnding},`;
  return `${amountWords(cents, context)} was earned ${when} and is ${outcomeOf(fate, context)}${late}`;
}

/** From `paid` or `carried` on. */
function outcomeOf({ first, holds, paying }: Fate, { position }: WhyContext): string {
  if (holds.length === 0)
    return `paid on Friday ${first.friday} with your balance, which comes to ${toDollars(first.balanceCents)} then.`;
  const later = paying && `it is paid on Friday ${paying.friday}, when it comes to ${toDollars(paying.balanceCents)}`;
  if (holds.every((hold) => hold === 'below-threshold')) {
    const threshold = toDollars(thresholdOf(position.partner, position.settings));
    const known = `As known today it comes to ${toDollars(first.balanceCents)} then${later ? `; ${later}` : ''}.`;
    return `paid on Friday ${first.friday} if your balance then reaches ${threshold}. ${known}`;
  }
  const clauses = holds.map((hold) => holdClause(hold, position, first)).join('; ');
  const carried = `carried with your balance on Friday ${first.friday}: ${clauses}.`;
  return later ? `${carried} As known today ${later}.` : carried;
}
