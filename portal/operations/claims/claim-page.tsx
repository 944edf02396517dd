/** One claim: its evidence, the other claims for the same client, and what a decision would move, before it is decided. */
import { useState } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import { api, told } from '../../api/client.ts';
import type { paths } from '../../api/schema.made.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Page } from '../../parts/page.tsx';
import { Saved } from '../../parts/saved.tsx';
import { Section } from '../../parts/section.tsx';
import type { Role } from '../../session/identity.ts';
import { CLAIMS } from '../parts/places.ts';
import { ClaimFacts } from './claim-facts.tsx';
import { CLAIM_COLUMNS, keyOfClaim } from './claims-table.tsx';
import { Decision } from './decision.tsx';
import { Evidence } from './evidence.tsx';
import { IdentifySection } from './identify-client.tsx';
import type { Claim } from './words.ts';

export type ShownClaim = paths['/ops/claims/{claimId}']['get']['responses']['200']['content']['application/json'];

/** A decision answers the claim without its claimant's name. */
const withClaim = (shown: ShownClaim, claim: Claim): ShownClaim => ({
  ...shown,
  claim: { ...claim, partnerName: shown.claim.partnerName },
});

export default function ClaimPage({ role }: { readonly role: Role }) {
  const { params } = useRoute();
  const claimId = params.claimId ?? '';
  const answer = useAnswer(() => told(api.GET('/ops/claims/{claimId}', { params: { path: { claimId } } })), [claimId]);
  const [said, setSaid] = useState<string>();
  const onDone = (words: string, claim: Claim): void => {
    setSaid(words);
    if (answer.told) answer.replace({ ...answer.told, value: withClaim(answer.told.value, claim) });
    // What others claim may have changed with it.
    answer.reload();
  };
  const named = answer.told?.value.claim.named.value;
  return (
    <Page title={named ? `Claim to ${named}` : 'Claim'} up={{ href: CLAIMS, title: 'Claims' }}>
      <Loaded of={answer} what="the claim">
        {({ claim, evidence, others, candidates }) => (
          <>
            <Saved when={said !== undefined}>{said}</Saved>
            <ClaimFacts claim={claim} />
            {claim.clientId === undefined ? (
              <IdentifySection claim={claim} candidates={candidates} onDone={onDone} />
            ) : (
              <Decision claim={claim} role={role} onDone={onDone} />
            )}
            {evidence && <Evidence of={evidence} clientId={claim.clientId} />}
            <Section title="Other claims for this client" lead="No claimant is told of another one.">
              {others.length === 0 ? (
                <p class="empty">There is none.</p>
              ) : (
                <DataTable
                  caption="Other claims for this client"
                  rows={others}
                  keyOf={keyOfClaim}
                  columns={CLAIM_COLUMNS}
                />
              )}
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
}
