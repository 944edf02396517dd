/** What is known about a review. */
import { Day } from '../../parts/days.tsx';
import { Pairs } from '../../parts/pairs.tsx';
import { PartnerLink } from '../parts/people.tsx';
import { CLAIMS, filtered } from '../parts/places.ts';
import type { Review } from './words.ts';

export function ReviewFacts({ of }: { readonly of: Review }) {
  const { kind, partnerId, partnerName, clientId, clientName, clientEmail, candidates, howHeard } = of;
  return (
    <Pairs
      of={[
        partnerId !== undefined && ['Partner', <PartnerLink key="partner" id={partnerId} name={partnerName} />],
        clientId !== undefined && [
          'Client',
          <>
            {[clientName, clientEmail].filter(Boolean).join(', ')} <code class="id under">{clientId}</code>
          </>,
        ],
        howHeard !== undefined && ['How they heard about us', `“${howHeard}”`],
        candidates !== undefined && [
          kind === 'shared-address' ? 'Shares the address with' : 'May mean',
          <Candidates key="candidates" of={candidates} />,
        ],
        of.answeredOn !== undefined && ['Answered on', <Day key="answered" day={of.answeredOn} />],
        of.from !== undefined && ['Moved from', of.from],
        of.denied !== undefined && ['Denied or refused in 90 days', `${of.denied}`],
        kind === 'denied-claims' && [
          'Claims',
          <a key="claims" href={filtered(CLAIMS, { partnerId })}>
            all they ever made
          </a>,
        ],
      ]}
    />
  );
}

function Candidates({ of }: { readonly of: readonly string[] }) {
  if (of.length === 0) return <>nobody who is known</>;
  return (
    <ul class="plain-list">
      {of.map((id) => (
        <li key={id}>
          <PartnerLink id={id} />
        </li>
      ))}
    </ul>
  );
}
