/** The reviews of one kind, each with what a decision needs. */
import { useState } from 'preact/hooks';
import { api, told } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { usePages } from '../../api/use-pages.ts';
import { PagedList } from '../../parts/paged-list.tsx';
import { Saved } from '../../parts/saved.tsx';
import { Section } from '../../parts/section.tsx';
import type { Role } from '../../session/identity.ts';
import { FinanceButton } from '../parts/finance-button.tsx';
import { type Noted, OrderDialog } from '../parts/order-dialog.tsx';
import { ReviewFacts } from './review-facts.tsx';
import { DECISION_WORDS, KINDS, type Review, type ReviewDecision, type ReviewKind } from './words.ts';

interface Deciding {
  readonly review: Review;
  readonly decision: ReviewDecision;
}

export function ReviewList({ kind, role }: { readonly kind: ReviewKind; readonly role: Role }) {
  const { title, about, empty } = KINDS[kind];
  const [open, setOpen] = useState<Deciding>();
  const [said, setSaid] = useState<string>();
  const reviews = usePages(
    (cursor) => told(api.GET('/ops/reviews/{kind}', { params: { path: { kind }, query: { cursor } } })),
    [kind],
  );
  return (
    <Section title={title} lead={about}>
      <Saved when={said !== undefined}>{said}</Saved>
      <PagedList pages={reviews} what={title} empty={empty}>
        {(items) => (
          <ul class="cards">
            {items.map((review) => (
              <li key={review.id}>
                <ReviewFacts of={review} />
                <div class="buttons">
                  {review.decisions.map((decision) => (
                    <FinanceButton
                      key={decision}
                      role={role}
                      about={review.clientName ?? review.clientId ?? review.partnerName ?? review.id}
                      onClick={() => setOpen({ review, decision })}
                      {...(decision === 'refuse' && { tone: 'danger' as const })}
                    >
                      {DECISION_WORDS[decision]}
                    </FinanceButton>
                  ))}
                </div>
              </li>
            ))}
          </ul>
        )}
      </PagedList>
      {open && (
        <Decide
          {...open}
          onClose={() => setOpen(undefined)}
          onDone={(words) => {
            setOpen(undefined);
            setSaid(words);
            reviews.reload();
          }}
        />
      )}
    </Section>
  );
}

interface DecideProps extends Deciding {
  readonly onClose: () => void;
  readonly onDone: (words: string) => void;
}

const DONE: Readonly<Record<ReviewDecision, string>> = {
  accept: 'It is accepted.',
  refuse: 'It is refused.',
  dismiss: 'It is off the list.',
};

function Decide({
  review: { kind, id, partnerName, partnerId, clientName, clientId },
  decision,
  ...props
}: DecideProps) {
  const { onClose, onDone } = props;
  const action = useAction(
    (body: Noted & { readonly decision: ReviewDecision }, key) =>
      told(
        api.POST('/ops/reviews/{kind}/{id}/decision', {
          params: { path: { kind, id }, header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    () => onDone(DONE[decision]),
  );
  const who = [clientName ?? clientId, partnerName ?? partnerId].filter((each) => each !== undefined);
  return (
    <OrderDialog
      title={`${DECISION_WORDS[decision]}: ${KINDS[kind].title}`}
      action={action}
      order={() => ({ decision })}
      submit={DECISION_WORDS[decision]}
      {...(decision === 'refuse' && { tone: 'danger' as const })}
      onClose={onClose}
    >
      <p>
        <strong>{who.join(', ')}</strong>
      </p>
      <p>{KINDS[kind].effects[decision]}</p>
    </OrderDialog>
  );
}
