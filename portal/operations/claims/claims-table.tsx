/** Claims in a list: whom each means, who claims, how it stands. */
import type { Column } from '../../parts/data-table.tsx';
import { Day } from '../../parts/days.tsx';
import { Tag } from '../../parts/tag.tsx';
import { PartnerLink } from '../parts/people.tsx';
import { claimPage } from '../parts/places.ts';
import { CLAIM_TONES, type Claim, UNMATCHED_WORDS } from './words.ts';

export const CLAIM_COLUMNS: readonly Column<Claim>[] = [
  {
    title: 'Client',
    cell: ({ claimId, named, clientId }) => (
      <>
        <a href={claimPage(claimId)}>{named.value}</a>
        {clientId !== undefined && clientId !== named.value && <code class="id under">{clientId}</code>}
      </>
    ),
  },
  { title: 'Claimant', cell: ({ partnerId, partnerName }) => <PartnerLink id={partnerId} name={partnerName} /> },
  {
    title: 'State',
    cell: ({ state, unmatched }) => (
      <>
        <Tag tone={CLAIM_TONES[state]}>{state}</Tag>
        {state === 'open' && unmatched && <span class="muted under">{UNMATCHED_WORDS[unmatched]}</span>}
      </>
    ),
  },
  { title: 'Made on', cell: ({ madeOn }) => <Day day={madeOn} /> },
  { title: 'Ends', cell: ({ endedOn, expiresOn }) => <Day day={endedOn ?? expiresOn} /> },
];

export const keyOfClaim = ({ claimId }: Claim): string => claimId;
