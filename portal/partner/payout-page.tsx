/** One payout: what became of it, the entries that it pays, and its statement to keep. */
import { useRoute } from 'preact-iso';
import { api, told } from '../api/client.ts';
import { useAnswer } from '../api/use-answer.ts';
import { usePages } from '../api/use-pages.ts';
import { Day, dayText } from '../parts/days.tsx';
import { Download } from '../parts/download.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Money } from '../parts/money.tsx';
import { Page } from '../parts/page.tsx';
import { PagedTable } from '../parts/paged-table.tsx';
import { Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { ENTRY_COLUMNS_OF_PAYOUT, keyOfEntry } from './entry-columns.tsx';
import { type Payout, PLACE_TONES, PLACE_WORDS } from './payout-words.ts';

export default function PayoutPage() {
  const weekEnding = useRoute().params.weekEnding ?? '';
  return <OnePayout key={weekEnding} weekEnding={weekEnding} />;
}

function OnePayout({ weekEnding }: { readonly weekEnding: string }) {
  const ask = (cursor: string | undefined) =>
    told(
      api.GET('/me/payouts/{weekEnding}', {
        params: { path: { weekEnding }, query: cursor === undefined ? {} : { cursor } },
      }),
    );
  const payout = useAnswer(() => ask(undefined), [weekEnding]);
  const entries = usePages(
    async (cursor) => {
      const { value, etag } = await ask(cursor);
      return { value: value.entries, etag };
    },
    [weekEnding],
  );
  const friday = payout.told?.value.payout.friday;
  return (
    <Page title={friday ? `Payout of ${dayText(friday)}` : 'Payout'} up={{ href: '/payouts', title: 'Payouts' }}>
      <Loaded of={payout} what="this payout">
        {({ payout: value, after }) => (
          <>
            <Summary of={value} />
            <Section
              title="What it pays"
              lead={
                after ? (
                  <>
                    All that was earned after the week ending <Day day={after} />, up to the week ending{' '}
                    <Day day={weekEnding} />.
                  </>
                ) : (
                  <>
                    All that was earned up to the week ending <Day day={weekEnding} />.
                  </>
                )
              }
            >
              <PagedTable
                caption="Entries that this payout pays"
                pages={entries}
                columns={ENTRY_COLUMNS_OF_PAYOUT}
                keyOf={keyOfEntry}
                empty="No entry was filed in its weeks: it pays again what came back."
              />
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Summary({ of }: { readonly of: Payout }) {
  const { weekEnding, amountCents, place, sentence, receiver, payPalItemId, error } = of;
  return (
    <>
      <div class="headline">
        <p>
          <strong>
            <Money cents={amountCents} />
          </strong>{' '}
          <Tag tone={PLACE_TONES[place]}>{PLACE_WORDS[place]}</Tag>
        </p>
        <p>{sentence}</p>
      </div>
      <dl class="pairs facts">
        <div>
          <dt>Sent to</dt>
          <dd>{receiver}</dd>
        </div>
        {payPalItemId && (
          <div>
            <dt>PayPal’s id of it</dt>
            <dd>{payPalItemId}</dd>
          </div>
        )}
        {error && (
          <div>
            <dt>PayPal’s word</dt>
            <dd>{error}</dd>
          </div>
        )}
      </dl>
      <Download
        label="Download the statement (PDF)"
        file={`payout-${weekEnding}.pdf`}
        ask={() =>
          told(api.GET('/me/payouts/{weekEnding}/statement', { params: { path: { weekEnding } }, parseAs: 'blob' }))
        }
      />
    </>
  );
}
