/** One partner in full, and everything that operations do for one. */
import { useState } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import { api, told } from '../../api/client.ts';
import type { components } from '../../api/schema.made.ts';
import { type Answer, useAnswer } from '../../api/use-answer.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { Saved } from '../../parts/saved.tsx';
import type { Role } from '../../session/identity.ts';
import { ReferralListsSection } from '../lists/lists-section.tsx';
import { FinanceButton } from '../parts/finance-button.tsx';
import { PARTNERS } from '../parts/places.ts';
import { LatestChanges } from './latest-changes.tsx';
import { ORDERS, type OrderName } from './orders.ts';
import { AccountSection, ClaimsSection, LoginSection, SettingsSection, TaxSection } from './partner-sections.tsx';

export type Partner = components['schemas']['Partner'];

/** What every section is given. */
export interface PartnerView {
  readonly partner: Partner;
  readonly role: Role;
  readonly order: (name: OrderName) => void;
}

export default function PartnerPage({ role }: { readonly role: Role }) {
  const { params, query } = useRoute();
  const partnerId = params.partnerId ?? '';
  const answer = useAnswer(
    () => told(api.GET('/ops/partners/{partnerId}', { params: { path: { partnerId } } })),
    [partnerId],
  );
  return (
    <Page title={answer.told?.value.name ?? partnerId} up={{ href: PARTNERS, title: 'Partners' }}>
      <Loaded of={answer} what="the partner">
        {(partner) => (
          <Shown key={partnerId} partner={partner} answer={answer} role={role} isNew={query.new !== undefined} />
        )}
      </Loaded>
    </Page>
  );
}

interface ShownProps {
  readonly partner: Partner;
  readonly answer: Answer<Partner>;
  readonly role: Role;
  readonly isNew: boolean;
}

function Shown({ partner, answer, role, isNew }: ShownProps) {
  const { partnerId } = partner;
  const [open, setOpen] = useState<OrderName>();
  const [said, setSaid] = useState(isNew ? 'The partner is made. Invite them, so that they can sign in.' : undefined);
  // Each order is a change more to show.
  const [done, setDone] = useState(0);
  const view: PartnerView = { partner, role, order: setOpen };
  const Order = open && ORDERS[open];
  return (
    <>
      <p class="lead">
        <code>{partnerId}</code> · {partner.email} · {partner.country}
      </p>
      <Saved when={said !== undefined}>{said}</Saved>
      <Held {...view} />
      <AccountSection {...view} />
      <SettingsSection {...view} />
      <TaxSection {...view} />
      <LoginSection {...view} />
      <ClaimsSection {...view} />
      <ReferralListsSection partnerId={partnerId} />
      <LatestChanges partnerId={partnerId} done={done} />
      {Order && (
        <Order
          partner={partner}
          answer={answer}
          onClose={() => setOpen(undefined)}
          onDone={(words) => {
            setOpen(undefined);
            setSaid(words);
            setDone((before) => before + 1);
          }}
        />
      )}
    </>
  );
}

/** What somebody holds by hand stands first: nothing is paid meanwhile. */
function Held({ partner: { hold, frozen }, role, order }: PartnerView) {
  if (hold === undefined && !frozen)
    return (
      <p class="buttons">
        <button type="button" class="danger" onClick={() => order('hold')}>
          Put on hold
        </button>
      </p>
    );
  return (
    <Notice tone="bad">
      {hold !== undefined && (
        <p>
          <strong>On hold:</strong> {hold}
        </p>
      )}
      {frozen && (
        <p>
          <strong>Frozen by the partner</strong>, after a mail about a change that may not be theirs.
        </p>
      )}
      <p>Nothing is paid until finance releases it. The balance is carried, and nothing of it is lost.</p>
      <div class="buttons">
        <FinanceButton role={role} onClick={() => order('release')}>
          Release
        </FinanceButton>
        <button type="button" onClick={() => order('hold')}>
          {hold === undefined ? 'Put on hold' : 'Change the reason'}
        </button>
      </div>
    </Notice>
  );
}
