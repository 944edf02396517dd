/** Each Friday with its totals and state, the latest first; held ones ask for a decision. */
import { useState } from 'preact/hooks';
import { api, told } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { usePages } from '../../api/use-pages.ts';
import { Day, dayText } from '../../parts/days.tsx';
import { TextField } from '../../parts/field.tsx';
import { Money } from '../../parts/money.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { PagedTable } from '../../parts/paged-table.tsx';
import { Saved } from '../../parts/saved.tsx';
import { Section } from '../../parts/section.tsx';
import { Tag } from '../../parts/tag.tsx';
import type { Role } from '../../session/identity.ts';
import { FinanceButton } from '../parts/finance-button.tsx';
import { type Noted, OrderDialog } from '../parts/order-dialog.tsx';
import { runPage } from '../parts/places.ts';
import { RUN_TONES } from './words.ts';

export default function RunsPage({ role }: { readonly role: Role }) {
  const runs = usePages((cursor) => told(api.GET('/ops/runs', { params: { query: { cursor } } })), []);
  const [starts, setStarts] = useState(false);
  const [said, setSaid] = useState<string>();
  const held = runs.items.filter(({ state }) => state === 'held');
  return (
    <Page title="Runs" lead="Each Friday pays what was earned up to the Saturday before it.">
      <Saved when={said !== undefined}>{said}</Saved>
      {held.map(({ weekEnding }) => (
        <Notice key={weekEnding} tone="bad">
          <p>
            The run of the week ending {dayText(weekEnding)} is over a cap and held: nothing of it is paid.{' '}
            <a href={runPage(weekEnding)}>Look at it and decide</a>.
          </p>
        </Notice>
      ))}
      <Section
        title="All runs"
        beside={
          <FinanceButton role={role} onClick={() => setStarts(true)}>
            Start a run by hand
          </FinanceButton>
        }
      >
        <PagedTable
          caption="Runs"
          pages={runs}
          keyOf={({ weekEnding }) => weekEnding}
          columns={[
            {
              title: 'Friday',
              cell: ({ friday, weekEnding }) => (
                <a href={runPage(weekEnding)}>
                  <Day day={friday} />
                </a>
              ),
            },
            { title: 'Week ending', cell: ({ weekEnding }) => <Day day={weekEnding} /> },
            { title: 'State', cell: ({ state }) => <Tag tone={RUN_TONES[state]}>{state}</Tag> },
            { title: 'Payouts', cell: ({ report, planned }) => report?.payouts ?? planned?.payouts ?? 'not yet' },
            {
              title: 'Planned',
              amount: true,
              cell: ({ planned }) => (planned ? <Money cents={planned.payoutCents} /> : 'not yet'),
            },
            {
              title: 'Paid',
              amount: true,
              cell: ({ report }) => (report ? <Money cents={report.paidCents} /> : 'not yet'),
            },
            {
              title: 'Open',
              amount: true,
              cell: ({ report }) => (report ? <Money cents={report.openCents} /> : 'not yet'),
            },
          ]}
          empty="There was no run yet. The first one comes with the first Friday after billing has told of a payment."
        />
      </Section>
      {starts && (
        <StartRun
          onClose={() => setStarts(false)}
          onDone={(words) => {
            setStarts(false);
            setSaid(words);
            runs.reload();
          }}
        />
      )}
    </Page>
  );
}

interface StartRunProps {
  readonly onClose: () => void;
  readonly onDone: (words: string) => void;
}

function StartRun({ onClose, onDone }: StartRunProps) {
  const [weekEnding, setWeekEnding] = useState('');
  const action = useAction(
    (body: Noted & { readonly weekEnding: string }, key) =>
      told(api.POST('/ops/runs', { params: { header: { 'Idempotency-Key': key } }, body })),
    ({ value }) => onDone(`The run of the week ending ${dayText(value.weekEnding)} was started.`),
  );
  return (
    <OrderDialog
      title="Start a run by hand"
      action={action}
      order={() => ({ weekEnding })}
      submit="Start it"
      shown={['weekEnding']}
      onClose={onClose}
    >
      <p>For a Friday that did not start by itself. The same week is the same run: nothing is paid twice.</p>
      <TextField
        label="Week ending"
        hint="The Saturday before that Friday"
        type="date"
        required
        value={weekEnding}
        onValue={setWeekEnding}
        problem={action.problem?.field('weekEnding')}
      />
    </OrderDialog>
  );
}
