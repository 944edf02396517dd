/** What there is to know about a partner, part by part, each with what can be done about it. */
import { api, told } from '../../api/client.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { Day } from '../../parts/days.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Money } from '../../parts/money.tsx';
import { type Pair, Pairs } from '../../parts/pairs.tsx';
import { Rate } from '../../parts/rate.tsx';
import { Section } from '../../parts/section.tsx';
import { Tag } from '../../parts/tag.tsx';
import { FinanceButton } from '../parts/finance-button.tsx';
import { CLAIMS, filtered, REVIEWS, runPage } from '../parts/places.ts';
import type { Partner, PartnerView } from './partner-page.tsx';
import { HOLD_REASON_WORDS, TAX_RESULT_WORDS } from './words.ts';

export function AccountSection({ partner: { account }, role, order }: PartnerView) {
  const { carriedCents, lastRun, lastPayout, reasons } = account;
  return (
    <Section
      title="Balance"
      beside={
        <FinanceButton role={role} onClick={() => order('adjust')}>
          Adjust the balance
        </FinanceButton>
      }
    >
      <Pairs
        of={[
          ['Carried by the last run', <Money key="carried" cents={carriedCents} />],
          ['Last run', lastRun ? <RunLink week={lastRun} /> : 'none has decided about them yet'],
          ['Last payout', lastPayout ? <RunLink week={lastPayout} /> : 'none yet'],
          reasons.length > 0 && [
            'Why the last run paid nothing',
            <ul key="reasons" class="plain-list">
              {reasons.map((reason) => (
                <li key={reason}>{HOLD_REASON_WORDS[reason]}</li>
              ))}
            </ul>,
          ],
        ]}
      />
    </Section>
  );
}

const RunLink = ({ week }: { readonly week: string }) => (
  <a href={runPage(week)}>
    week ending <Day day={week} />
  </a>
);

export function SettingsSection({ partner, role, order }: PartnerView) {
  const { displayName, joinedOn, country, countryUnderReview } = partner;
  return (
    <Section
      title="Settings"
      beside={
        <FinanceButton role={role} onClick={() => order('rate')}>
          Change the rate
        </FinanceButton>
      }
    >
      <Pairs
        of={[
          ['PayPal address', <PayPalAddress key="address" of={partner.payPalAddress} />],
          ['Threshold', <Threshold key="threshold" cents={partner.thresholdCents} />],
          ['Rate', <Rates key="rates" of={partner.rates} />],
          [
            'Country',
            countryUnderReview ? (
              <>
                {country} <a href={filtered(REVIEWS, { kind: 'moved-to-us' })}>the move there is under review</a>
              </>
            ) : (
              country
            ),
          ],
          displayName !== undefined && ['Is called', displayName],
          joinedOn !== undefined && ['Joined on', <Day key="joined" day={joinedOn} />],
        ]}
      />
    </Section>
  );
}

function PayPalAddress({ of }: { readonly of: Partner['payPalAddress'] }) {
  if (!of) return <Tag tone="waiting">none on file</Tag>;
  return (
    <>
      {of.address}{' '}
      {of.confirmedOn === undefined ? (
        <Tag tone="waiting">not confirmed by mail yet</Tag>
      ) : (
        <Tag tone="good">
          confirmed on <Day day={of.confirmedOn} />
        </Tag>
      )}
      <span class="muted under">
        {of.changed ? 'Took the place of another one: it cools down after its confirmation.' : 'The first one.'}
      </span>
    </>
  );
}

function Threshold({ cents }: { readonly cents: number | undefined }) {
  const program = useAnswer(() => told(api.GET('/ops/settings')), []);
  if (cents !== undefined)
    return (
      <>
        <Money cents={cents} />, as the partner asked; the program’s where that is higher
      </>
    );
  return (
    <Loaded of={program} what="the threshold">
      {({ thresholdCents }) => (
        <>
          <Money cents={thresholdCents} />, the program’s
        </>
      )}
    </Loaded>
  );
}

function Rates({ of }: { readonly of: Partner['rates'] }) {
  if (of.length === 0) return <>the program’s</>;
  return (
    <ul class="plain-list">
      {of.map(({ from, basisPoints }) => (
        <li key={from}>
          <Rate basisPoints={basisPoints} />{' '}
          {isBeginning(from) ? (
            'from the beginning'
          ) : (
            <>
              from <Day day={from} />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

/** An imported rate counts since before every day of the program. */
const isBeginning = (day: string): boolean => day < '1000';

export function TaxSection({ partner: { tax, country }, order }: PartnerView) {
  const { result, answeredOn, formsOnFile, reviewed } = tax;
  const pairs: (Pair | false)[] = [
    [
      'Answers',
      result === undefined
        ? country === 'US'
          ? 'none are asked of who lives in the United States'
          : 'the four questions are not answered'
        : TAX_RESULT_WORDS[result],
    ],
    answeredOn !== undefined && ['Answered on', <Day key="answered" day={answeredOn} />],
    result === 'us-source-income' && [
      'Reviewed',
      reviewed ? 'yes' : <a href={filtered(REVIEWS, { kind: 'us-source-income' })}>not yet: it waits for a review</a>,
    ],
    ['Forms on file', formsOnFile.length === 0 ? 'none' : formsOnFile.join(', ')],
  ];
  return (
    <Section
      title="Tax"
      beside={
        <button type="button" onClick={() => order('tax-form')}>
          Record a form
        </button>
      }
    >
      <Pairs of={pairs} />
    </Section>
  );
}

export function LoginSection({ partner: { email, invited }, order }: PartnerView) {
  return (
    <Section title="Log-in">
      <Pairs
        of={[
          ['E-mail', email],
          ['Log-in', invited ? 'has one' : 'none yet: the partner is not invited'],
        ]}
      />
      <div class="buttons">
        <button type="button" class={invited ? '' : 'primary'} onClick={() => order('invite')}>
          {invited ? 'Invite again' : 'Invite'}
        </button>
        <button type="button" onClick={() => order('email')}>
          Change the e-mail
        </button>
        {invited && (
          <>
            <button type="button" onClick={() => order('reset-password')}>
              Reset the password
            </button>
            <button type="button" onClick={() => order('remove-second-factor')}>
              Remove the second factor
            </button>
          </>
        )}
      </div>
    </Section>
  );
}

export function ClaimsSection({ partner: { partnerId }, order }: PartnerView) {
  return (
    <Section
      title="Claims"
      beside={
        <button type="button" onClick={() => order('claim')}>
          Make a claim for them
        </button>
      }
    >
      <p>
        <a href={filtered(CLAIMS, { partnerId })}>All claims they ever made</a>
      </p>
    </Section>
  );
}
