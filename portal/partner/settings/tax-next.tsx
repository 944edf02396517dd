/** What follows from the tax answers, as the partner needs to know it today. */
import { Day } from '../../parts/days.tsx';
import { RESULTS, type Tax } from './tax-words.ts';

export function TaxNext({ of }: { readonly of: Tax }) {
  const { standing, result, formNeeded, formOnFile, countUntil, askedAgain } = of;
  if (standing === 'not-needed') return <p>You live in the United States: the four questions are not asked.</p>;
  return (
    <>
      {standing === 'questions-open' && (
        <p>
          <strong>Please answer the four questions.</strong> Until then no payout goes out: your balance waits, and
          nothing is lost.
        </p>
      )}
      {standing !== 'questions-open' && result && <p>{RESULTS[result]}</p>}
      {standing === 'form-missing' && (
        <p>
          <strong>Send Form {formNeeded} to support.</strong> Operations record it when it arrives; until then your
          balance waits, and nothing is lost.
        </p>
      )}
      {standing === 'under-review' && (
        <p>There is nothing more to do for you: operations get in touch if they need to.</p>
      )}
      {standing === 'settled' && (
        <p>
          Nothing more is needed.
          {formNeeded && formOnFile && ` Form ${formNeeded} is on file.`}
        </p>
      )}
      {askedAgain && countUntil && standing !== 'questions-open' && (
        <p>
          <strong>A new calendar year has begun: please answer anew.</strong> Your last answers count until{' '}
          <Day day={countUntil} />.
        </p>
      )}
      {!askedAgain && countUntil && (
        <p class="muted">
          These answers count until <Day day={countUntil} />.
        </p>
      )}
    </>
  );
}
