/** Takes a list of clients who have not signed up yet; its page shows what it would do. */

import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { api, told } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { ActionForm } from '../../parts/action-form.tsx';
import { FileField } from '../../parts/field.tsx';
import { Section } from '../../parts/section.tsx';

interface Chosen {
  /** What tells one file from another, for the order's key. */
  readonly name: string;
  readonly size: number;
  readonly lastModified: number;
}

export function ListUpload() {
  const { route } = useLocation();
  const [file, setFile] = useState<File>();
  const action = useAction(
    (_: Chosen | undefined, key) =>
      told(
        api.POST('/me/referral-lists', {
          // The document calls a file's bytes a string.
          body: file as unknown as string,
          bodySerializer: (body) => body,
          params: { header: { 'Idempotency-Key': key } },
          headers: { 'content-type': 'text/csv' },
        }),
      ),
    ({ value }) => route(`/referrals/lists/${value.id}`),
  );
  return (
    <Section
      title="Announce clients with a list"
      lead="Whoever is on your list and signs up in time is credited to you, unless they used another partner’s link."
    >
      <ActionForm
        action={action}
        input={() => file && { name: file.name, size: file.size, lastModified: file.lastModified }}
        submit="Preview this list"
        shown={[]}
      >
        <FileField
          label="List of clients (CSV)"
          hint={
            <>
              A first line with the names of the columns: <code>email</code>, and <code>name</code> if you like; other
              columns are ignored. A row that is not as it should be stops no other. Nothing is credited before you
              commit the list.
            </>
          }
          accept=".csv,text/csv"
          onFile={(chosen) => {
            setFile(chosen);
            action.forget();
          }}
        />
      </ActionForm>
    </Section>
  );
}
