/** Payouts and batches that wait for somebody, each with what it means and what can be done. */
import { useState } from 'preact/hooks';
import { api, told } from '../../api/client.ts';
import { usePages } from '../../api/use-pages.ts';
import { Page } from '../../parts/page.tsx';
import { PagedList } from '../../parts/paged-list.tsx';
import { Saved } from '../../parts/saved.tsx';
import { Section } from '../../parts/section.tsx';
import type { Role } from '../../session/identity.ts';
import { FinanceButton } from '../parts/finance-button.tsx';
import { ExceptionFacts } from './exception-facts.tsx';
import { OrderForBatch, OrderForPayout } from './order-dialogs.tsx';
import { ACTIONS, type ExceptionAction, type PayoutException } from './words.ts';

interface Ordering {
  readonly exception: PayoutException;
  readonly action: ExceptionAction;
}

export default function ExceptionsPage({ role }: { readonly role: Role }) {
  const [open, setOpen] = useState<Ordering>();
  const [said, setSaid] = useState<string>();
  const waiting = usePages((cursor) => told(api.GET('/ops/exceptions', { params: { query: { cursor } } })), []);
  const dialog = {
    onClose: () => setOpen(undefined),
    onDone: (words: string) => {
      setOpen(undefined);
      setSaid(words);
      waiting.reload();
    },
  };
  return (
    <Page
      title="Exceptions"
      lead="Parked batches, then payouts that are unclaimed, blocked, sent back or reversed. None of them is sent again by itself."
    >
      <Saved when={said !== undefined}>{said}</Saved>
      <Section
        title="What waits"
        beside={
          <button type="button" onClick={waiting.reload}>
            Refresh
          </button>
        }
      >
        <PagedList
          pages={waiting}
          what="what waits for somebody"
          empty="Nothing waits: every payout is paid, on its way, or back on its balance."
        >
          {(items) => (
            <ul class="cards">
              {items.map((exception) => (
                <li key={keyOf(exception)}>
                  <ExceptionFacts of={exception} />
                  <div class="buttons">
                    {exception.actions.map((action) => (
                      <FinanceButton
                        key={action}
                        role={role}
                        about={aboutOf(exception)}
                        onClick={() => setOpen({ exception, action })}
                      >
                        {ACTIONS[action].title}
                      </FinanceButton>
                    ))}
                  </div>
                </li>
              ))}
            </ul>
          )}
        </PagedList>
      </Section>
      {open?.exception.kind === 'payout' && <OrderForPayout payout={open.exception} action={open.action} {...dialog} />}
      {open?.exception.kind === 'batch' && <OrderForBatch batch={open.exception} {...dialog} />}
    </Page>
  );
}

const keyOf = (exception: PayoutException): string =>
  exception.kind === 'payout' ? `${exception.weekEnding} ${exception.partnerId}` : exception.senderBatchId;

const aboutOf = (exception: PayoutException): string =>
  exception.kind === 'payout'
    ? `${exception.partnerId}, week ending ${exception.weekEnding}`
    : `batch ${exception.senderBatchId}`;
