/** What finance may order about a run: release or refuse a held one, take up one that was interrupted. */
import { useState } from 'preact/hooks';
import { api, told } from '../../api/client.ts';
import type { components } from '../../api/schema.made.ts';
import { useAction } from '../../api/use-action.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Money } from '../../parts/money.tsx';
import type { Role } from '../../session/identity.ts';
import { FinanceButton } from '../parts/finance-button.tsx';
import { type Noted, OrderDialog } from '../parts/order-dialog.tsx';
import { PartnerLink } from '../parts/people.tsx';
import { Breaches } from './run-facts.tsx';
import type { RunInFull } from './words.ts';

type Order = 'release' | 'refusal' | 'retry';

export interface RunOrdersProps {
  readonly run: RunInFull;
  readonly role: Role;
  /** What was ordered, and the execution that does it. */
  readonly onDone: (words: string, executionName: string) => void;
}

export function RunOrders({ run, role, onDone }: RunOrdersProps) {
  const [open, setOpen] = useState<Order>();
  const isAtWork = run.executions.some(({ status }) => status === 'running');
  const canRetry = (run.state === 'planning' || run.state === 'settling') && !isAtWork;
  if (run.state !== 'held' && !canRetry) return null;
  const close = (): void => setOpen(undefined);
  const done: RunOrdersProps['onDone'] = (...ordered) => {
    close();
    onDone(...ordered);
  };
  return (
    <>
      <div class="buttons after">
        {run.state === 'held' && !isAtWork && (
          <>
            <FinanceButton role={role} tone="primary" onClick={() => setOpen('release')}>
              Release the run
            </FinanceButton>
            <FinanceButton role={role} tone="danger" onClick={() => setOpen('refusal')}>
              Refuse the run
            </FinanceButton>
          </>
        )}
        {canRetry && (
          <FinanceButton role={role} tone="primary" onClick={() => setOpen('retry')}>
            Take the run up again
          </FinanceButton>
        )}
      </div>
      {open === 'release' && <Release run={run} onClose={close} onDone={done} />}
      {open === 'refusal' && (
        <Ordered order="refusal" run={run} title="Refuse the run" submit="Refuse it" onClose={close} onDone={done}>
          <p>
            Nothing is paid. {run.planned?.payouts} amounts, <Money cents={run.planned?.payoutCents ?? 0} /> in all, go
            back on their balances, and the next run decides anew.
          </p>
        </Ordered>
      )}
      {open === 'retry' && (
        <Ordered
          order="retry"
          run={run}
          title="Take the run up again"
          submit="Take it up"
          onClose={close}
          onDone={done}
        >
          <p>Partners that were decided stay decided, and what was sent to PayPal is not sent anew.</p>
        </Ordered>
      )}
    </>
  );
}

const DONE: Readonly<Record<Order, string>> = {
  release: 'The run is released: an execution pays it now.',
  refusal: 'The run is refused: an execution puts the amounts back now.',
  retry: 'The run is taken up again.',
};

interface OrderedProps extends Pick<RunOrdersProps, 'run' | 'onDone'> {
  readonly order: Order;
  readonly title: string;
  readonly submit: string;
  readonly onClose: () => void;
  readonly children: preact.ComponentChildren;
}

function Ordered({ order, run: { weekEnding }, title, submit, onClose, onDone, children }: OrderedProps) {
  const action = useAction(
    (body: Noted, key) => {
      const params = { path: { weekEnding }, header: { 'Idempotency-Key': key } };
      if (order === 'release') return told(api.POST('/ops/runs/{weekEnding}/release', { params, body }));
      if (order === 'refusal') return told(api.POST('/ops/runs/{weekEnding}/refusal', { params, body }));
      return told(api.POST('/ops/runs/{weekEnding}/retry', { params, body }));
    },
    ({ value }) => onDone(DONE[order], value.executionName),
  );
  return (
    <OrderDialog
      title={title}
      action={action}
      order={() => ({})}
      submit={submit}
      {...(order === 'refusal' && { tone: 'danger' as const })}
      onClose={onClose}
    >
      {children}
    </OrderDialog>
  );
}

const RELEASE = 'Release the run';

/** What is not shown cannot be released: the order is there once its figures are. */
function Release({ run, onClose, onDone }: Pick<OrderedProps, 'run' | 'onClose' | 'onDone'>) {
  const { weekEnding } = run;
  const preview = useAnswer(
    () => told(api.GET('/ops/runs/{weekEnding}/release', { params: { path: { weekEnding } } })),
    [weekEnding],
  );
  if (!preview.told)
    return (
      <Dialog title={RELEASE} onClose={onClose}>
        <Loaded of={preview} what="what it would pay">
          {() => null}
        </Loaded>
      </Dialog>
    );
  return (
    <Ordered order="release" run={run} title={RELEASE} submit="Release and pay" onClose={onClose} onDone={onDone}>
      <WouldPay of={preview.told.value} />
    </Ordered>
  );
}

function WouldPay({ of }: { readonly of: components['schemas']['ReleasePreview'] }) {
  const { payouts, payoutCents, breaches, changed } = of;
  return (
    <>
      <p>
        {payouts} payouts,{' '}
        <strong>
          <Money cents={payoutCents} />
        </strong>
        , are sent to PayPal as they were frozen.
      </p>
      <Breaches of={breaches} />
      {changed.partners > 0 && (
        <div class="notice waiting">
          <p>
            {changed.partners} of them, <Money cents={changed.cents} />, a run of today would not pay, or not to this
            address:
          </p>
          <ul class="plain-list">
            {changed.largest.map(({ partnerId, payoutCents: cents, reasons, addressChanged }) => (
              <li key={partnerId}>
                <PartnerLink id={partnerId} />, <Money cents={cents} />:{' '}
                {[...reasons, ...(addressChanged ? ['another address since'] : [])].join(', ')}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
