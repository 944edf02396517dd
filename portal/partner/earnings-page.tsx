/** What a partner has earned, what comes next, and for every unpaid cent its reason. */

import { api, told } from '../api/client.ts';
import type { components, paths } from '../api/schema.made.ts';
import { useAnswer } from '../api/use-answer.ts';
import { Day } from '../parts/days.tsx';
import { lazyPage } from '../parts/lazy-page.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Money } from '../parts/money.tsx';
import { Page } from '../parts/page.tsx';
import { Section } from '../parts/section.tsx';
import { linkOfReason } from './reason-links.ts';
import { Reasons, Way } from './reasons.tsx';

const WeeksChart = lazyPage(() => import('./weeks-chart.tsx'));

type Earnings = paths['/me/earnings']['get']['responses']['200']['content']['application/json'];

export function EarningsPage() {
  const earnings = useAnswer(() => told(api.GET('/me/earnings')), []);
  const why = useAnswer(() => told(api.GET('/me/why')), []);
  return (
    <Page title="Earnings">
      <Loaded of={earnings} what="your earnings">
        {(value) => (
          <>
            <NextPayout of={value} />
            <Totals of={value} />
            <Section title="Week by week">
              <WeeksChart weeks={value.weeks} today={value.today} />
            </Section>
            {value.maturing.length > 0 && <Maturing of={value.maturing} />}
          </>
        )}
      </Loaded>
      <Section title="Why you were not paid" lead="Every cent that is not paid yet, each with one reason.">
        <Loaded of={why} what="the reasons">
          {({ unpaidCents, reasons, asides }) => (
            <Reasons unpaidCents={unpaidCents} reasons={reasons} asides={asides} nothing="Everything is paid." />
          )}
        </Loaded>
      </Section>
    </Page>
  );
}

/** The balance and what comes next, in one sentence. */
function NextPayout({ of }: { readonly of: Earnings }) {
  const { balanceCents, nextPayout } = of;
  return (
    <div class="headline">
      <p>
        Your balance is{' '}
        <strong>
          <Money cents={balanceCents} />
        </strong>
        {nextPayout.kind === 'expected' ? (
          <>
            , and the next payout,{' '}
            <strong>
              <Money cents={nextPayout.amountCents} />
            </strong>
            , is expected on{' '}
            <strong>
              <Day day={nextPayout.on} />
            </strong>
            .
          </>
        ) : (
          <>, and no payout is in sight yet:</>
        )}
      </p>
      {nextPayout.kind === 'held' && <HeldReasons reasons={nextPayout.reasons} />}
    </div>
  );
}

function HeldReasons({
  reasons,
}: {
  readonly reasons: Extract<components['schemas']['NextPayout'], { kind: 'held' }>['reasons'];
}) {
  return (
    <ul class="plain-list">
      {reasons.map(({ code, sentence, action }) => (
        <li key={code}>
          {sentence} {action && <strong>{action}</strong>} <Way to={linkOfReason({ code })} />
        </li>
      ))}
    </ul>
  );
}

function Totals({ of }: { readonly of: Earnings }) {
  const totals = [
    ['Earned this week', of.earnedThisWeekCents, 'from Sunday to today'],
    ['Maturing', of.maturingCents, 'earned on days to come'],
    ['On its way', of.inFlightCents, 'sent, not yet paid'],
    ['Paid in all', of.paidCents, 'since you joined'],
    ...(of.withOperationsCents === 0
      ? []
      : ([['With operations', of.withOperationsCents, 'they decide about it']] as const)),
  ] as const;
  return (
    <dl class="totals">
      {totals.map(([name, cents, more]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <Money cents={cents} />
            <span class="muted">{more}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Maturing({ of }: { readonly of: Earnings['maturing'] }) {
  return (
    <Section
      title="What matures"
      lead="Commissions that count once their client has been one for long enough. They join the balance of these Fridays."
    >
      <details>
        <summary>{of.length === 1 ? 'One Friday' : `${of.length} Fridays`}</summary>
        <dl class="pairs">
          {of.map(({ weekEnding, friday, cents }) => (
            <div key={weekEnding}>
              <dt>
                <Day day={friday} />
              </dt>
              <dd>
                <Money cents={cents} />
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </Section>
  );
}
