/** A run's totals, caps, groups, batches and decisions. */
import { DataTable } from '../../parts/data-table.tsx';
import { Day } from '../../parts/days.tsx';
import { Instant } from '../../parts/instant.tsx';
import { Money } from '../../parts/money.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Pairs } from '../../parts/pairs.tsx';
import { Section } from '../../parts/section.tsx';
import { Tag } from '../../parts/tag.tsx';
import { Staff } from '../parts/people.tsx';
import { BATCH_TONES, type Breach, CAP_WORDS, RUN_TONES, RUN_WORDS, type RunInFull } from './words.ts';

export function RunState({ run }: { readonly run: RunInFull }) {
  const { state, planned, report, friday, weekEnding, foldsAfter, openedAt, heldSince, deadlineAt, attempt } = run;
  return (
    <Section title="State" beside={<Tag tone={RUN_TONES[state]}>{state}</Tag>}>
      <p>{RUN_WORDS[state]}</p>
      <Breaches of={run.breaches} />
      <Pairs
        of={[
          ['Friday', <Day key="day" day={friday} />],
          [
            'Weeks it reads',
            <>
              after <Day day={foldsAfter} />, up to <Day day={weekEnding} />
            </>,
          ],
          planned !== undefined && [
            'Planned',
            <>
              {planned.payouts} payouts, <Money cents={planned.payoutCents} />; carried{' '}
              <Money cents={planned.carriedCents} />
            </>,
          ],
          report !== undefined && ['Paid', <Money key="paid" cents={report.paidCents} />],
          report !== undefined && ['Came back', <Money key="back" cents={report.backCents} />],
          report !== undefined && ['Still open', <Money key="open" cents={report.openCents} />],
          report?.books !== undefined && [
            'Books as it closed',
            report.books.problems === 0 ? (
              <>right: {report.books.partners} accounts</>
            ) : (
              <Tag tone="bad">{`${report.books.problems} problems`}</Tag>
            ),
          ],
          ['Opened', <Instant key="opened" at={openedAt} />],
          heldSince !== undefined && ['Held since', <Instant key="held" at={heldSince} />],
          ['Waits for PayPal until', <Instant key="deadline" at={deadlineAt} />],
          ['Executions that worked on it', attempt],
        ]}
      />
      {run.failedGroups.length > 0 && (
        <Notice tone="bad">
          <p>
            Groups {run.failedGroups.join(', ')} could not be planned: their partners wait. Retry the run once the cause
            is mended.
          </p>
        </Notice>
      )}
    </Section>
  );
}

export function Breaches({ of }: { readonly of: readonly Breach[] }) {
  if (of.length === 0) return null;
  return (
    <ul class="notice bad plain-list breaches">
      {of.map(({ cap, limitCents, actualCents }) => (
        <li key={cap}>
          {CAP_WORDS[cap] ?? cap}: <Money cents={actualCents} />, at most <Money cents={limitCents} />
        </li>
      ))}
    </ul>
  );
}

export function RunDecisions({ of }: { readonly of: RunInFull['decisions'] }) {
  if (of.length === 0) return null;
  return (
    <Section title="Decided">
      <ul class="trail">
        {of.map(({ kind, by, note, at }) => (
          <li key={kind}>
            <p>
              <strong>{kind === 'release' ? 'Released' : 'Refused'}</strong> by{' '}
              {by === 'program' ? 'the program' : <Staff id={by} />}
              {at && (
                <>
                  , <Instant at={at} />
                </>
              )}
            </p>
            <p class="muted">{note}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function Batches({ of }: { readonly of: RunInFull['batches'] }) {
  return (
    <Section title="Batches" lead="Each is frozen before it is sent, and sent under one id for ever.">
      {of.length === 0 ? (
        <p class="empty">No batch is frozen yet, or nobody was to be paid.</p>
      ) : (
        <DataTable
          caption="Batches of the run"
          rows={of}
          keyOf={({ senderBatchId }) => senderBatchId}
          columns={[
            { title: 'Manifest', cell: ({ manifest, generation }) => `${manifest}, ${generation}` },
            { title: 'State', cell: ({ state }) => <Tag tone={BATCH_TONES[state]}>{state}</Tag> },
            { title: 'Payouts', cell: ({ items }) => items },
            { title: 'Amount', amount: true, cell: ({ totalCents }) => <Money cents={totalCents} /> },
            {
              title: 'Sent',
              cell: ({ attempts, lastOutcome }) => `${attempts} times${lastOutcome ? `, ${lastOutcome}` : ''}`,
            },
            {
              title: 'Left out',
              cell: ({ excluded, excludedItems }) =>
                excludedItems === 0
                  ? 'none'
                  : excluded.map(({ partnerId, issue }) => `${partnerId} (${issue})`).join(', '),
            },
            {
              title: 'PayPal’s id',
              cell: ({ payoutBatchId }) => <code class="id">{payoutBatchId ?? 'none yet'}</code>,
            },
          ]}
        />
      )}
    </Section>
  );
}

export function Groups({ of }: { readonly of: RunInFull['groups'] }) {
  if (of.length === 0) return null;
  return (
    <Section title="Groups of partners" lead="Planned side by side; one that fails never loses the others.">
      <DataTable
        caption="Groups of the run"
        rows={of}
        keyOf={({ group }) => group}
        columns={[
          { title: 'Group', cell: ({ group }) => group },
          { title: 'Partners', cell: ({ partners }) => partners },
          { title: 'Payouts', cell: ({ payouts }) => payouts },
          { title: 'Amount', amount: true, cell: ({ payoutCents }) => <Money cents={payoutCents} /> },
          { title: 'Carried', amount: true, cell: ({ carriedCents }) => <Money cents={carriedCents} /> },
          {
            title: 'State',
            cell: ({ failed }) => <Tag tone={failed ? 'bad' : 'good'}>{failed ? 'failed' : 'planned'}</Tag>,
          },
        ]}
      />
    </Section>
  );
}
