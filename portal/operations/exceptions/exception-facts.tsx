/** What is known about a payout or a batch that waits. */
import { Day } from '../../parts/days.tsx';
import { Instant } from '../../parts/instant.tsx';
import { Money } from '../../parts/money.tsx';
import { Pairs } from '../../parts/pairs.tsx';
import { Tag } from '../../parts/tag.tsx';
import { PartnerLink, Staff } from '../parts/people.tsx';
import { runPage } from '../parts/places.ts';
import { type ParkedBatch, type PayoutException, STATES, type WaitingPayout } from './words.ts';

export function ExceptionFacts({ of }: { readonly of: PayoutException }) {
  return of.kind === 'payout' ? <PayoutFacts of={of} /> : <BatchFacts of={of} />;
}

const Run = ({ week }: { readonly week: string }) => (
  <a href={runPage(week)}>
    week ending <Day day={week} />
  </a>
);

function PayoutFacts({ of }: { readonly of: WaitingPayout }) {
  const { partnerId, weekEnding, amountCents, state, receiver, since, error, payPalItemId } = of;
  const { cancelAskedBy, writeOffProposedBy, toDo } = of;
  return (
    <>
      <p class="card-head">
        <Money cents={amountCents} /> <PartnerLink id={partnerId} />
        <Tag tone={STATES[state].tone}>{STATES[state].words}</Tag>
      </p>
      <p>{toDo}</p>
      <Pairs
        of={[
          ['Run', <Run key="run" week={weekEnding} />],
          ['Receiver', receiver],
          since !== undefined && ['Since', <Instant key="since" at={since} />],
          error !== undefined && ['PayPal says', <code key="error">{error}</code>],
          payPalItemId !== undefined && ['Item at PayPal', <code key="item">{payPalItemId}</code>],
          cancelAskedBy !== undefined && ['Cancelling was ordered by', <Staff key="cancel" id={cancelAskedBy} />],
          writeOffProposedBy !== undefined && [
            'To write it off was proposed by',
            <Staff key="write-off" id={writeOffProposedBy} />,
          ],
        ]}
      />
    </>
  );
}

function BatchFacts({ of }: { readonly of: ParkedBatch }) {
  const { weekEnding, manifest, generation, senderBatchId, payoutBatchId, items, totalCents, since, why, toDo } = of;
  return (
    <>
      <p class="card-head">
        <Money cents={totalCents} /> {items === 1 ? 'one payout' : `${items} payouts`}
        <Tag tone="bad">parked batch</Tag>
      </p>
      <p>{toDo}</p>
      <Pairs
        of={[
          ['Run', <Run key="run" week={weekEnding} />],
          ['Batch', `${manifest}, generation ${generation}`],
          ['Sender batch id', <code key="sender">{senderBatchId}</code>],
          payoutBatchId !== undefined && ['Batch at PayPal', <code key="batch">{payoutBatchId}</code>],
          since !== undefined && ['Parked', <Instant key="since" at={since} />],
          why !== undefined && ['Why', why],
        ]}
      />
    </>
  );
}
