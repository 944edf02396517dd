/** Takes a list as a file. It is previewed by itself, and nothing is credited before it is committed. */
import { useId, useState } from 'preact/hooks';
import { api, told } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { ActionForm } from '../../parts/action-form.tsx';
import { Dialog } from '../../parts/dialog.tsx';

export interface UploadListProps {
  readonly partnerId: string;
  readonly onClose: () => void;
  readonly onDone: (listId: string) => void;
}

export function UploadList({ partnerId, onClose, onDone }: UploadListProps) {
  const id = useId();
  const [file, setFile] = useState<File>();
  const action = useAction(
    async (_named: { readonly name: string; readonly size: number; readonly at: number }, key) =>
      told(
        api.POST('/ops/partners/{partnerId}/referral-lists', {
          params: { path: { partnerId }, header: { 'Idempotency-Key': key } },
          headers: { 'content-type': 'text/csv' },
          body: (await file?.text()) ?? '',
          bodySerializer: (text) => text,
        }),
      ),
    ({ value }) => onDone(value.id),
  );
  return (
    <Dialog title="Upload a referral list" onClose={onClose}>
      <ActionForm
        action={action}
        input={() => ({ name: file?.name ?? '', size: file?.size ?? 0, at: file?.lastModified ?? 0 })}
        submit="Upload and preview"
        beside={
          <button type="button" onClick={onClose}>
            Leave it
          </button>
        }
      >
        <p>
          CSV with a header line: the column <code>email</code>, and <code>name</code> if there is one. Nothing is
          credited before the list is committed.
        </p>
        <div class="field">
          <label for={id}>File</label>
          <input
            id={id}
            type="file"
            accept=".csv,text/csv"
            required
            onChange={(event) => setFile(event.currentTarget.files?.[0])}
          />
        </div>
      </ActionForm>
    </Dialog>
  );
}
