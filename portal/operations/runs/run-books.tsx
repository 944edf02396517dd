/** A run held against PayPal's own items, when somebody asks for it. */
import { useState } from 'preact/hooks';
import { api, told } from '../../api/client.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';

const ASKED = {
  asked: 'PayPal was asked for every batch.',
  unavailable: 'PayPal did not answer for a batch: only the ledger was read. Try again.',
  'too-many-batches': 'The run has more batches than a call has time for: only the ledger was read.',
} as const;

export function RunBooks({ weekEnding }: { readonly weekEnding: string }) {
  const [asked, setAsked] = useState(0);
  return (
    <Section
      title="Books"
      lead="Manifests against payouts, batches against PayPal’s items."
      beside={
        <button type="button" onClick={() => setAsked((times) => times + 1)}>
          Check now
        </button>
      }
    >
      {asked > 0 && <Checked key={asked} weekEnding={weekEnding} />}
    </Section>
  );
}

function Checked({ weekEnding }: { readonly weekEnding: string }) {
  const books = useAnswer(
    () => told(api.GET('/ops/runs/{weekEnding}/books', { params: { path: { weekEnding } } })),
    [weekEnding],
  );
  return (
    <Loaded of={books} what="the books">
      {({ partners, payPal, payPalItems, problems }) => (
        <>
          <Notice tone={problems.length === 0 ? 'good' : 'bad'} live>
            <p>
              {problems.length === 0 ? 'The books of this run are right.' : 'The books of this run are not right:'}{' '}
              {partners} payouts, {payPalItems} items of PayPal’s. {ASKED[payPal]}
            </p>
          </Notice>
          {problems.length > 0 && (
            <ul class="plain-list">
              {problems.map(({ kind, about, detail }) => (
                <li key={`${kind} ${about} ${detail}`}>
                  <strong>{about}</strong>: {kind}, {detail}
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </Loaded>
  );
}
