/** What is known about the client that a claim means: all that a decision can stand on. */
import { Day } from '../../parts/days.tsx';
import { Pairs } from '../../parts/pairs.tsx';
import { Section } from '../../parts/section.tsx';
import { PartnerLink } from '../parts/people.tsx';
import { CLAIMS, claimPage, filtered } from '../parts/places.ts';
import type { ShownClaim } from './claim-page.tsx';
import { CREDITED_BY_WORDS } from './words.ts';

type Known = NonNullable<ShownClaim['evidence']>;

export interface EvidenceProps {
  readonly of: Known;
  readonly clientId: string | undefined;
}

export function Evidence({ of, clientId }: EvidenceProps) {
  const { ownerName, ownerEmail, clientSince, cancelledOn, accountCreatedOn, howHeard, link, creditedBy } = of;
  return (
    <Section
      title="Evidence"
      beside={clientId && <a href={filtered(CLAIMS, { clientId })}>All claims for this client</a>}
    >
      <Pairs
        of={[
          clientId !== undefined && ['Client', <code key="client">{clientId}</code>],
          ['Owner', [ownerName, ownerEmail].filter(Boolean).join(', ') || 'not known'],
          ['Secondary users', of.secondaryUsers.length === 0 ? 'none' : of.secondaryUsers.join(', ')],
          accountCreatedOn !== undefined && ['Account created on', <Day key="created" day={accountCreatedOn} />],
          ['Client since', clientSince ? <Day key="since" day={clientSince} /> : 'no purchase yet'],
          cancelledOn !== undefined && ['Cancelled on', <Day key="cancelled" day={cancelledOn} />],
          ['How they heard about us', howHeard === undefined ? 'no answer' : `“${howHeard}”`],
          ['Referral link', link === undefined ? 'none' : <PartnerLink key="link" id={link} />],
          [
            'Referrer of the sign-up',
            creditedBy === undefined ? 'none was found' : `found by ${CREDITED_BY_WORDS[creditedBy]}`,
          ],
          ['Credited to', <Referrers key="referrers" of={of.referrers} />],
        ]}
      />
    </Section>
  );
}

function Referrers({ of }: { readonly of: Known['referrers'] }) {
  if (of.length === 0) return <>nobody</>;
  return (
    <ol class="plain-list">
      {of.map(({ from, partnerId, claimId }) => (
        <li key={claimId ?? 'sign-up'}>
          <PartnerLink id={partnerId} />{' '}
          {from === undefined ? (
            'from the sign-up on'
          ) : (
            <>
              for payments from <Day day={from} /> on
              {claimId !== undefined && (
                <>
                  , by <a href={claimPage(claimId)}>a confirmed claim</a>
                </>
              )}
            </>
          )}
        </li>
      ))}
    </ol>
  );
}
