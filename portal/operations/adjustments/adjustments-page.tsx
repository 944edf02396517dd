/** Adjustments that wait for a second person. */
import { useState } from 'preact/hooks';
import { api, told } from '../../api/client.ts';
import type { components } from '../../api/schema.made.ts';
import { useAction } from '../../api/use-action.ts';
import { usePages } from '../../api/use-pages.ts';
import { Instant } from '../../parts/instant.tsx';
import { dollars, Money } from '../../parts/money.tsx';
import { Page } from '../../parts/page.tsx';
import { PagedTable } from '../../parts/paged-table.tsx';
import { Saved } from '../../parts/saved.tsx';
import { Section } from '../../parts/section.tsx';
import type { Role } from '../../session/identity.ts';
import { FinanceButton } from '../parts/finance-button.tsx';
import { type Noted, OrderDialog } from '../parts/order-dialog.tsx';
import { PartnerLink, Staff } from '../parts/people.tsx';
import { PARTNERS } from '../parts/places.ts';

type Adjustment = components['schemas']['Adjustment'];
type Decision = 'approve' | 'refuse';

export default function AdjustmentsPage({ role }: { readonly role: Role }) {
  const [open, setOpen] = useState<{ readonly adjustment: Adjustment; readonly decision: Decision }>();
  const [said, setSaid] = useState<string>();
  const waiting = usePages((cursor) => told(api.GET('/ops/adjustments', { params: { query: { cursor } } })), []);
  const button = (adjustment: Adjustment, decision: Decision, words: string) => (
    <FinanceButton
      role={role}
      about={`${dollars(adjustment.cents)} of ${adjustment.partnerId}`}
      onClick={() => setOpen({ adjustment, decision })}
    >
      {words}
    </FinanceButton>
  );
  return (
    <Page
      title="Adjustments"
      lead="What one person of finance may not decide alone: each waits until another one approves it. Whoever proposed it may only take it back."
    >
      <Saved when={said !== undefined}>{said}</Saved>
      <Section title="Waiting for a second person">
        <PagedTable
          caption="Adjustments that wait for a second person"
          pages={waiting}
          keyOf={({ id }) => id}
          columns={[
            { title: 'Partner', cell: ({ partnerId }) => <PartnerLink id={partnerId} /> },
            { title: 'Amount', amount: true, cell: ({ cents }) => <Money cents={cents} signed /> },
            { title: 'Why', cell: ({ proposed: { note } }) => note },
            { title: 'Proposed by', cell: ({ proposed: { by } }) => <Staff id={by} /> },
            { title: 'Proposed at', cell: ({ proposed: { at } }) => <Instant at={at} /> },
            {
              title: 'Decide',
              cell: (adjustment) => (
                <div class="buttons">
                  {button(adjustment, 'approve', 'Approve')}
                  {button(adjustment, 'refuse', 'Refuse')}
                </div>
              ),
            },
          ]}
          empty={
            <>
              Nothing waits. Adjustments are proposed on the page of <a href={PARTNERS}>a partner</a>.
            </>
          }
        />
      </Section>
      {open && (
        <Decide
          {...open}
          onClose={() => setOpen(undefined)}
          onDone={(words) => {
            setOpen(undefined);
            setSaid(words);
            waiting.reload();
          }}
        />
      )}
    </Page>
  );
}

interface DecideProps {
  readonly adjustment: Adjustment;
  readonly decision: Decision;
  readonly onClose: () => void;
  readonly onDone: (words: string) => void;
}

function Decide({ adjustment: { id, partnerId, cents, proposed }, decision, onClose, onDone }: DecideProps) {
  const action = useAction(
    (body: Noted & { readonly decision: Decision }, key) =>
      told(
        api.POST('/ops/adjustments/{adjustmentId}/decision', {
          params: { path: { adjustmentId: id }, header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    ({ value: { state, cents: decided } }) => onDone(`The adjustment of ${dollars(decided)} is ${state}.`),
  );
  const approves = decision === 'approve';
  return (
    <OrderDialog
      title={`${approves ? 'Approve' : 'Refuse'} the adjustment of ${dollars(cents)}`}
      action={action}
      order={() => ({ decision })}
      submit={approves ? 'Approve' : 'Refuse'}
      {...(approves ? {} : { tone: 'danger' as const })}
      onClose={onClose}
    >
      <p>
        Partner <strong>{partnerId}</strong>, <Money cents={cents} signed />: “{proposed.note}”
      </p>
      <p>
        {approves
          ? 'It is earned today, and the partner sees it with the words of whoever proposed it.'
          : 'Nothing changes for the partner, who sees nothing of it.'}
      </p>
    </OrderDialog>
  );
}
