/** A claim as it stands, and how it was decided. */
import { Day } from '../../parts/days.tsx';
import { Instant } from '../../parts/instant.tsx';
import { Pairs } from '../../parts/pairs.tsx';
import { Section } from '../../parts/section.tsx';
import { Tag } from '../../parts/tag.tsx';
import { PartnerLink, Staff } from '../parts/people.tsx';
import { CLAIM_STATE_WORDS, CLAIM_TONES, type Claim, UNMATCHED_WORDS } from './words.ts';

const NAMED_BY = { email: 'by e-mail', domain: 'by domain', 'client-id': 'by client id' } as const;

export function ClaimFacts({ claim }: { readonly claim: Claim }) {
  const { state, unmatched, named, note, decision, endedOn } = claim;
  return (
    <Section title="The claim" beside={<Tag tone={CLAIM_TONES[state]}>{state}</Tag>}>
      <p>
        {CLAIM_STATE_WORDS[state]} {state === 'open' && unmatched && <strong>{UNMATCHED_WORDS[unmatched]}</strong>}
      </p>
      <Pairs
        of={[
          ['Claimant', <PartnerLink key="claimant" id={claim.partnerId} name={claim.partnerName} />],
          ['Named', `${named.value}, ${NAMED_BY[named.by]}`],
          note !== undefined && ['The claimant says', `“${note}”`],
          ['Made on', <Day key="made" day={claim.madeOn} />],
          ['Would move payments from', <Day key="reaches" day={claim.reachesFrom} />],
          endedOn === undefined
            ? ['Open until', <Day key="expires" day={claim.expiresOn} />]
            : ['Ended on', <Day key="ended" day={endedOn} />],
          decision !== undefined && ['Decided', <Decided key="decided" decision={decision} />],
        ]}
      />
    </Section>
  );
}

function Decided({ decision }: { readonly decision: NonNullable<Claim['decision']> }) {
  const { answer, by, at, heardFrom, heardOn, note } = decision;
  return (
    <>
      {answer === 'confirm' ? 'Confirmed' : 'Denied'}{' '}
      {by.kind === 'link' ? (
        'by the client, with the link of the mail'
      ) : (
        <>
          for the client by <Staff id={by.id} />
        </>
      )}
      , <Instant at={at} />
      {heardFrom !== undefined && (
        <span class="under">
          Heard from {heardFrom}
          {heardOn !== undefined && (
            <>
              {' '}
              on <Day day={heardOn} />
            </>
          )}
        </span>
      )}
      {note !== undefined && <span class="under">“{note}”</span>}
    </>
  );
}
