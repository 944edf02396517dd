/** What a decision would move, to the cent, as the API previews it: by partner, and payment by payment. */
import type { paths } from '../../api/schema.made.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Day } from '../../parts/days.tsx';
import { Money } from '../../parts/money.tsx';
import { PartnerLink } from '../parts/people.tsx';

export type Preview = paths['/ops/claims/{claimId}/preview']['get']['responses']['200']['content']['application/json'];

export function MovedMoney({ of: { partners, payments, reachesFrom } }: { readonly of: Preview }) {
  if (partners.length === 0 && payments.length === 0)
    return (
      <p class="empty">
        No payment known so far changes hands. What the client pays from <Day day={reachesFrom} /> on would be credited
        by the decision.
      </p>
    );
  return (
    <>
      <DataTable
        caption="What would change for whom"
        rows={partners}
        keyOf={({ partnerId }) => partnerId}
        columns={[
          { title: 'Partner', cell: ({ partnerId, partnerName }) => <PartnerLink id={partnerId} name={partnerName} /> },
          { title: 'Would count', amount: true, cell: ({ cents }) => <Money cents={cents} signed /> },
          {
            title: 'Of it in the balance already',
            amount: true,
            cell: ({ decidedCents }) => <Money cents={decidedCents} signed />,
          },
          { title: 'Void', amount: true, cell: ({ voidCents }) => <Money cents={voidCents} signed /> },
          { title: 'Held for review', amount: true, cell: ({ heldCents }) => <Money cents={heldCents} signed /> },
        ]}
      />
      <details>
        <summary>{payments.length === 1 ? 'One payment' : `${payments.length} payments`}</summary>
        <DataTable
          caption="Payments that would change hands"
          rows={payments}
          keyOf={({ paymentId }) => paymentId}
          columns={[
            { title: 'Payment', cell: ({ paymentId }) => <code class="id">{paymentId}</code> },
            { title: 'Paid on', cell: ({ day }) => <Day day={day} /> },
            { title: 'Credited to', cell: ({ from }) => (from ? <PartnerLink id={from} /> : 'nobody') },
            { title: 'Then to', cell: ({ to }) => (to ? <PartnerLink id={to} /> : 'nobody') },
            { title: 'Would bring them', amount: true, cell: ({ cents }) => <Money cents={cents} /> },
          ]}
        />
      </details>
    </>
  );
}

/** The same in a sentence for each partner: for the dialog in which it is decided. */
export function MovedInWords({ of: { partners } }: { readonly of: Preview }) {
  if (partners.length === 0) return <p>No payment known so far changes hands.</p>;
  return (
    <ul class="plain-list">
      {partners.map(({ partnerId, partnerName, cents, decidedCents, voidCents, heldCents }) => (
        <li key={partnerId}>
          {partnerName ?? partnerId}: <Money cents={cents} signed />
          {decidedCents !== 0 && (
            <>
              , of which <Money cents={decidedCents} signed /> is in the balance already
            </>
          )}
          {voidCents !== 0 && (
            <>
              ; void: <Money cents={voidCents} signed />
            </>
          )}
          {heldCents !== 0 && (
            <>
              ; held for review: <Money cents={heldCents} signed />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
