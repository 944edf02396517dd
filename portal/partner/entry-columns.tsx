/** The columns of a list of entries, on the page of entries and under a client or a payout. */
import type { Column } from '../parts/data-table.tsx';
import { Day } from '../parts/days.tsx';
import { Money } from '../parts/money.tsx';
import { Tag } from '../parts/tag.tsx';
import { type Entry, KIND_WORDS, PLACES, REASON_WORDS, STANDINGS } from './entry-words.ts';

/** One payment may have several in one week: the kind, the id and the amount tell them apart. */
export const keyOfEntry = (entry: Entry): string =>
  [entry.weekEnding, entry.kind, entry.paymentId, entry.adjustmentId, entry.earnedOn, entry.reason, entry.cents].join();

const EARNED: Column<Entry> = {
  title: 'Earned on',
  cell: ({ earnedOn }) => <Day day={earnedOn} />,
};

const CLIENT: Column<Entry> = {
  title: 'Client',
  cell: ({ clientId, clientName }) =>
    clientId ? <a href={`/clients/${encodeURIComponent(clientId)}`}>{clientName ?? clientId}</a> : '—',
};

const WHAT: Column<Entry> = {
  title: 'What',
  cell: ({ kind, reason, note, paymentId }) => (
    <div class="stacked">
      <span>
        {KIND_WORDS[kind]}
        {reason && `: ${REASON_WORDS[reason]}`}
      </span>
      {note && <span>“{note}”</span>}
      {paymentId && <span class="muted">{paymentId}</span>}
    </div>
  ),
};

const WHERE: Column<Entry> = {
  title: 'Where it is',
  cell: ({ standing, place, payout }) => {
    const [word, tone] = standing === 'counts' ? PLACES[place] : STANDINGS[standing];
    return (
      <div class="stacked">
        <Tag tone={tone}>{word}</Tag>
        {payout && standing === 'counts' && <a href={`/payouts/${payout}`}>its payout</a>}
      </div>
    );
  },
};

const AMOUNT: Column<Entry> = {
  title: 'Amount',
  amount: true,
  cell: ({ standing, cents, statedCents }) => (
    <div class="stacked">
      <Money cents={cents} />
      {standing !== 'counts' && (
        <span class="muted">
          would be <Money cents={statedCents} />
        </span>
      )}
    </div>
  ),
};

export const ENTRY_COLUMNS: readonly Column<Entry>[] = [EARNED, CLIENT, WHAT, WHERE, AMOUNT];
export const ENTRY_COLUMNS_OF_CLIENT: readonly Column<Entry>[] = [EARNED, WHAT, WHERE, AMOUNT];
/** All of them are in the same place. */
export const ENTRY_COLUMNS_OF_PAYOUT: readonly Column<Entry>[] = [EARNED, CLIENT, WHAT, AMOUNT];
