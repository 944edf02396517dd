/** From the parts of what is unpaid to reasons: each part has exactly one, so that the amounts add up. */
import type { LocalDay } from '../calendar/local-day.ts';
import { runFridayOf } from '../calendar/week.ts';
import type { HoldReason } from '../hold-reason.ts';
import { NOTHING } from '../money/cents.ts';
import { moneyPlaceOf } from '../payout-state.ts';
import { balanceSentence } from './balance-sentences.ts';
import { type Fate, fateOf } from './fate.ts';
import { holdAction } from './hold-sentences.ts';
import { earnedSentence, maturingSentence } from './open-week-sentences.ts';
import type { PartnerPosition, PayoutPosition } from './partner-position.ts';
import { sentAction, sentSentence } from './payout-sentences.ts';
import type { Reason, ReasonCode } from './reason.ts';
import type { AheadPart, EarnedPart, SentPart, UnpaidParts } from './unpaid-parts.ts';
import type { WhyContext } from './why-context.ts';

/** What was sent first, then the balance, then week by week. */
export const unpaidReasons = (parts: UnpaidParts, context: WhyContext): Reason[] => [
  ...parts.sent.map((part) => sentReason(part, context)),
  ...(parts.balanceCents === NOTHING ? [] : [balanceReason(parts, context)]),
  ...parts.earned.map((part) => earnedReason(part, context)),
  ...parts.ahead.map((part) => maturingReason(part, context)),
];

function sentReason(part: SentPart, context: WhyContext): Reason {
  const { payout, cents } = part;
  return {
    code: moneyPlaceOf(payout.state) === 'in-flight' ? 'payout-in-flight' : 'with-operations',
    amountCents: cents,
    sentence: sentSentence(part, context),
    ...given({ action: sentAction(payout), expectedOn: settlesOn(payout, context.position) }),
    also: [],
    payout: payout.weekEnding,
  };
}

/** Sent on its Friday and paid within the hour, nearly always. Past that day nobody can tell. */
function settlesOn({ state, weekEnding }: PayoutPosition, { today, calendar }: PartnerPosition): LocalDay | undefined {
  const friday = runFridayOf(weekEnding);
  return state === 'planned' && weekEnding !== calendar.held && friday >= today ? friday : undefined;
}

function balanceReason({ balanceCents: cents }: UnpaidParts, context: WhyContext): Reason {
  const fate = fateOf(context.forecast);
  const code = balanceCode(fate, context);
  return {
    code,
    amountCents: cents,
    sentence: balanceSentence(cents, fate, context),
    ...outlook(fate, context),
    also: fate.holds.filter((hold) => hold !== code && !(code === 'negative-balance' && hold === 'below-threshold')),
  };
}

function balanceCode({ holds }: Fate, { balanceCents }: WhyContext): ReasonCode {
  return balanceCents < 0 ? 'negative-balance' : (holds[0] ?? 'next-run');
}

function earnedReason(part: EarnedPart, context: WhyContext): Reason {
  const fate = fateOf(context.forecast, part.weekEnding);
  return {
    code: 'earned-this-week',
    amountCents: part.cents,
    sentence: earnedSentence(part, fate, context),
    ...outlook(fate, context),
    also: fate.holds,
    weekEnding: part.weekEnding,
  };
}

function maturingReason(part: AheadPart, context: WhyContext): Reason {
  const fate = fateOf(context.forecast, part.weekEnding);
  return {
    code: 'maturing',
    amountCents: part.cents,
    sentence: maturingSentence(part, fate, context),
    ...outlook(fate, context),
    ...given({ earnedOn: part.firstDay === part.lastDay ? part.firstDay : undefined }),
    also: fate.holds,
    weekEnding: part.weekEnding,
  };
}

/** What can be done about everything that holds, and when it is paid if nothing is done. */
function outlook({ first, holds, paying }: Fate, { position }: WhyContext): Pick<Reason, 'action' | 'expectedOn'> {
  const actions = holds.flatMap((hold: HoldReason) => holdAction(hold, position, first) ?? []);
  return given({ action: actions.length > 0 ? actions.join(' ') : undefined, expectedOn: paying?.friday });
}

/** Without what is undefined. */
function given<Values extends object>(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Values;
}
