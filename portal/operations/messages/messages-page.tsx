/** Messages that were given up: how many, what they say, back to work or away. */
import { useState } from 'preact/hooks';
import { api, told } from '../../api/client.ts';
import type { components } from '../../api/schema.made.ts';
import { useAction } from '../../api/use-action.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { Instant } from '../../parts/instant.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Page } from '../../parts/page.tsx';
import { Saved } from '../../parts/saved.tsx';
import { Section } from '../../parts/section.tsx';
import { Tag } from '../../parts/tag.tsx';
import type { Role } from '../../session/identity.ts';
import { FinanceButton } from '../parts/finance-button.tsx';
import { type Noted, OrderDialog } from '../parts/order-dialog.tsx';

type Count = components['schemas']['DeadLetterCount'];
type Queue = Count['queue'];

const QUEUES: Readonly<Record<Queue, { readonly title: string; readonly lead: string; readonly isRule?: true }>> = {
  payouts: {
    title: 'Payout batches',
    lead: 'Five tries could not settle them. Sent back, each is paid once, by its id.',
  },
  looks: { title: 'Looks at PayPal', lead: 'The daily look comes again by itself.' },
  mails: { title: 'Mails', lead: 'They could not be sent for an hour. The daily rule tries again for 14 days.' },
  lists: { title: 'Referral lists', lead: 'A preview or a commit failed. It goes on with the row where it stopped.' },
  friday: { title: 'Fridays that did not start', lead: 'Start the run of that week by hand.', isRule: true },
  daily: { title: 'Daily looks that did not start', lead: 'The next day’s comes by itself.', isRule: true },
};

export default function MessagesPage({ role }: { readonly role: Role }) {
  const counts = useAnswer(() => told(api.GET('/ops/dead-letters')), []);
  const [said, setSaid] = useState<string>();
  return (
    <Page
      title="Given up"
      lead="Messages that were tried often enough. Each is kept for 14 days; nothing is lost by looking."
    >
      <Saved when={said !== undefined}>{said}</Saved>
      <Loaded of={counts} what="the messages">
        {({ items }) =>
          items.map((count) => (
            <QueueSection
              key={count.queue}
              of={count}
              role={role}
              onDone={(words) => {
                setSaid(words);
                counts.reload();
              }}
            />
          ))
        }
      </Loaded>
    </Page>
  );
}

interface QueueSectionProps {
  readonly of: Count;
  readonly role: Role;
  readonly onDone: (words: string) => void;
}

function QueueSection({ of: { queue, waiting, hidden }, role, onDone }: QueueSectionProps) {
  const { title, lead, isRule } = QUEUES[queue];
  const [looks, setLooks] = useState(0);
  const [sends, setSends] = useState(false);
  const isEmpty = waiting === 0 && hidden === 0;
  return (
    <Section title={title} lead={lead} beside={<Tag tone={isEmpty ? 'good' : 'bad'}>{isEmpty ? 'none' : waiting}</Tag>}>
      {!isEmpty && (
        <div class="buttons">
          <button type="button" onClick={() => setLooks((times) => times + 1)}>
            Look at them<span class="visually-hidden">: {title}</span>
          </button>
          {!isRule && (
            <FinanceButton role={role} tone="primary" about={title} onClick={() => setSends(true)}>
              Send back to work
            </FinanceButton>
          )}
        </div>
      )}
      {looks > 0 && <Messages key={looks} queue={queue} role={role} onDone={onDone} />}
      {sends && (
        <Redrive
          queue={queue}
          onClose={() => setSends(false)}
          onDone={(words) => {
            setSends(false);
            onDone(words);
          }}
        />
      )}
    </Section>
  );
}

interface OrderProps {
  readonly queue: Queue;
  readonly onClose: () => void;
  readonly onDone: (words: string) => void;
}

function Redrive({ queue, onClose, onDone }: OrderProps) {
  const action = useAction(
    (body: Noted, key) =>
      told(
        api.POST('/ops/dead-letters/{queue}/redrive', {
          params: { path: { queue }, header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    ({ value: { redriven } }) =>
      onDone(redriven.length === 1 ? 'One message was sent back.' : `${redriven.length} messages were sent back.`),
  );
  return (
    <OrderDialog
      title={`Send back: ${QUEUES[queue].title}`}
      action={action}
      order={() => ({})}
      submit="Send them back"
      onClose={onClose}
    >
      <p>
        They go back to the queue they came from, a hundred at a time. Once the cause is mended, they are worked on.
      </p>
    </OrderDialog>
  );
}

function Messages({ queue, role, onDone }: Pick<QueueSectionProps, 'role' | 'onDone'> & { readonly queue: Queue }) {
  const messages = useAnswer(
    () => told(api.GET('/ops/dead-letters/{queue}', { params: { path: { queue } } })),
    [queue],
  );
  const [away, setAway] = useState<string>();
  return (
    <Loaded of={messages} what="the messages">
      {({ items }) => (
        <>
          {items.length === 0 && (
            <p class="empty">None can be shown just now: one that was looked at comes back after three seconds.</p>
          )}
          <ul class="trail">
            {items.map(({ messageId, body, sentAt, receiveCount, error }) => (
              <li key={messageId}>
                <p>
                  <Instant at={sentAt} />, handed out {receiveCount} times
                  {error && <>: {error}</>}
                </p>
                <p>
                  <code>{body}</code>
                </p>
                <FinanceButton role={role} tone="danger" about={messageId} onClick={() => setAway(messageId)}>
                  Throw away
                </FinanceButton>
              </li>
            ))}
          </ul>
          {away && <Discard queue={queue} messageId={away} onClose={() => setAway(undefined)} onDone={onDone} />}
        </>
      )}
    </Loaded>
  );
}

function Discard({ queue, messageId, onClose, onDone }: OrderProps & { readonly messageId: string }) {
  const action = useAction(
    (body: Noted & { readonly messageId: string }, key) =>
      told(
        api.POST('/ops/dead-letters/{queue}/discard', {
          params: { path: { queue }, header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    () => onDone('The message is gone; what it said stands in the audit trail.'),
  );
  return (
    <OrderDialog
      title="Throw a message away"
      action={action}
      order={() => ({ messageId })}
      submit="Throw it away"
      tone="danger"
      onClose={onClose}
    >
      <p>
        Message <code class="id">{messageId}</code>. What is frozen and unsent is queued again by the run and the daily
        look: no payout is lost by it.
      </p>
    </OrderDialog>
  );
}
