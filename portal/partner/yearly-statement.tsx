/** Everything of a calendar year as a table for a spreadsheet. */
import { useState } from 'preact/hooks';
import { api, told } from '../api/client.ts';
import { useAnswer } from '../api/use-answer.ts';
import { Download } from '../parts/download.tsx';
import { TextField } from '../parts/field.tsx';
import { Section } from '../parts/section.tsx';

export function YearlyStatement() {
  // The program's own today: a reader abroad may be in another year already.
  const { told: earnings } = useAnswer(() => told(api.GET('/me/earnings')), []);
  const [typed, setTyped] = useState<string>();
  const year = typed ?? earnings?.value.today.slice(0, 4) ?? '';
  const file = `${year}.csv`;
  return (
    <Section
      title="A year as a file"
      lead="Each entry by the day on which it was earned and each payout by its Friday, as comma-separated values."
    >
      <div class="form">
        <TextField label="Year" inputMode="numeric" maxLength={4} value={year} onValue={setTyped} />
        <Download
          label="Download the year"
          file={`statement-${file}`}
          disabled={year === ''}
          ask={() => told(api.GET('/me/statements/{file}', { params: { path: { file } }, parseAs: 'blob' }))}
        />
      </div>
    </Section>
  );
}
