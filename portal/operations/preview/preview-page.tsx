/** What next Friday's run would pay if it ran now, who is held and why, and what is new about it against the last one. */
import type { ComponentChildren } from 'preact';
import { api, told } from '../../api/client.ts';
import type { components } from '../../api/schema.made.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Day, dayText } from '../../parts/days.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Money } from '../../parts/money.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { Pairs } from '../../parts/pairs.tsx';
import { Section } from '../../parts/section.tsx';
import { PartnerLink } from '../parts/people.tsx';
import { runPage } from '../parts/places.ts';
import { Breaches } from '../runs/run-facts.tsx';

type Preview = components['schemas']['RunPreview'];
type Comparison = Preview['comparison'];

export default function PreviewPage() {
  const preview = useAnswer(() => told(api.GET('/ops/preview')), []);
  return (
    <Page
      title="Next Friday"
      lead="What the run would pay if it ran now. What is earned or changed until Friday is not in it yet; nothing is written."
    >
      <Loaded of={preview} what="the preview">
        {(value) => (
          <>
            <Totals of={value} onRefresh={preview.reload} />
            <Carried of={value.carried} />
            <Compared of={value.comparison} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Totals({ of, onRefresh }: { readonly of: Preview; readonly onRefresh: () => void }) {
  const { friday, weekEnding, partners, payouts, payoutCents, carriedCents, breaches, unfinished, comparison } = of;
  return (
    <Section
      title="In all"
      beside={
        <button type="button" onClick={onRefresh}>
          Look again
        </button>
      }
    >
      {unfinished && (
        <Notice tone="waiting">
          <p>
            The run of the week ending {dayText(unfinished.weekEnding)} is {unfinished.state}.{' '}
            <a href={runPage(unfinished.weekEnding)}>Look at it</a>: it is finished or refused before the next one.
          </p>
        </Notice>
      )}
      <Breaches of={breaches} />
      <Pairs
        of={[
          ['Friday', <Day key="friday" day={friday} />],
          ['Week ending', <Day key="week" day={weekEnding} />],
          [
            'Would be paid',
            <>
              {payouts} payouts, <Money cents={payoutCents} />
            </>,
          ],
          ['Would be carried', <Money key="carried" cents={carriedCents} />],
          ['Partners looked at', partners],
          comparison.lastRun !== undefined && [
            'The last run that paid',
            <a key="last" href={runPage(comparison.lastRun.weekEnding)}>
              {comparison.lastRun.payouts} payouts, <Money cents={comparison.lastRun.payoutCents} />, week ending{' '}
              <Day day={comparison.lastRun.weekEnding} />
            </a>,
          ],
        ]}
      />
    </Section>
  );
}

function Carried({ of }: { readonly of: Preview['carried'] }) {
  return (
    <Section title="Not paid, by reason" lead="Who is held for two reasons counts with both. Held money is carried.">
      {of.length === 0 ? (
        <p class="empty">Nobody is held.</p>
      ) : (
        <DataTable
          caption="Reasons"
          rows={of}
          keyOf={({ reason }) => reason}
          columns={[
            { title: 'Reason', cell: ({ reason }) => reason },
            { title: 'Partners', cell: ({ partners }) => partners },
            { title: 'Amount', amount: true, cell: ({ cents }) => <Money cents={cents} /> },
          ]}
        />
      )}
    </Section>
  );
}

function Compared({ of: { newReceivers, changedAddresses, changes, largeShares } }: { readonly of: Comparison }) {
  const partner = { title: 'Partner', cell: (row: { partnerId: string }) => <PartnerLink id={row.partnerId} /> };
  const amount = {
    title: 'Amount',
    amount: true,
    cell: (row: { payoutCents: number }) => <Money cents={row.payoutCents} />,
  };
  const keyOf = (row: { partnerId: string }): string => row.partnerId;
  return (
    <>
      <Listed title="Paid for the first time" of={newReceivers}>
        <DataTable
          caption="Paid for the first time"
          rows={newReceivers.largest}
          keyOf={keyOf}
          columns={[partner, amount, { title: 'To', cell: ({ receiver }) => receiver }]}
        />
      </Listed>
      <Listed title="To another address than last time" of={changedAddresses}>
        <DataTable
          caption="To another address than last time"
          rows={changedAddresses.largest}
          keyOf={keyOf}
          columns={[
            partner,
            amount,
            { title: 'Before', cell: ({ before }) => before },
            { title: 'Now', cell: ({ receiver }) => receiver },
          ]}
        />
      </Listed>
      <Listed title="What changed since the last run" of={changes}>
        <DataTable
          caption="What changed since the last run"
          rows={changes.largest}
          keyOf={keyOf}
          columns={[
            partner,
            { title: 'Last run', amount: true, cell: ({ beforeCents }) => <Money cents={beforeCents} /> },
            { title: 'Now', amount: true, cell: ({ nowCents }) => <Money cents={nowCents} /> },
          ]}
        />
      </Listed>
      <Listed title="A tenth of the run or more" of={largeShares}>
        <DataTable
          caption="A tenth of the run or more"
          rows={largeShares.largest}
          keyOf={keyOf}
          columns={[partner, amount, { title: 'To', cell: ({ receiver }) => receiver }]}
        />
      </Listed>
    </>
  );
}

interface ListedProps {
  readonly title: string;
  readonly of: { readonly count: number; readonly cents: number };
  readonly children: ComponentChildren;
}

function Listed({ title, of: { count, cents }, children }: ListedProps) {
  return (
    <Section title={title}>
      {count === 0 ? (
        <p class="empty">None.</p>
      ) : (
        <>
          <p>
            {count} in all, <Money cents={cents} />
          </p>
          {children}
        </>
      )}
    </Section>
  );
}
